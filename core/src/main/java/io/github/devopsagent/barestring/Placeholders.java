package io.github.devopsagent.barestring;

import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what somebody was to put a value in place of: <code>{VERSION}</code>, <code>{{VERSION}}</code>, {@code <version>}
 * or {@code [version]} that stands alone as an argument, {@code ...} as a word of its own, {@code %VERSION%} and the like
 * of other template languages, {@code vX.Y.Z}, {@code /path/to/app}, {@code TODO}, and words in capitals where only a value can
 * stand, such as {@code --to=VERSION}. In quotes, comments and here-documents
 * nothing is one.
 */
public final class Placeholders {

    /** Where a word ends, or where only the end of a sentence stands behind it. */
    private static final String END = "(?=[^A-Za-z0-9\\s/;&|(<>]*(?:[\\s;&|)]|$))";

    private static final LazyPattern PLACEHOLDER = LazyPattern.of(String.join(
            "|",
            "(?<![$%@{#])\\{(?!(?:now|hostname|user|fqdn|utcnow)\\})[A-Za-z][\\w-]*\\}(?!\\})",
            "#\\{[A-Za-z][\\w.]*\\}",
            "\\$?\\{\\{-?[ ]*[A-Za-z_][\\w.-]*[ ]*-?\\}\\}",
            "(?<![^\\s;&|(])(?:<[A-Za-z][\\w.-]*>|\\.{3,}|…)" + END,
            "(?<=[\\s:=])\\[[A-Za-z]{3}[\\w-]*\\]" + END,
            "%[A-Z][A-Z0-9_]{2,}%",
            "(?<!\\w)__[A-Z][A-Z0-9_]*__(?!\\w)",
            "(?<!\\w)@[A-Z][A-Z0-9_]*@(?![A-Za-z0-9])",
            "(?<![\\w$\\{])(?:YOUR[_-]|your[-_])\\w[\\w-]*",
            "(?<![\\w.])/path/to/[\\w./-]*",
            "(?<![\\w.])v?X\\.[XY](?:\\.[XZ])?(?![A-Za-z0-9])|(?<![\\w.])v?x\\.y\\.z(?![A-Za-z0-9])",
            "(?<=:)(?:TAG|(?:[A-Z]+_)+(?:VERSION|TAG))(?![A-Za-z0-9/:])",
            "(?:USER|USERNAME)@[A-Za-z][\\w.-]*|(?<=@)(?:[A-Z]+_)*(?:HOST|HOSTNAME|SERVER|SERVER_IP|IP)(?![\\w.])"));

    /** What a variable is named after whose value is to be written there. */
    private static final String NOUN =
            "(?:[A-Z]+_)*(?:VERSION|TAG|HOST|HOSTNAME|DOMAIN|SERVER|IMAGE|SHA|HASH|COMMIT|REVISION|RELEASE|REGISTRY|TOKEN"
                    + "|PASSWORD|URL|USERNAME|NAMESPACE|ENV|ENVIRONMENT|BUCKET|CLUSTER|REGION|NAME|ID|PORT|DATE|DBNAME)";

    private static final String WHICH = "(?:PREVIOUS|PREV|OLD|NEW|LAST|CURRENT|TARGET)(?:_[A-Z]+)*";

    /** The same, or where a path or a port goes on. */
    private static final String PART_END = "(?:(?=[/:])|" + END + ")";

    /** Words in capitals that stand where only a value can. */
    private static final LazyPattern VALUE_TO_COME = LazyPattern.of(String.join(
            "|",
            "(?<=\\w=)(?<!(?:output|sort|columns|column|fields|format)=)(?:" + NOUN + "|" + WHICH + ")" + END,
            "(?<=://)[A-Z][A-Z_]+" + PART_END,
            "(?<=[a-z0-9]:)(?:" + WHICH + "|PORT|SHA|HASH|NAME)" + PART_END,
            "(?<=[a-z]/)(?:NAME|BUCKET|NAMESPACE|SERVICE|PROJECT|CLUSTER|(?:[A-Z]+_)+(?:NAME|BUCKET)|" + WHICH + ")"
                    + PART_END,
            "(?<=\\bgit (?:revert|cherry-pick) )(?![A-Z_]*HEAD\\b)[A-Z][A-Z_]+" + END,
            "(?<=\\bgit (?:checkout|switch|merge|reset --hard) )(?:[A-Z]+_(?!HEAD)[A-Z_]+|" + NOUN + ")" + END,
            "[A-Z]+(?<=\\bhelm rollback [\\w.-]{1,60} [A-Z]{1,20})" + END,
            "HEAD[~^][A-Z](?![A-Za-z0-9])",
            "YYYY[-_.]?MM[-_.]?DD|(?<=[a-z][-_])(?:DATE|TIMESTAMP)(?:(?=\\.)|" + END + ")",
            "(?<![\\w.@^~])v?(?:[0-9]+|x)\\.x\\.x(?![A-Za-z0-9])|(?<![\\w.@/])v?x\\.x(?![A-Za-z0-9])",
            "(?<=[=\\s:])(?:v[XN]|v?[NXn]-1)" + END,
            "(?<=\\w=)(?:[xX]{3,}|\\*{3,}|REDACTED|changeme|\\.{3,})" + END,
            "(?<=[=\\s])(?:[A-Z]+_)*REGISTRY(?=/)",
            "(?<![\\w.])x{1,3}(?:\\.x{1,3}){3}(?![A-Za-z0-9])"));

    private static final LazyPattern VERSION_OF_AN_IMAGE = LazyPattern.of(
            "VERSION(?<=\\b(?:docker|podman|kubectl|oc|nerdctl|crane|skopeo)\\s[^;&|]{1,200}[a-z0-9]:VERSION)" + END);

    private static final LazyPattern UNFINISHED =
            LazyPattern.of("(?<!\\w)(?:TODO|TBD|FIXME|CHANGE_?ME|REPLACE_?ME)(?![A-Za-z0-9])");
    private static final LazyPattern SEARCH = LazyPattern.of("(?<!\\w)(?:[ef]?grep|rg|ag|ack)(?!\\w)");

    private static final LazyPattern DOCUMENT =
            LazyPattern.of("<<-?[ \\t]*(?:'([^'\\n]+)'|\"([^\"\\n]+)\"|\\\\?([\\w.-]+))");

    private Placeholders() {}

    /**
     * Finds the first hole that somebody has to fill in.
     *
     * @param command a command line or a script
     * @return the first one, as it stands there; empty if there is none
     */
    public static Optional<String> first(String command) {
        String text = unquoted(command);
        for (LazyPattern pattern : List.of(PLACEHOLDER, VALUE_TO_COME, VERSION_OF_AN_IMAGE)) {
            Optional<String> found = find(pattern, text);
            if (found.isPresent()) {
                return found;
            }
        }
        return SEARCH.matcher(text).find() ? Optional.empty() : find(UNFINISHED, text);
    }

    private static Optional<String> find(LazyPattern pattern, String text) {
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
