package io.github.devopsagent.internal.json;

import java.util.Locale;

/** Writes JSON's literals. */
public final class JsonText {

    private JsonText() {}

    /** A string in quotes. What UTF-8 cannot carry, halves of surrogate pairs, is escaped like control characters. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); ) {
            int each = text.codePointAt(i);
            append(quoted, each);
            i += Character.charCount(each);
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int codePoint) {
        switch (codePoint) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (mustBeEscaped(codePoint)) {
                    quoted.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
                } else {
                    quoted.appendCodePoint(codePoint);
                }
            }
        }
    }

    private static boolean mustBeEscaped(int codePoint) {
        return codePoint < ' '
                || codePoint == 0x7F
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
