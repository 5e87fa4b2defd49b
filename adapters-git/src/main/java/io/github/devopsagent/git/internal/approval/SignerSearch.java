package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.signature.SignatureCheck;
import io.github.devopsagent.git.internal.signature.SignatureVerdict;
import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;
import io.github.devopsagent.git.internal.signature.SignedCommit;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Who signed an approval. Qa's must not be of a key that signed what it is about. */
record SignerSearch(EpicCommits epic, CommitObjects commits, SignatureCheck check) {

    /** Empty if the host does not ask for this role's. */
    Optional<SignatureVerdict> of(Version approval, Role role) throws IOException, GitRefusal {
        if (!check.isAsked(role)) {
            return Optional.empty();
        }
        SignatureVerdict verdict = check.judge(role, SignedCommit.of(commits.bytes(approval.commit())));
        if (role != Role.QA || verdict.kind() != Kind.VALID) {
            return Optional.of(verdict);
        }
        for (ObjectId each : epic.about(approval)) {
            Optional<String> key = check.signingKey(SignedCommit.of(commits.bytes(each)));
            if (key.isPresent() && check.areOfOneKey(verdict.key(), key.get())) {
                return Optional.of(new SignatureVerdict(
                        Kind.DEVELOPERS_OWN, verdict.key(), "it signed commit " + Head.shortened(each)));
            }
        }
        return Optional.of(verdict);
    }
}
