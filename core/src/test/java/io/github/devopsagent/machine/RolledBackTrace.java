package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A deployment that succeeded, and the run that undid it on demand.
 *
 * @param deployed what the one left
 * @param undone what the other left
 */
record RolledBackTrace(RunTrace deployed, RunTrace undone) {

    /** It only goes back, whatever happens, and undoes all of the deployment as a rollback at its end would have. */
    List<String> onlyGoesBack() {
        List<String> violations = new ArrayList<>();
        undone.journal().stream()
                .filter(RolledBackTrace::isForward)
                .forEach(event -> violations.add("it went forward: " + event));
        undone.actions().stream()
                .filter(action ->
                        action instanceof NextAction.CheckReadiness || action instanceof NextAction.ConfirmGate)
                .forEach(action -> violations.add("it was about to go forward: " + action));
        boolean isUndone = undone.endedAs(Ending.ROLLED_BACK) || undone.endedAs(Ending.ROLLBACK_FAILED);
        if (!isUndone) {
            violations.add("it ended as " + undone.ending());
        }
        violations.addAll(new RollbackLaws(joined()).everyEffectIsUndone());
        violations.addAll(new RollbackLaws(joined()).rollbackIsVerified());
        return violations;
    }

    private static boolean isForward(RunEvent event) {
        return (event instanceof RunEvent.StepIntended intent && intent.step().stage() != Stage.ROLLBACK)
                || (event instanceof RunEvent.Probed probe && probe.purpose() != Purpose.VERIFY_ROLLBACK)
                || (event instanceof RunEvent.Measured metric && metric.purpose() != Purpose.VERIFY_ROLLBACK);
    }

    /** As if the rollback had followed at once. */
    private RunTrace joined() {
        return new RunTrace(
                deployed.plan(),
                deployed.startedAt(),
                Stream.concat(deployed.actions().stream(), undone.actions().stream())
                        .toList(),
                Stream.concat(deployed.journal().stream(), undone.journal().stream())
                        .toList(),
                undone.ending(),
                undone.last());
    }

    @Override
    public String toString() {
        return deployed + "\n and then" + undone;
    }
}
