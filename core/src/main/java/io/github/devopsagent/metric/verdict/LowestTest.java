package io.github.devopsagent.metric.verdict;

import java.util.Arrays;

/**
 * The exact test of whether the lowest value after is higher than so many values before, beyond chance.
 *
 * <p>It sees what {@link RankTest} cannot for its ties: a metric that was at its worst value now and then before, such
 * as 1 for a failed probe or a latency that is cut off at a timeout, and always is after. A value that gets worse never
 * makes it milder.
 *
 * @param lower how many values before are lower than all after, by at least the least relevant difference
 * @param before how many values before
 * @param after how many values after
 */
record LowestTest(int lower, int before, int after) {

    static LowestTest of(double[] before, double[] after, double leastDifference) {
        double lowest = Arrays.stream(after).min().orElse(Double.NEGATIVE_INFINITY);
        int lower = (int) Arrays.stream(before)
                .filter(earlier -> lowest > earlier && lowest - earlier >= leastDifference)
                .count();
        return new LowestTest(lower, before.length, after.length);
    }

    /** With which probability as many or more are lower where nothing has changed: these come first in the order. */
    double probability() {
        return (double) RankTest.orders(before - lower, after) / RankTest.orders(before, after);
    }
}
