package io.github.devopsagent.git.internal.approval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;

/**
 * Where a branch was, as this repository's own reflog tells: of other clones it knows nothing, and it can be deleted.
 *
 * @param entries the newest first; none if it has no reflog
 */
record BranchLog(List<ReflogEntry> entries) {

    /** The newest; of each a status is read. */
    private static final int MOST_ENTRIES = 200;

    private static final String AMENDED = "commit (amend)";

    BranchLog {
        entries = List.copyOf(entries);
    }

    static BranchLog of(Repository repository, Optional<String> branch) throws IOException {
        ReflogReader log = branch.isPresent() ? repository.getRefDatabase().getReflogReader(branch.get()) : null;
        return new BranchLog(log == null ? List.of() : log.getReverseEntries(MOST_ENTRIES));
    }

    /** The commits at which the branch was, the newest first. */
    List<ObjectId> positions() {
        return positions(entries);
    }

    /** Those of them that took another's place, and these others. */
    List<ObjectId> amended() {
        return positions(entries.stream()
                .filter(entry -> entry.getComment().startsWith(AMENDED))
                .toList());
    }

    private static List<ObjectId> positions(List<ReflogEntry> entries) {
        List<ObjectId> found = new ArrayList<>();
        for (ReflogEntry entry : entries) {
            found.add(entry.getNewId());
            found.add(entry.getOldId());
        }
        found.removeIf(ObjectId.zeroId()::equals);
        return found;
    }
}
