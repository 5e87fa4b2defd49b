package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.run.StepRef;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import java.util.Optional;

/**
 * What a rollback of a run that has ended would still have to do.
 *
 * @param compensations in their order; each is tried, whatever became of those before it
 * @param planSteps of the rollback plan; the first that fails is the last that is tried
 * @param planOnlyAfterFault whether the rollback plan is needed only if a compensation fails
 * @param restoring whether the rollback points are to be restored
 */
public record RemainingRollback(
        List<StepRef> compensations, List<StepRef> planSteps, boolean planOnlyAfterFault, boolean restoring) {

    private static final RemainingRollback NONE = new RemainingRollback(List.empty(), List.empty(), false, false);

    /**
     * Of a run that has ended; nothing if nothing was deployed, all is undone, nothing executable undoes it, or it went
     * beyond its point of no return: what only a person can decide is no command to paste.
     */
    public static RemainingRollback of(RunState state) {
        Optional<Ending> ending = state.ending();
        boolean left =
                ending.isPresent() && (ending.get() == Ending.DEPLOYED || ending.get() == Ending.ROLLBACK_FAILED);
        return left && !state.isBeyondReturn() ? afterDeploying(state) : NONE;
    }

    /** The whole way back of what was begun, of a run that may not have ended. */
    static RemainingRollback afterDeploying(RunState state) {
        RollbackRoute route = state.rollbackRoute();
        List<StepRef> compensations = left(state, route.compensations());
        List<StepRef> plan = route.rollbackPlan();
        if (plan.isEmpty()) {
            boolean restoring = state.mayHaveDeployed()
                    && !left(state, route.rollbackPoints()).isEmpty();
            return route.isMissing() ? NONE : new RemainingRollback(compensations, List.empty(), false, restoring);
        }
        boolean begun = false;
        for (StepRef step : plan) {
            begun |= !state.attempts(step).isEmpty();
        }
        boolean always = begun || !route.isCompensated();
        return always || !compensations.isEmpty()
                ? new RemainingRollback(compensations, left(state, plan), !always, false)
                : NONE;
    }

    private static List<StepRef> left(RunState state, List<StepRef> steps) {
        List<StepRef> left = List.empty();
        for (StepRef step : steps.reverse()) {
            Seq<StepAttempt> attempts = state.attempts(step);
            if (attempts.isEmpty() || !attempts.last().succeeded()) {
                left = left.prepend(step);
            }
        }
        return left;
    }

    public boolean isEmpty() {
        return compensations.isEmpty() && planSteps.isEmpty() && !restoring;
    }
}
