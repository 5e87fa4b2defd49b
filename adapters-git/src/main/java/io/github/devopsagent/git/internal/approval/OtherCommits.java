package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.repository.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * What this clone knows beside HEAD's history.
 *
 * @param upstream where the branch is that HEAD's branch pulls from, as it was fetched last; empty if there is none, or if that
 *     is a branch of this repository, of which nothing is fetched
 * @param tracking all remote-tracking branches
 * @param logged the commits at which HEAD's branch was, the newest first; where it has no upstream, or is none, those at which
 *     HEAD was, too
 * @param positions what HEAD's branch stood for, the newest first, as often as it did; where HEAD is on no branch, what it was
 *     amended to
 * @param hasRemotes whether somebody may have more somewhere else
 */
record OtherCommits(
        Optional<Ref> upstream,
        List<Ref> tracking,
        Set<ObjectId> logged,
        List<ObjectId> positions,
        boolean hasRemotes) {

    OtherCommits {
        tracking = List.copyOf(tracking);
        positions = List.copyOf(positions);
    }

    static OtherCommits of(Repository repository, Head head) throws IOException {
        Optional<Ref> upstream = upstream(repository, head);
        BranchLog ofBranch = BranchLog.of(repository, head.branch());
        BranchLog ofHead = BranchLog.of(repository, Optional.of(Constants.HEAD));
        Set<ObjectId> logged = new LinkedHashSet<>(ofBranch.positions());
        if (upstream.isEmpty()) {
            logged.addAll(ofHead.positions());
        }
        List<ObjectId> positions = head.branch().isPresent() ? ofBranch.positions() : ofHead.amended();
        Set<ObjectId> seen = new HashSet<>();
        List<Ref> tracking = new ArrayList<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES)) {
            if (!ref.isSymbolic() && ref.getObjectId() != null && seen.add(ref.getObjectId())) {
                tracking.add(ref);
            }
        }
        boolean hasRemotes = !repository.getRemoteNames().isEmpty();
        return new OtherCommits(upstream, tracking, logged, positions, hasRemotes);
    }

    private static Optional<Ref> upstream(Repository repository, Head head) throws IOException {
        Optional<String> tracking = head.branch()
                .map(branch -> new BranchConfig(repository.getConfig(), Repository.shortenRefName(branch)))
                .map(BranchConfig::getTrackingBranch)
                .filter(name -> !name.startsWith(Constants.R_HEADS));
        Optional<Ref> ref =
                tracking.isPresent() ? Optional.ofNullable(repository.exactRef(tracking.get())) : Optional.empty();
        return ref.filter(found -> found.getObjectId() != null);
    }

    boolean hasUpstream() {
        return upstream.isPresent();
    }

    /** The upstream if it has the commit; else all remote-tracking branches that have it. */
    List<Ref> branchesWith(ObjectId commit, CommitObjects commits) throws IOException {
        if (hasUpstreamWith(commit, commits)) {
            return List.of(upstream.orElseThrow());
        }
        List<Ref> found = new ArrayList<>();
        for (Ref ref : tracking) {
            if (commits.has(ref.getObjectId(), commit)) {
                found.add(ref);
            }
        }
        return found;
    }

    boolean hasUpstreamWith(ObjectId commit, CommitObjects commits) throws IOException {
        return upstream.isPresent() && commits.has(upstream.get().getObjectId(), commit);
    }
}
