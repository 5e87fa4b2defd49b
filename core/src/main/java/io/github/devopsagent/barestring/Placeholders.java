package io.github.devopsagent.barestring;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what somebody was to put a value in place of: <code>{VERSION}</code>, <code>{{VERSION}}</code>, {@code <version>}
 * or {@code [version]} that stands alone as an argument, {@code ...} as a word of its own, {@code %VERSION%} and the like
 * of other template languages, {@code vX.Y.Z}, {@code /path/to/app}, {@code TODO}. In quotes, comments and here-documents
 * nothing is one.
 */
public final class Placeholders {

    /** Where a word ends, or where only the end of a sentence stands behind it. */
    private static final String END = "(?=[^A-Za-z0-9\\s/;&|(<>]*(?:[\\s;&|)]|$))";

    private static final Pattern PLACEHOLDER = Pattern.compile(String.join(
            "|",
            "(?<![$%@{#])\\{[A-Za-z][\\w-]*\\}(?!\\})",
            "#\\{[A-Za-z][\\w.]*\\}",
            "\\$?\\{\\{-?[ ]*[A-Za-z_][\\w.-]*[ ]*-?\\}\\}",
            "(?<![^\\s;&|(])(?:<[A-Za-z][\\w.-]*>|\\.{3,}|…)" + END,
            "(?<=[\\s:=])\\[[A-Za-z]{3}[\\w-]*\\]" + END,
            "%[A-Z][A-Z0-9_]{2,}%",
            "(?<!\\w)__[A-Z][A-Z0-9_]*__(?!\\w)",
            "(?<!\\w)@[A-Z][A-Z0-9_]*@(?![A-Za-z0-9])",
            "(?<![\\w$\\{])(?:YOUR[_-]|your-)\\w[\\w-]*",
            "(?<![\\w.])/path/to/[\\w./-]*",
            "(?<![\\w.])v?X\\.[XY](?:\\.[XZ])?(?![A-Za-z0-9])|(?<![\\w.])v?x\\.y\\.z(?![A-Za-z0-9])",
            "(?<=:)(?:TAG|(?:[A-Z]+_)+(?:VERSION|TAG))(?![A-Za-z0-9/:])",
            "(?:USER|USERNAME)@[A-Za-z][\\w.-]*|(?<=@)(?:[A-Z]+_)*(?:HOST|HOSTNAME|SERVER|SERVER_IP|IP)(?![\\w.])"));

    private static final Pattern UNFINISHED =
            Pattern.compile("(?<!\\w)(?:TODO|TBD|FIXME|CHANGE_?ME|REPLACE_?ME)(?![A-Za-z0-9])");
    private static final Pattern SEARCH = Pattern.compile("(?<!\\w)(?:[ef]?grep|rg|ag|ack)(?!\\w)");

    private static final Pattern DOCUMENT =
            Pattern.compile("<<-?[ \\t]*(?:'([^'\\n]+)'|\"([^\"\\n]+)\"|\\\\?([\\w.-]+))");

    private Placeholders() {}

    /**
     * Finds the first hole that somebody has to fill in.
     *
     * @param command a command line or a script
     * @return the first one, as it stands there; empty if there is none
     */
    public static Optional<String> first(String command) {
        String text = unquoted(command);
        return find(PLACEHOLDER, text)
                .or(() -> SEARCH.matcher(text).find() ? Optional.empty() : find(UNFINISHED, text));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    /** The same text with an underscore for each character that is quoted, or that nobody executes. */
    private static String unquoted(String command) {
        StringBuilder text = new StringBuilder(withoutDocuments(command));
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (quote != 0) {
                boolean isEscaped = quote == '"' && each == '\\' && i + 1 < text.length();
                text.setCharAt(i, '_');
                if (isEscaped) {
                    text.setCharAt(++i, '_');
                } else if (each == quote) {
                    quote = 0;
                }
            } else if (each == '\\' && i + 1 < text.length()) {
                text.setCharAt(i, '_');
                text.setCharAt(++i, '_');
            } else if ((each == '\'' || each == '"') && text.indexOf("" + each + each, i) == i) {
                // Empty quotes are nothing, wherever they stand.
                text.delete(i, i + 2);
                i--;
            } else if (each == '\'' || each == '"') {
                quote = each;
                text.setCharAt(i, '_');
            } else if (each == '#'
                    && text.indexOf("#{", i) != i
                    && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
                int end = text.indexOf("\n", i);
                int close = end < 0 ? text.length() : end;
                text.replace(i, close, "_".repeat(close - i));
            }
        }
        return text.toString();
    }

    private static String withoutDocuments(String command) {
        String rest = command;
        Matcher start = DOCUMENT.matcher(rest);
        int from = 0;
        while (start.find(from)) {
            String delimiter = start.group(start.group(1) != null ? 1 : start.group(2) != null ? 2 : 3);
            int body = rest.indexOf('\n', start.end());
            Matcher end =
                    Pattern.compile("(?m)^\t*" + Pattern.quote(delimiter) + "$").matcher(rest);
            if (body >= 0 && end.find(body)) {
                rest = rest.substring(0, body + 1) + "_".repeat(end.end() - body - 1) + rest.substring(end.end());
            }
            from = start.end();
            start = DOCUMENT.matcher(rest);
        }
        return rest;
    }
}
