package io.github.devopsagent.metric;

import java.util.regex.Pattern;

/** Numbers as text, in no country's notation. */
final class NumberText {

    /** Double.parseDouble alone would take {@code 1f}, {@code 0x1p3} and {@code 2d}, which nobody means. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

    /** Above it, a whole number is not told from its neighbours. */
    private static final double MOST_EXACT = 1L << 53;

    private static final int MOST_SHOWN = 40;

    private NumberText() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    static String of(double value) {
        boolean isWhole = value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }

    static String begin(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
