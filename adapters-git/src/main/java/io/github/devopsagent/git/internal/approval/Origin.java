package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.signature.SignatureVerdict;
import java.util.Optional;

/**
 * A commit that brought an approval.
 *
 * @param commit the commit
 * @param changes what is no longer as it was there
 * @param signature what its signature is worth; empty if the host does not ask for signatures of the role
 */
record Origin(CommitSummary commit, Changes changes, Optional<SignatureVerdict> signature) {

    /**
     * What changed since.
     *
     * @param documents the documents that the approval is about, and that are not the same any more
     * @param files what differs elsewhere, each with a letter as git has it
     * @param commits the later commits that changed any of these, the newest first
     * @param uncommitted of these, what no commit has
     * @param deployed what the plan checks out, if it may be another commit than when it was approved
     */
    record Changes(
            FirstOf<String> documents,
            FirstOf<String> files,
            FirstOf<CommitSummary> commits,
            FirstOf<String> uncommitted,
            Optional<String> deployed) {

        boolean isNone() {
            return documents.isEmpty() && files.isEmpty() && uncommitted.isEmpty() && deployed.isEmpty();
        }
    }
}
