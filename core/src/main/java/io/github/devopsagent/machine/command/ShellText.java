package io.github.devopsagent.machine.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.regex.LazyPattern;
import java.util.Locale;

/** Text for a POSIX shell that a person pastes into a terminal: one line, whatever stands in it. */
final class ShellText {

    private static final LazyPattern PLAIN = LazyPattern.of("[A-Za-z0-9_./@%+:,-][A-Za-z0-9_./@%+:,=-]*");

    /** What a terminal or an editor would act upon, and what does not show. */
    private static final LazyPattern NOT_TO_BE_TYPED = LazyPattern.of("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private ShellText() {}

    /** One word, of which the shell expands nothing. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    static boolean isOneLine(String text) {
        return !NOT_TO_BE_TYPED.matcher(text).find();
    }

    /**
     * A command for a shell of its own, in one line.
     *
     * @param script must not end with a line end, since a command substitution drops it
     */
    static String inItsOwnShell(String script) {
        return isOneLine(script)
                ? "/bin/sh -c " + quoted(script)
                : "/bin/sh -c \"$(printf '" + escaped(script) + "')\"";
    }

    /**
     * As a format of printf in single quotes. The whole stands in double quotes, so that an interactive shell would take
     * an exclamation mark for one of its history.
     */
    private static String escaped(String script) {
        StringBuilder text = new StringBuilder();
        script.codePoints().forEach(each -> {
            String character = Character.toString(each);
            if (each == '%' || each == '\\') {
                text.append(character).append(character);
            } else if (each == '\'' || each == '!' || !isOneLine(character)) {
                for (byte octet : character.getBytes(UTF_8)) {
                    text.append(String.format(Locale.ROOT, "\\%03o", octet & 0xff));
                }
            } else {
                text.append(character);
            }
        });
        return text.toString();
    }
}
