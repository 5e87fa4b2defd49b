package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.approval.ApprovalFact.NoHistory;
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

/** What was approved is what is there: nothing that an approval is about changed after the commit that brought it. */
public final class StaleApproval implements VetoRule {

    /** Of its vetoes. */
    public static final String CODE = "stale_approval";

    private final Path repository;
    private final Set<Role> roles;
    private final boolean historyDemanded;

    /**
     * For one repository.
     *
     * @param further roles whose approvals are demanded beside qa's
     * @param historyDemanded whether a consensus directory in no repository is vetoed
     */
    public StaleApproval(Path repository, Collection<Role> further, boolean historyDemanded) {
        this.repository = repository;
        this.roles = EnumSet.of(Role.QA);
        this.roles.addAll(further);
        this.historyDemanded = historyDemanded;
    }

    @Override
    public Either<Veto, Ok> judge(Evidence evidence) {
        Optional<ApprovalFact> fact = ApprovalFact.in(evidence, repository);
        if (fact.isEmpty()) {
            return veto(StaleReason.withoutEvidence(repository), Role.TECH_LEAD);
        }
        if (fact.get().unknown().isPresent()) {
            NoHistory why = fact.get().unknown().get();
            return why == NoHistory.NONE && !historyDemanded
                    ? Either.right(new Ok("nobody knows since when the approvals stand: the consensus directory is in"
                            + " no repository"))
                    : veto(StaleReason.ofNoHistory(fact.get(), why), Role.TECH_LEAD);
        }
        return judge(fact.get(), evidence).flatMap(ok -> fact.get()
                .coverage()
                .gap(evidence, "nobody knows what was approved. Name commits by their full ids.")
                .map(gap -> veto(gap, Role.TECH_LEAD))
                .orElse(Either.right(ok)));
    }

    private Either<Veto, Ok> judge(ApprovalFact fact, Evidence evidence) {
        Status status = evidence.status();
        ApprovalVerdict verdict = new ApprovalVerdict(CODE);
        for (Role role : roles) {
            // That qa has not approved is a veto of its own, which no host can switch off.
            if (role == Role.QA && !status.isApprovedBy(role)) {
                continue;
            }
            fault(fact, role, evidence.plan())
                    .ifPresentOrElse(
                            reason -> verdict.refuse(role, reason),
                            () -> verdict.accept(
                                    StaleReason.consent(fact.of(role).orElseThrow())));
        }
        return verdict.given().map(ok -> new Ok(ok.note() + StaleReason.scope(fact)));
    }

    private static Optional<String> fault(ApprovalFact fact, Role role, Optional<Plan> plan) {
        return ApprovalVerdict.whyNoCommit(fact, role).or(() -> fact.of(role).orElseThrow().origins().stream()
                .filter(origin -> !origin.changes().isNone())
                .findFirst()
                .map(origin -> StaleReason.ofChanges(fact, role, origin, plan)));
    }

    private static Either<Veto, Ok> veto(String reason, Role addressee) {
        return ApprovalVerdict.veto(CODE, reason, addressee);
    }
}
