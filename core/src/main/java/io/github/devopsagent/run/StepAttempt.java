package io.github.devopsagent.run;

import io.github.devopsagent.pipeline.StepResult;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one attempt of a step.
 *
 * @param number from 1
 * @param key what its processes carry in their environment
 * @param order how many attempts of whatever steps the run had begun before
 * @param intendedAt when it was about to begin
 * @param end how it ended; empty while that is in doubt
 */
public record StepAttempt(int number, String key, int order, Instant intendedAt, Optional<RunEvent.StepEnded> end) {

    StepAttempt ended(RunEvent.StepEnded event) {
        return new StepAttempt(number, key, order, intendedAt, Optional.of(event));
    }

    /**
     * Whether nobody knows how it ended.
     *
     * @return true if no result is recorded
     */
    public boolean isInDoubt() {
        return end.isEmpty();
    }

    boolean succeeded() {
        return end.filter(event -> event.result().isSuccess()).isPresent();
    }

    boolean mayHaveStarted() {
        return end.filter(event -> event.result() instanceof StepResult.NotStarted)
                .isEmpty();
    }

    boolean runsOn() {
        return end.filter(event -> event.result() instanceof StepResult.StillRunning)
                .isPresent();
    }
}
