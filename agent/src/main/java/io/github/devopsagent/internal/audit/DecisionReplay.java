package io.github.devopsagent.internal.audit;

import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.gate.FullEvidence;
import io.github.devopsagent.gate.Gate;
import io.github.devopsagent.gate.VetoRules;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.report.TestResultsReader;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides again whether a run might begin, by our own rules: on the plan that is kept, the approvals that are recorded, and
 * the test results if they are still those that were judged. What is not kept of the status and the inbox, and the rules of
 * hosts, cannot be asked again; that all of them consented is said by the journal.
 *
 * @param header of the run
 * @param pinned what it carried out
 * @param testResults those that were judged; empty if they are not there any more
 */
record DecisionReplay(RunHeader header, PinnedRun pinned, Optional<byte[]> testResults) {

    /** Why it might not have begun; empty if it might. */
    List<String> refusals() {
        if (header.isVeto()) {
            return List.of("it was vetoed: " + header.vetoes().get(0));
        }
        Optional<Either<List<Refusal>, TestResults>> read =
                testResults.map(bytes -> TestResultsReader.read(new ByteArrayInputStream(bytes)));
        Optional<TestResults> results = read.flatMap(each -> each.toJavaOptional());
        Evidence evidence = new Evidence(status(), Optional.of(plan()), results, List.of(), List.of(), List.of());
        Stream<Veto> vetoes = VetoRules.judge(
                        Map.of(),
                        new FullEvidence(
                                evidence, Inbox.EMPTY, List.of(), pinned.skips().allowed()))
                .vetoes()
                .stream()
                .filter(this::isKnown);
        return Stream.of(
                        read.stream()
                                .flatMap(each -> each.fold(List::stream, valid -> Stream.<Refusal>of()))
                                .map(Refusal::toString),
                        vetoes.map(Veto::toString),
                        Gate.mismatches(evidence, pinned.target()).stream().map(Refusal::toString),
                        otherCommit(results).stream())
                .flatMap(texts -> texts)
                .toList();
    }

    /** Where nothing is kept by which a rule judges, it is not asked. */
    boolean isKnown(Veto veto) {
        return switch (veto.code()) {
            case VetoCodes.TESTS_NOT_PASSING -> testResults.isPresent();
            case VetoCodes.NO_ROLLBACK_PLAN -> pinned.proseRollback().isEmpty();
            case VetoCodes.MISSING_HEALTH_CHECKS,
                    VetoCodes.QA_NOT_APPROVED,
                    VetoCodes.NO_DEPLOYMENT_STEPS,
                    VetoCodes.INBOX_VETO,
                    VetoCodes.INVALID_PLAN,
                    VetoCodes.INVALID_TEST_RESULTS,
                    VetoCodes.RULE_FAILED -> true;
            default -> throw new IllegalStateException("is what " + veto.code() + " judges kept?");
        };
    }

    private Optional<String> otherCommit(Optional<TestResults> results) {
        return results.flatMap(TestResults::commit)
                .filter(commit -> header.provenance()
                        .testedCommit()
                        .filter(recorded -> !recorded.contains("*") && !recorded.contains("…"))
                        .filter(recorded -> !recorded.equals(commit))
                        .isPresent())
                .map(commit -> "the tests ran on " + commit + ", and not on the commit that is recorded");
    }

    /** The moment was judged by a status that is not kept; who approved is, if a source of the host told. */
    private Status status() {
        List<Provenance.Approval> recorded = header.provenance().approvals();
        Set<String> approvals = recorded.isEmpty()
                ? Set.of(Role.QA.label())
                : recorded.stream().map(Provenance.Approval::role).collect(Collectors.toSet());
        return new Status(
                header.epicId(),
                Tier.STANDARD,
                Phase.DEPLOYMENT,
                header.mode(),
                header.iteration(),
                approvals,
                List.of());
    }

    private Plan plan() {
        RunPlan plan = pinned.plan().withoutSecrets();
        return new Plan(
                plan.context().epicId(),
                Optional.of(plan.context().environment()),
                plan.preflight(),
                plan.backup(),
                plan.deploy(),
                plan.rollbackPlan(),
                plan.checks(),
                plan.monitoring(),
                plan.metrics(),
                Map.of(),
                List.of());
    }
}
