package io.github.devopsagent.internal.secret;

/**
 * What was read as a part of a secret, in one number: the beginning of a form, how many marks stand behind it, the
 * beginning of a spelling of what comes next, and how many bytes that all is. Ways sort by all but the latter.
 */
final class Way {

    private static final int LENGTH_BITS = 20;
    private static final int SPELLING_BITS = 18;
    private static final int BETWEEN_BITS = 5;

    /** What is longer is no occurrence. */
    static final int LONGEST = (1 << LENGTH_BITS) - 1;

    /** There are fewer beginnings of spellings than this. */
    static final int MOST_NODES = 1 << SPELLING_BITS;

    private Way() {}

    static long of(int form, int between, int spelling, int length) {
        long behind = ((long) form << BETWEEN_BITS) | between;
        return (((behind << SPELLING_BITS) | spelling) << LENGTH_BITS) | length;
    }

    static int length(long way) {
        return ((int) way) & LONGEST;
    }

    /** All but the length. */
    static long place(long way) {
        return way >>> LENGTH_BITS;
    }

    static int spelling(long way) {
        return (int) place(way) & (MOST_NODES - 1);
    }

    static int between(long way) {
        return (int) (place(way) >>> SPELLING_BITS) & ((1 << BETWEEN_BITS) - 1);
    }

    static int form(long way) {
        return (int) (place(way) >>> (SPELLING_BITS + BETWEEN_BITS));
    }
}
