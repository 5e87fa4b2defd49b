package io.github.devopsagent.shell.internal.request;

import java.util.regex.Pattern;

/** Text of the other side, in one line that does nothing to a terminal. */
public final class VisibleText {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\x85\\p{Zl}\\p{Zp}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

    private VisibleText() {}

    public static String of(String text) {
        return UNSEEN.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("\uFFFD");
    }

    public static String of(String text, int most) {
        int end = text.length() <= most ? text.length() : text.offsetByCodePoints(0, text.codePointCount(0, most));
        return of(text.substring(0, end)) + (end < text.length() ? "…" : "");
    }
}
