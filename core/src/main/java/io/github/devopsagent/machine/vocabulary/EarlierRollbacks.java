package io.github.devopsagent.machine.vocabulary;

import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.StepRef;
import java.util.List;

/**
 * How far runs that failed have gone the way back of the same deployment.
 *
 * @param tried the steps that they have begun
 * @param done those of them that succeeded, which are not executed again
 */
public record EarlierRollbacks(List<StepRef> tried, List<StepRef> done) {

    /** Nobody has tried. */
    public static final EarlierRollbacks NONE = new EarlierRollbacks(List.of(), List.of());

    /**
     * Checks that it can be so, and copies.
     *
     * @throws IllegalArgumentException if something is done that was not tried, or no step of a way back was tried
     */
    public EarlierRollbacks {
        tried = List.copyOf(tried);
        done = List.copyOf(done);
        if (!tried.containsAll(done)) {
            throw new IllegalArgumentException("what is done was tried, found " + done + " done of " + tried);
        }
        for (StepRef step : tried) {
            if (step.stage() != Stage.ROLLBACK) {
                throw new IllegalArgumentException(step + " is no step of a way back");
            }
        }
    }

    /**
     * Whether the rollback plan was begun, so that it is finished, whatever compensations do.
     *
     * @return true if one of its steps was tried
     */
    public boolean hasBegunPlan() {
        for (StepRef step : tried) {
            if (step.part() == StepRef.Part.ROLLBACK_PLAN) {
                return true;
            }
        }
        return false;
    }
}
