package io.github.devopsagent.git.internal.message;

import io.github.devopsagent.text.VisibleText;

/** Text that others wrote, made fit for a line of a message. */
public final class PrintableText {

    public static final int SUBJECT = 72;
    public static final int NAME = 100;

    private PrintableText() {}

    /** With a question mark for each character that is not seen, or ends a line; cut after so many code points. */
    public static String of(String text, int longest) {
        StringBuilder safe = new StringBuilder();
        int length = text.codePointCount(0, text.length());
        int at = 0;
        for (int i = 0; i < (length <= longest ? length : longest - 1); i++) {
            int each = text.codePointAt(at);
            at += Character.charCount(each);
            safe.appendCodePoint(VisibleText.isSeen(each) && !isLineEnd(each) ? each : '?');
        }
        return at < text.length() ? safe + "…" : safe.toString();
    }

    private static boolean isLineEnd(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
