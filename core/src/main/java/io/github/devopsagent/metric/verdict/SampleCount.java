package io.github.devopsagent.metric.verdict;

import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule.History;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import io.github.devopsagent.plan.Monitoring;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many samples a metric gives, and how many its rule needs.
 *
 * @param before in the window before
 * @param after in the monitor window, without the initial delay
 */
public record SampleCount(int before, int after) {

    /** A rank test needs so many values before: {@value}. */
    public static final int LEAST_BEFORE = 5;

    /**
     * A rank test needs so many values after: {@value}, since fewer beside five before are no proof even if all are
     * higher: that is so in one of 1287 orders.
     */
    public static final int LEAST_AFTER = 8;

    /** What part of the significance the rank test has; the rest is for the lowest value. */
    private static final double PART_OF_RANKS = 0.8;

    /** A run takes so many samples of all metrics together at most: {@value}. Each is a line of its journal. */
    public static final int MOST_SAMPLES = 20_000;

    /**
     * Counts the samples of a metric: each window has one at its beginning, one every period, and one at its end. Those
     * before the initial delay is over are left out.
     *
     * @param metric what is sampled
     * @param monitoring how often, and how long after the deployment
     * @return the numbers
     */
    public static SampleCount of(Metric metric, Monitoring monitoring) {
        Duration delay = metric.initialDelay();
        int before = metric.before().isZero() ? 0 : count(metric.before(), monitoring.period());
        boolean isOutlasted = delay.compareTo(monitoring.duration()) <= 0;
        int watched = count(monitoring.duration(), monitoring.period()) - started(delay, monitoring.period());
        return new SampleCount(before, isOutlasted ? watched : 0);
    }

    /**
     * Counts the samples of a monitor window, but for the one of metrics alone at its beginning.
     *
     * @param monitoring how often, and how long
     * @return 1 at least
     */
    public static int of(Monitoring monitoring) {
        return Math.max(1, count(monitoring.duration(), monitoring.period()) - 1);
    }

    /**
     * Whether so few samples were taken that most of a window was not watched.
     *
     * @param taken how many there were
     * @param planned how many it gives
     * @return true if there were fewer than half as many
     */
    public static boolean areFew(int taken, int planned) {
        return taken < planned / 2.0;
    }

    /**
     * What people are told of that.
     *
     * @param taken how many there were
     * @param planned how many the window gives
     * @return the end of a sentence
     */
    public static String few(int taken, int planned) {
        return "had " + taken + (taken == 1 ? " sample" : " samples")
                + ", where \"duration\" and \"period\" give " + planned
                + ": answers took much longer than the period, or the agent stood still, so that most of the time nobody"
                + " looked";
    }

    private static int started(Duration delay, Duration period) {
        return delay.isZero() ? 0 : count(delay, period) - 1;
    }

    private static int count(Duration window, Duration period) {
        long periods = window.dividedBy(period);
        boolean ends = period.multipliedBy(periods).compareTo(window) < 0;
        return (int) Math.min(Integer.MAX_VALUE, periods + (ends ? 2 : 1));
    }

    /** How often the rank test is made: at each sample from the least on. */
    int tests() {
        return Math.max(1, after - LEAST_AFTER + 1);
    }

    /** What of the significance each rank test has, so that all tests keep it, however they depend on one another. */
    double ofRanks(double significance) {
        return PART_OF_RANKS * significance / tests();
    }

    /** What of the significance each test of the lowest value has: what the rank test leaves. */
    double ofLowest(double significance) {
        return (1 - PART_OF_RANKS) * significance / tests();
    }

    /**
     * Judges before anything begins whether a metric can be judged at all.
     *
     * @param metric what is sampled
     * @param monitoring how often, and how long after the deployment
     * @return what is wrong, with the arithmetic, for people; empty if nothing is
     */
    public static Optional<String> fault(Metric metric, Monitoring monitoring) {
        SampleCount count = of(metric, monitoring);
        if (count.after() == 0) {
            return Optional.of("initial_delay " + text(metric.initialDelay()) + " leaves nothing of the duration "
                    + text(monitoring.duration()) + "; shorten it");
        }
        return metric.rule() instanceof WorseThanBefore rule ? count.fault(rule, metric, monitoring) : Optional.empty();
    }

    /**
     * Judges before anything begins whether what is recorded stays within bounds.
     *
     * @param metrics all that are sampled
     * @param monitoring how often, and how long after the deployment
     * @return how much too much it is, for people; empty if it is not
     */
    public static Optional<String> excess(List<Metric> metrics, Monitoring monitoring) {
        long samples = 0;
        for (Metric metric : metrics) {
            SampleCount count = of(metric, monitoring);
            samples += (long) count.before() + count.after();
        }
        return samples <= MOST_SAMPLES
                ? Optional.empty()
                : Optional.of("the metrics give " + samples + " samples, at most " + MOST_SAMPLES
                        + " are recorded; lengthen \"period\", or shorten \"duration\"");
    }

    private Optional<String> fault(WorseThanBefore rule, Metric metric, Monitoring monitoring) {
        if (after < LEAST_AFTER) {
            String delay = metric.initialDelay().isZero() ? "" : ", initial_delay " + text(metric.initialDelay());
            return Optional.of(rule.text() + " needs " + LEAST_AFTER + " samples, duration "
                    + text(monitoring.duration()) + delay + " and period " + text(monitoring.period()) + " give "
                    + after
                    + "; lengthen \"duration\", or shorten \"period\"");
        }
        int needed = leastBefore(ofRanks(rule.significance()), Math.min(after, RankTest.MOST_AFTER));
        if (needed > RankTest.MOST_BEFORE) {
            return Optional.of(rule.text() + " cannot be told at a significance of " + rule.significance() + " in "
                    + tests() + " tests; raise \"significance\", or lengthen \"period\"");
        }
        return before >= needed
                ? Optional.empty()
                : Optional.of(rule.text() + " needs " + needed + " samples before, before " + text(metric.before())
                        + " and period " + text(monitoring.period()) + " give " + before
                        + "; lengthen \"before\", or shorten \"period\"");
    }

    /**
     * How many numbers before a metric needs, so that a change can be told.
     *
     * @param metric what is sampled
     * @param monitoring how often, and how long after the deployment
     * @return 0 for a rule that compares with no window
     */
    public static int leastBefore(Metric metric, Monitoring monitoring) {
        SampleCount count = of(metric, monitoring);
        if (metric.rule() instanceof WorseThanBefore rule) {
            int after = Math.max(LEAST_AFTER, Math.min(count.after(), RankTest.MOST_AFTER));
            return Math.min(count.before(), leastBefore(count.ofRanks(rule.significance()), after));
        }
        return metric.rule().needs() == History.WINDOW ? 1 : 0;
    }

    /** With fewer, not even values that are all higher would be told from chance. */
    private static int leastBefore(double significance, int after) {
        int before = LEAST_BEFORE;
        while (before <= RankTest.MOST_BEFORE && 1.0 / RankTest.orders(before, after) > significance) {
            before++;
        }
        return before;
    }

    /** As plans write it: 1m30s. */
    static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
