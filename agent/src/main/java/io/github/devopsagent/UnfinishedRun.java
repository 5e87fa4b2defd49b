package io.github.devopsagent;

import io.github.devopsagent.plan.Stage;
import java.util.Objects;
import java.util.Optional;

/**
 * A run that has not come to its end, as its journal tells it: its agent was killed, or still works.
 *
 * @param run its id, such as {@code DEP-001}; empty if its journal does not tell
 * @param epicId its epic; empty if its journal does not tell
 * @param stage the stage that it is in; empty for a veto, and if that cannot be known
 * @param step the step that was under way, by its place in the plan such as {@code deployment_steps/1}; empty if none
 * @param mayHaveDeployed whether a deploy step may have had an effect; true if that cannot be known
 * @param agent who works or worked on it, for people: process, host, user
 * @param summary what is known and what comes next, for people
 */
public record UnfinishedRun(
        Optional<String> run,
        Optional<String> epicId,
        Optional<Stage> stage,
        Optional<String> step,
        boolean mayHaveDeployed,
        String agent,
        String summary) {

    public UnfinishedRun {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(summary, "summary");
    }

    @Override
    public String toString() {
        return summary;
    }
}
