package io.github.devopsagent.internal.secret;

/**
 * A place that is reached when a part of a secret was read, in one number: the beginning of a form, how many marks stand
 * behind it, and the beginning of a spelling of what comes next.
 */
final class Way {

    private static final int SPELLING_BITS = 24;
    private static final int BETWEEN_BITS = 5;

    /** There are fewer beginnings of spellings than this. What is left has room for every number of a form. */
    static final int MOST_NODES = 1 << SPELLING_BITS;

    private Way() {}

    static long of(int form, int between, int spelling) {
        long behind = ((long) form << BETWEEN_BITS) | between;
        return (behind << SPELLING_BITS) | spelling;
    }

    static int spelling(long way) {
        return (int) way & (MOST_NODES - 1);
    }

    static int between(long way) {
        return (int) (way >>> SPELLING_BITS) & ((1 << BETWEEN_BITS) - 1);
    }

    static int form(long way) {
        return (int) (way >>> (SPELLING_BITS + BETWEEN_BITS));
    }
}
