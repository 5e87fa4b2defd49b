package io.github.devopsagent.metric;

import java.util.Objects;
import java.util.function.Function;

/** What a metric's source has answered: a number, or why there is none. */
public sealed interface Reading {

    /**
     * Calls the function for this kind of answer.
     *
     * @param number for {@link Value}
     * @param missing for {@link Missing}
     * @param <T> the type of the result
     * @return the function's result
     */
    default <T> T fold(Function<? super Value, ? extends T> number, Function<? super Missing, ? extends T> missing) {
        return this instanceof Value one ? number.apply(one) : missing.apply((Missing) this);
    }

    /**
     * Reads a number that was measured.
     *
     * @param measured what the source has computed
     * @return a {@link Value}; {@link Missing} for NaN and an infinite one
     */
    static Reading of(double measured) {
        if (Double.isNaN(measured)) {
            return new Missing(Cause.NOT_A_NUMBER, "the answer is NaN");
        }
        return Double.isInfinite(measured)
                ? new Missing(Cause.INFINITE, "the answer is infinite")
                : new Value(measured);
    }

    /**
     * Reads a number as programs print it: digits with a point and an exponent, in no country's notation.
     *
     * @param text such as {@code 12}, {@code -0.5}, {@code 1e-3}, {@code NaN} or {@code +Inf}; {@code none} if the source
     *     has answered that there is no such series. White space around it is passed over
     * @return a {@link Value}; {@link Missing} for anything that is none
     */
    static Reading parse(String text) {
        String trimmed = text.strip();
        return switch (trimmed) {
            case "none" -> new Missing(Cause.NO_SERIES, "there is no such series");
            case "" -> new Missing(Cause.NO_ANSWER, "the answer is empty");
            case "NaN", "nan", "NAN" -> of(Double.NaN);
            case "Inf", "+Inf", "-Inf", "inf", "+inf", "-inf", "Infinity", "+Infinity", "-Infinity" ->
                of(Double.POSITIVE_INFINITY);
            default ->
                NumberText.isNumber(trimmed)
                        ? of(Double.parseDouble(trimmed))
                        : new Missing(
                                Cause.NOT_A_NUMBER, "the answer is no number: '" + NumberText.begin(trimmed) + "'");
        };
    }

    /**
     * A number.
     *
     * @param value finite
     */
    record Value(double value) implements Reading {

        /**
         * Checks it.
         *
         * @throws IllegalArgumentException if it is not finite; {@link Reading#of} takes any
         */
        public Value {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a reading must be finite, found " + value);
            }
        }

        @Override
        public String toString() {
            return NumberText.of(value);
        }
    }

    /**
     * No number.
     *
     * @param cause why
     * @param detail what was observed, for people
     */
    record Missing(Cause cause, String detail) implements Reading {
        public Missing {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public String toString() {
            return detail;
        }
    }

    /** Why there is no number. */
    enum Cause {
        /** The source did not answer, or with an error. */
        NO_ANSWER,
        /** The source has answered, and does not have what is asked for: no such series, no such field. */
        NO_SERIES,
        /** The answer is NaN, or no number at all. */
        NOT_A_NUMBER,
        /** The answer is infinite. */
        INFINITE
    }
}
