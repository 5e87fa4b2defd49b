package io.github.devopsagent.git.internal.approval;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;

/** Where a branch was, as this repository's own reflog tells: of other clones it knows nothing, and it can be deleted. */
final class BranchLog {

    /** The newest; of each a status is read. */
    private static final int MOST_ENTRIES = 200;

    private BranchLog() {}

    /** The commits at which the branch was, the newest first; none if it has no reflog. */
    static Set<ObjectId> of(Repository repository, Optional<String> branch) throws IOException {
        Set<ObjectId> found = new LinkedHashSet<>();
        ReflogReader log = branch.isPresent() ? repository.getRefDatabase().getReflogReader(branch.get()) : null;
        if (log != null) {
            for (ReflogEntry entry : log.getReverseEntries(MOST_ENTRIES)) {
                found.add(entry.getNewId());
                found.add(entry.getOldId());
            }
        }
        found.remove(ObjectId.zeroId());
        return found;
    }
}
