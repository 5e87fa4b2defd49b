package io.github.devopsagent.cli;

import java.util.Locale;

/** Text of files as it may be shown: nothing in it steers a terminal. */
final class TerminalText {

    private TerminalText() {}

    /** The text with an escape in place of each control character but tabs and line ends, and of each that turns the direction of writing. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(each -> {
            int type = Character.getType(each);
            boolean isHarmless =
                    each == '\n' || each == '\t' || (type != Character.CONTROL && type != Character.FORMAT);
            if (isHarmless) {
                shown.appendCodePoint(each);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", each));
            }
        });
        return shown.toString();
    }
}
