package io.github.devopsagent.git.internal.message;

import java.util.regex.Pattern;

/** Text that others wrote, made fit for a line of a message. */
public final class PrintableText {

    public static final int SUBJECT = 72;
    public static final int NAME = 100;

    /** Line ends, escape sequences of terminals, and what reverses the direction of the text after it. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private PrintableText() {}

    /** In code points. */
    public static String of(String text, int longest) {
        String safe = CONTROL.matcher(text).replaceAll("?");
        int length = safe.codePointCount(0, safe.length());
        return length <= longest ? safe : safe.substring(0, safe.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
