package io.github.devopsagent.executor;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an executor knows of an attempt whose result was not recorded, since the agent was killed meanwhile. */
public sealed interface Resolution {

    /**
     * Calls the function for this kind of resolution.
     *
     * @param done for {@link Done}
     * @param notStarted for {@link NotStarted}
     * @param unknown for {@link Unknown}
     * @param <T> the type of the result
     * @return the function's result
     */
    default <T> T fold(
            Function<? super Done, ? extends T> done, Supplier<? extends T> notStarted, Supplier<? extends T> unknown) {
        if (this instanceof Done one) {
            return done.apply(one);
        }
        if (this instanceof NotStarted) {
            return notStarted.get();
        }
        return unknown.get();
    }

    /**
     * It came to its end.
     *
     * @param result how it ended
     */
    record Done(StepResult result) implements Resolution {
        public Done {
            Objects.requireNonNull(result, "result");
        }
    }

    /** It is certain that it did not begin. */
    record NotStarted() implements Resolution {}

    /** Nobody knows whether it had an effect: the step is in doubt. */
    record Unknown() implements Resolution {}
}
