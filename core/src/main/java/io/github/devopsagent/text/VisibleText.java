package io.github.devopsagent.text;

/** Text of others that does nothing to a terminal and hides nothing. */
public final class VisibleText {

    private VisibleText() {}

    /**
     * Whether a character is neither a control, nor formats what stands around it, nor is half of another one. Blanks and the
     * ends of lines that Unicode has of its own count as seen.
     *
     * @param codePoint of any kind
     * @return whether it may be shown as it is
     */
    public static boolean isSeen(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE && type != Character.FORMAT;
    }

    /**
     * Whether a character is a blank, or ends a line.
     *
     * @param codePoint of any kind
     * @return whether it parts words
     */
    public static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    /**
     * One line, with one space for each run of blanks, and a replacement character for what is not seen.
     *
     * @param text of any number of lines
     * @return the line
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        boolean wasBlank = false;
        for (int i = 0; i < text.length(); ) {
            int each = text.codePointAt(i);
            i += Character.charCount(each);
            boolean isBlank = isBlank(each);
            if (!isBlank) {
                line.appendCodePoint(isSeen(each) ? each : '\uFFFD');
            } else if (!wasBlank) {
                line.append(' ');
            }
            wasBlank = isBlank;
        }
        return line.toString();
    }

    /**
     * The same of the beginning of a text.
     *
     * @param text of any number of lines
     * @param most how many code points are kept
     * @return the line, with an ellipsis if something is left out
     */
    public static String of(String text, int most) {
        int end = text.length() <= most ? text.length() : text.offsetByCodePoints(0, text.codePointCount(0, most));
        return of(text.substring(0, end)) + (end < text.length() ? "…" : "");
    }
}
