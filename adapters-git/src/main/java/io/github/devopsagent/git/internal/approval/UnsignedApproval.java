package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.signature.SignatureVerdict;
import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who approves is who it says: the commit that brought an approval is signed with a key that the role may use. */
public final class UnsignedApproval implements VetoRule {

    /** Of its vetoes. */
    public static final String CODE = "unsigned_approval";

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
        Optional<ApprovalFact> fact = ApprovalFact.in(evidence, repository);
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
        ApprovalVerdict verdict = new ApprovalVerdict(CODE);
        for (Role role : Role.values()) {
            boolean isApproved = status.isApprovedBy(role);
            // That qa has not approved is a veto of its own, which no host can switch off.
            boolean isJudged = isApproved
                    ? demanded.contains(role) || signing.contains(role)
                    : demanded.contains(role) && role != Role.QA;
            if (isJudged) {
                fault(fact, role)
                        .ifPresentOrElse(
                                reason -> verdict.refuse(role, reason),
                                () -> verdict.accept(
                                        UnsignedReason.consent(fact.of(role).orElseThrow())));
            }
        }
        return verdict.given();
    }

    private static Optional<String> fault(ApprovalFact fact, Role role) {
        return ApprovalVerdict.whyNoCommit(fact, role).or(() -> fact.of(role).orElseThrow().origins().stream()
                .map(origin -> fault(role, origin))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static Optional<String> fault(Role role, Origin origin) {
        Optional<SignatureVerdict> signature = origin.signature();
        return signature.isEmpty()
                ? Optional.of(UnsignedReason.withoutSigners(role))
                : signature
                        .filter(verdict -> verdict.kind() != Kind.VALID)
                        .map(verdict -> UnsignedReason.of(role, origin, verdict));
    }

    private static Either<Veto, Ok> veto(String reason, Role addressee) {
        return ApprovalVerdict.veto(CODE, reason, addressee);
    }
}
