package io.github.devopsagent.cli.option;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The character set of the process's locale, in which it has its arguments, and the system the names of its files. */
public final class LocaleCharset {

    /** What is in the place of a character that the character set has not. */
    private static final char REPLACED = '\uFFFD';

    private LocaleCharset() {}

    private static String name() {
        return System.getProperty("sun.jnu.encoding", "");
    }

    private static boolean isUnicode() {
        return Charset.isSupported(name()) && Charset.forName(name()).equals(StandardCharsets.UTF_8);
    }

    /** What helps against characters that are not in it; empty if all are. */
    static String advice() {
        return isUnicode()
                ? ""
                : " (the locale of this process has the character set " + name() + "; set LC_ALL=C.UTF-8)";
    }

    /**
     * Refuses arguments that came in otherwise than they were written: they would be used so, and nobody would notice.
     *
     * @throws IllegalArgumentException if one has characters that the locale has not
     */
    public static void require(List<String> arguments) {
        for (String argument : arguments) {
            if (argument.indexOf(REPLACED) >= 0 && !isUnicode()) {
                throw new IllegalArgumentException(
                        "'" + argument + "' has characters that were lost on the way" + advice());
            }
        }
    }
}
