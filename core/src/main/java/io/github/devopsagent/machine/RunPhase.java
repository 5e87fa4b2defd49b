package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a run has come, with what is known of it. Each phase knows what an event changes in it, and what is to be done
 * next. An answer that comes when its question is not asked any more changes nothing; an effect that nobody asked for
 * is an error.
 *
 * <p>It is not called Phase: that is the phase of an epic, in {@code status.json}.
 */
sealed interface RunPhase extends RunEvent.EventCases<RunPhase> permits ForwardPhase, RollingBackPhase, EndedPhase {

    RunFacts facts();

    RunPhase with(RunFacts facts);

    NextAction next();

    Stage stage();

    /** The phase that follows from this one without another event; this one, if nothing does. */
    RunPhase settled();

    /** Goes on with what another agent began, once nothing of it is under way. */
    RunPhase goOn(Recovery recovery);

    default RunPhase after(RunEvent event) {
        RunPhase settled = event.fold(with(facts().at(event.at()))).settled();
        RunFacts entered = settled.facts().in(settled.stage());
        return settled.with(settled.ending().isPresent() ? entered.leftLastStage() : entered);
    }

    default boolean isOutOfTime(Instant at) {
        return false;
    }

    default Optional<Ending> ending() {
        return Optional.empty();
    }

    /** When the run ended; while it goes on, when the last event happened. */
    default Instant endedAt() {
        return facts().now();
    }

    default Optional<Failure> failure() {
        return Optional.empty();
    }

    default Optional<Rollback> rollback() {
        return Optional.empty();
    }

    default Optional<Verification> verification() {
        return facts().observed().verification();
    }

    default Optional<MonitorWindow> monitor() {
        return facts().observed().monitor();
    }

    @Override
    default RunPhase readinessChecked(RunEvent.ReadinessChecked event) {
        return this;
    }

    @Override
    default RunPhase probed(RunEvent.Probed event) {
        return this;
    }

    @Override
    default RunPhase measured(RunEvent.Measured event) {
        return this;
    }

    @Override
    default RunPhase gateConfirmed(RunEvent.GateConfirmed event) {
        return this;
    }

    @Override
    default RunPhase stepIntended(RunEvent.StepIntended event) {
        throw new IllegalStateException(facts().name(event.step()) + " is intended when no step is to be carried out");
    }

    @Override
    default RunPhase stepStarted(RunEvent.StepStarted event) {
        return with(facts().started(event));
    }

    @Override
    default RunPhase stepEnded(RunEvent.StepEnded event) {
        return with(facts().ended(event));
    }

    @Override
    default RunPhase stepLost(RunEvent.StepLost event) {
        return goOn(facts().recoveryOf(event));
    }

    @Override
    default RunPhase resumed(RunEvent.Resumed event) {
        RunPhase interrupted = with(facts().interrupted(event));
        return facts().open().isPresent() ? interrupted : interrupted.goOn(event.recovery());
    }
}
