package io.github.devopsagent.json;

/** Text of others, made fit for a line of a log or a report. */
final class Printable {

    private static final String ELLIPSIS = "…";

    private Printable() {}

    /** One line without control characters, cut after so many code points. */
    static String line(String text, int most) {
        StringBuilder line = new StringBuilder();
        int length = 0;
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int each = text.codePointAt(i);
            i += Character.charCount(each);
            if (isBlank(each)) {
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
            line.appendCodePoint(isVisible(each) ? each : '\uFFFD');
            length++;
        }
        return line.toString();
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE && type != Character.FORMAT;
    }
}
