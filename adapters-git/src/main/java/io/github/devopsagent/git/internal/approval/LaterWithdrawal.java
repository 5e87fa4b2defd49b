package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.approval.StatusVersions.Saying;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.Head;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Whether a commit that HEAD does not have takes an approval back: where the branch is that HEAD's branch pulls from, as it
 * was fetched last, or where HEAD's branch was before it was set back, as its reflog tells.
 */
record LaterWithdrawal(
        CommitObjects commits,
        StatusVersions versions,
        Head head,
        Optional<Ref> upstream,
        Set<ObjectId> earlier,
        String path) {

    /** @param path of the status in the work tree */
    static LaterWithdrawal of(
            Repository repository, Head head, CommitObjects commits, StatusVersions versions, String path)
            throws IOException {
        Optional<String> tracking = head.branch()
                .map(branch -> new BranchConfig(repository.getConfig(), Repository.shortenRefName(branch)))
                .map(BranchConfig::getTrackingBranch);
        Optional<Ref> ref =
                tracking.isPresent() ? Optional.ofNullable(repository.exactRef(tracking.get())) : Optional.empty();
        return new LaterWithdrawal(
                commits,
                versions,
                head,
                ref.filter(found -> found.getObjectId() != null),
                BranchLog.of(repository, head.branch()),
                path);
    }

    /** Says so, if there the status does not have the role any more that this version brought. */
    Optional<String> since(Version brought, Role role) throws IOException {
        if (upstream.isPresent() && isTakenBack(upstream.get().getObjectId(), brought, role)) {
            ObjectId tip = upstream.get().getObjectId();
            return Optional.of(Repository.shortenRefName(upstream.get().getName()) + " has taken the approval of "
                    + role.label() + " back, by " + summary(tip) + ", or before; HEAD does not have that: git pull");
        }
        for (ObjectId tip : earlier) {
            if (isKnown(tip) && isTakenBack(tip, brought, role) && !isOfHead(tip)) {
                return Optional.of(head.branch().map(Repository::shortenRefName).orElse("HEAD")
                        + " was set back behind a commit that has taken the approval of " + role.label() + " back, "
                        + summary(tip) + ", as its reflog tells: git reflog");
            }
        }
        return Optional.empty();
    }

    private boolean isTakenBack(ObjectId tip, Version brought, Role role) throws IOException {
        return versions.saying(tip, path, Optional.of(role)) == Saying.APPROVES_NOT
                && commits.ancestors(tip).contains(brought.commit());
    }

    /** What no ref holds may be gone. */
    private boolean isKnown(ObjectId tip) throws IOException {
        try {
            versions.saying(tip, path, Optional.empty());
            return commits.ancestors(tip).contains(tip);
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private boolean isOfHead(ObjectId tip) throws IOException {
        return commits.ancestors(head.commit()).contains(tip);
    }

    private CommitSummary summary(ObjectId commit) throws IOException {
        return CommitSummary.of(RevCommit.parse(commits.bytes(commit)));
    }
}
