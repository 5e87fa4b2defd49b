package io.github.devopsagent.machine;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.util.Optional;

/** A phase in which steps of the plan are carried out, one after another. */
sealed interface StepPhase extends ForwardPhase permits PreparingPhase, DeployingPhase {

    @Override
    StepPhase with(RunFacts facts);

    /** The same phase, with one step done. */
    StepPhase stepDone();

    @Override
    default RunPhase stepIntended(RunEvent.StepIntended event) {
        return with(facts().intended(event));
    }

    @Override
    default RunPhase stepEnded(RunEvent.StepEnded event) {
        Optional<Recovery> takenOver = facts().attempts().takenOver();
        StepPhase closed = with(facts().ended(event));
        boolean neverBegan = takenOver.isPresent() && event.result() instanceof StepResult.NotStarted;
        RunPhase judged = neverBegan ? closed : closed.judged(event);
        return takenOver.isPresent() ? judged.goOn(takenOver.get()) : judged;
    }

    private RunPhase judged(RunEvent.StepEnded event) {
        StepRef step = event.step();
        if (event.result().isSuccess()) {
            return stepDone();
        }
        if (!(event.result() instanceof StepResult.StillRunning) && facts().mayRetry(step)) {
            return this;
        }
        String late = isOutOfTime(facts().now()) ? "; " + ForwardTime.isOver(facts().plan()) : "";
        String reason = facts().name(step) + " failed: " + event.result().reason() + late;
        return failed(new Failure(
                step.stage(), Optional.of(step), reason, event.output().tail()));
    }

    @Override
    default RunPhase stepLost(RunEvent.StepLost event) {
        Recovery recovery = facts().recoveryOf(event);
        StepPhase closed = with(facts().lost(event));
        StepRef step = event.step();
        boolean startsOver = recovery == Recovery.STANDARD && !facts().mayHaveDeployed();
        boolean again = facts().plan().step(step).idempotent() || startsOver;
        RunPhase judged = again
                ? closed
                : closed.failed(new Failure(step.stage(), Optional.of(step), facts().inDoubt(event), ""));
        return judged.goOn(recovery);
    }
}
