package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import io.vavr.collection.List;

/**
 * The way back from deploy steps: their compensations in reverse order; then the rollback plan, unless the compensations
 * undo everything; or, if the plan has none, the rollback points. That is decided here and nowhere else.
 *
 * @param plan of the run
 * @param started the deploy steps that may have had an effect, by their place, in the plan's order
 */
record RollbackRoute(RunPlan plan, List<Integer> started) {

    /** The way back from a single deploy step. */
    static RollbackRoute from(RunPlan plan, int deployStep) {
        return new RollbackRoute(plan, List.of(deployStep));
    }

    List<StepRef> compensations() {
        List<StepRef> compensations = List.empty();
        for (int index : started) {
            compensations = compensations.prependAll(plan.compensations(index));
        }
        return compensations;
    }

    /** Whether every step has a compensation, so that nothing else is needed if all of them succeed. */
    boolean isCompensated() {
        for (int index : started) {
            if (plan.deploy().get(index).compensation().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The steps of the rollback plan, which is needed for what no compensation has undone. */
    List<StepRef> rollbackPlan() {
        return List.ofAll(plan.steps(Part.ROLLBACK_PLAN));
    }

    /** The steps that restore rollback points: where there is a rollback plan, none. */
    List<StepRef> rollbackPoints() {
        return plan.rollbackPlan().isEmpty() ? List.ofAll(plan.steps(Part.ROLLBACK_POINT)) : List.empty();
    }

    /** The steps after the compensations. */
    List<StepRef> behindCompensations(boolean undone) {
        return undone ? rollbackPoints() : rollbackPlan().appendAll(rollbackPoints());
    }

    /** Whether nothing executable undoes what has no compensation, or whose compensation failed. */
    boolean isWithoutFallback() {
        return behindCompensations(false).isEmpty();
    }

    /** Whether nothing executable undoes one of the steps. */
    boolean isMissing() {
        return !isCompensated() && isWithoutFallback();
    }
}
