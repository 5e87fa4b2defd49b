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
import java.util.Set;
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
                ApprovalSearch search = new ApprovalSearch(commits, versions, role);
                Set<Version> brought = search.broughtBy(head, path);
                for (Version version : brought) {
                    Optional<ObjectId> broken =
                            brought.size() > 1 ? search.brokenBefore(version) : Optional.<ObjectId>empty();
                    origins.add(origin(version, role, broken));
                }
                approvals.add(new RoleApproval(role, origins));
            }
        }
        return approvals;
    }

    private Origin origin(Version version, Role role, Optional<ObjectId> broken) throws IOException, GitRefusal {
        return new Origin(
                summary(version.commit()),
                broken.isPresent() ? Optional.of(summary(broken.get())) : Optional.empty(),
                changes.since(version, role, moved.since(version, role)),
                signers.of(version, role));
    }

    private CommitSummary summary(ObjectId commit) throws IOException {
        return CommitSummary.of(RevCommit.parse(commits.bytes(commit)));
    }
}
