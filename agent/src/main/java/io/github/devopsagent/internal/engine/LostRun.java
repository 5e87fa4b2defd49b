package io.github.devopsagent.internal.engine;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Deployment.FailureEntry;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.DeploymentRecord;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Health;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run whose place another agent has taken.
 *
 * @param state how far it came until then
 */
record LostRun(RunState state) {

    /** Whoever has the lease by now goes on with the run, and knows all that was recorded of it. */
    String fencedIn(RunHeader header, String why) {
        return header.run() + " of " + header.epicId() + " is another worker's by now, in stage "
                + state.currentStage().label() + ": " + why;
    }

    /** Nobody goes on with it. */
    String stopped(String why) {
        return why + ". This agent stopped there: nothing more was executed, and nothing more was written. "
                + doneUntilThen() + "; look at what both have done";
    }

    private String doneUntilThen() {
        Optional<Ending> ending = state.ending();
        if (ending.isPresent()) {
            return "The deployment had come to its end before ("
                    + ending.get().name().toLowerCase(Locale.ROOT)
                    + "), and was being recorded: record, messages and status may be there or not";
        }
        List<String> undone = state.plan().steps().stream()
                .filter(step ->
                        step.stage() == Stage.ROLLBACK && !state.attempts(step).isEmpty())
                .map(state::name)
                .toList();
        return (undone.isEmpty()
                        ? "No rollback was run"
                        : "Of the way back only this was begun: " + String.join(", ", undone))
                + ", and there is neither a record nor a message";
    }

    /** A deployment on which two agents have worked has no good end, whatever this one had come to. */
    DeploymentRecord withoutGoodEnd(DeploymentRecord deployment, String why) {
        if (!state.mayHaveDeployed() || deployment.result() == Deployment.Result.ROLLBACK_FAILED) {
            return deployment;
        }
        return deployment.withFailedRollback(
                new FailureEntry(why, state.currentStage(), Optional.empty(), ""), Health.NOT_VERIFIED.label());
    }
}
