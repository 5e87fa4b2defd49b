package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a run, whatever phase it is in.
 *
 * @param plan what it carries out
 * @param clock its times
 * @param attempts of its steps
 * @param stages that it has entered
 * @param observed what was found out about plan and deployment
 * @param interruptions where its agent was killed, for people
 * @param demand that it undoes a deployment which succeeded; empty if it is one itself
 */
record RunFacts(
        RunPlan plan,
        RunClock clock,
        Attempts attempts,
        StageSpans stages,
        Observations observed,
        Seq<String> interruptions,
        Optional<RollbackOnDemand> demand) {

    static RunFacts begin(RunPlan plan, Instant at) {
        return new RunFacts(
                plan,
                RunClock.started(at, plan.forwardBudget()),
                Attempts.NONE,
                StageSpans.started(at),
                Observations.NONE,
                List.empty(),
                Optional.empty());
    }

    /** The facts of a run that undoes this one: what was begun, and how things were before it. */
    RunFacts undoneBy(RollbackOnDemand run) {
        return new RunFacts(
                plan,
                RunClock.started(run.at(), plan.forwardBudget()),
                attempts,
                StageSpans.rollback(run.at()),
                observed.before(),
                List.empty(),
                Optional.of(run));
    }

    /** Of the steps of the way back those that an earlier run has not done. */
    List<StepRef> notDoneBefore(List<StepRef> steps) {
        return demand.isPresent() ? steps.removeAll(demand.get().earlier().done()) : steps;
    }

    /** Whether an earlier run has begun the rollback plan. */
    boolean wasPlanBegunBefore() {
        return demand.isPresent() && demand.get().earlier().hasBegunPlan();
    }

    /** Whether a step of the way back was begun, by this run or before it. */
    boolean wasTried(StepRef step) {
        return !attempts.of(step).isEmpty()
                || (demand.isPresent() && demand.get().earlier().tried().contains(step));
    }

    /** Whether a step of the way back has succeeded, in this run or before it. */
    boolean isDone(StepRef step) {
        Seq<StepAttempt> tries = attempts.of(step);
        return (!tries.isEmpty() && tries.last().succeeded())
                || (demand.isPresent() && demand.get().earlier().done().contains(step));
    }

    /** The id under which the run is recorded. */
    String deploymentId() {
        return demand.isPresent() ? demand.get().deploymentId() : plan.context().deploymentId();
    }

    RunFacts at(Instant moment) {
        return with(clock.at(moment));
    }

    Instant now() {
        return clock.now();
    }

    Optional<StepRef> open() {
        return attempts.open();
    }

    Stage currentStage() {
        return stages.current();
    }

    RunFacts in(Stage stage) {
        return with(stages.in(stage, now()));
    }

    RunFacts leftLastStage() {
        return with(stages.left(now()));
    }

    RunFacts intended(RunEvent.StepIntended event) {
        requireNothingOpen(event);
        return with(attempts.intended(event));
    }

    RunFacts started(RunEvent.StepStarted event) {
        requireOpen(event.step(), "was started");
        return with(attempts.started(event));
    }

    RunFacts ended(RunEvent.StepEnded event) {
        requireOpen(event.step(), "ended");
        return with(attempts.ended(event));
    }

    /** The open attempt has no end, and stays in doubt. */
    RunFacts lost(RunEvent.StepLost event) {
        RunFacts lost = with(attempts.lost());
        return event.reason().isEmpty()
                ? lost
                : new RunFacts(
                        plan,
                        isOfTheLiving() ? clock.withoutThePause() : clock,
                        lost.attempts,
                        stages,
                        observed,
                        interruptions.append(name(event.step()) + " counts as lost: " + event.reason()),
                        demand);
    }

    /** An agent goes on, in the place of another one or of itself; if an attempt is open, what became of it is found out first. */
    RunFacts interrupted(RunEvent.Resumed event) {
        String where = open().map(step -> "during " + name(step))
                .orElseGet(() -> "in stage " + currentStage().label());
        String what = "the run was interrupted " + where + "; it went on at " + event.at();
        return new RunFacts(
                plan,
                clock.withoutThePause(),
                open().isPresent() ? attempts.takenOver(event.recovery()) : attempts,
                stages,
                observed,
                interruptions.append(what),
                demand);
    }

    /** The facts of a run that begins anew, since nothing was deployed. */
    RunFacts startedOver() {
        return new RunFacts(
                plan,
                clock,
                attempts.startedOver(),
                StageSpans.started(now()),
                Observations.NONE,
                interruptions,
                demand);
    }

    /** How the run goes on whose attempt is lost. */
    Recovery recoveryOf(RunEvent.StepLost event) {
        requireOpen(event.step(), "is lost");
        if (isOfTheLiving() && event.reason().isEmpty()) {
            throw new IllegalStateException(name(event.step()) + " is lost, but nobody was killed");
        }
        return attempts.takenOver().orElse(Recovery.STANDARD);
    }

    /** Whether the open attempt is that of the agent that goes on, which had to end it before it knew how it ends. */
    boolean isOfTheLiving() {
        return attempts.takenOver().isEmpty();
    }

    String inDoubt(RunEvent.StepLost event) {
        return name(event.step()) + " is in doubt: "
                + (isOfTheLiving() ? event.reason() : "the agent was killed while it ran");
    }

    void requireNothingOpen(RunEvent event) {
        if (open().isPresent()) {
            throw new IllegalStateException(name(open().get()) + " is under way, and its end comes before " + event);
        }
    }

    private void requireOpen(StepRef step, String what) {
        if (!open().equals(Optional.of(step))) {
            throw new IllegalStateException(name(step) + " " + what + ", but it is not under way");
        }
    }

    /** A step as a person would call it. */
    String name(StepRef ref) {
        return "step '" + plan.step(ref).name() + "' (" + ref.path() + ")";
    }

    boolean mayRetry(StepRef ref) {
        Step step = plan.step(ref);
        return step.idempotent() && failures(ref) <= step.retries();
    }

    private int failures(StepRef ref) {
        return attempts.of(ref).count(attempt -> !attempt.isInDoubt());
    }

    /** When a step may begin that failed last; at once, if it did not, or never began with the agent before. */
    Instant afterPause(StepRef ref) {
        Seq<StepAttempt> all = attempts.of(ref);
        if (all.isEmpty() || all.last().end().isEmpty() || !mayRetry(ref)) {
            return now();
        }
        Instant ended = all.last().end().get().at();
        return CheckProgress.later(ended.plus(plan.step(ref).pauseBefore(failures(ref))), now());
    }

    /** The deploy steps that may have had an effect, by their place, in the plan's order. */
    List<Integer> startedDeploySteps() {
        List<Integer> started = List.empty();
        for (int index = plan.deploy().size() - 1; index >= 0; index--) {
            if (mayHaveStarted(StepRef.of(Part.DEPLOY, index))) {
                started = started.prepend(index);
            }
        }
        return started;
    }

    private boolean mayHaveStarted(StepRef ref) {
        for (StepAttempt attempt : attempts.of(ref)) {
            if (attempt.mayHaveStarted()) {
                return true;
            }
        }
        return false;
    }

    boolean mayHaveDeployed() {
        return !startedDeploySteps().isEmpty();
    }

    /** The first irreversible step that may have had an effect. */
    Optional<StepRef> passedPointOfNoReturn() {
        for (int index : startedDeploySteps()) {
            if (plan.deploy().get(index).irreversible()) {
                return Optional.of(StepRef.of(Part.DEPLOY, index));
            }
        }
        return Optional.empty();
    }

    RunFacts with(Observations other) {
        return new RunFacts(plan, clock, attempts, stages, other, interruptions, demand);
    }

    private RunFacts with(RunClock other) {
        return new RunFacts(plan, other, attempts, stages, observed, interruptions, demand);
    }

    private RunFacts with(Attempts other) {
        return new RunFacts(plan, clock, other, stages, observed, interruptions, demand);
    }

    private RunFacts with(StageSpans other) {
        return new RunFacts(plan, clock, attempts, other, observed, interruptions, demand);
    }
}
