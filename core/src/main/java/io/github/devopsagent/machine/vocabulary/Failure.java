package io.github.devopsagent.machine.vocabulary;

import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.StepRef;
import java.util.Optional;

/**
 * Why a run did not succeed: the first thing that went wrong.
 *
 * @param stage in which stage
 * @param step in which step; empty if it was none
 * @param reason what went wrong, for people
 * @param outputTail the last output of that step; may be empty
 */
public record Failure(Stage stage, Optional<StepRef> step, String reason, String outputTail) {

    /**
     * The same, with what people should know besides.
     *
     * @param more behind the reason
     * @return the failure with it
     */
    public Failure and(String more) {
        return new Failure(stage, step, reason + "; " + more, outputTail);
    }
}
