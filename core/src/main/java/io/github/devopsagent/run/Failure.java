package io.github.devopsagent.run;

import io.github.devopsagent.pipeline.Stage;
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

    /** A failure of no step. */
    static Failure of(Stage stage, String reason) {
        return new Failure(stage, Optional.empty(), reason, "");
    }

    /** The same failure, with what came after it. */
    Failure and(String more) {
        return new Failure(stage, step, reason + "; " + more, outputTail);
    }
}
