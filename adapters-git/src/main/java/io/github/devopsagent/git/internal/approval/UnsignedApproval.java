package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.approval.ApprovalFact.RoleApproval;
import io.github.devopsagent.git.internal.signature.SignatureVerdict;
import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who approves is who it says: the commit that brought an approval is signed with a key that the role may use. */
public final class UnsignedApproval implements VetoRule {

    /** Of its vetoes. */
    public static final String CODE = "unsigned_approval";

    private static final Source APPROVALS = new Source(Status.FILE, "/approvals");

    private final Path repository;
    private final Set<Role> demanded;
    private final Set<Role> signing;

    /**
     * For one repository.
     *
     * @param signing the roles that the host named signers of
     * @param further roles whose approvals are demanded beside qa's
     */
    public UnsignedApproval(Path repository, Collection<Role> signing, Collection<Role> further) {
        this.repository = repository;
        this.signing = EnumSet.noneOf(Role.class);
        this.signing.addAll(signing);
        this.demanded = EnumSet.of(Role.QA);
        this.demanded.addAll(further);
    }

    @Override
    public Either<Veto, Ok> judge(Evidence evidence) {
        Optional<ApprovalFact> fact = StaleApproval.factOf(repository, evidence);
        if (fact.isEmpty()) {
            return veto(UnsignedReason.withoutEvidence(repository), Role.TECH_LEAD);
        }
        if (fact.get().unknown().isPresent()) {
            return veto(
                    UnsignedReason.ofNoHistory(fact.get(), fact.get().unknown().get()), Role.TECH_LEAD);
        }
        return judge(fact.get(), evidence.status());
    }

    private Either<Veto, Ok> judge(ApprovalFact fact, Status status) {
        List<String> reasons = new ArrayList<>();
        List<String> signed = new ArrayList<>();
        List<Role> addressees = new ArrayList<>();
        for (Role role : Role.values()) {
            boolean isApproved = status.isApprovedBy(role);
            // That qa has not approved is a veto of its own, which no host can switch off.
            boolean isJudged = isApproved
                    ? demanded.contains(role) || signing.contains(role)
                    : demanded.contains(role) && role != Role.QA;
            if (isJudged) {
                Optional<String> fault = fault(fact, role);
                fault.ifPresent(reason -> {
                    reasons.add(reason);
                    addressees.add(role);
                });
                if (fault.isEmpty()) {
                    signed.add(UnsignedReason.consent(fact.of(role).orElseThrow()));
                }
            }
        }
        return reasons.isEmpty()
                ? Either.right(new Ok(String.join("; ", signed)))
                : veto(String.join("\n", reasons) + "\n" + StaleReason.ENDING, addressees.get(0));
    }

    private static Optional<String> fault(ApprovalFact fact, Role role) {
        Optional<RoleApproval> approval = fact.of(role);
        if (approval.isEmpty()) {
            return Optional.of(StaleReason.ofNoApproval(role));
        }
        if (approval.get().origins().isEmpty()) {
            return Optional.of(StaleReason.ofUncommitted(fact, role));
        }
        for (Origin origin : approval.get().origins()) {
            Optional<SignatureVerdict> signature = origin.signature();
            if (signature.isEmpty()) {
                return Optional.of(UnsignedReason.withoutSigners(role));
            }
            if (signature.get().kind() != Kind.VALID) {
                return Optional.of(UnsignedReason.of(role, origin.commit(), signature.get()));
            }
        }
        return Optional.empty();
    }

    private static Either<Veto, Ok> veto(String reason, Role addressee) {
        return Either.left(new Veto(CODE, reason, APPROVALS, addressee));
    }
}
