package io.github.devopsagent.metric.verdict;

import java.util.Arrays;

/**
 * The one-sided rank test of Mann and Whitney: are the values after higher than those before, beyond chance?
 *
 * <p>Its statistic is the number of pairs, one value before and one after, of which that after is higher by at least
 * the least relevant difference. A tie is no such pair. So the probability is exact without ties, and with ties that of
 * the order of the tied values that speaks most against an alarm: never too small. That is chosen over midranks, whose
 * probability grows at times when a bad value gets worse, since that breaks a tie: of 0, 0, 0, 3 before and five 1
 * after it is 1/21, and with a 2 in the place of a 1 it is 4/21.
 *
 * @param pairs of which the value after is higher
 * @param before how many values before
 * @param after how many values after
 */
record RankTest(int pairs, int before, int after) {

    /** So many values before are compared at most: {@value}. See {@link #MOST_AFTER}. */
    static final int MOST_BEFORE = 40;

    /**
     * So many values after are compared at most: {@value}. There are C(60, 20) = 4.2e15 orders of the most values, so
     * that a {@code long} counts them, and 60 times as many, exactly.
     */
    static final int MOST_AFTER = 20;

    RankTest {
        if (before < 1 || before > MOST_BEFORE || after < 1 || after > MOST_AFTER) {
            throw new IllegalArgumentException("the test compares at most " + MOST_BEFORE + " values before and "
                    + MOST_AFTER + " after, found " + before + " and " + after);
        }
    }

    static RankTest of(double[] before, double[] after, double leastDifference) {
        int pairs = 0;
        for (double later : after) {
            for (double earlier : before) {
                boolean isHigher = later > earlier && later - earlier >= leastDifference;
                pairs += isHigher ? 1 : 0;
            }
        }
        return new RankTest(pairs, before.length, after.length);
    }

    int allPairs() {
        return before * after;
    }

    /** With which probability as many pairs or more are found where nothing has changed. */
    double probability() {
        return (double) count(allPairs() - pairs) / orders(before, after);
    }

    /** How many orders there are of so many values of two kinds. */
    static long orders(int before, int after) {
        long orders = 1;
        for (int chosen = 1; chosen <= after; chosen++) {
            orders = Math.multiplyExact(orders, before + chosen) / chosen;
        }
        return orders;
    }

    /**
     * The orders in which at most so many pairs are of the other kind. They are the coefficients of the Gaussian
     * binomial, the product of (1 - q^(before + i)) / (1 - q^i) for i from 1 to {@code after}; each partial product is
     * one of fewer values after, so that no coefficient exceeds {@link #orders}.
     */
    private long count(int most) {
        long[] coefficients = new long[most + 1];
        coefficients[0] = 1;
        for (int factor = 1; factor <= after; factor++) {
            for (int degree = most; degree >= before + factor; degree--) {
                coefficients[degree] -= coefficients[degree - before - factor];
            }
            for (int degree = factor; degree <= most; degree++) {
                coefficients[degree] += coefficients[degree - factor];
            }
        }
        return Arrays.stream(coefficients).sum();
    }
}
