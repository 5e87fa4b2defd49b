package io.github.devopsagent.machine;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one attempt of a step.
 *
 * @param number from 1
 * @param key what its processes carry in their environment
 * @param order how many attempts of whatever steps the run had begun before
 * @param intendedAt when it was about to begin
 * @param process that carried it out, as far as it was told
 * @param end how it ended; empty while that is in doubt
 */
public record StepAttempt(
        int number,
        String key,
        int order,
        Instant intendedAt,
        Optional<ProcessId> process,
        Optional<RunEvent.StepEnded> end) {

    static StepAttempt intended(RunEvent.StepIntended event, int order) {
        return new StepAttempt(event.attempt(), event.key(), order, event.at(), Optional.empty(), Optional.empty());
    }

    StepAttempt startedAs(ProcessId id) {
        return new StepAttempt(number, key, order, intendedAt, Optional.of(id), end);
    }

    StepAttempt ended(RunEvent.StepEnded event) {
        return new StepAttempt(number, key, order, intendedAt, process, Optional.of(event));
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
        return end.isPresent() && end.get().result().isSuccess();
    }

    boolean mayHaveStarted() {
        return end.isEmpty() || !(end.get().result() instanceof StepResult.NotStarted);
    }

    boolean runsOn() {
        return end.isPresent() && end.get().result() instanceof StepResult.StillRunning;
    }
}
