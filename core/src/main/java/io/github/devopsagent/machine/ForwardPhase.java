package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.Optional;

/** A phase in which the run goes forward: until it fails, its time is over, or it has deployed. */
sealed interface ForwardPhase extends RunPhase permits StepPhase, MeasuringPhase, VerifyingPhase, MonitoringPhase {

    @Override
    ForwardPhase with(RunFacts facts);

    /** The phase that follows from what is known; this one, if nothing does. */
    RunPhase concluded();

    /** What an agent does that goes on here in the place of one that was killed. */
    ForwardPhase again();

    /** What stays known of the run when this phase is left. */
    default RunFacts known() {
        return facts();
    }

    default BoundedActions actions() {
        return new BoundedActions(facts(), facts().clock().forwardDeadline());
    }

    @Override
    default boolean isOutOfTime(Instant at) {
        return facts().clock().isOutOfTime(at);
    }

    @Override
    default RunPhase settled() {
        boolean over = facts().open().isEmpty() && isOutOfTime(facts().now());
        return over ? failed(ForwardTime.isOver(facts().plan())).settled() : concluded();
    }

    default RunPhase failed(String reason) {
        return failed(facts().currentStage(), reason);
    }

    default RunPhase failed(Stage stage, String reason) {
        return failed(new Failure(stage, Optional.empty(), reason, ""));
    }

    default RunPhase failed(Failure failure) {
        return facts().mayHaveDeployed()
                ? RollingBackPhase.begin(known(), failure)
                : EndedPhase.aborted(known(), failure);
    }

    @Override
    default RunPhase cancelled(RunEvent.Cancelled event) {
        facts().requireNothingOpen(event);
        return failed(event.reason());
    }

    @Override
    default RunPhase stuck(RunEvent.Stuck event) {
        facts().requireNothingOpen(event);
        Failure failure = new Failure(facts().currentStage(), Optional.empty(), event.reason(), "");
        return facts().mayHaveDeployed()
                ? RollingBackPhase.impossible(known(), failure, "no compensation was started: " + event.reason())
                : EndedPhase.aborted(known(), failure);
    }

    @Override
    default RunPhase goOn(Recovery recovery) {
        if (recovery == Recovery.ROLL_BACK) {
            return failed(facts().interruptions().last() + ", and the host wants such a run rolled back");
        }
        boolean startsOver = recovery == Recovery.STANDARD && !facts().mayHaveDeployed();
        return startsOver ? PreparingPhase.begin(facts().startedOver()) : again();
    }
}
