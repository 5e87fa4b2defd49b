package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Preview;
import io.github.devopsagent.UnfinishedRun;
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
import io.github.devopsagent.run.Recovery;
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

    RunPreview(RunEnvironment runEnvironment, RunPreconditions preconditions) {
        this.runEnvironment = runEnvironment;
        this.settings = runEnvironment.settings();
        this.preconditions = preconditions;
    }

    Preview look() {
        List<Refusal> refusals = preconditions
                .noDirectory()
                .map(List::of)
                .orElseGet(() ->
                        CoordinatorRefusals.unwritable(runEnvironment.files().unwritable()));
        if (refusals.isEmpty()) {
            refusals = LockWait.heldNow(runEnvironment.files().directory())
                    .map(who -> List.of(CoordinatorRefusals.lockHeld(who)))
                    .orElse(List.of());
        }
        if (refusals.isEmpty()) {
            UnfinishedRunScan scan = UnfinishedRunScan.look(runEnvironment.files(), runEnvironment.mask());
            refusals = scan.tell()
                    .map(told -> List.of(outlook(told, scan)))
                    .or(() -> new WorkInProgress(runEnvironment)
                            .find(scan)
                            .map(who -> List.of(CoordinatorRefusals.lockHeld(who))))
                    .orElseGet(preconditions::unwritable);
        }
        if (!refusals.isEmpty()) {
            return CoordinatorRefusals.preview(runEnvironment.mask(), refusals, List.of());
        }
        Decision decision = Decision.preview(runEnvironment);
        return decision.reading()
                .map(reading -> preview(decision, reading))
                .orElseGet(() ->
                        CoordinatorRefusals.preview(runEnvironment.mask(), decision.refusals(), decision.inbox()));
    }

    /** For people who only look: nothing is waited for. */
    private Refusal outlook(UnfinishedRun told, UnfinishedRunScan scan) {
        boolean isAsked = settings.recovery() == Recovery.ASK;
        if (isAsked || scan instanceof UnfinishedRunScan.Broken) {
            return CoordinatorRefusals.unfinished(told.summary() + (isAsked ? CoordinatorRefusals.ASKED : ""));
        }
        if (!(scan instanceof UnfinishedRunScan.OpenDeployment left) || left.hasEnded()) {
            return CoordinatorRefusals.toBeEnded(told, "run() completes its record, and executes nothing");
        }
        String why = preconditions.elsewhere(left, () -> false).orElseGet(() -> preconditions.missing(left));
        return why.isEmpty()
                ? CoordinatorRefusals.toBeEnded(
                        told,
                        left.header().rollsBack().isPresent()
                                ? "run() goes on with it, and it only goes back"
                                : "run() goes on with it: what is left of the step under way is ended, and then the run goes"
                                        + " forward or is rolled back, as the table of docs/stopping.md says")
                : CoordinatorRefusals.cannot(left, why);
    }

    private Preview preview(Decision decision, EvidenceReader.ReadEvidence reading) {
        RunMask mask = runEnvironment.mask();
        Status status = reading.evidence().status();
        EpicRecords records = EpicRecords.read(
                decision.snapshot(),
                status.epicId(),
                runEnvironment.files().register().read());
        String id = records.nextId(status, runEnvironment.files().runs().ended());
        Optional<PreparedPlan> plan = reading.evidence()
                .plan()
                .map(each -> PlanResolver.prepare(each, settings, id, "preview", Optional.empty()));
        Optional<PreparedPlan.Shown> prepared = plan.map(ready -> ready.masked(mask));
        List<Refusal> refusals =
                new ArrayList<>(decision.refusals().isEmpty() ? preconditions.unopened() : decision.refusals());
        if (refusals.isEmpty() && decision.judgement().isPass()) {
            prepared.flatMap(ready -> preconditions.repetition(records, reading, ready))
                    .ifPresent(refusals::add);
        }
        List<String> warnings = new ArrayList<>(preconditions.warningsBefore(reading.statusWarnings()));
        LockWarning.of(settings.consensus()).ifPresent(warnings::add);
        Optional<RunPlan> shown = prepared.map(ready -> ready.plan().forPeople());
        return new Preview(
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
                plan.flatMap(ready -> ready.proposal(reading.planBytes(), mask)));
    }
}
