package io.github.devopsagent.metric;

import java.util.Objects;
import java.util.function.Function;

/** What a metric's source has answered: a number, or why there is none. */
public sealed interface Measurement {

    /**
     * Calls the function for this kind of answer.
     *
     * @param number for {@link Figure}
     * @param missing for {@link Missing}
     * @param <T> the type of the result
     * @return the function's result
     */
    default <T> T fold(Function<? super Figure, ? extends T> number, Function<? super Missing, ? extends T> missing) {
        return this instanceof Figure one ? number.apply(one) : missing.apply((Missing) this);
    }

    /**
     * Reads a number that was measured.
     *
     * @param measured what the source has computed
     * @return a {@link Figure}; {@link Missing} for NaN, and for an infinite one, which breaks a rule all the same
     */
    static Measurement of(double measured) {
        if (Double.isNaN(measured)) {
            return new Missing(MissingCause.NOT_A_NUMBER, "the answer is NaN");
        }
        if (Double.isInfinite(measured)) {
            return measured > 0
                    ? new Missing(MissingCause.INFINITE, "the answer is infinite")
                    : new Missing(MissingCause.NEGATIVE_INFINITE, "the answer is infinite, and negative");
        }
        return new Figure(measured);
    }

    /**
     * Reads a number as programs print it: digits with a point and an exponent, in no country's notation.
     *
     * @param text such as {@code 12}, {@code -0.5}, {@code 1e-3}, {@code NaN} or {@code +Inf}; {@code none} if the source
     *     has answered that there is no such series, {@code none yet} if it has such series, but none with these labels so
     *     far. White space around it is passed over
     * @return a {@link Figure}; {@link Missing} for anything that is none
     */
    static Measurement parse(String text) {
        String trimmed = text.strip();
        return switch (trimmed) {
            case "none" ->
                new Missing(MissingCause.NO_SERIES, "the answer is 'none': there is no such series or number");
            case "none yet" ->
                new Missing(MissingCause.NOT_YET, "the answer is 'none yet': there is no such series or number so far");
            case "" -> new Missing(MissingCause.NO_ANSWER, "the answer is empty");
            case "NaN", "nan", "NAN" -> of(Double.NaN);
            case "Inf", "+Inf", "inf", "+inf", "Infinity", "+Infinity" -> of(Double.POSITIVE_INFINITY);
            case "-Inf", "-inf", "-Infinity" -> of(Double.NEGATIVE_INFINITY);
            default ->
                NumberText.isNumber(trimmed)
                        ? of(Double.parseDouble(trimmed))
                        : new Missing(
                                MissingCause.NOT_A_NUMBER,
                                "the answer is no number: '" + NumberText.begin(trimmed) + "'");
        };
    }

    /**
     * A number that was measured.
     *
     * @param value finite
     */
    record Figure(double value) implements Measurement {

        /**
         * Checks it.
         *
         * @throws IllegalArgumentException if it is not finite; {@link Measurement#of} takes any
         */
        public Figure {
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
     * The answer had no number that a rule could judge.
     *
     * @param cause why
     * @param detail what was observed, for people
     */
    record Missing(MissingCause cause, String detail) implements Measurement {
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
    enum MissingCause {
        /** The source did not answer, or with an error. */
        NO_ANSWER,
        /** The source has answered, and does not have what is asked for: no such series, no such field. */
        NO_SERIES,
        /**
         * The source has answered, and has series that differ from what is asked for by the values of their labels alone: a
         * counter that has not counted anything has none. To {@link MetricRule.IncreaseAtMost} that is 0.
         */
        NOT_YET,
        /** The answer is NaN, or no number at all. */
        NOT_A_NUMBER,
        /** The answer is infinite: it breaks each rule that names a greatest number, and is none to the others. */
        INFINITE,
        /** The answer is infinite and negative: it breaks each rule that names a least number, and is none to the others. */
        NEGATIVE_INFINITE
    }
}
