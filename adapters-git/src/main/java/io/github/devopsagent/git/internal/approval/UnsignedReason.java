package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.approval.ApprovalFact.NoHistory;
import io.github.devopsagent.git.internal.approval.ApprovalFact.RoleApproval;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.signature.SignatureVerdict;
import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What people read of a signature that does not count: why, and what the role has to do. */
final class UnsignedReason {

    private UnsignedReason() {}

    static String withoutEvidence(Path repository) {
        return String.join(
                "\n",
                "it is not known who signed the approvals: the agent has no evidence about the repository " + repository
                        + ".",
                "A host that adds the rule to the builder adds the source, too, of the same repository:",
                "  .evidenceSource(git.approvalEvidence())",
                "  .vetoRule(GitAdapter.UNSIGNED_APPROVAL, git.signedApprovalRule())",
                StaleReason.ENDING);
    }

    static String ofNoHistory(ApprovalFact fact, NoHistory why) {
        return "it is not known who signed the approvals: " + StaleReason.described(fact, why) + "\n"
                + StaleReason.ENDING;
    }

    static String withoutSigners(Role role) {
        return "nobody's signature counts for " + role.label() + ": the host demands one, and names no signers of "
                + role.label() + " with GitAdapter.approvers(…), or the source is of an adapter without them.";
    }

    static String of(Role role, Origin origin, SignatureVerdict signature) {
        return "the approval of " + role.label() + " is not signed as it has to be: " + origin.brought()
                + ", and " + described(role, signature) + ". If " + role.label()
                + " approves what is there now, it removes \"" + role.label() + "\" from approvals in " + Status.FILE
                + " and commits, then adds it again and commits with " + key(role, signature);
    }

    /** To sign again with the developer's own key would not help. */
    private static String key(Role role, SignatureVerdict signature) {
        return signature.kind() == Kind.DEVELOPERS_OWN
                ? "another key, which the host names for " + role.label()
                        + " in GitAdapter.approvers(…) and which has signed no code of the epic: git commit -S<key>"
                : "a key of its own: git commit -S";
    }

    private static String described(Role role, SignatureVerdict signature) {
        String key = PrintableText.of(signature.key(), PrintableText.NAME);
        String detail = PrintableText.of(signature.detail(), PrintableText.NAME);
        String because = detail.isEmpty() ? "" : " (" + detail + ")";
        return switch (signature.kind()) {
            case VALID -> "its signature is valid";
            case NONE -> "has no signature";
            case UNSUPPORTED ->
                detail.isEmpty()
                        ? "its signature is neither SSH's nor OpenPGP's, which alone are verified"
                        : "its key " + key + " is a security key's (" + detail
                                + "), whose signatures JGit does not verify, though git does";
            case BAD -> "its signature is bad: it is not of this commit and this key" + because;
            case WRONG_NAMESPACE -> "its signature was made for '" + detail + "', and not for git";
            case UNKNOWN_KEY ->
                "its key " + (key.isEmpty() ? "" : key + " ") + "is unknown: the host names it for no role" + because;
            case OTHER_ROLE -> "its key " + key + " is one of " + detail + ", and not of " + role.label();
            case REVOKED -> "its key " + key + " is revoked" + because;
            case EXPIRED -> "its key " + key + " has expired" + because;
            case NOT_YET_VALID -> "its key " + key + " is not valid yet" + because;
            case NOT_FOR_COMMITS ->
                "its key " + key + " may be used by " + role.label() + ", but not for git: namespaces says so";
            case DEVELOPERS_OWN ->
                "its key " + key + " is the developer's own" + because + ", and nobody approves what is their own";
        };
    }

    static String consent(RoleApproval approval) {
        return approval.role().label() + " signed its approval, "
                + approval.origins().stream()
                        .map(origin -> "commit " + origin.commit().shortId() + " with "
                                + origin.signature()
                                        .map(signature -> signature.key() + " of "
                                                + PrintableText.of(signature.detail(), PrintableText.NAME))
                                        .orElse("nothing"))
                        .collect(Collectors.joining(" and "));
    }
}
