package io.github.devopsagent.internal.engine;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.coordination.DirectoryClaim;
import io.github.devopsagent.internal.coordination.OpenAttempt;
import io.github.devopsagent.internal.coordination.TargetLock;
import io.github.devopsagent.internal.coordination.WorkPlace;
import io.github.devopsagent.internal.environment.LockWait;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.lock.LockWarning;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.ownership.OwnershipLostException;
import io.github.devopsagent.internal.recovery.DamagedRun;
import io.github.devopsagent.internal.recovery.ElsewhereNotice;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.recovery.WorkInProgress;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call of {@link DevOpsAgent#run()} or {@link DevOpsAgent#preview()}: bring an earlier run to its end, or decide,
 * then carry out and record.
 */
public final class RunCoordinator {

    /** In place of the id of a run that its journal does not tell. */
    private static final String UNREADABLE = "unreadable";

    private final AgentSettings settings;
    private final RunEnvironment runEnvironment;
    private final WorkPlace place;
    private final TargetLock target;
    private final RunPreconditions preconditions;
    private Optional<Lease> held = Optional.empty();
    private Optional<ShownPreview> shown = Optional.empty();
    private Optional<String> loss = Optional.empty();
    private boolean isGivingUp;
    private boolean isWayBack;
    private boolean isGoingOn;
    private boolean isEndTold;

    RunCoordinator(AgentSettings settings, Cancellation cancellation, RunMask mask) {
        this.runEnvironment = RunEnvironment.of(settings, cancellation, mask);
        this.settings = runEnvironment.settings();
        this.place = new WorkPlace(runEnvironment);
        this.target = new TargetLock(runEnvironment, place);
        this.preconditions = new RunPreconditions(runEnvironment, place);
    }

    public Preview preview() {
        return new RunPreview(runEnvironment, preconditions, target).look();
    }

    public Preview previewRollBack(String deploymentId) {
        return new RunPreview(runEnvironment, preconditions, target).lookBack(deploymentId);
    }

    public Outcome run() {
        return told(this::recoverOrDecide);
    }

    /** Does what was shown, or nothing. */
    public Outcome runAsPreviewed(Preview preview) {
        shown = Optional.of(ShownPreview.of(preview));
        return run();
    }

    /** Does what was shown with this digest, or nothing. */
    public Outcome runAsPreviewed(String digest) {
        shown = Optional.of(ShownPreview.of(digest));
        return run();
    }

    /** Brings an unfinished run to its end, and begins none. */
    public Outcome goOn() {
        isGoingOn = true;
        return run();
    }

    /** Leaves nothing of the executors' running but what their steps were to leave. */
    void release() {
        for (String failure : settings.executors().release()) {
            LogEvent.EXECUTOR_NOT_RELEASED.log(
                    "an executor could not let go of what it keeps between steps: {}",
                    runEnvironment.mask().text(failure));
        }
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

    /** A person or a host asks for a deployment that succeeded to be undone. */
    public Outcome rollBack(String deploymentId) {
        isWayBack = true;
        return told(scan -> rollBack(scan, deploymentId));
    }

    /** A rollback of the same deployment that was begun is gone on with: it is what is asked for. */
    private Outcome rollBack(UnfinishedRunScan scan, String deploymentId) {
        Optional<UnfinishedRun> unfinished = scan.tell(runEnvironment.files());
        if (unfinished.isPresent()) {
            Optional<Refusal> inTheWay = preconditions.askedOrOther(unfinished.get(), scan, deploymentId);
            return inTheWay.isEmpty() && scan instanceof UnfinishedRunScan.OpenDeployment open
                    ? leftAlone(open).orElseGet(() -> recover(open))
                    : new Outcome.Refused(inTheWay.stream().toList(), leftOf(scan), List.of());
        }
        runEnvironment.store().sweep(RunDirectories.SWEPT);
        if (scan instanceof UnfinishedRunScan.Closed closed) {
            archive(closed);
        }
        return new NewRollback(runEnvironment, preconditions).rollBack(deploymentId, target, this::announce);
    }

    private Outcome told(Function<UnfinishedRunScan, Outcome> verb) {
        try {
            return toldListeners(verb);
        } catch (Throwable e) {
            throw toldOf(e);
        } finally {
            runEnvironment.listeners().close();
        }
    }

    /** What is thrown is what was told. After an outcome nothing is told any more: a run has one end. */
    private RuntimeException toldOf(Throwable e) {
        RunFailure failure = new RunFailure(e, settings.consensus(), runEnvironment.mask());
        if (isEndTold) {
            return failure.thrown();
        }
        DevOpsAgentException told = failure.told();
        runEnvironment.listeners().failed(told);
        return failure.isOfTheWorld() ? told : failure.thrown();
    }

    private Outcome toldListeners(Function<UnfinishedRunScan, Outcome> verb) {
        Optional<Refusal> noDirectory = preconditions.noDirectory();
        List<Refusal> inTheWay = noDirectory.isPresent() ? List.of(noDirectory.get()) : holds();
        Outcome outcome = inTheWay.isEmpty() ? locked(verb) : refused(inTheWay);
        List<String> told = runEnvironment.listeners().warnings();
        Optional<String> ofLock = LockWarning.of(settings.consensus(), place.isShared());
        outcome = OutcomeWarning.add(outcome, ofLock.isPresent() ? List.of(ofLock.get()) : List.of());
        outcome = OutcomeWarning.add(outcome, told);
        outcome = runEnvironment.mask().outcome(outcome);
        isEndTold = true;
        runEnvironment.listeners().ended(outcome);
        List<String> more = new ArrayList<>();
        for (String warning : runEnvironment.listeners().warnings()) {
            if (!told.contains(warning)) {
                more.add(runEnvironment.mask().text(warning));
            }
        }
        return OutcomeWarning.add(outcome, more);
    }

    /** No way back is held. */
    private List<Refusal> holds() {
        return isGivingUp || isWayBack || isGoingOn ? List.of() : preconditions.holds();
    }

    private Outcome locked(Function<UnfinishedRunScan, Outcome> verb) {
        List<Refusal> inOurWay =
                CoordinatorRefusals.unwritable(runEnvironment.files().unwritable());
        if (inOurWay.isEmpty() && !Files.exists(runEnvironment.files().directory())) {
            inOurWay = preconditions.unwritable();
        }
        if (!inOurWay.isEmpty()) {
            return refused(inOurWay);
        }
        runEnvironment.files().create();
        Optional<String> untold = place.tell();
        if (untold.isPresent()) {
            return lockHeld(untold.get());
        }
        try (DirectoryClaim claim = new DirectoryClaim(place, runEnvironment, this::step);
                OwnershipGuard ownership = runEnvironment.ownership()) {
            Either<String, Lease> lease =
                    LockWait.acquire("this directory", settings.limits().lockWait(), runEnvironment, claim);
            if (lease.isLeft()) {
                return lockHeld(lease.getLeft());
            }
            held = Optional.of(lease.get());
            ownership.hold(lease.get());
            Optional<Refusal> notHere = claim.refusal();
            return notHere.isPresent() ? refused(List.of(notHere.get())) : underLease(verb);
        } catch (OwnershipLostException e) {
            String why = runEnvironment.mask().text(e.why());
            return e.isFenced() ? new Outcome.Fenced(why, List.of(), List.of()) : lockHeld(why);
        }
    }

    private Outcome underLease(Function<UnfinishedRunScan, Outcome> verb) {
        UnfinishedRunScan scan = UnfinishedRunScan.look(runEnvironment.files(), runEnvironment.mask());
        List<Refusal> unwritable = preconditions.unwritable();
        return unwritable.isEmpty() ? verb.apply(scan) : refusedForNow(unwritable, scan);
    }

    /** A run can be given up while one of its steps still runs, since nothing is executed for that. */
    private Optional<String> step() {
        return isGivingUp
                ? Optional.empty()
                : new WorkInProgress(runEnvironment)
                        .step(UnfinishedRunScan.look(runEnvironment.files(), runEnvironment.mask()));
    }

    private static Outcome lockHeld(String why) {
        return refused(List.of(CoordinatorRefusals.lockHeld(why)));
    }

    /** A file must be mended first; the refusal also names an unfinished run, which may have deployed half of it. */
    private Outcome refusedForNow(List<Refusal> unwritable, UnfinishedRunScan scan) {
        List<String> waiting = scan.tell(runEnvironment.files()).stream()
                .map(left ->
                        "an earlier run did not come to its end, and waits for that to be mended: " + left.summary())
                .toList();
        return new Outcome.Refused(unwritable, waiting, List.of());
    }

    private Outcome recoverOrDecide(UnfinishedRunScan scan) {
        Optional<UnfinishedRun> told = scan.tell(runEnvironment.files());
        Optional<Refusal> asked = told.isPresent() ? preconditions.asked(told.get(), scan) : Optional.empty();
        if (asked.isPresent()) {
            return new Outcome.Refused(List.of(asked.get()), leftOf(scan), List.of());
        }
        if (scan instanceof UnfinishedRunScan.OpenDeployment deployment) {
            return leftAlone(deployment)
                    .or(() -> outdated(() -> new RecoveryOutlook(runEnvironment, deployment).next()))
                    .orElseGet(() -> recover(deployment));
        }
        Optional<Outcome> outdated = scan instanceof UnfinishedRunScan.OpenVeto
                ? outdated(() -> Preview.Next.COMPLETE_RECORD)
                : Optional.empty();
        if (outdated.isPresent()) {
            return outdated.get();
        }
        runEnvironment.store().sweep(RunDirectories.SWEPT);
        if (scan instanceof UnfinishedRunScan.OpenVeto veto) {
            announce(veto.header().run());
            return new VetoRun(runEnvironment, veto.header(), List.of()).complete();
        }
        if (scan instanceof UnfinishedRunScan.Closed closed) {
            archive(closed);
        }
        if (isGoingOn) {
            return refused(List.of(CoordinatorRefusals.nothingToGoOnWith()));
        }
        return new NewRun(runEnvironment, preconditions, target, held)
                .decide(shown)
                .get();
    }

    private Optional<Outcome> outdated(Supplier<Preview.Next> next) {
        return shown.flatMap(preview -> PreviewBasis.outdated(preview, new PreviewBasis(runEnvironment).of(next.get())))
                .map(why -> refused(List.of(why)));
    }

    private void archive(UnfinishedRunScan.Closed closed) {
        Optional<String> stays =
                new RunEnd(runEnvironment).archive(closed.header().run());
        if (stays.isPresent()) {
            throw new UncheckedIOException(new IOException(stays.get()));
        }
    }

    private Outcome giveUpUnfinished(UnfinishedRunScan scan, String why) {
        runEnvironment.store().sweep(RunDirectories.SWEPT);
        if (scan instanceof UnfinishedRunScan.Broken broken) {
            List<String> left = leftOf(broken);
            Outcome outcome = OutcomeWarning.add(new DamagedRun(runEnvironment).giveUp(broken, why), left);
            if (Files.notExists(runEnvironment.files().journal())) {
                String run =
                        broken.opening().isPresent() ? broken.opening().get().run() : UNREADABLE;
                runEnvironment.ownership().shared().archive(run);
            }
            return outcome;
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
        DeploymentRun run = new DeploymentRun(
                        runEnvironment, left.header(), left.pinned(), preconditions.warningsBefore(List.of()))
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
                .orElseGet(() -> run.on(target.held())
                        .intendedBy(left.knownIntender())
                        .losing(loss)
                        .goOn(left.state(), settings.recovery()));
    }

    /** Why this agent leaves a run alone, and with it all files; the next one may be able to go on. */
    private Optional<Outcome> leftAlone(UnfinishedRunScan.OpenDeployment left) {
        if (left.hasEnded()) {
            return Optional.empty();
        }
        OpenAttempt attempt =
                preconditions.openAttempt(left, () -> settings.machine().settle(runEnvironment.cancellation()));
        Optional<String> elsewhere = attempt.refusal();
        if (elsewhere.isPresent() && !isGraceOver(attempt)) {
            List<String> warnings = new ElsewhereNotice(runEnvironment).tellOnce(left);
            return Optional.of(new Outcome.Refused(
                    List.of(CoordinatorRefusals.cannot(left.tell(runEnvironment.files()), elsewhere.get())),
                    warnings,
                    List.of()));
        }
        loss = attempt.loss();
        String missing = preconditions.missing(left);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(refused(List.of(CoordinatorRefusals.cannot(left.tell(runEnvironment.files()), missing))));
    }

    /** Counted from the end of the lease of the worker before, if that is known; else from the moment at which this one has it. */
    private boolean isGraceOver(OpenAttempt attempt) {
        if (attempt.grace().isEmpty()) {
            return false;
        }
        Duration grace =
                attempt.grace().get().minus(held.isPresent() ? held.get().vacancy() : Duration.ZERO);
        if (grace.isNegative() || grace.isZero()) {
            return true;
        }
        String why = runEnvironment.mask().text(attempt.refusal().orElse(""));
        runEnvironment.listeners().waiting(why, grace);
        boolean isCancelled = settings.machine()
                .await(
                        runEnvironment.cancellation(),
                        grace,
                        runEnvironment.ownership().lost());
        runEnvironment.ownership().check();
        return !isCancelled;
    }

    private void announce(String run) {
        if (held.isPresent()) {
            runEnvironment.ownership().announce(held.get(), run);
        }
    }

    private static Outcome refused(List<Refusal> why) {
        return new Outcome.Refused(why, List.of(), List.of());
    }
}
