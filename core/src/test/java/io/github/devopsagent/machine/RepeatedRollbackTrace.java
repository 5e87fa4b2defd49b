package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * A rollback on demand that failed, and the run that was asked for after it.
 *
 * @param first the deployment, and the run that failed to undo it
 * @param again what the other left
 */
record RepeatedRollbackTrace(RolledBackTrace first, RunTrace again) {

    /** It does what is left, and nothing that is done. */
    List<String> doesWhatIsLeft() {
        List<String> violations = new ArrayList<>();
        again.events(RunEvent.StepIntended.class)
                .map(RunEvent.StepIntended::step)
                .filter(this::wasDoneBefore)
                .forEach(step -> violations.add("it did again what was done: " + step));
        if (again.endedAs(Ending.ROLLED_BACK)) {
            wayBack().stream()
                    .filter(step -> !succeeded(again, step) && !wasDoneBefore(step))
                    .forEach(step -> violations.add("it ended as if all were undone, but for " + step));
        } else if (!again.endedAs(Ending.ROLLBACK_FAILED)) {
            violations.add("it ended as " + again.ending());
        }
        return violations;
    }

    private boolean wasDoneBefore(StepRef step) {
        return succeeded(first.undone(), step);
    }

    private static boolean succeeded(RunTrace run, StepRef step) {
        return JudgedTrace.succeeded(run, step);
    }

    /** All of it: the deployment succeeded, so each of its steps was started. */
    private List<StepRef> wayBack() {
        RunTrace deployed = first.deployed();
        List<StepRef> way = new ArrayList<>();
        boolean isCompensated = true;
        for (int index = 0; index < deployed.plan().deploy().size(); index++) {
            way.addAll(deployed.plan().compensations(index));
            isCompensated &= !deployed.plan().deploy().get(index).compensation().isEmpty();
        }
        boolean isPlanBegun = deployed.plan().steps(Part.ROLLBACK_PLAN).stream()
                .anyMatch(step -> !first.undone().tries(step).isEmpty());
        if (!isCompensated || isPlanBegun) {
            way.addAll(deployed.plan().steps(Part.ROLLBACK_PLAN));
        }
        if (deployed.plan().rollbackPlan().isEmpty()) {
            way.addAll(deployed.plan().steps(Part.ROLLBACK_POINT));
        }
        return way;
    }

    @Override
    public String toString() {
        return first + "\n and again" + again;
    }
}
