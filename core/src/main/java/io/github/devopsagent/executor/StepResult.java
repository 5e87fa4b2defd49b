package io.github.devopsagent.executor;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How an attempt ended, as its executor saw it. */
public sealed interface StepResult {

    /**
     * Calls the function for this kind of result.
     *
     * @param succeeded for {@link Succeeded}
     * @param failed for {@link Failed}
     * @param notStarted for {@link NotStarted}
     * @param stillRunning for {@link StillRunning}
     * @param <T> the type of the result
     * @return the function's result
     */
    default <T> T fold(
            Function<? super Succeeded, ? extends T> succeeded,
            Function<? super Failed, ? extends T> failed,
            Function<? super NotStarted, ? extends T> notStarted,
            Function<? super StillRunning, ? extends T> stillRunning) {
        if (this instanceof Succeeded one) {
            return succeeded.apply(one);
        }
        if (this instanceof Failed one) {
            return failed.apply(one);
        }
        if (this instanceof NotStarted one) {
            return notStarted.apply(one);
        }
        return stillRunning.apply((StillRunning) this);
    }

    /**
     * Success, with nothing to add.
     *
     * @return a result
     */
    static StepResult success() {
        return success("");
    }

    /**
     * A success of which people are told something.
     *
     * @param note for people; may be empty
     * @return a result
     */
    static StepResult success(String note) {
        return new Succeeded(note, Exit.NONE);
    }

    /**
     * A failure without an exit code.
     *
     * @param reason what went wrong, for people
     * @return a result
     */
    static StepResult failure(String reason) {
        return new Failed(reason, Exit.NONE);
    }

    /**
     * Whether the attempt did what it should.
     *
     * @return true for {@link Succeeded} only
     */
    default boolean isSuccess() {
        return this instanceof Succeeded;
    }

    /**
     * What there is to say about it.
     *
     * @return the note of a success, or the reason
     */
    String reason();

    /**
     * It did what it should.
     *
     * @param reason a note for people; may be empty
     * @param exit how its process ended
     */
    record Succeeded(String reason, Exit exit) implements StepResult {
        public Succeeded {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(exit, "exit");
        }
    }

    /**
     * It ended without success, and may have had effects. Nothing of it runs any more.
     *
     * @param reason what went wrong
     * @param exit how its process ended
     */
    record Failed(String reason, Exit exit) implements StepResult {
        public Failed {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(exit, "exit");
        }
    }

    /**
     * It is certain that it did not begin, and had no effect: such a step needs no compensation.
     *
     * @param reason why it did not begin
     */
    record NotStarted(String reason) implements StepResult {
        public NotStarted {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Something of it runs on and could not be ended, so nothing may be started beside it.
     *
     * @param reason what runs on: process ids, or a thread's name
     */
    record StillRunning(String reason) implements StepResult {
        public StillRunning {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * How a process ended.
     *
     * @param code its exit code; empty if there was no process
     * @param signal the signal that ended it, such as {@code SIGTERM}; empty if none did
     */
    record Exit(Optional<Integer> code, Optional<String> signal) {

        /** There was no process. */
        public static final Exit NONE = new Exit(Optional.empty(), Optional.empty());

        public Exit {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(signal, "signal");
        }
    }
}
