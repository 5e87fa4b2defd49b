package io.github.devopsagent.machine;

import io.github.devopsagent.machine.StageSpans.StageSpan;
import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.verdict.LookAfterRollback;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import io.vavr.collection.Seq;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a run: its plan and the events so far, folded. Immutable and pure.
 *
 * <p>The whole machine is two functions: {@link #after(RunEvent)}, what is known now, and {@link #next()}, what to do
 * next. Whoever performs the actions records each event before acting on the next state, and can so stop and go on at
 * any point.
 */
public final class RunState {

    private final RunPhase phase;

    private RunState(RunPhase phase) {
        this.phase = phase;
    }

    /**
     * A run that is about to begin: its gate is open and no rule vetoes.
     *
     * @param plan what it carries out
     * @param at when it begins
     * @return the state before any event
     */
    public static RunState begin(RunPlan plan, Instant at) {
        return new RunState(PreparingPhase.begin(RunFacts.begin(plan, at)));
    }

    /**
     * A run that undoes a deployment which succeeded: it executes what a rollback of that deployment would have, at its end,
     * but for what earlier runs have done of that, and never goes forward.
     *
     * @param deployed the deployment at its end
     * @param demand who asks for it, under which id, and how far it was gone before
     * @return the state before any event
     * @throws IllegalStateException if the deployment did not succeed
     */
    public static RunState rollBack(RunState deployed, RollbackOnDemand demand) {
        if (!deployed.ending().equals(Optional.of(Ending.DEPLOYED))) {
            throw new IllegalStateException(deployed.deploymentId()
                    + " is to be rolled back on demand, but it did not succeed: " + deployed.ending());
        }
        return new RunState(RollingBackPhase.onDemand(deployed.facts(), demand));
    }

    /**
     * What is known after an event.
     *
     * @param event what happened
     * @return the new state
     * @throws IllegalStateException if the event does not fit what happened before
     */
    public RunState after(RunEvent event) {
        return new RunState(phase.after(event));
    }

    /**
     * What to do next.
     *
     * @return the action; the same for the same state, always
     */
    public NextAction next() {
        Optional<StepRef> open = open();
        return open.isPresent() ? new NextAction.Resolve(open.get()) : phase.next();
    }

    RunPhase phase() {
        return phase;
    }

    RunFacts facts() {
        return phase.facts();
    }

    /** The way back from everything that may have been deployed. */
    RollbackRoute rollbackRoute() {
        return new RollbackRoute(plan(), facts().startedDeploySteps());
    }

    /**
     * Whether the run has gone beyond its point of no return, so that nothing is rolled back automatically.
     *
     * @return true if an irreversible step may have had an effect
     */
    public boolean isBeyondReturn() {
        return facts().passedPointOfNoReturn().isPresent();
    }

    /**
     * Whether the time for going forward is over, so that nothing further may begin.
     *
     * @param at the moment
     * @return false in time, and once the run does not go forward any more
     */
    public boolean isOutOfTime(Instant at) {
        return phase.isOutOfTime(at);
    }

    /**
     * Whether the time for the way back, but for a look at its metrics, is over.
     *
     * @param at the moment
     * @return that it is, for people; empty in time, and for as long as the run does not go back
     */
    public Optional<String> rollbackOutOfTime(Instant at) {
        Optional<Rollback> rollback = phase.rollback();
        return rollback.isPresent() && rollback.get().isOutOfTime(at)
                ? Optional.of(Rollback.outOfTime(plan()))
                : Optional.empty();
    }

    /**
     * What is told of a run whose time for going forward is over.
     *
     * @return the reason, for people
     */
    public String outOfTime() {
        return ForwardTime.isOver(plan());
    }

    /**
     * Whether a deploy step may have had an effect.
     *
     * @return false only if none was begun, or it is proven of each that it did not start
     */
    public boolean mayHaveDeployed() {
        return facts().mayHaveDeployed();
    }

    /**
     * How the run ended.
     *
     * @return the ending; empty while there is something left to do besides recording
     */
    public Optional<Ending> ending() {
        return phase.ending();
    }

    /**
     * What the health checks say after a rollback.
     *
     * @return the health; {@link Health#NOT_VERIFIED} if there was no rollback, or none that came so far
     */
    public Health health() {
        return phase.rollback().map(way -> way.health(baseline())).orElse(Health.NOT_VERIFIED);
    }

    /**
     * What went wrong on the way back.
     *
     * @return each fault, for people; empty if there was no rollback, or nothing went wrong
     */
    public List<String> rollbackFaults() {
        return phase.rollback().stream()
                .flatMap(way -> way.allFaults(baseline()))
                .toList();
    }

    /**
     * The attempts whose result nobody knows, or of which something still runs.
     *
     * @return their steps, in the plan's order
     */
    public List<StepRef> inDoubt() {
        return plan().steps().stream()
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
        return facts().open();
    }

    /**
     * A step as a person would call it.
     *
     * @param ref the step
     * @return its name and its place in the plan
     */
    public String name(StepRef ref) {
        return facts().name(ref);
    }

    /**
     * The steps that the run carries out in one direction, in their order: forward those of the plan up to the last deploy
     * step; back those that were begun, and those that are left as far as is known by now.
     *
     * @param ref a step of that direction
     * @return all of them
     */
    public List<StepRef> course(StepRef ref) {
        if (ref.stage() != Stage.ROLLBACK) {
            List<StepRef> forward = new ArrayList<>();
            for (Part part : Part.values()) {
                if (part.stage() != Stage.ROLLBACK) {
                    forward.addAll(plan().steps(part));
                }
            }
            return List.copyOf(forward);
        }
        io.vavr.collection.List<StepRef> left =
                phase.rollback().map(Rollback::queue).orElseGet(io.vavr.collection.List::empty);
        return Stream.concat(
                        plan().steps().stream()
                                .filter(step -> step.stage() == Stage.ROLLBACK && !left.contains(step))
                                .filter(step -> !attempts(step).isEmpty())
                                .sorted(Comparator.comparingInt(
                                        step -> attempts(step).head().order())),
                        left.toJavaStream())
                .toList();
    }

    /**
     * Under which id the run is recorded. Its steps see that of the plan, which another run may have given it.
     *
     * @return such as {@code DEP-001}
     */
    public String deploymentId() {
        return facts().deploymentId();
    }

    /**
     * Which deployment the run undoes.
     *
     * @return its id; empty if the run makes a deployment
     */
    public Optional<String> rollsBack() {
        return facts().demand().isPresent() ? Optional.of(plan().context().deploymentId()) : Optional.empty();
    }

    /**
     * How far this run has gone the way back, and those before it: what the next one to undo the same deployment must know.
     *
     * @return the steps, in the plan's order
     */
    public EarlierRollbacks triedBack() {
        List<StepRef> tried = new ArrayList<>();
        List<StepRef> done = new ArrayList<>();
        for (StepRef step : plan().steps()) {
            if (step.stage() == Stage.ROLLBACK && facts().wasTried(step)) {
                tried.add(step);
                if (facts().isDone(step)) {
                    done.add(step);
                }
            }
        }
        return new EarlierRollbacks(tried, done);
    }

    /**
     * A step of the way back that must not be executed again: nobody knows how it ended, or whether it has, and it is not
     * idempotent.
     *
     * @return the first one in the plan's order; empty if what failed can be tried again
     */
    public Optional<StepRef> unrepeatableBack() {
        for (StepRef step : plan().steps()) {
            Seq<StepAttempt> tries = attempts(step);
            boolean isOpenEnded = !tries.isEmpty()
                    && (tries.last().isInDoubt() || tries.last().runsOn());
            if (step.stage() == Stage.ROLLBACK
                    && isOpenEnded
                    && !plan().step(step).idempotent()) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /**
     * What the run carries out.
     *
     * @return the plan
     */
    public RunPlan plan() {
        return facts().plan();
    }

    /**
     * When the run ended: what is found out later, such as that its record was not written yet, does not change it.
     *
     * @return the moment; that of the last event while the run goes on
     */
    public Instant endedAt() {
        return phase.endedAt();
    }

    /**
     * Where the run was interrupted, since its agent was killed, before it had come to its end.
     *
     * @return sentences for people; empty if it went through without that
     */
    public List<String> interruptions() {
        List<String> interruptions = new ArrayList<>();
        for (String each : facts().interruptions()) {
            interruptions.add(each);
        }
        return List.copyOf(interruptions);
    }

    /**
     * The stage that the run is in, or ended in.
     *
     * @return the stage
     */
    public Stage currentStage() {
        return facts().currentStage();
    }

    /**
     * When the last event happened.
     *
     * @return the moment
     */
    public Instant now() {
        return facts().now();
    }

    /**
     * What was found when it was checked whether everything could run.
     *
     * @return the findings; empty before that
     */
    public List<Finding> findings() {
        return facts().observed().findings().orElse(List.of());
    }

    /**
     * The attempts of a step.
     *
     * @param ref the step
     * @return what is known of each, in order
     */
    public Seq<StepAttempt> attempts(StepRef ref) {
        return facts().attempts().of(ref);
    }

    /**
     * The first thing that went wrong.
     *
     * @return the failure; empty if nothing has
     */
    public Optional<Failure> failure() {
        return phase.failure();
    }

    /**
     * When the run began.
     *
     * @return the moment
     */
    public Instant startedAt() {
        return facts().clock().startedAt();
    }

    /** The health checks before anything changed; empty before the first is asked. */
    Optional<Verification> baseline() {
        return facts().observed().baseline();
    }

    /** The health checks after the deployment; empty before the first is asked. */
    Optional<Verification> verification() {
        return phase.verification();
    }

    /** Empty before it begins. */
    Optional<MonitorWindow> monitor() {
        return phase.monitor();
    }

    /** The health checks after a rollback; empty before the first is asked. */
    Optional<Verification> rollbackVerification() {
        Optional<Rollback> rollback = phase.rollback();
        return rollback.isPresent() ? rollback.get().verification() : Optional.empty();
    }

    /** The metrics after a rollback; empty before the first is asked. */
    Optional<LookAfterRollback> look() {
        Optional<Rollback> rollback = phase.rollback();
        return rollback.isPresent() ? rollback.get().look() : Optional.empty();
    }

    /** The stages that were entered, in order. */
    List<StageSpan> stages() {
        return facts().stages().all();
    }
}
