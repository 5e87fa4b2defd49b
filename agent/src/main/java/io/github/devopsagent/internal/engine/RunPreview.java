package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Preview;
import io.github.devopsagent.Preview.Next;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.LockWait;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.lock.LockWarning;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.recovery.WorkInProgress;
import io.github.devopsagent.internal.resolve.PlanResolver;
import io.github.devopsagent.internal.resolve.PreparedPlan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.veto.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code run()} would do. Nothing is written, and nothing is executed. */
final class RunPreview {

    private final RunEnvironment runEnvironment;
    private final AgentSettings settings;
    private final RunPreconditions preconditions;
    private final TargetLock target;

    RunPreview(RunEnvironment runEnvironment, RunPreconditions preconditions, TargetLock target) {
        this.runEnvironment = runEnvironment;
        this.settings = runEnvironment.settings();
        this.preconditions = preconditions;
        this.target = target;
    }

    /** What comes of the findings of pre-flight. */
    static Next next(List<Finding> findings) {
        boolean isReady = true;
        for (Finding finding : findings) {
            isReady &= finding.severity() != Finding.Severity.ERROR;
        }
        return isReady ? Next.DEPLOY : Next.ABORT;
    }

    /** In the order in which a run finds it out. */
    Preview look() {
        List<Refusal> closed = preconditions
                .noDirectory()
                .map(List::of)
                .orElseGet(() ->
                        CoordinatorRefusals.unwritable(runEnvironment.files().unwritable()));
        if (!closed.isEmpty()) {
            return refused(closed, Optional.empty());
        }
        UnfinishedRunScan scan = UnfinishedRunScan.look(runEnvironment.files(), runEnvironment.mask());
        Optional<UnfinishedRun> unfinished =
                scan.inspect(runEnvironment.files()).map(runEnvironment.mask()::unfinished);
        Optional<Refusal> held = held(scan, unfinished);
        if (held.isPresent()) {
            return refused(List.of(held.get()), unfinished);
        }
        List<Refusal> unwritable = preconditions.unwritable();
        if (!unwritable.isEmpty()) {
            return refused(unwritable, unfinished);
        }
        return unfinished.map(told -> ofUnfinished(told, scan)).orElseGet(this::ofNew);
    }

    /** Nothing is waited for, as a run may do. */
    private Optional<Refusal> held(UnfinishedRunScan scan, Optional<UnfinishedRun> unfinished) {
        return LockWait.heldNow(runEnvironment.files().directory())
                .or(() -> unfinished
                        .filter(run -> run.life() == UnfinishedRun.Life.ALIVE)
                        .flatMap(UnfinishedRun::agent)
                        .map(UnfinishedRun.Worker::toString))
                .or(() -> new WorkInProgress(runEnvironment).find(scan))
                .map(CoordinatorRefusals::lockHeld);
    }

    private Preview refused(List<Refusal> why, Optional<UnfinishedRun> unfinished) {
        return undecided(Next.REFUSE, why, unfinished, List.of());
    }

    private Preview undecided(
            Next next, List<Refusal> why, Optional<UnfinishedRun> unfinished, List<ReceivedMessage> inbox) {
        RunMask mask = runEnvironment.mask();
        return new Preview(
                next,
                unfinished,
                mask.refusals(why),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                List.of(),
                mask.received(inbox),
                Optional.empty(),
                new PreviewBasis(runEnvironment).of(next));
    }

    private Preview ofUnfinished(UnfinishedRun told, UnfinishedRunScan scan) {
        Optional<UnfinishedRun> unfinished = Optional.of(told);
        Optional<Refusal> asked = preconditions.asked(told, scan);
        if (asked.isPresent()) {
            return refused(List.of(asked.get()), unfinished);
        }
        if (!(scan instanceof UnfinishedRunScan.OpenDeployment left)) {
            return undecided(Next.COMPLETE_RECORD, List.of(), unfinished, List.of());
        }
        List<Refusal> inTheWay = left.hasEnded() ? List.of() : inTheWay(left, unfinished);
        Next next = inTheWay.isEmpty() ? new RecoveryOutlook(runEnvironment, left).next() : Next.REFUSE;
        return undecided(next, inTheWay, unfinished, List.of());
    }

    private List<Refusal> inTheWay(UnfinishedRunScan.OpenDeployment left, Optional<UnfinishedRun> told) {
        String why = preconditions.elsewhere(left, () -> false).orElseGet(() -> preconditions.missing(left));
        if (!why.isEmpty()) {
            return List.of(CoordinatorRefusals.cannot(told, why));
        }
        return left.doubt().isPresent()
                ? List.of()
                : target.heldNow(left.pinned().target(), left.header().run(), true).stream()
                        .toList();
    }

    private Preview ofNew() {
        Decision decision = Decision.preview(runEnvironment);
        return decision.reading()
                .map(reading -> of(decision, reading))
                .orElseGet(() -> undecided(Next.REFUSE, decision.refusals(), Optional.empty(), decision.inbox()));
    }

    private static Next next(List<Refusal> refusals, Decision decision, List<Finding> findings) {
        if (!refusals.isEmpty()) {
            return Next.REFUSE;
        }
        return decision.judgement().isPass() ? next(findings) : Next.VETO;
    }

    /** What would be done with evidence that was read. */
    Preview of(Decision decision, EvidenceReader.ReadEvidence reading) {
        RunMask mask = runEnvironment.mask();
        Status status = reading.evidence().status();
        EpicRecords records = preconditions.records(decision.snapshot(), status);
        String id = preconditions.nextId(records, status);
        Optional<PreparedPlan> plan = reading.evidence()
                .plan()
                .map(each -> PlanResolver.prepare(each, settings, id, "preview", Optional.empty()));
        Optional<PreparedPlan.Shown> prepared = plan.map(ready -> ready.masked(mask));
        List<Refusal> refusals =
                new ArrayList<>(decision.refusals().isEmpty() ? preconditions.unopened() : decision.refusals());
        if (refusals.isEmpty() && decision.judgement().isPass()) {
            prepared.flatMap(ready -> preconditions.repetition(records, reading, ready))
                    .or(() -> target.heldNow(settings.target(), id, false))
                    .ifPresent(refusals::add);
        }
        List<String> warnings = new ArrayList<>(preconditions.warningsBefore(reading.statusWarnings()));
        LockWarning.of(settings.consensus()).ifPresent(warnings::add);
        Optional<RunPlan> shown = prepared.map(ready -> ready.plan().forPeople());
        Next next = next(
                refusals,
                decision,
                plan.map(PreparedPlan::findings).orElseGet(() -> PlanResolver.ofRemarks(reading.remarks())));
        return new Preview(
                next,
                Optional.empty(),
                mask.refusals(refusals),
                mask.vetoes(decision.judgement().vetoes()),
                mask.consents(decision.judgement().consents()),
                shown.map(each -> each.context().environment()),
                shown.flatMap(RunPlan::pointOfNoReturn),
                prepared.map(PreparedPlan.Shown::readings).orElse(List.of()),
                prepared.map(PreparedPlan.Shown::findings)
                        .orElseGet(() -> mask.findings(PlanResolver.ofRemarks(reading.remarks()))),
                prepared.map(ready -> new String(
                                SettingsJson.forPeople(
                                        ready.plan(), settings.bareStrings().name(), settings.skippedTestsAllowed()),
                                StandardCharsets.UTF_8))
                        .orElse(""),
                mask.texts(warnings),
                mask.received(decision.inbox()),
                plan.flatMap(ready -> ready.proposal(reading.planBytes(), mask)),
                new PreviewBasis(runEnvironment).of(next, decision, reading, id));
    }
}
