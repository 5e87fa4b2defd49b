package io.github.devopsagent.internal.engine;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.LockWait;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.evidence.AlreadyDeployed;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.EvidenceReader;
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
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.Finding;
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
    private final RunEnvironment place;
    private final TargetLock target;
    private Optional<DirectoryLock> held = Optional.empty();
    private boolean isGivingUp;

    RunCoordinator(AgentSettings settings, Cancellation cancellation, RunMask masking) {
        this.place = RunEnvironment.of(settings, cancellation, masking);
        this.settings = place.settings();
        this.target = new TargetLock(place);
    }

    public Outcome run() {
        return told(this::recoverOrDecide);
    }

    /** A person decides that a run is not gone on with. Nothing is executed. */
    public Outcome giveUp(String reason) {
        String why = place.masking()
                .text("given up by user " + settings.identity().user() + " on host "
                        + settings.identity().host() + ": " + AttemptRunner.bounded(reason));
        isGivingUp = true;
        return told(leftover -> giveUpUnfinished(leftover, why));
    }

    private Outcome told(Function<UnfinishedRunScan, Outcome> verb) {
        try {
            return toldListeners(verb);
        } finally {
            place.listeners().close();
        }
    }

    private Outcome toldListeners(Function<UnfinishedRunScan, Outcome> verb) {
        Outcome outcome =
                noDirectory().<Outcome>map(why -> refused(List.of(why))).orElseGet(() -> locked(verb));
        outcome = LockWarning.of(settings.consensus()).map(outcome::withNote).orElse(outcome);
        List<String> told = place.listeners().notes();
        for (String note : told) {
            outcome = outcome.withNote(note);
        }
        outcome = place.masking().outcome(outcome);
        place.listeners().ended(outcome);
        for (String note : place.listeners().notes()) {
            outcome = told.contains(note)
                    ? outcome
                    : outcome.withNote(place.masking().text(note));
        }
        return outcome;
    }

    private Optional<Refusal> noDirectory() {
        if (!Files.isDirectory(settings.consensus())) {
            return Optional.of(CoordinatorRefusals.noDirectory(settings.consensus()));
        }
        // A run that others have taken the status away from is brought to its end all the same.
        boolean isOurs = place.store().read().find(Status.FILE).isPresent()
                || Files.exists(place.files().journal());
        return isOurs ? Optional.empty() : Optional.of(CoordinatorRefusals.noStatus(settings.consensus()));
    }

    /** Found out before anything is done, since what was done could not be recorded. */
    private List<Refusal> unwritable() {
        return CoordinatorRefusals.unwritable(place.store().obstacles());
    }

    /** Only when something is to be written: who watches the status for changes must not be woken by each look at it. */
    private List<Refusal> unopened() {
        return CoordinatorRefusals.unwritable(place.store().obstaclesToOpening());
    }

    private Outcome locked(Function<UnfinishedRunScan, Outcome> verb) {
        List<Refusal> inOurWay = CoordinatorRefusals.unwritable(place.files().obstacles());
        if (!inOurWay.isEmpty()) {
            return refused(inOurWay);
        }
        place.files().create();
        Either<String, DirectoryLock> lock = LockWait.acquire(settings.limits().lockWait(), place, this::tryLock);
        if (lock.isLeft()) {
            return lockHeld(lock.getLeft());
        }
        held = Optional.of(lock.get());
        try (OwnershipGuard ground = place.ground()) {
            ground.hold(lock.get());
            UnfinishedRunScan leftover = UnfinishedRunScan.look(place.files(), place.masking());
            List<Refusal> unwritable = unwritable();
            return unwritable.isEmpty() ? verb.apply(leftover) : refusedForNow(unwritable, leftover);
        } catch (OwnershipLostException e) {
            return lockHeld(place.masking().text(e.why()));
        }
    }

    /** A step that still runs is no obstacle to giving up, which executes nothing. */
    private Optional<String> inProgress(UnfinishedRunScan leftover) {
        WorkInProgress work = new WorkInProgress(place);
        return isGivingUp ? work.agentWithoutLock() : work.find(leftover);
    }

    private static Outcome lockHeld(String why) {
        return refused(List.of(CoordinatorRefusals.lockHeld(why)));
    }

    /** A file must be mended first; the refusal also names an unfinished run, which may have deployed half of it. */
    private Outcome refusedForNow(List<Refusal> unwritable, UnfinishedRunScan leftover) {
        List<String> waiting = leftover.tell().stream()
                .map(left ->
                        "an earlier run did not come to its end, and waits for that to be mended: " + left.summary())
                .toList();
        return new Outcome.Refused(unwritable, waiting, List.of());
    }

    /** An agent that works here without the lock is waited for like one that has it. */
    private Either<LockWait.LockHeld, DirectoryLock> tryLock() {
        Either<String, DirectoryLock> lock = DirectoryLock.acquire(
                place.durable(),
                place.files().directory(),
                settings.identity(),
                place.clock().instant());
        return LockWait.unless(lock, taken -> work(UnfinishedRunScan.look(place.files(), place.masking())));
    }

    private Optional<LockWait.LockHeld> work(UnfinishedRunScan leftover) {
        return inProgress(leftover).map(who -> new LockWait.LockHeld(who, ""));
    }

    private Outcome recoverOrDecide(UnfinishedRunScan leftover) {
        Optional<UnfinishedRun> unfinished = leftover.tell();
        if (unfinished.isPresent()
                && (settings.recovery() == Recovery.ASK || leftover instanceof UnfinishedRunScan.Broken)) {
            String asked = settings.recovery() == Recovery.ASK ? ASKED : "";
            return new Outcome.Refused(
                    List.of(CoordinatorRefusals.unfinished(unfinished.get().summary() + asked)),
                    leftOf(leftover),
                    List.of());
        }
        if (leftover instanceof UnfinishedRunScan.OpenDeployment deployment) {
            return leftAlone(deployment).orElseGet(() -> recover(deployment));
        }
        place.store().sweep(RunDirectories.SWEPT);
        if (leftover instanceof UnfinishedRunScan.OpenVeto veto) {
            announce(veto.opening().run());
            return new VetoRun(place, veto.opening(), List.of()).complete();
        }
        if (leftover instanceof UnfinishedRunScan.Closed closed) {
            archive(closed);
        }
        return decide().get();
    }

    private void archive(UnfinishedRunScan.Closed closed) {
        Optional<String> stays = place.files().archive(closed.opening().run());
        if (stays.isPresent()) {
            throw new UncheckedIOException(new IOException(stays.get()));
        }
    }

    private Outcome giveUpUnfinished(UnfinishedRunScan leftover, String why) {
        place.store().sweep(RunDirectories.SWEPT);
        if (leftover instanceof UnfinishedRunScan.Broken broken) {
            List<String> notes = leftOf(broken);
            Outcome outcome = new DamagedRun(place).giveUp(broken, why);
            for (String note : notes) {
                outcome = outcome.withNote(note);
            }
            return outcome;
        }
        if (leftover instanceof UnfinishedRunScan.OpenVeto veto) {
            announce(veto.opening().run());
            return new VetoRun(place, veto.opening(), List.of()).complete();
        }
        if (leftover instanceof UnfinishedRunScan.OpenDeployment left) {
            announce(left.opening().run());
            DeploymentRun run = new DeploymentRun(place, left.opening(), left.copy(), leftOf(left));
            Outcome outcome = left.hasEnded() ? run.complete(left.state()) : run.giveUp(left.state(), why);
            target.forget(left.copy().target());
            return outcome;
        }
        if (leftover instanceof UnfinishedRunScan.Closed closed) {
            archive(closed);
        }
        return refused(List.of(CoordinatorRefusals.nothingUnfinished()));
    }

    private List<String> leftOf(UnfinishedRunScan leftover) {
        return new WorkInProgress(place).leftOf(leftover).stream().toList();
    }

    private Outcome recover(UnfinishedRunScan.OpenDeployment left) {
        DeploymentRun run = new DeploymentRun(
                place, left.opening(), left.copy(), settings.executors().caveats());
        place.store().sweep(RunDirectories.SWEPT);
        announce(left.opening().run());
        Optional<String> doubt = left.doubt();
        if (left.hasEnded() || doubt.isPresent()) {
            Outcome outcome =
                    left.hasEnded() ? run.complete(left.state()) : run.giveUp(left.state(), doubt.orElseThrow());
            target.forget(left.copy().target());
            return outcome;
        }
        return target.takeAgain(left.copy().target(), left.opening().run())
                .map(inTheWay -> refused(List.of(inTheWay)))
                .orElseGet(() -> run.on(target.note()).goOn(left.state(), settings.recovery()));
    }

    /** Why this agent leaves a run alone, and with it all files; the next one may be able to go on. */
    private Optional<Outcome> leftAlone(UnfinishedRunScan.OpenDeployment left) {
        if (left.hasEnded()) {
            return Optional.empty();
        }
        Optional<String> elsewhere =
                elsewhere(left, () -> settings.machine().settling().test(place.cancellation()));
        if (elsewhere.isPresent()) {
            List<String> notes = new ElsewhereNotice(place).tellOnce(left);
            return Optional.of(
                    new Outcome.Refused(List.of(CoordinatorRefusals.cannot(left, elsewhere.get())), notes, List.of()));
        }
        String missing = missing(left);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(refused(List.of(CoordinatorRefusals.cannot(left, missing))));
    }

    /** For people who only look: nothing is waited for. */
    private Refusal outlook(UnfinishedRun told, UnfinishedRunScan leftover) {
        boolean isAsked = settings.recovery() == Recovery.ASK;
        if (isAsked || leftover instanceof UnfinishedRunScan.Broken) {
            return CoordinatorRefusals.unfinished(told.summary() + (isAsked ? ASKED : ""));
        }
        if (!(leftover instanceof UnfinishedRunScan.OpenDeployment left) || left.hasEnded()) {
            return CoordinatorRefusals.toBeEnded(told, "run() completes its record, and executes nothing");
        }
        Optional<String> worker = DirectoryLock.livingOwner(place.files().directory());
        if (worker.isPresent()) {
            return CoordinatorRefusals.toBeEnded(
                    told, worker.get() + ", works on it now; run() is refused until that agent is done");
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
        return place.masking().text(String.join("; ", left.missingNow(settings)));
    }

    private Optional<String> elsewhere(UnfinishedRunScan.OpenDeployment left, BooleanSupplier isPauseCut) {
        RunDirectory kept = place.files().kept(left.opening().run());
        return new Takeover(left.agent(), settings.identity(), NAMESPACES, kept::hasProcessEnded, isPauseCut)
                .obstacle();
    }

    private void announce(String run) {
        held.ifPresent(lock -> lock.announce(run));
    }

    /** Decides, and returns how to carry that out. The evidence, which may be large, is not kept meanwhile. */
    private Supplier<Outcome> decide() {
        Decision decision = Decision.of(place);
        List<Refusal> refusals = decision.refusals().isEmpty() ? unopened() : decision.refusals();
        if (!refusals.isEmpty()) {
            List<String> notes =
                    decision.reading().map(EvidenceReader.ReadEvidence::notes).orElse(List.of());
            return () -> new Outcome.Refused(refusals, notes, decision.inbox());
        }
        EvidenceReader.ReadEvidence reading =
                decision.reading().orElseThrow(() -> new IllegalStateException("what is not refused was read"));
        return decision.judgement().isPass() ? deploy(decision, reading) : veto(decision, reading);
    }

    private Supplier<Outcome> veto(Decision decision, EvidenceReader.ReadEvidence reading) {
        Status status = reading.evidence().status();
        Instant at = place.clock().instant();
        // The time is part of it: the same evidence can be vetoed twice when someone sets the status back.
        String run = "veto-" + Status.nextIteration(status.iteration()) + "-"
                + Digest.of((status + reading.digests().toString() + at).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 8);
        announce(run);
        RunHeader opening = opening(
                run,
                decision,
                reading,
                at,
                place.masking().vetoes(decision.judgement().vetoes()));
        return new VetoRun(place, opening, reading.notes())::carryOut;
    }

    private Supplier<Outcome> deploy(Decision decision, EvidenceReader.ReadEvidence reading) {
        Plan plan = reading.evidence()
                .plan()
                .orElseThrow(() -> new IllegalStateException("no rule lets a missing plan pass"));
        Status status = reading.evidence().status();
        EpicRecords records = EpicRecords.read(
                decision.snapshot(), status.epicId(), place.files().register().read());
        String id = records.nextId(status, place.files().runs().ended());
        announce(id);
        PlanResolver.Prepared prepared =
                PlanResolver.prepare(plan, settings, id, UUID.randomUUID().toString());
        Optional<Refusal> repeated = repetition(records, reading, prepared.masked(place.masking()));
        if (repeated.isPresent()) {
            return () -> new Outcome.Refused(List.of(repeated.get()), reading.notes(), decision.inbox());
        }
        Instant at = place.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        DeploymentRun run = new DeploymentRun(
                        place,
                        opening(id, decision, reading, at, List.of()),
                        prepared.copy(settings),
                        settings.executors().caveats())
                .decidedBy(decision.files());
        byte[] planBytes = reading.planBytes();
        return () -> target.take(settings.target(), id)
                .<Outcome>map(held -> new Outcome.Refused(List.of(held), reading.notes(), decision.inbox()))
                .orElseGet(() -> run.on(target.note()).carryOut(planBytes, prepared.findings()));
    }

    private RunHeader opening(
            String run, Decision decision, EvidenceReader.ReadEvidence reading, Instant at, List<Veto> vetoes) {
        Status status = reading.evidence().status();
        return new RunHeader(
                run,
                status.epicId(),
                at,
                status.mode(),
                status.iteration(),
                status.isApprovedBy(Role.DEVOPS),
                reading.digests(),
                vetoes,
                settings.identity(),
                place.masking().received(decision.inbox()),
                Optional.empty());
    }

    /** Why a run would only repeat the last one: what was deployed, or what was aborted. */
    private Optional<Refusal> repetition(
            EpicRecords records, EvidenceReader.ReadEvidence reading, PlanResolver.Shown prepared) {
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
        List<Refusal> obstacles = noDirectory()
                .map(List::of)
                .orElseGet(() -> CoordinatorRefusals.unwritable(place.files().obstacles()));
        if (obstacles.isEmpty()) {
            UnfinishedRunScan leftover = UnfinishedRunScan.look(place.files(), place.masking());
            obstacles = leftover.tell()
                    .map(told -> List.of(outlook(told, leftover)))
                    .or(() -> new WorkInProgress(place)
                            .find(leftover)
                            .map(who -> List.of(CoordinatorRefusals.lockHeld(who))))
                    .orElseGet(this::unwritable);
        }
        if (!obstacles.isEmpty()) {
            return nothing(obstacles, List.of());
        }
        Decision decision = Decision.preview(place);
        return decision.reading()
                .map(reading -> preview(decision, reading))
                .orElseGet(() -> nothing(decision.refusals(), decision.inbox()));
    }

    private Preview nothing(List<Refusal> why, List<ReceivedMessage> inbox) {
        return new Preview(
                place.masking().refusals(why),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                List.of(),
                place.masking().received(inbox));
    }

    /** Of a plan that has faults, too, it is told how the rest of it would be read. */
    private static List<Finding> remarks(EvidenceReader.ReadEvidence reading) {
        return reading.remarks().stream().map(Finding::of).toList();
    }

    private Preview preview(Decision decision, EvidenceReader.ReadEvidence reading) {
        RunMask masking = place.masking();
        Status status = reading.evidence().status();
        EpicRecords records = EpicRecords.read(
                decision.snapshot(), status.epicId(), place.files().register().read());
        String id = records.nextId(status, place.files().runs().ended());
        Optional<PlanResolver.Shown> prepared = reading.evidence()
                .plan()
                .map(plan -> PlanResolver.prepare(plan, settings, id, "preview"))
                .map(ready -> ready.masked(masking));
        List<Refusal> refusals = new ArrayList<>(decision.refusals().isEmpty() ? unopened() : decision.refusals());
        if (refusals.isEmpty() && decision.judgement().isPass()) {
            prepared.flatMap(ready -> repetition(records, reading, ready)).ifPresent(refusals::add);
        }
        List<String> notes = new ArrayList<>(settings.executors().caveats());
        LockWarning.of(settings.consensus()).ifPresent(notes::add);
        Optional<RunPlan> shown = prepared.map(ready -> ready.plan().forPeople());
        return new Preview(
                masking.refusals(refusals),
                masking.vetoes(decision.judgement().vetoes()),
                decision.judgement().consents(),
                shown.map(plan -> plan.context().environment()),
                shown.flatMap(RunPlan::pointOfNoReturn),
                prepared.map(PlanResolver.Shown::readings).orElse(List.of()),
                prepared.map(PlanResolver.Shown::findings).orElseGet(() -> masking.findings(remarks(reading))),
                prepared.map(ready -> new String(
                                SettingsJson.forPeople(
                                        ready.plan(), settings.bareStrings().name()),
                                StandardCharsets.UTF_8))
                        .orElse(""),
                masking.texts(notes),
                masking.received(decision.inbox()));
    }
}
