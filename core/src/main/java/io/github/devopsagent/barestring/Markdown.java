package io.github.devopsagent.barestring;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what was copied from a document, and what is meant in it. It is never executed as it stands. */
final class Markdown {

    /** What a line of a document begins with. */
    private static final List<Pattern> MARKS = List.of(
            Pattern.compile(">+[ \t]*"),
            Pattern.compile("[*+•‣◦▪·–—→⇒▶➜-][ \t]+"),
            Pattern.compile("[$%❯][ \t]+"),
            Pattern.compile("#+[ \t]*"),
            Pattern.compile("\\(?(?:\\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)][ \t]+"),
            Pattern.compile("\\d{1,3}:[ \t]+"),
            Pattern.compile("\\[[ xX✓✔-]?\\][ \t]+"),
            Pattern.compile("(?i)step[ \t]*\\d*[ \t]*[:.)-][ \t]*"),
            Pattern.compile("\\[?[\\w.-]+@[\\w.-]+(?::|[ \t])[^$#\\s]*\\]?[$#][ \t]+"),
            Pattern.compile("(?!cat>|tee>)[A-Za-z][\\w.@-]*>[ \t]+(?=\\S)"),
            Pattern.compile("PS [A-Z]:\\\\[^>]*>[ \t]*"));

    private static final Pattern FENCE =
            Pattern.compile("(?s)(```+|~~~+)[ \t]*[\\w+-]*[ \t]*\\n?(.*?)\\n?(?:\\1)?\\s*");
    private static final Pattern CODE = Pattern.compile("(?s)(`{1,2})([^`]+)\\1[.,;:]?");
    private static final Pattern QUOTED = Pattern.compile(
            "(?s)\"\"(.+)\"\"|''(.+)''|\"([^\"]*)\"|'([^']*)'|“([^”]*)”|„([^“”]*)[“”]|‘([^’]*)’|«([^»]*)»");
    private static final Pattern EMPHASIS = Pattern.compile("(?s)(\\*{1,3}|_{1,3}|~~|==)(\\S|\\S.*\\S)\\1");
    private static final Pattern STARTS =
            Pattern.compile("(?s)[>#|*•‣◦▪·–—→⇒▶➜❯`].*|~~.*|==.*|[+-].*|<(?:code|pre|br|p|li|b)>.*");

    /** Brackets are the shell's, unless a document's marks stand in them. */
    private static final Pattern SUBSHELL = Pattern.compile("(?s)\\(\\s*(.*?)\\s*\\)");

    /** Nobody wraps a text more often. */
    private static final int DEEPEST = 6;

    private Markdown() {}

    /**
     * What a text that is Markdown means, such as the command between marks of code.
     *
     * @param text without blanks around it
     * @return what is meant in it; empty if it is no Markdown
     */
    static Optional<String> unwrapped(String text) {
        String inner = text;
        for (int i = 0; i < DEEPEST; i++) {
            Optional<String> next = once(inner);
            if (next.isEmpty()) {
                break;
            }
            inner = next.get().strip();
        }
        if (!inner.equals(text) || STARTS.matcher(text).matches()) {
            return Optional.of(inner);
        }
        return group(SUBSHELL, text, 1).flatMap(Markdown::unwrapped);
    }

    private static Optional<String> once(String text) {
        for (Pattern mark : MARKS) {
            Matcher found = mark.matcher(text);
            if (found.lookingAt()) {
                return Optional.of(text.substring(found.end()));
            }
        }
        return group(FENCE, text, 2)
                .or(() -> group(CODE, text, 2))
                .or(() -> group(EMPHASIS, text, 2))
                .or(() -> quoted(text));
    }

    private static Optional<String> group(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(group)) : Optional.empty();
    }

    private static Optional<String> quoted(String text) {
        Matcher matcher = QUOTED.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return Optional.of(matcher.group(i));
            }
        }
        return Optional.empty();
    }
}
