package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.approval.ApprovalFact.RoleApproval;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Everything about the approvals of a status: which commit brought each, what changed since, and who signed it. */
record RoleApprovals(
        CommitObjects commits, StatusVersions versions, ChangeSearch changes, SignerSearch signers, Moved moved) {

    /** Says what the plan checks out that was not there yet, or who took the approval back. */
    interface Moved {
        Optional<String> since(Version approval, Role role) throws IOException;
    }

    List<RoleApproval> of(List<Role> roles, Status status, ObjectId head, String path) throws IOException, GitRefusal {
        List<RoleApproval> approvals = new ArrayList<>();
        for (Role role : roles) {
            if (status.isApprovedBy(role)) {
                List<Origin> origins = new ArrayList<>();
                for (Version version : new ApprovalSearch(commits, versions, Optional.of(role)).broughtBy(head, path)) {
                    origins.add(origin(version, role));
                }
                approvals.add(new RoleApproval(role, origins));
            }
        }
        return approvals;
    }

    private Origin origin(Version version, Role role) throws IOException, GitRefusal {
        return new Origin(
                CommitSummary.of(RevCommit.parse(commits.bytes(version.commit()))),
                changes.since(version, role, moved.since(version, role)),
                signers.of(version, role));
    }
}
