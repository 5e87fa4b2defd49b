package io.github.devopsagent.metric;

/**
 * The least difference to the values before that is relevant: what is smaller is noise, however regular.
 *
 * @param relative as a part of the middle value (median) before, whatever its sign: 0.1 for a tenth
 * @param absolute in the metric's own unit
 */
public record LeastDifference(double relative, double absolute) {

    /** A tenth of the middle value before; nothing absolute, since the unit is not known. */
    public static final LeastDifference DEFAULT = new LeastDifference(0.1, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a part is negative or not finite
     */
    public LeastDifference {
        requireNotNegative("relative", relative);
        requireNotNegative("absolute", absolute);
    }

    private static void requireNotNegative(String which, double part) {
        if (!(part >= 0 && Double.isFinite(part))) {
            throw new IllegalArgumentException(
                    "the " + which + " least difference must be a number from 0 on, found " + part);
        }
    }

    /**
     * The greater of both parts.
     *
     * @param middle the middle value before
     * @return in the metric's unit; not negative
     */
    public double from(double middle) {
        return Math.max(absolute, relative * Math.abs(middle));
    }
}
