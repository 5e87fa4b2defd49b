package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.signature.SignatureVerdict;
import java.util.Optional;

/**
 * A commit that brought an approval.
 *
 * @param commit the one that brought it
 * @param broken before it, the first of the commits whose status cannot be read, so that the approval had to be brought anew;
 *     empty if that is not why the commit counts
 * @param changes what is no longer as it was there
 * @param signature what its signature is worth; empty if the host does not ask for signatures of the role
 */
record Origin(
        CommitSummary commit, Optional<CommitSummary> broken, Changes changes, Optional<SignatureVerdict> signature) {

    /** What a sentence says of the commit. */
    String brought() {
        return "commit " + commit + " brought it"
                + broken.map(before -> " again, since nobody can read " + Status.FILE + " of commit " + before
                                + ", where it may have been taken back")
                        .orElse("");
    }

    /**
     * What changed since.
     *
     * @param documents the documents that the approval is about, and that are not the same any more
     * @param files what differs elsewhere, each with a letter as git has it
     * @param commits the later commits that changed any of these, the newest first
     * @param uncommitted of these, what no commit has
     * @param deployed what the plan checks out, if it may be another commit than when it was approved, or who has taken the
     *     approval back where HEAD does not have it; to approve again changes nothing of that
     */
    record Changes(
            FirstOf<String> documents,
            FirstOf<String> files,
            FirstOf<CommitSummary> commits,
            FirstOf<String> uncommitted,
            Optional<String> deployed) {

        boolean isNone() {
            return areNoneInFiles() && deployed.isEmpty();
        }

        /** Otherwise the role may approve what is there now. */
        boolean areNoneInFiles() {
            return documents.isEmpty() && files.isEmpty() && uncommitted.isEmpty();
        }
    }
}
