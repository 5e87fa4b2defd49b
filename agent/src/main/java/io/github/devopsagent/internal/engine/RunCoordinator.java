package io.github.devopsagent.internal.engine;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.environment.LockWait;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.evidence.AlreadyDeployed;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.DecisionBasis;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.evidence.ProvenDeployment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.lock.LockWarning;
import io.github.devopsagent.internal.lock.PidNamespaces;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.ownership.OwnershipLostException;
import io.github.devopsagent.internal.publish.UnchangedAbort;
import io.github.devopsagent.internal.recovery.DamagedRun;
import io.github.devopsagent.internal.recovery.ElsewhereNotice;
import io.github.devopsagent.internal.recovery.Takeover;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.recovery.WorkInProgress;
import io.github.devopsagent.internal.resolve.PlanResolver;
import io.github.devopsagent.internal.resolve.PreparedPlan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call of {@link DevOpsAgent#run()} or {@link DevOpsAgent#preview()}: bring an earlier run to its end, or decide,
 * then carry out and record.
 */
public final class RunCoordinator {

    private static final String ASKED = "; this agent is to ask first (onInterrupted(Recovery.ASK))";
    private static final PidNamespaces NAMESPACES = new PidNamespaces(Path.of("/proc"));

    private final AgentSettings settings;
    private final RunEnvironment runEnvironment;
    private final TargetLock target;
    private Optional<DirectoryLock> held = Optional.empty();
    private boolean isGivingUp;

    RunCoordinator(AgentSettings settings, Cancellation cancellation, RunMask mask) {
        this.runEnvironment = RunEnvironment.of(settings, cancellation, mask);
        this.settings = runEnvironment.settings();
        this.target = new TargetLock(runEnvironment);
    }

    public Outcome run() {
        return told(this::recoverOrDecide);
    }

    /** Leaves nothing of the executors' running but what their steps were to leave. */
    void release() {
        settings.executors().release();
    }

    /** A person decides that a run is not gone on with. Nothing is executed. */
    public Outcome giveUp(String reason) {
        String why = runEnvironment
                .mask()
                .text("given up by user " + settings.identity().user() + " on host "
                        + settings.identity().host() + ": " + AttemptRunner.bounded(reason));
        isGivingUp = true;
        return told(scan -> giveUpUnfinished(scan, why));
    }

    private Outcome told(Function<UnfinishedRunScan, Outcome> verb) {
        try {
            return toldListeners(verb);
        } finally {
            runEnvironment.listeners().close();
        }
    }

    private Outcome toldListeners(Function<UnfinishedRunScan, Outcome> verb) {
        Outcome outcome =
                noDirectory().<Outcome>map(why -> refused(List.of(why))).orElseGet(() -> locked(verb));
        List<String> told = runEnvironment.listeners().warnings();
        outcome = OutcomeWarning.add(
                outcome, LockWarning.of(settings.consensus()).stream().toList());
        outcome = OutcomeWarning.add(outcome, told);
        outcome = runEnvironment.mask().outcome(outcome);
        runEnvironment.listeners().ended(outcome);
        List<String> more = runEnvironment.listeners().warnings().stream()
                .filter(warning -> !told.contains(warning))
                .map(runEnvironment.mask()::text)
                .toList();
        return OutcomeWarning.add(outcome, more);
    }

    private Optional<Refusal> noDirectory() {
        if (!Files.isDirectory(settings.consensus())) {
            return Optional.of(CoordinatorRefusals.noDirectory(settings.consensus()));
        }
        // A run that others have taken the status away from is brought to its end all the same.
        boolean isOurs = runEnvironment.store().read().find(Status.FILE).isPresent()
                || Files.exists(runEnvironment.files().journal());
        return isOurs ? Optional.empty() : Optional.of(CoordinatorRefusals.noStatus(settings.consensus()));
    }

    /** Found out before anything is done, since what was done could not be recorded. */
    private List<Refusal> unwritable() {
        return CoordinatorRefusals.unwritable(runEnvironment.store().unwritable());
    }

    /** Only when something is to be written: who watches the status for changes must not be woken by each look at it. */
    private List<Refusal> unopened() {
        return CoordinatorRefusals.unwritable(runEnvironment.store().unwritableToOpen());
    }

    private Outcome locked(Function<UnfinishedRunScan, Outcome> verb) {
        List<Refusal> inOurWay =
                CoordinatorRefusals.unwritable(runEnvironment.files().unwritable());
        if (!inOurWay.isEmpty()) {
            return refused(inOurWay);
        }
        runEnvironment.files().create();
        Either<String, DirectoryLock> lock =
                LockWait.acquire(settings.limits().lockWait(), runEnvironment, this::tryLock);
        if (lock.isLeft()) {
            return lockHeld(lock.getLeft());
        }
        held = Optional.of(lock.get());
        try (OwnershipGuard ownership = runEnvironment.ownership()) {
            ownership.hold(lock.get());
            UnfinishedRunScan scan = UnfinishedRunScan.look(runEnvironment.files(), runEnvironment.mask());
            List<Refusal> unwritable = unwritable();
            return unwritable.isEmpty() ? verb.apply(scan) : refusedForNow(unwritable, scan);
        } catch (OwnershipLostException e) {
            return lockHeld(runEnvironment.mask().text(e.why()));
        }
    }

    /** A run can be given up while one of its steps still runs, since nothing is executed for that. */
    private Optional<String> inProgress(UnfinishedRunScan scan) {
        WorkInProgress work = new WorkInProgress(runEnvironment);
        return isGivingUp ? work.agentWithoutLock() : work.find(scan);
    }

    private static Outcome lockHeld(String why) {
        return refused(List.of(CoordinatorRefusals.lockHeld(why)));
    }

    /** A file must be mended first; the refusal also names an unfinished run, which may have deployed half of it. */
    private Outcome refusedForNow(List<Refusal> unwritable, UnfinishedRunScan scan) {
        List<String> waiting = scan.tell().stream()
                .map(left ->
                        "an earlier run did not come to its end, and waits for that to be mended: " + left.summary())
                .toList();
        return new Outcome.Refused(unwritable, waiting, List.of());
    }

    /** An agent that works here without the lock is waited for like one that has it. */
    private Either<LockWait.LockHeld, DirectoryLock> tryLock() {
        Either<String, DirectoryLock> lock = DirectoryLock.acquire(
                runEnvironment.durable(),
                runEnvironment.files().directory(),
                settings.identity(),
                runEnvironment.clock().instant());
        return LockWait.unless(
                lock, taken -> work(UnfinishedRunScan.look(runEnvironment.files(), runEnvironment.mask())));
    }

    private Optional<LockWait.LockHeld> work(UnfinishedRunScan scan) {
        return inProgress(scan).map(who -> new LockWait.LockHeld(who, ""));
    }

    private Outcome recoverOrDecide(UnfinishedRunScan scan) {
        Optional<UnfinishedRun> unfinished = scan.tell();
        if (unfinished.isPresent()
                && (settings.recovery() == Recovery.ASK || scan instanceof UnfinishedRunScan.Broken)) {
            String asked = settings.recovery() == Recovery.ASK ? ASKED : "";
            return new Outcome.Refused(
                    List.of(CoordinatorRefusals.unfinished(unfinished.get().summary() + asked)),
                    leftOf(scan),
                    List.of());
        }
        if (scan instanceof UnfinishedRunScan.OpenDeployment deployment) {
            return leftAlone(deployment).orElseGet(() -> recover(deployment));
        }
        runEnvironment.store().sweep(RunDirectories.SWEPT);
        if (scan instanceof UnfinishedRunScan.OpenVeto veto) {
            announce(veto.header().run());
            return new VetoRun(runEnvironment, veto.header(), List.of()).complete();
        }
        if (scan instanceof UnfinishedRunScan.Closed closed) {
            archive(closed);
        }
        return decide().get();
    }

    private void archive(UnfinishedRunScan.Closed closed) {
        Optional<String> stays = runEnvironment.files().archive(closed.header().run());
        if (stays.isPresent()) {
            throw new UncheckedIOException(new IOException(stays.get()));
        }
    }

    private Outcome giveUpUnfinished(UnfinishedRunScan scan, String why) {
        runEnvironment.store().sweep(RunDirectories.SWEPT);
        if (scan instanceof UnfinishedRunScan.Broken broken) {
            List<String> left = leftOf(broken);
            return OutcomeWarning.add(new DamagedRun(runEnvironment).giveUp(broken, why), left);
        }
        if (scan instanceof UnfinishedRunScan.OpenVeto veto) {
            announce(veto.header().run());
            return new VetoRun(runEnvironment, veto.header(), List.of()).complete();
        }
        if (scan instanceof UnfinishedRunScan.OpenDeployment left) {
            announce(left.header().run());
            DeploymentRun run = new DeploymentRun(runEnvironment, left.header(), left.pinned(), leftOf(left))
                    .observed(left.observed());
            Outcome outcome = left.hasEnded() ? run.complete(left.state()) : run.giveUp(left.state(), why);
            target.forget(left.pinned().target());
            return outcome;
        }
        if (scan instanceof UnfinishedRunScan.Closed closed) {
            archive(closed);
        }
        return refused(List.of(CoordinatorRefusals.nothingUnfinished()));
    }

    private List<String> leftOf(UnfinishedRunScan scan) {
        return new WorkInProgress(runEnvironment).leftOf(scan).stream().toList();
    }

    private Outcome recover(UnfinishedRunScan.OpenDeployment left) {
        DeploymentRun run = new DeploymentRun(runEnvironment, left.header(), left.pinned(), warningsBefore(List.of()))
                .observed(left.observed());
        runEnvironment.store().sweep(RunDirectories.SWEPT);
        announce(left.header().run());
        Optional<String> doubt = left.doubt();
        if (left.hasEnded() || doubt.isPresent()) {
            Outcome outcome =
                    left.hasEnded() ? run.complete(left.state()) : run.giveUp(left.state(), doubt.orElseThrow());
            target.forget(left.pinned().target());
            return outcome;
        }
        return target.takeAgain(left.pinned().target(), left.header().run())
                .map(inTheWay -> refused(List.of(inTheWay)))
                .orElseGet(() ->
                        run.on(target.note()).intendedBy(left.knownIntender()).goOn(left.state(), settings.recovery()));
    }

    /** Why this agent leaves a run alone, and with it all files; the next one may be able to go on. */
    private Optional<Outcome> leftAlone(UnfinishedRunScan.OpenDeployment left) {
        if (left.hasEnded()) {
            return Optional.empty();
        }
        Optional<String> elsewhere =
                elsewhere(left, () -> settings.machine().settling().test(runEnvironment.cancellation()));
        if (elsewhere.isPresent()) {
            List<String> warnings = new ElsewhereNotice(runEnvironment).tellOnce(left);
            return Optional.of(new Outcome.Refused(
                    List.of(CoordinatorRefusals.cannot(left, elsewhere.get())), warnings, List.of()));
        }
        String missing = missing(left);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(refused(List.of(CoordinatorRefusals.cannot(left, missing))));
    }

    /** For people who only look: nothing is waited for. */
    private Refusal outlook(UnfinishedRun told, UnfinishedRunScan scan) {
        boolean isAsked = settings.recovery() == Recovery.ASK;
        if (isAsked || scan instanceof UnfinishedRunScan.Broken) {
            return CoordinatorRefusals.unfinished(told.summary() + (isAsked ? ASKED : ""));
        }
        if (!(scan instanceof UnfinishedRunScan.OpenDeployment left) || left.hasEnded()) {
            return CoordinatorRefusals.toBeEnded(told, "run() completes its record, and executes nothing");
        }
        String why = elsewhere(left, () -> false).orElseGet(() -> missing(left));
        return why.isEmpty()
                ? CoordinatorRefusals.toBeEnded(
                        told,
                        "run() goes on with it: what is left of the step under way is ended, and then the run goes"
                                + " forward or is rolled back, as README's table says")
                : CoordinatorRefusals.cannot(left, why);
    }

    private String missing(UnfinishedRunScan.OpenDeployment left) {
        return runEnvironment.mask().text(String.join("; ", left.missingNow(settings)));
    }

    private Optional<String> elsewhere(UnfinishedRunScan.OpenDeployment left, BooleanSupplier isPauseCut) {
        RunDirectory kept = runEnvironment.files().kept(left.header().run());
        return new Takeover(left.agent(), settings.identity(), NAMESPACES, kept::hasProcessEnded, isPauseCut).refusal();
    }

    private void announce(String run) {
        held.ifPresent(lock -> lock.announce(run));
    }

    /** What should be known before anything is done. */
    private List<String> warningsBefore(List<String> ofStatus) {
        List<String> warnings = new ArrayList<>(settings.executors().warnings());
        warnings.addAll(ofStatus);
        runEnvironment.files().register().loss().ifPresent(warnings::add);
        return runEnvironment.mask().texts(warnings);
    }

    /** Decides, and returns how to carry that out. The evidence, which may be large, is not kept meanwhile. */
    private Supplier<Outcome> decide() {
        Decision decision = Decision.of(runEnvironment);
        List<Refusal> refusals = decision.refusals().isEmpty() ? unopened() : decision.refusals();
        if (!refusals.isEmpty()) {
            List<String> warnings = decision.reading()
                    .map(EvidenceReader.ReadEvidence::warnings)
                    .orElse(List.of());
            return () -> new Outcome.Refused(refusals, warnings, decision.inbox());
        }
        EvidenceReader.ReadEvidence reading =
                decision.reading().orElseThrow(() -> new IllegalStateException("what is not refused was read"));
        return decision.judgement().isPass() ? deploy(decision, reading) : veto(decision, reading);
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

    private Supplier<Outcome> deploy(Decision decision, EvidenceReader.ReadEvidence reading) {
        Plan plan = reading.evidence()
                .plan()
                .orElseThrow(() -> new IllegalStateException("no rule lets a missing plan pass"));
        Status status = reading.evidence().status();
        EpicRecords records = EpicRecords.read(
                decision.snapshot(),
                status.epicId(),
                runEnvironment.files().register().read());
        String id = records.nextId(status, runEnvironment.files().runs().ended());
        announce(id);
        PreparedPlan prepared =
                PlanResolver.prepare(plan, settings, id, UUID.randomUUID().toString(), standing(decision));
        Optional<Refusal> repeated = repetition(records, reading, prepared.masked(runEnvironment.mask()));
        if (repeated.isPresent()) {
            return () -> new Outcome.Refused(List.of(repeated.get()), reading.warnings(), decision.inbox());
        }
        Instant at = runEnvironment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        DeploymentRun run = new DeploymentRun(
                        runEnvironment,
                        opening(id, decision, reading, at, List.of())
                                .withProvenance(
                                        DecisionBasis.of(reading.evidence(), records, id, runEnvironment.mask())),
                        prepared.copy(settings)
                                .skipping(reading.full().skippedTests().map(runEnvironment.mask()::text)),
                        warningsBefore(reading.statusWarnings()))
                .decidedBy(decision.files());
        byte[] planBytes = reading.planBytes();
        return () -> target.take(settings.target(), id)
                .<Outcome>map(held -> new Outcome.Refused(List.of(held), reading.warnings(), decision.inbox()))
                .orElseGet(() -> run.on(target.note()).carryOut(planBytes, prepared.findings()));
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
                decision.files().digests());
    }

    /** Why a run would only repeat the last one: what was deployed, or what was aborted. */
    private Optional<Refusal> repetition(
            EpicRecords records, EvidenceReader.ReadEvidence reading, PreparedPlan.Shown prepared) {
        Status status = reading.evidence().status();
        String environment = prepared.plan().forPeople().context().environment();
        return AlreadyDeployed.refusal(records, status, reading.digests(), environment)
                .or(() -> UnchangedAbort.refusal(
                        records, status, reading.digests().plan(), prepared.plan(), prepared.findings()));
    }

    private static Outcome refused(List<Refusal> why) {
        return new Outcome.Refused(why, List.of(), List.of());
    }

    public Preview preview() {
        List<Refusal> refusals = noDirectory()
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
                    .orElseGet(this::unwritable);
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
        List<Refusal> refusals = new ArrayList<>(decision.refusals().isEmpty() ? unopened() : decision.refusals());
        if (refusals.isEmpty() && decision.judgement().isPass()) {
            prepared.flatMap(ready -> repetition(records, reading, ready)).ifPresent(refusals::add);
        }
        List<String> warnings = new ArrayList<>(warningsBefore(reading.statusWarnings()));
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
