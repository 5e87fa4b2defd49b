package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.approval.StatusVersions.Saying;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.Head;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** Whether the branch that HEAD's branch pulls from, as it was fetched last, takes an approval back. */
record UpstreamWithdrawal(CommitObjects commits, StatusVersions versions, Optional<Ref> upstream, String path) {

    /** @param path of the status in the work tree */
    static UpstreamWithdrawal of(
            Repository repository, Head head, CommitObjects commits, StatusVersions versions, String path)
            throws IOException {
        Optional<String> tracking = head.branch()
                .map(branch -> new BranchConfig(repository.getConfig(), Repository.shortenRefName(branch)))
                .map(BranchConfig::getTrackingBranch);
        Optional<Ref> ref =
                tracking.isPresent() ? Optional.ofNullable(repository.exactRef(tracking.get())) : Optional.empty();
        return new UpstreamWithdrawal(commits, versions, ref.filter(found -> found.getObjectId() != null), path);
    }

    /** Says so, if there the status does not have the role any more that this version brought. */
    Optional<String> since(Version brought, Role role) throws IOException {
        if (upstream.isEmpty()) {
            return Optional.empty();
        }
        ObjectId tip = upstream.get().getObjectId();
        boolean isTakenBack = commits.ancestors(tip).contains(brought.commit())
                && versions.saying(tip, path, Optional.of(role)) == Saying.APPROVES_NOT;
        return isTakenBack
                ? Optional.of(Repository.shortenRefName(upstream.get().getName()) + " has taken the approval of "
                        + role.label() + " back, by " + CommitSummary.of(RevCommit.parse(commits.bytes(tip)))
                        + ", or before; HEAD does not have that: git pull")
                : Optional.empty();
    }
}
