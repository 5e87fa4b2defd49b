package io.github.devopsagent.git;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits of a branch that others may have, as far as its remote tracking refs tell. */
final class Published {

    private final Repository repository;
    private final String branch;

    Published(Repository repository, String branch) {
        this.repository = repository;
        this.branch = branch;
    }

    /** The remote tracking ref that has commits which the branch would lose by going from its tip to the commit. */
    Optional<String> loss(ObjectId tip, ObjectId commit) throws IOException {
        int lost = count(tip, commit, Optional.empty());
        for (String name : trackingRefs()) {
            Ref tracking = repository.exactRef(name);
            if (tracking != null && count(tip, commit, Optional.of(tracking.getObjectId())) < lost) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private Set<String> trackingRefs() {
        String shortName = Repository.shortenRefName(branch);
        Set<String> names = new LinkedHashSet<>();
        for (String remote : repository.getRemoteNames()) {
            names.add(Constants.R_REMOTES + remote + "/" + shortName);
        }
        Optional.ofNullable(new BranchConfig(repository.getConfig(), shortName).getTrackingBranch())
                .filter(upstream -> upstream.startsWith(Constants.R_REMOTES))
                .ifPresent(names::add);
        return names;
    }

    /** How many commits are reachable from the tip, but from neither of the others. */
    private int count(ObjectId tip, ObjectId commit, Optional<ObjectId> other) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(tip));
            walk.markUninteresting(walk.parseCommit(commit));
            if (other.isPresent()) {
                walk.markUninteresting(walk.parseCommit(other.get()));
            }
            int count = 0;
            for (RevCommit each = walk.next(); each != null; each = walk.next()) {
                count++;
            }
            return count;
        }
    }
}
