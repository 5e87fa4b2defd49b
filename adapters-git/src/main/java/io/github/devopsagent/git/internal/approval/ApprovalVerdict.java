package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One verdict over the approvals of several roles: the faults of all, or what speaks for each. */
final class ApprovalVerdict {

    private static final Source APPROVALS = new Source(Status.FILE, "/approvals");

    private final String code;
    private final List<String> reasons = new ArrayList<>();
    private final List<String> consents = new ArrayList<>();
    private final List<Role> addressees = new ArrayList<>();

    /**
     * Over no role yet.
     *
     * @param code of the veto
     */
    ApprovalVerdict(String code) {
        this.code = code;
    }

    /** Notes why the role's approval does not count. */
    void refuse(Role role, String reason) {
        reasons.add(reason);
        addressees.add(role);
    }

    /** Notes what speaks for a role's approval. */
    void accept(String consent) {
        consents.add(consent);
    }

    /** The verdict; a veto goes to the first role that was refused. */
    Either<Veto, Ok> given() {
        return reasons.isEmpty()
                ? Either.right(new Ok(String.join("; ", consents)))
                : veto(code, String.join("\n", reasons) + "\n" + StaleReason.ENDING, addressees.get(0));
    }

    static Either<Veto, Ok> veto(String code, String reason, Role addressee) {
        return Either.left(new Veto(code, reason, APPROVALS, addressee));
    }

    /** Why no commit stands for an approval; empty if one does. */
    static Optional<String> whyNoCommit(ApprovalFact fact, Role role) {
        return fact.of(role)
                .map(approval -> approval.origins().isEmpty()
                        ? Optional.of(StaleReason.ofUncommitted(fact, role))
                        : Optional.<String>empty())
                .orElseGet(() -> Optional.of(StaleReason.ofNoApproval(role)));
    }
}
