package io.github.devopsagent.run;

import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Stage;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.pipeline.StepResult;
import io.github.devopsagent.run.StepRef.Part;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a run: its plan and the events so far, folded. Immutable and pure.
 *
 * <p>The whole machine is two functions: {@link #after(RunEvent)}, what is known now, and {@link #next()}, what to do
 * next. Whoever performs the actions records each event before acting on the next state, and can so stop and go on at
 * any point.
 */
public final class RunState {

    private static final int MOST_NAMED = 10;

    private final RunPlan plan;
    private final Instant startedAt;

    // Everything below is changed only in a fresh copy, before after(…) hands it out.
    private Instant now;
    private Optional<java.util.List<Finding>> findings = Optional.empty();
    private Optional<Verification> baseline = Optional.empty();
    private boolean baselineClosed;
    private Map<StepRef, Vector<StepAttempt>> attempts = HashMap.empty();
    private Optional<StepRef> open = Optional.empty();
    private int begun;
    private int succeeded;
    private boolean gateConfirmed;
    private Optional<Verification> verification = Optional.empty();
    private Optional<MonitorWindow> monitor = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private Optional<Rollback> rollback = Optional.empty();
    private Vector<StageSpan> stages;
    private Vector<String> interruptions = Vector.empty();
    private Optional<Recovery> resuming = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Instant forwardDeadline;
    private boolean recorded;

    private RunState(RunPlan plan, Instant startedAt) {
        this.plan = plan;
        this.startedAt = startedAt;
        this.now = startedAt;
        this.forwardDeadline = startedAt.plus(plan.forwardBudget());
        this.stages = Vector.of(StageSpan.entered(Stage.PRE_FLIGHT, startedAt));
    }

    private RunState(RunState other) {
        this.plan = other.plan;
        this.startedAt = other.startedAt;
        this.now = other.now;
        this.findings = other.findings;
        this.baseline = other.baseline;
        this.baselineClosed = other.baselineClosed;
        this.attempts = other.attempts;
        this.open = other.open;
        this.begun = other.begun;
        this.succeeded = other.succeeded;
        this.gateConfirmed = other.gateConfirmed;
        this.verification = other.verification;
        this.monitor = other.monitor;
        this.failure = other.failure;
        this.rollback = other.rollback;
        this.stages = other.stages;
        this.interruptions = other.interruptions;
        this.resuming = other.resuming;
        this.endedAt = other.endedAt;
        this.forwardDeadline = other.forwardDeadline;
        this.recorded = other.recorded;
    }

    /**
     * A run that is about to begin: its gate is open and no rule vetoes.
     *
     * @param plan what it carries out
     * @param at when it begins
     * @return the state before any event
     */
    public static RunState begin(RunPlan plan, Instant at) {
        return new RunState(plan, at);
    }

    /**
     * What is known after an event.
     *
     * @param event what happened
     * @return the new state
     * @throws IllegalStateException if the event does not fit what happened before
     */
    public RunState after(RunEvent event) {
        RunState next = new RunState(this);
        next.now = CheckProgress.later(now, event.at());
        return event.fold(next.new Fold(now)).settled();
    }

    /**
     * What to do next.
     *
     * @return the action; the same for the same state, always
     */
    public NextAction next() {
        if (open.isPresent()) {
            return new NextAction.Resolve(open.get());
        }
        Optional<Ending> ending = ending();
        if (ending.isPresent()) {
            return recorded ? new NextAction.Stop(ending.get()) : new NextAction.WriteRecord(ending.get());
        }
        return rollback.map(this::nextBackward).orElseGet(this::nextForward);
    }

    private NextAction nextForward() {
        if (findings.isEmpty()) {
            return new NextAction.CheckReadiness();
        }
        if (!isPrepared()) {
            return probe(Purpose.BASELINE, baseline.flatMap(Verification::due), forwardDeadline);
        }
        if (!gateConfirmed && deployIsNext()) {
            return new NextAction.ConfirmGate();
        }
        if (succeeded < plan.forwardSteps()) {
            return perform(plan.forward(succeeded), forwardDeadline);
        }
        return monitor.map(this::probe)
                .orElseGet(() -> probe(Purpose.VERIFY, verification.flatMap(Verification::due), forwardDeadline));
    }

    private NextAction nextBackward(Rollback way) {
        return way.queue().isEmpty()
                ? probe(Purpose.VERIFY_ROLLBACK, way.verification().flatMap(Verification::due), way.deadline())
                : perform(way.queue().head(), way.deadline());
    }

    private NextAction perform(StepRef ref, Instant deadline) {
        return new NextAction.Perform(
                ref, attempts(ref).size() + 1, within(plan.step(ref).timeout(), now, deadline));
    }

    private NextAction probe(MonitorWindow window) {
        return probe(Purpose.MONITOR, window.nextCheck(), window.due(), forwardDeadline);
    }

    private NextAction probe(Purpose purpose, Optional<CheckProgress> due, Instant deadline) {
        CheckProgress check = due.orElseThrow(() -> new IllegalStateException("no check is due for " + purpose));
        return probe(purpose, check.index(), check.due(), deadline);
    }

    private NextAction probe(Purpose purpose, int check, Instant due, Instant deadline) {
        Instant notBefore = due.isAfter(deadline) ? deadline : due;
        return new NextAction.Probe(purpose, check, notBefore, within(timeout(check), notBefore, deadline));
    }

    /** At the deadline itself a millisecond is left, so that there always is an attempt to wait for. */
    private static Duration within(Duration timeout, Instant from, Instant deadline) {
        Duration least = Duration.ofMillis(1);
        Duration left = Duration.between(from, deadline);
        Duration bounded = left.compareTo(timeout) < 0 ? left : timeout;
        return bounded.compareTo(least) < 0 ? least : bounded;
    }

    private Duration timeout(int check) {
        return plan.checks().get(check).timing().timeout();
    }

    /** Whatever was done behind the baseline closes it: journals of before have a single answer of each check. */
    private boolean isPrepared() {
        return findings.isPresent()
                && (baselineClosed || baseline.filter(Verification::isPending).isEmpty());
    }

    private boolean deployIsNext() {
        return succeeded >= plan.forwardSteps() || plan.forward(succeeded).part() == Part.DEPLOY;
    }

    /** Draws the conclusions from what the event has changed. */
    private RunState settled() {
        rollback = rollback.map(way -> way.within(plan, now));
        if (open.isEmpty() && isOutOfTime(now)) {
            fail(stages.last().stage(), outOfTime());
        }
        if (failure.isEmpty()) {
            conclude();
        }
        noteStage();
        if (ending().isPresent() && endedAt.isEmpty()) {
            endedAt = Optional.of(now);
        }
        return this;
    }

    private void conclude() {
        if (verification.isEmpty() && isPrepared() && gateConfirmed && succeeded == plan.forwardSteps()) {
            verification = Optional.of(
                    Verification.begin(plan.checks(), check -> check.after().deploy(), now));
        }
        if (verification.isEmpty() || monitor.isPresent()) {
            monitor.flatMap(MonitorWindow::anomaly).ifPresent(what -> fail(Stage.MONITOR, what));
            return;
        }
        Verification checks = verification.get();
        if (checks.passed()) {
            monitor = Optional.of(MonitorWindow.begin(plan.monitoring(), plan.checks(), now));
        } else if (!checks.isPending() || checks.failed().findAny().isPresent()) {
            fail(Stage.HEALTH_CHECK, checks.reason());
        }
    }

    private void fail(Stage stage, String reason) {
        fail(new Failure(stage, Optional.empty(), reason, ""));
    }

    private void fail(Failure what) {
        failure = Optional.of(what);
        List<Integer> started = List.range(0, plan.deploy().size()).filter(this::mayHaveStarted);
        if (started.isEmpty()) {
            return;
        }
        Optional<String> runsOn = started.toJavaStream()
                .flatMap(index -> attempts(StepRef.of(Part.DEPLOY, index)).toJavaStream())
                .filter(StepAttempt::runsOn)
                .flatMap(attempt -> attempt.end().stream())
                .map(end -> "no compensation was started, since " + name(end.step()) + " still runs: "
                        + end.result().reason())
                .findFirst();
        Vector<String> why = runsOn.map(noReturn()::append).orElseGet(this::noReturn);
        rollback = Optional.of(why.isEmpty() ? Rollback.begin(plan, started, now) : Rollback.impossible(why, now));
    }

    private Optional<StepRef> passedReturn() {
        return RunPlan.all(Part.DEPLOY, plan.deploy().size()).stream()
                .filter(ref -> plan.step(ref).irreversible() && mayHaveStarted(ref.index()))
                .findFirst();
    }

    private Vector<String> noReturn() {
        return passedReturn()
                .map(ref -> Vector.of(name(ref) + " is irreversible and may have had an effect, so nothing was rolled"
                        + " back; a person decides what is to be done"))
                .orElseGet(Vector::empty);
    }

    /**
     * Whether the run has gone beyond its point of no return, so that nothing is rolled back automatically.
     *
     * @return true if an irreversible step may have had an effect
     */
    public boolean isBeyondReturn() {
        return passedReturn().isPresent();
    }

    /**
     * Whether the time for going forward is over, so that nothing further may begin.
     *
     * @param at the moment
     * @return false in time, and once the run does not go forward any more
     */
    public boolean isOutOfTime(Instant at) {
        return failure.isEmpty() && ending().isEmpty() && !at.isBefore(forwardDeadline);
    }

    /**
     * What is told of a run whose time for going forward is over.
     *
     * @return the reason, for people
     */
    public String outOfTime() {
        return "the run took longer than its forward budget of " + ForwardTime.text(plan.forwardBudget());
    }

    /**
     * Whether a deploy step may have had an effect.
     *
     * @return false only if none was begun, or it is proven of each that it did not start
     */
    public boolean mayHaveDeployed() {
        return List.range(0, plan.deploy().size()).exists(this::mayHaveStarted);
    }

    private boolean mayHaveStarted(int deployStep) {
        return attempts(StepRef.of(Part.DEPLOY, deployStep)).exists(StepAttempt::mayHaveStarted);
    }

    private boolean mayRetry(StepRef ref) {
        Step step = plan.step(ref);
        long failed = attempts(ref).count(attempt -> !attempt.isInDoubt());
        return step.idempotent() && failed <= step.retries();
    }

    private void noteStage() {
        Stage stage = stage();
        StageSpan last = stages.last();
        if (stage != last.stage()) {
            stages = stages.init().append(last.left(now));
            // A stage without steps is passed through at once; a rollback skips what was not reached.
            if (stage != Stage.ROLLBACK) {
                stages = stages.appendAll(Vector.of(Stage.values())
                        .filter(each -> each.compareTo(last.stage()) > 0 && each.compareTo(stage) < 0)
                        .map(each -> StageSpan.entered(each, now).left(now)));
            }
            stages = stages.append(StageSpan.entered(stage, now));
        }
        if (ending().isPresent()) {
            stages = stages.init().append(stages.last().left(now));
        }
    }

    private Stage stage() {
        if (rollback.isPresent()) {
            return Stage.ROLLBACK;
        }
        if (failure.isPresent()) {
            return stages.last().stage();
        }
        if (monitor.isPresent()) {
            return Stage.MONITOR;
        }
        if (verification.isPresent()) {
            return Stage.HEALTH_CHECK;
        }
        if (!isPrepared()) {
            return Stage.PRE_FLIGHT;
        }
        return succeeded < plan.forwardSteps() ? plan.forward(succeeded).stage() : Stage.DEPLOY;
    }

    /**
     * How the run ended.
     *
     * @return the ending; empty while there is something left to do besides recording
     */
    public Optional<Ending> ending() {
        if (failure.isEmpty()) {
            return monitor.filter(MonitorWindow::passed).map(window -> Ending.DEPLOYED);
        }
        if (rollback.isEmpty()) {
            return Optional.of(Ending.ABORTED);
        }
        return rollback.filter(Rollback::isOver)
                .map(way -> rolledBack(way) ? Ending.ROLLED_BACK : Ending.ROLLBACK_FAILED);
    }

    private boolean rolledBack(Rollback way) {
        Health health = health();
        return way.faults().isEmpty() && (health == Health.HEALTHY || health == Health.AS_BEFORE);
    }

    /**
     * What the health checks say after a rollback.
     *
     * @return the health; {@link Health#NOT_VERIFIED} if there was no rollback, or none that came so far
     */
    public Health health() {
        Optional<Verification> checks = rollback.flatMap(Rollback::verification);
        if (checks.isEmpty() || checks.get().checks().isEmpty() || checks.get().isPending()) {
            return Health.NOT_VERIFIED;
        }
        if (checks.get().passed()) {
            return Health.HEALTHY;
        }
        boolean asBefore = checks.get().failed().allMatch(check -> failedBefore(check.index()));
        return asBefore ? Health.AS_BEFORE : Health.UNHEALTHY;
    }

    private boolean failedBefore(int check) {
        return baseline.filter(checks -> checks.failedSteadily(check)).isPresent();
    }

    /**
     * What went wrong on the way back.
     *
     * @return each fault, for people; empty if there was no rollback, or nothing went wrong
     */
    public java.util.List<String> rollbackFaults() {
        Stream<String> faults = rollback.stream().flatMap(way -> way.faults().toJavaStream());
        Stream<String> unhealthy = rollback.flatMap(Rollback::verification).stream()
                .flatMap(Verification::failed)
                .filter(check -> !failedBefore(check.index()))
                .map(check ->
                        "after the rollback, health check '" + check.check().name() + "' fails: " + check.detail());
        return Stream.concat(faults, unhealthy).collect(Collectors.toUnmodifiableList());
    }

    /**
     * The attempts whose result nobody knows, or of which something still runs.
     *
     * @return their steps, in the plan's order
     */
    public java.util.List<StepRef> inDoubt() {
        return plan.steps().stream()
                .filter(ref -> attempts(ref).lastOption().exists(attempt -> attempt.isInDoubt() || attempt.runsOn()))
                .toList();
    }

    /**
     * The step that is under way. An agent that takes the run over first records that it {@linkplain RunEvent.Resumed
     * goes on}, and then {@linkplain NextAction.Resolve finds out} what became of it.
     *
     * @return the step that was intended last, until it has ended or is given up as lost
     */
    public Optional<StepRef> open() {
        return open;
    }

    /**
     * A step as a person would call it.
     *
     * @param ref the step
     * @return its name and its place in the plan
     */
    public String name(StepRef ref) {
        return "step '" + plan.step(ref).name() + "' (" + ref.path() + ")";
    }

    /**
     * What the run carries out.
     *
     * @return the plan
     */
    public RunPlan plan() {
        return plan;
    }

    /**
     * When the run began.
     *
     * @return the moment
     */
    public Instant startedAt() {
        return startedAt;
    }

    /**
     * When the run ended: what is found out later, such as that its record was not written yet, does not change it.
     *
     * @return the moment; that of the last event while the run goes on
     */
    public Instant endedAt() {
        return endedAt.orElse(now);
    }

    /**
     * Where the run was interrupted, since its agent was killed, before it had come to its end.
     *
     * @return sentences for people; empty if it went through without that
     */
    public java.util.List<String> interruptions() {
        return interruptions.asJava();
    }

    /**
     * The stage that the run is in, or ended in.
     *
     * @return the stage
     */
    public Stage currentStage() {
        return stages.last().stage();
    }

    /**
     * When the last event happened.
     *
     * @return the moment
     */
    public Instant now() {
        return now;
    }

    /**
     * What was found when it was checked whether everything could run.
     *
     * @return the findings; empty before that
     */
    public java.util.List<Finding> findings() {
        return findings.orElse(java.util.List.of());
    }

    /**
     * The health checks before anything changed.
     *
     * @return how far they have come; empty before the first is asked
     */
    public Optional<Verification> baseline() {
        return baseline;
    }

    /**
     * The attempts of a step.
     *
     * @param ref the step
     * @return what is known of each, in order
     */
    public Vector<StepAttempt> attempts(StepRef ref) {
        return attempts.getOrElse(ref, Vector.empty());
    }

    /**
     * The health checks after the deployment.
     *
     * @return how far they have come; empty before that
     */
    public Optional<Verification> verification() {
        return verification;
    }

    /**
     * The monitor window.
     *
     * @return how far it has passed; empty before it
     */
    public Optional<MonitorWindow> monitor() {
        return monitor;
    }

    /**
     * The health checks after a rollback.
     *
     * @return how far they have come; empty before that
     */
    public Optional<Verification> rollbackVerification() {
        return rollback.flatMap(Rollback::verification);
    }

    /**
     * The first thing that went wrong.
     *
     * @return the failure; empty if nothing has
     */
    public Optional<Failure> failure() {
        return failure;
    }

    /**
     * The stages that were entered, in order.
     *
     * @return each with its times
     */
    public java.util.List<StageSpan> stages() {
        return stages.asJava();
    }

    /** What each event changes. */
    private final class Fold implements RunEvent.Cases<RunState> {

        private final Instant before;

        Fold(Instant before) {
            this.before = before;
        }

        @Override
        public RunState readinessChecked(RunEvent.ReadinessChecked event) {
            findings = Optional.of(event.findings());
            baseline = Optional.of(Verification.baseline(plan.checks(), now));
            java.util.List<String> errors = event.findings().stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .map(Finding::toString)
                    .toList();
            if (!errors.isEmpty()) {
                String more = errors.size() > MOST_NAMED ? "; and " + (errors.size() - MOST_NAMED) + " more" : "";
                fail(Stage.PRE_FLIGHT, errors.stream().limit(MOST_NAMED).collect(Collectors.joining("; ")) + more);
            }
            return RunState.this;
        }

        @Override
        public RunState probed(RunEvent.Probed event) {
            HealthCheck check = plan.checks().get(event.check());
            switch (event.purpose()) {
                case BASELINE -> baseline = baseline.map(checks -> checks.after(event));
                case VERIFY -> verification = verification.map(checks -> checks.after(event));
                case MONITOR -> monitor = monitor.map(window -> window.after(event, check.name()));
                case VERIFY_ROLLBACK -> rollback = rollback.map(way -> way.after(event));
            }
            return RunState.this;
        }

        @Override
        public RunState gateConfirmed(RunEvent.GateConfirmed event) {
            gateConfirmed = true;
            baselineClosed = true;
            if (!event.objections().isEmpty()) {
                fail(
                        stages.last().stage(),
                        "immediately before the first deploy step the gate was closed: "
                                + String.join("; ", event.objections()));
            }
            return RunState.this;
        }

        @Override
        public RunState stepIntended(RunEvent.StepIntended event) {
            requireNothingOpen(event);
            StepAttempt attempt = StepAttempt.intended(event, begun);
            begun++;
            baselineClosed = true;
            attempts = attempts.put(event.step(), attempts(event.step()).append(attempt));
            open = Optional.of(event.step());
            return RunState.this;
        }

        @Override
        public RunState stepStarted(RunEvent.StepStarted event) {
            requireOpen(event.step(), "was started");
            change(event.step(), attempt -> attempt.startedAs(event.process()));
            return RunState.this;
        }

        @Override
        public RunState stepEnded(RunEvent.StepEnded event) {
            requireOpen(event.step(), "ended");
            open = Optional.empty();
            change(event.step(), attempt -> attempt.ended(event));
            boolean neverBegan = resuming.isPresent() && event.result() instanceof StepResult.NotStarted;
            if (event.step().stage() == Stage.ROLLBACK && !neverBegan) {
                backward(event);
            } else if (!neverBegan) {
                forward(event);
            }
            resuming.ifPresent(this::goOn);
            return RunState.this;
        }

        @Override
        public RunState stepLost(RunEvent.StepLost event) {
            requireOpen(event.step(), "is lost");
            Recovery recovery = resuming.orElseThrow(
                    () -> new IllegalStateException(name(event.step()) + " is lost, but nobody was killed"));
            open = Optional.empty();
            StepRef step = event.step();
            boolean startsOver = recovery == Recovery.STANDARD && !mayHaveDeployed();
            if (!plan.step(step).idempotent() && !startsOver) {
                String doubt = name(step) + " is in doubt: the agent was killed while it ran";
                if (step.stage() == Stage.ROLLBACK) {
                    rollback = rollback.map(way -> way.failed(plan, step, doubt, now));
                } else {
                    fail(new Failure(step.stage(), Optional.of(step), doubt, ""));
                }
            }
            goOn(recovery);
            return RunState.this;
        }

        private void requireOpen(StepRef step, String what) {
            if (!open.equals(Optional.of(step))) {
                throw new IllegalStateException(name(step) + " " + what + ", but it is not under way");
            }
        }

        private void change(StepRef step, UnaryOperator<StepAttempt> what) {
            Vector<StepAttempt> all = attempts(step);
            attempts = attempts.put(step, all.init().append(what.apply(all.last())));
        }

        private void forward(RunEvent.StepEnded event) {
            boolean runsOn = event.result() instanceof StepResult.StillRunning;
            if (event.result().isSuccess()) {
                succeeded++;
            } else if (runsOn || !mayRetry(event.step())) {
                String late = isOutOfTime(now) ? "; " + outOfTime() : "";
                fail(new Failure(
                        event.step().stage(),
                        Optional.of(event.step()),
                        name(event.step()) + " failed: " + event.result().reason() + late,
                        event.output().tail()));
            }
        }

        private void backward(RunEvent.StepEnded event) {
            StepRef step = event.step();
            String fault =
                    "rollback " + name(step) + " failed: " + event.result().reason();
            if (event.result().isSuccess()) {
                rollback = rollback.map(way -> way.succeeded(plan, now));
            } else if (event.result() instanceof StepResult.StillRunning) {
                rollback = rollback.map(way -> way.stuck(fault));
            } else if (!mayRetry(step)) {
                rollback = rollback.map(way -> way.failed(plan, step, fault, now));
            }
        }

        private void requireNothingOpen(RunEvent event) {
            open.ifPresent(step -> {
                throw new IllegalStateException(name(step) + " is under way, and its end comes before " + event);
            });
        }

        @Override
        public RunState cancelled(RunEvent.Cancelled event) {
            requireNothingOpen(event);
            if (failure.isEmpty() && ending().isEmpty()) {
                fail(stages.last().stage(), event.reason());
            }
            return RunState.this;
        }

        @Override
        public RunState stuck(RunEvent.Stuck event) {
            requireNothingOpen(event);
            // What has come to a good end stays so; but why a person is needed is told in any case.
            if (rollback.filter(way -> !way.isOver() || !way.faults().isEmpty()).isPresent()) {
                rollback = rollback.map(way -> way.stuck(event.reason()));
            } else if (failure.isEmpty() && ending().isEmpty()) {
                fail(stages.last().stage(), event.reason());
                Vector<String> why = noReturn().append("no compensation was started: " + event.reason());
                rollback = rollback.map(way -> Rollback.impossible(why, now));
            } else {
                failure = failure.map(what -> what.and(event.reason()));
            }
            return RunState.this;
        }

        @Override
        public RunState resumed(RunEvent.Resumed event) {
            if (ending().isPresent() && open.isEmpty()) {
                return RunState.this;
            }
            String where = open.map(step -> "during " + name(step))
                    .orElseGet(() -> "in stage " + currentStage().label());
            interruptions =
                    interruptions.append("the agent was killed " + where + "; another went on at " + event.at());
            // A budget is for the time in which someone works.
            Duration pause = Duration.between(before, now);
            forwardDeadline = forwardDeadline.plus(pause);
            rollback = rollback.map(way -> way.later(pause));
            resuming = Optional.of(event.recovery());
            if (open.isEmpty()) {
                goOn(event.recovery());
            }
            return RunState.this;
        }

        private void goOn(Recovery recovery) {
            resuming = Optional.empty();
            if (rollback.isPresent()) {
                rollback = rollback.map(way -> way.verifiedAnew(plan, now));
            } else if (failure.isEmpty() && ending().isEmpty()) {
                goForward(recovery);
            }
        }

        private void goForward(Recovery recovery) {
            if (recovery == Recovery.ROLL_BACK) {
                fail(currentStage(), interruptions.last() + ", and the host wants such a run rolled back");
            } else if (recovery == Recovery.STANDARD && !mayHaveDeployed()) {
                startOver();
            } else if (succeeded < plan.forwardSteps()) {
                gateConfirmed = false;
            } else if (monitor.isPresent()) {
                monitor = Optional.of(MonitorWindow.begin(plan.monitoring(), plan.checks(), now));
            } else {
                verification = verification.map(checks ->
                        Verification.begin(plan.checks(), check -> check.after().deploy(), now));
            }
        }

        private void startOver() {
            findings = Optional.empty();
            baseline = Optional.empty();
            baselineClosed = false;
            attempts = HashMap.empty();
            succeeded = 0;
            gateConfirmed = false;
            stages = Vector.of(StageSpan.entered(Stage.PRE_FLIGHT, now));
        }

        @Override
        public RunState recorded(RunEvent.Recorded event) {
            recorded = true;
            return RunState.this;
        }
    }

    /**
     * A stage that was entered.
     *
     * @param stage the stage
     * @param startedAt when it was entered
     * @param endedAt when it was left; empty while the run is in it
     */
    public record StageSpan(Stage stage, Instant startedAt, Optional<Instant> endedAt) {

        static StageSpan entered(Stage stage, Instant at) {
            return new StageSpan(stage, at, Optional.empty());
        }

        StageSpan left(Instant at) {
            return endedAt.isPresent() ? this : new StageSpan(stage, startedAt, Optional.of(at));
        }
    }
}
