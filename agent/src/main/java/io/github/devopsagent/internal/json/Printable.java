package io.github.devopsagent.internal.json;

import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.text.VisibleText;
import java.util.Locale;

/** Text of others, made fit for a line of a log or a report. */
public final class Printable {

    private static final String ELLIPSIS = "…";

    /** What a terminal obeys, as a whole: colours, titles, links. */
    private static final LazyPattern SEQUENCE = LazyPattern.of(
            "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\\\|\u009c)"
                    + "|\u001b[ -/]*[0-Z\\\\^-~]");

    private Printable() {}

    /**
     * Text that does nothing to a terminal and hides nothing: sequences for terminals are left out, line ends are those of
     * Unix, and what else is neither seen nor a tab becomes a replacement character.
     *
     * @param text any text, of any number of lines
     * @return the text itself if there is nothing of the kind in it
     */
    public static String text(String text) {
        if (isHarmless(text)) {
            return text;
        }
        StringBuilder seen = new StringBuilder();
        SEQUENCE.matcher(text)
                .replaceAll("")
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .map(each -> isHarmless(each) ? each : '\uFFFD')
                .forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static boolean isHarmless(String text) {
        for (int i = 0; i < text.length(); ) {
            int each = text.codePointAt(i);
            if (!isPlain(each) && !isHarmless(each)) {
                return false;
            }
            i += Character.charCount(each);
        }
        return true;
    }

    /**
     * Whether bytes are visible ASCII: most output is, and is shown as it is.
     *
     * @param offset of the first
     * @param length how many
     */
    public static boolean isPlain(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!isPlain(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /** What most text consists of, of which nothing has to be looked up. */
    private static boolean isPlain(int codePoint) {
        return codePoint >= ' ' && codePoint < 0x7F;
    }

    /** Joiners hold emoji and some scripts together. */
    private static boolean isHarmless(int codePoint) {
        return VisibleText.isSeen(codePoint)
                || codePoint == '\n'
                || codePoint == '\t'
                || codePoint == '\u200C'
                || codePoint == '\u200D';
    }

    /** One line without control characters, cut after so many code points. */
    public static String line(String text, int most) {
        if (text.length() <= most && isPlainLine(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        int length = 0;
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int each = text.codePointAt(i);
            i += Character.charCount(each);
            if (VisibleText.isBlank(each)) {
                space = length > 0;
                continue;
            }
            if (length + (space ? 1 : 0) >= most) {
                return line + ELLIPSIS;
            }
            if (space) {
                line.append(' ');
                length++;
                space = false;
            }
            line.appendCodePoint(VisibleText.isSeen(each) ? each : '\uFFFD');
            length++;
        }
        return line.toString();
    }

    /** Whether it is visible ASCII with single spaces inside, as most texts are: nothing of it changes. */
    private static boolean isPlainLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (!isPlain(each) || (each == ' ' && before == ' ')) {
                return false;
            }
            before = each;
        }
        return before != ' ' || text.isEmpty();
    }

    /**
     * What stands between quotes, so that every blank in it is seen: a space as itself, all others and what has no
     * width as an escape.
     *
     * @param text any text
     * @param most how many code points are kept
     * @return one line
     */
    public static String quoted(String text, int most) {
        StringBuilder quoted = new StringBuilder();
        int[] points = text.codePoints().limit(most + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, most); i++) {
            quoted.append(seen(points[i]));
        }
        return points.length > most ? quoted + ELLIPSIS : quoted.toString();
    }

    private static String seen(int codePoint) {
        if (codePoint == ' ') {
            return " ";
        }
        if (VisibleText.isBlank(codePoint) || Character.getType(codePoint) == Character.FORMAT) {
            return switch (codePoint) {
                case '\t' -> "\\t";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                default -> String.format(Locale.ROOT, "\\u%04x", codePoint);
            };
        }
        return Character.toString(VisibleText.isSeen(codePoint) ? codePoint : '\uFFFD');
    }
}
