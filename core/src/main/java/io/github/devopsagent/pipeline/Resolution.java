package io.github.devopsagent.pipeline;

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
    <T> T fold(
            Function<? super Done, ? extends T> done, Supplier<? extends T> notStarted, Supplier<? extends T> unknown);

    /**
     * It came to its end.
     *
     * @param result how it ended
     */
    record Done(StepResult result) implements Resolution {
        /** Checks that there is a result. */
        public Done {
            Objects.requireNonNull(result, "result");
        }

        @Override
        public <T> T fold(
                Function<? super Done, ? extends T> done,
                Supplier<? extends T> notStarted,
                Supplier<? extends T> unknown) {
            return done.apply(this);
        }
    }

    /** It is certain that it did not begin. */
    record NotStarted() implements Resolution {
        @Override
        public <T> T fold(
                Function<? super Done, ? extends T> done,
                Supplier<? extends T> notStarted,
                Supplier<? extends T> unknown) {
            return notStarted.get();
        }
    }

    /** Nobody knows. */
    record Unknown() implements Resolution {
        @Override
        public <T> T fold(
                Function<? super Done, ? extends T> done,
                Supplier<? extends T> notStarted,
                Supplier<? extends T> unknown) {
            return unknown.get();
        }
    }
}
