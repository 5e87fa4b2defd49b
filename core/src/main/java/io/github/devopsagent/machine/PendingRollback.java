package io.github.devopsagent.machine;

import io.github.devopsagent.run.StepRef;
import java.util.List;
import java.util.stream.Stream;

/** What a rollback of an unfinished run would execute, if it came to that now. */
public final class PendingRollback {

    private PendingRollback() {}

    /**
     * The steps of the way back of all that may have been deployed. One that was tried is not executed again, unless it
     * is in doubt and idempotent.
     *
     * @param state a run that has not ended
     * @return the references, in the order of a rollback; empty if no deploy step may have had an effect, or one cannot be undone
     */
    public static List<StepRef> of(RunState state) {
        if (!state.mayHaveDeployed() || state.isBeyondReturn()) {
            return List.of();
        }
        RemainingRollback left = RemainingRollback.afterDeploying(state);
        List<StepRef> points =
                left.restoring() ? state.rollbackRoute().rollbackPoints().asJava() : List.of();
        return Stream.of(left.compensations().toJavaStream(), left.planSteps().toJavaStream(), points.stream())
                .flatMap(steps -> steps)
                .filter(step -> isStillToBeExecuted(state, step))
                .toList();
    }

    /**
     * Whether the steps of the rollback plan are executed only if a compensation fails.
     *
     * @param state a run that has not ended
     * @return false if it has no rollback plan
     */
    public static boolean isPlanInReserve(RunState state) {
        return RemainingRollback.afterDeploying(state).planOnlyAfterFault();
    }

    private static boolean isStillToBeExecuted(RunState state, StepRef step) {
        boolean isOpen = state.open().filter(step::equals).isPresent();
        return state.attempts(step).isEmpty()
                || (isOpen && state.plan().step(step).idempotent());
    }
}
