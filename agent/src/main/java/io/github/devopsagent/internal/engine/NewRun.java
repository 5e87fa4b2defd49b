package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.coordination.TargetLock;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.RandomId;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.DecisionBasis;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.evidence.ProvenDeployment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.resolve.PlanResolver;
import io.github.devopsagent.internal.resolve.PreparedPlan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.HostConfirmation;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A run that nothing of before stands in the way of: it is decided, and then vetoed or carried out. */
final class NewRun {

    private final RunEnvironment runEnvironment;
    private final AgentSettings settings;
    private final RunPreconditions preconditions;
    private final TargetLock target;
    private final Optional<Lease> lease;

    /**
     * @param lease tells others the id of the run, as soon as it is known; empty if there is none
     */
    NewRun(RunEnvironment runEnvironment, RunPreconditions preconditions, TargetLock target, Optional<Lease> lease) {
        this.runEnvironment = runEnvironment;
        this.settings = runEnvironment.settings();
        this.preconditions = preconditions;
        this.target = target;
        this.lease = lease;
    }

    /**
     * Decides, and returns how to carry that out. The evidence, which may be large, is not kept meanwhile.
     *
     * @param shown what alone may be done; empty if whatever is decided may be
     */
    Supplier<Outcome> decide(Optional<ShownPreview> shown) {
        return decide(shown, settings.code().confirmation());
    }

    private Supplier<Outcome> decide(Optional<ShownPreview> shown, Optional<HostConfirmation> confirmation) {
        Decision decision = Decision.of(runEnvironment);
        List<Refusal> refusals = decision.refusals().isEmpty() ? preconditions.unopened() : decision.refusals();
        if (!refusals.isEmpty()) {
            List<String> warnings =
                    decision.reading().isPresent() ? decision.reading().get().warnings() : List.of();
            return () -> new Outcome.Refused(refusals, decision.judgement().vetoes(), warnings, decision.inbox());
        }
        if (decision.reading().isEmpty()) {
            throw new IllegalStateException("what is not refused was read");
        }
        EvidenceReader.ReadEvidence reading = decision.reading().get();
        return decision.judgement().isPass()
                ? deploy(decision, reading, shown, confirmation)
                : veto(decision, reading, shown);
    }

    private void announce(String run) {
        if (lease.isPresent()) {
            runEnvironment.ownership().announce(lease.get(), run);
        }
    }

    private Optional<String> skipped(Optional<String> tests) {
        return tests.isPresent() ? Optional.of(runEnvironment.mask().text(tests.get())) : tests;
    }

    private Optional<Supplier<Outcome>> outdated(
            Optional<ShownPreview> shown,
            Preview.Next next,
            Decision decision,
            EvidenceReader.ReadEvidence reading,
            String id) {
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        return shown.flatMap(preview -> PreviewBasis.outdated(
                        preview, new PreviewBasis(runEnvironment).of(next, decision, reading, id)))
                .map(why -> () -> new Outcome.Refused(List.of(why), reading.warnings(), decision.inbox()));
    }

    /** The evidence is looked at again after the answer, which may have taken long. */
    private Outcome confirm(HostConfirmation asked, Preview preview, Optional<Refusal> held) {
        Optional<Refusal> declined = held.or(() -> new Confirmation(runEnvironment).ask(asked, preview));
        return declined.<Outcome>map(why -> new Outcome.Refused(List.of(why), preview.warnings(), preview.inbox()))
                .orElseGet(() -> decide(Optional.of(ShownPreview.of(preview)), Optional.empty())
                        .get());
    }

    private Supplier<Outcome> veto(
            Decision decision, EvidenceReader.ReadEvidence reading, Optional<ShownPreview> shown) {
        if (shown.isEmpty()) {
            return veto(decision, reading);
        }
        Status status = reading.evidence().status();
        String id = preconditions.nextId(preconditions.records(decision.snapshot(), status), status);
        return outdated(shown, Preview.Next.VETO, decision, reading, id).orElseGet(() -> veto(decision, reading));
    }

    private Supplier<Outcome> veto(Decision decision, EvidenceReader.ReadEvidence reading) {
        Status status = reading.evidence().status();
        Instant at = runEnvironment.clock().instant();
        // The time is part of it: the same evidence can be vetoed twice when someone sets the status back.
        String run = "veto-" + StatusEdit.nextIteration(status.iteration()) + "-"
                + Digest.of((status + reading.digests().toString() + at).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 8);
        announce(run);
        RunHeader header = opening(
                run,
                decision,
                reading,
                at,
                runEnvironment.mask().vetoes(decision.judgement().vetoes()));
        List<String> warnings = new ArrayList<>(reading.warnings());
        runEnvironment.files().register().loss().ifPresent(warnings::add);
        return new VetoRun(runEnvironment, header, runEnvironment.mask().texts(warnings))::carryOut;
    }

    private Supplier<Outcome> deploy(
            Decision decision,
            EvidenceReader.ReadEvidence reading,
            Optional<ShownPreview> shown,
            Optional<HostConfirmation> confirmation) {
        if (reading.evidence().plan().isEmpty()) {
            throw new IllegalStateException("no rule lets a missing plan pass");
        }
        Plan plan = reading.evidence().plan().get();
        Status status = reading.evidence().status();
        EpicRecords records = preconditions.records(decision.snapshot(), status);
        String id = preconditions.nextId(records, status);
        announce(id);
        PreparedPlan prepared = PlanResolver.prepare(plan, settings, id, RandomId.next(), standing(decision));
        Optional<Refusal> repeated = preconditions.repetition(records, reading, prepared.masked(runEnvironment.mask()));
        if (repeated.isPresent()) {
            return () -> new Outcome.Refused(List.of(repeated.get()), reading.warnings(), decision.inbox());
        }
        Preview.Next next = RunPreview.next(prepared.findings());
        Optional<Supplier<Outcome>> outdated = outdated(shown, next, decision, reading, id);
        if (outdated.isPresent()) {
            return outdated.get();
        }
        if (next == Preview.Next.DEPLOY && confirmation.isPresent()) {
            Preview preview = new RunPreview(runEnvironment, preconditions, target).of(decision, reading);
            return () -> confirm(confirmation.get(), preview, target.heldNow(settings.target(), id, false));
        }
        byte[] planBytes = reading.planBytes();
        List<String> warnings = reading.warnings();
        return () -> {
            Optional<Refusal> held = target.take(settings.target(), id);
            if (held.isPresent()) {
                return new Outcome.Refused(List.of(held.get()), warnings, decision.inbox());
            }
            // The time of a run does not begin in the line for its target.
            Instant at = runEnvironment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
            return new DeploymentRun(
                            runEnvironment,
                            opening(id, decision, reading, at, List.of())
                                    .withProvenance(
                                            DecisionBasis.of(reading.evidence(), records, id, runEnvironment.mask())),
                            prepared.copy(settings)
                                    .skipping(skipped(reading.full().skippedTests())),
                            preconditions.warningsBefore(reading.statusWarnings()))
                    .decidedBy(decision.files())
                    .on(target.held())
                    .carryOut(planBytes, prepared.findings());
        };
    }

    private Optional<String> standing(Decision decision) {
        return settings.code().rollbackPoints().isEmpty() ? Optional.empty() : ProvenDeployment.in(decision.snapshot());
    }

    private RunHeader opening(
            String run, Decision decision, EvidenceReader.ReadEvidence reading, Instant at, List<Veto> vetoes) {
        return RunHeader.of(
                        run,
                        reading.evidence().status(),
                        at,
                        reading.digests(),
                        vetoes,
                        settings.identity(),
                        runEnvironment.mask().received(decision.inbox()),
                        decision.files().digests())
                .judgedBy(settings.code().ruleNames());
    }
}
