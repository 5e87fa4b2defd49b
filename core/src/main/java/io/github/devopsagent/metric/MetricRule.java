package io.github.devopsagent.metric;

import java.util.Locale;
import java.util.Objects;

/** What must hold of a metric's samples. */
public sealed interface MetricRule {

    /**
     * Calls the case for this kind of rule.
     *
     * @param cases one for each kind
     * @param <T> the type of the result
     * @return the case's result
     */
    <T> T fold(RuleCases<T> cases);

    /**
     * One case for each kind of rule.
     *
     * @param <T> the type of the result
     */
    interface RuleCases<T> {
        /** For {@link AtMost}. */
        T atMost(AtMost rule);

        /** For {@link AtLeast}. */
        T atLeast(AtLeast rule);

        /** For {@link Between}. */
        T between(Between rule);

        /** For {@link IncreaseAtMost}. */
        T increaseAtMost(IncreaseAtMost rule);

        /** For {@link AtMostTimesBefore}. */
        T atMostTimesBefore(AtMostTimesBefore rule);

        /** For {@link WorseThanBefore}. */
        T worseThanBefore(WorseThanBefore rule);
    }

    /**
     * What the rule compares with.
     *
     * @return what must be known of the time before the deployment
     */
    default History needs() {
        return History.NOTHING;
    }

    /**
     * The rule as a plan writes it.
     *
     * @return such as {@code at_most 0.01}
     */
    String text();

    /** What must be known of the time before the deployment. */
    enum History {
        /** Nothing. */
        NOTHING,
        /** One value, immediately before the first deploy step. */
        VALUE,
        /** The samples of a window before the first deploy step. */
        WINDOW
    }

    /**
     * No sample is greater.
     *
     * @param limit the greatest that is good
     */
    record AtMost(double limit) implements MetricRule {
        public AtMost {
            requireFinite("at_most", limit);
        }

        @Override
        public <T> T fold(RuleCases<T> cases) {
            return cases.atMost(this);
        }

        @Override
        public String text() {
            return "at_most " + NumberText.of(limit);
        }
    }

    /**
     * No sample is less.
     *
     * @param limit the least that is good
     */
    record AtLeast(double limit) implements MetricRule {
        public AtLeast {
            requireFinite("at_least", limit);
        }

        @Override
        public <T> T fold(RuleCases<T> cases) {
            return cases.atLeast(this);
        }

        @Override
        public String text() {
            return "at_least " + NumberText.of(limit);
        }
    }

    /**
     * No sample is outside.
     *
     * @param low the least that is good
     * @param high the greatest that is good; not less than {@code low}
     */
    record Between(double low, double high) implements MetricRule {

        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if a limit is not finite, or {@code low} is greater
         */
        public Between {
            requireFinite("between", low);
            requireFinite("between", high);
            if (low > high) {
                throw new IllegalArgumentException(
                        "between must name the lesser limit first, found " + low + " and " + high);
            }
        }

        @Override
        public <T> T fold(RuleCases<T> cases) {
            return cases.between(this);
        }

        @Override
        public String text() {
            return "between " + NumberText.of(low) + " and " + NumberText.of(high);
        }
    }

    /**
     * A counter has not grown more since the moment before the first deploy step. A value that falls is that of a
     * counter that began anew: what it shows then is added. One that has {@linkplain Measurement.MissingCause#NOT_YET not counted
     * yet} is 0. What is counted during the initial delay counts, too.
     *
     * @param limit the greatest increase that is good; not negative
     */
    record IncreaseAtMost(double limit) implements MetricRule {

        /**
         * Checks the limit.
         *
         * @throws IllegalArgumentException if it is negative or not finite
         */
        public IncreaseAtMost {
            requireFinite("increase_at_most", limit);
            if (limit < 0) {
                throw new IllegalArgumentException("increase_at_most must not be negative, found " + limit);
            }
        }

        @Override
        public History needs() {
            return History.VALUE;
        }

        @Override
        public <T> T fold(RuleCases<T> cases) {
            return cases.increaseAtMost(this);
        }

        @Override
        public String text() {
            return "increase_at_most " + NumberText.of(limit);
        }
    }

    /**
     * No sample is greater than so many times the middle value (median) of the window before.
     *
     * @param factor positive
     */
    record AtMostTimesBefore(double factor) implements MetricRule {

        /**
         * Checks the factor.
         *
         * @throws IllegalArgumentException if it is not positive or not finite
         */
        public AtMostTimesBefore {
            requireFinite("at_most_times_before", factor);
            if (factor <= 0) {
                throw new IllegalArgumentException("at_most_times_before must be positive, found " + factor);
            }
        }

        @Override
        public History needs() {
            return History.WINDOW;
        }

        @Override
        public <T> T fold(RuleCases<T> cases) {
            return cases.atMostTimesBefore(this);
        }

        @Override
        public String text() {
            return "at_most_times_before " + NumberText.of(factor);
        }
    }

    /**
     * The samples are not higher (or lower) than those of the window before, as a one-sided rank test tells (Mann and
     * Whitney's). Two values differ only if the least relevant difference lies between them.
     *
     * @param worse which direction is the worse one
     * @param significance the greatest probability with which a metric that did not change fails a window; shared by
     *     all of its tests; between 0 and 0.5
     * @param least the least relevant difference
     */
    record WorseThanBefore(Direction worse, double significance, LeastDifference least) implements MetricRule {

        /**
         * Of unchanged metrics, one window in twenty would fail at most, whatever their distribution is: {@value}. With
         * the other defaults it is one in a hundred at most, see docs/anomalies.md.
         */
        public static final double DEFAULT_SIGNIFICANCE = 0.05;

        /**
         * Checks the significance.
         *
         * @throws IllegalArgumentException if it is not between 0 and 0.5
         */
        public WorseThanBefore {
            Objects.requireNonNull(worse, "worse");
            Objects.requireNonNull(least, "least");
            if (!(significance > 0 && significance < 0.5)) {
                throw new IllegalArgumentException("significance must be between 0 and 0.5, found " + significance);
            }
        }

        /**
         * The rule with its defaults.
         *
         * @param worse which direction is the worse one
         */
        public WorseThanBefore(Direction worse) {
            this(worse, DEFAULT_SIGNIFICANCE, LeastDifference.DEFAULT);
        }

        @Override
        public History needs() {
            return History.WINDOW;
        }

        @Override
        public <T> T fold(RuleCases<T> cases) {
            return cases.worseThanBefore(this);
        }

        @Override
        public String text() {
            return "worse_than_before " + worse.label();
        }
    }

    /** Which direction is the worse one. */
    enum Direction {
        /** Such as that of an answer's time. */
        HIGHER,
        /** Such as that of a throughput. */
        LOWER;

        /**
         * The word for it in plans and records.
         *
         * @return lower case
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static void requireFinite(String field, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(field + " must be a finite number, found " + number);
        }
    }
}
