package io.github.devopsagent.machine;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.metric.verdict.LookAfterRollback;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Optional;

/**
 * What may have been deployed is undone, the health checks are asked after it, and the metrics are looked at.
 *
 * @param facts of the run
 * @param cause why it does not go forward any more
 * @param way how far the way back has been gone
 */
record RollingBackPhase(RunFacts facts, Failure cause, Rollback way) implements RunPhase {

    static RollingBackPhase begin(RunFacts facts, Failure cause) {
        Vector<String> reasons = beyondReturn(facts).appendAll(runsOn(facts));
        return reasons.isEmpty()
                ? new RollingBackPhase(facts, cause, Rollback.begin(facts))
                : impossible(facts, cause, reasons);
    }

    /** A deployment that succeeded is undone, however long it has been live. */
    static RunPhase onDemand(RunFacts deployed, RollbackOnDemand demand) {
        Failure asked = new Failure(Stage.ROLLBACK, Optional.empty(), demand.reason(), "");
        RunPhase settled = begin(deployed.undoneBy(demand), asked).settled();
        return settled.ending().isPresent() ? settled.with(settled.facts().leftLastStage()) : settled;
    }

    /** Nothing may be executed any more. */
    static RollingBackPhase impossible(RunFacts facts, Failure cause, String reason) {
        return impossible(facts, cause, beyondReturn(facts).append(reason));
    }

    private static RollingBackPhase impossible(RunFacts facts, Failure cause, Vector<String> reasons) {
        return new RollingBackPhase(facts, cause, Rollback.impossible(reasons, facts.now()));
    }

    private static Vector<String> beyondReturn(RunFacts facts) {
        return facts.passedPointOfNoReturn()
                .map(ref -> Vector.of(facts.name(ref) + " is irreversible and may have had an effect, so nothing was"
                        + " rolled back; a person decides what is to be done"))
                .orElseGet(Vector::empty);
    }

    private static Vector<String> runsOn(RunFacts facts) {
        return facts.startedDeploySteps()
                .toVector()
                .flatMap(index -> facts.attempts().of(StepRef.of(StepRef.Part.DEPLOY, index)))
                .filter(StepAttempt::runsOn)
                .flatMap(attempt -> Option.ofOptional(attempt.end()))
                .take(1)
                .map(end -> "no compensation was started, since " + facts.name(end.step()) + " still runs: "
                        + end.result().reason());
    }

    @Override
    public RollingBackPhase with(RunFacts other) {
        return new RollingBackPhase(other, cause, way);
    }

    private RollingBackPhase with(Rollback other) {
        return new RollingBackPhase(facts, cause, other);
    }

    @Override
    public Optional<Failure> failure() {
        return Optional.of(cause);
    }

    @Override
    public Optional<Rollback> rollback() {
        return Optional.of(way);
    }

    @Override
    public Stage stage() {
        return Stage.ROLLBACK;
    }

    @Override
    public NextAction next() {
        if (way.isLooking()) {
            return look(way.look().orElseThrow());
        }
        BoundedActions actions = new BoundedActions(facts, way.deadline());
        return way.verification()
                .map(checks -> actions.probe(Purpose.VERIFY_ROLLBACK, checks))
                .orElseGet(() -> actions.perform(way.queue().head()));
    }

    private NextAction look(LookAfterRollback metrics) {
        return new BoundedActions(facts, way.lookEnds())
                .measure(Purpose.VERIFY_ROLLBACK, metrics.next(), metrics.due());
    }

    @Override
    public RunPhase settled() {
        Rollback inTime = way.within(facts.plan(), facts.now());
        return inTime.isOver() && facts.open().isEmpty() ? EndedPhase.rolledBack(facts, cause, inTime) : with(inTime);
    }

    @Override
    public RollingBackPhase goOn(Recovery recovery) {
        return with(way.verifiedAnew(facts));
    }

    @Override
    public RollingBackPhase probed(RunEvent.Probed event) {
        return event.purpose() == Purpose.VERIFY_ROLLBACK ? with(way.after(event, facts)) : this;
    }

    @Override
    public RollingBackPhase measured(RunEvent.Measured event) {
        return event.purpose() == Purpose.VERIFY_ROLLBACK ? with(way.after(event)) : this;
    }

    @Override
    public RollingBackPhase stepIntended(RunEvent.StepIntended event) {
        return with(facts.intended(event));
    }

    @Override
    public RollingBackPhase stepEnded(RunEvent.StepEnded event) {
        boolean takenOver = facts.attempts().takenOver().isPresent();
        RollingBackPhase closed = with(facts.ended(event));
        boolean neverBegan = takenOver && event.result() instanceof StepResult.NotStarted;
        return neverBegan ? closed : closed.judged(event);
    }

    private RollingBackPhase judged(RunEvent.StepEnded event) {
        StepRef step = event.step();
        String fault =
                "rollback " + facts.name(step) + " failed: " + event.result().reason();
        if (event.result().isSuccess()) {
            return with(way.succeeded(facts));
        }
        if (event.result() instanceof StepResult.StillRunning) {
            return with(way.stuck(fault));
        }
        return facts.mayRetry(step) ? this : with(way.failed(facts, step, fault));
    }

    @Override
    public RollingBackPhase stepLost(RunEvent.StepLost event) {
        StepRef step = event.step();
        facts.recoveryOf(event);
        Rollback inTime = facts.isOfTheLiving() ? way.later(facts.clock().pause()) : way;
        RollingBackPhase closed = new RollingBackPhase(facts.lost(event), cause, inTime);
        return facts.plan().step(step).idempotent()
                ? closed
                : closed.with(inTime.failed(facts, step, facts.inDoubt(event)));
    }

    /** It is remembered by whoever cancelled; a rollback is finished. What decides nothing need not be. */
    @Override
    public RollingBackPhase cancelled(RunEvent.Cancelled event) {
        facts.requireNothingOpen(event);
        return with(way.withoutFurtherLook());
    }

    /** The rollback has come to its end when the metrics are looked at; but why a person is needed is kept. */
    @Override
    public RollingBackPhase stuck(RunEvent.Stuck event) {
        facts.requireNothingOpen(event);
        return way.isLooking()
                ? new RollingBackPhase(facts, cause.and(event.reason()), way.withoutFurtherLook())
                : with(way.stuck(event.reason()));
    }

    @Override
    public RollingBackPhase resumed(RunEvent.Resumed event) {
        RollingBackPhase interrupted = new RollingBackPhase(
                facts.interrupted(event), cause, way.later(facts.clock().pause()));
        return facts.open().isPresent() ? interrupted : interrupted.goOn(event.recovery());
    }
}
