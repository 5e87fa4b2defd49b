package io.github.devopsagent.metric;

import java.util.Locale;

/** What a sample without a number means. In no case does a window pass in silence that was never judged. */
public enum NoData {
    /** It is a failed sample, under the same limit as any other: the default. */
    FAIL,
    /**
     * It does not count. A metric that is never judged for that reason does not fail the window, and that is told; one that
     * had some numbers, too few for its rank test, does.
     */
    IGNORE,
    /** The first number is waited for, at most to the end of the window; after it, as {@link #FAIL}. */
    WAIT;

    /**
     * The word for it in plans and records.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
