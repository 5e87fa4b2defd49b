package io.github.devopsagent.barestring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What people write behind a command of what comes of it, or of what else there is: {@code git pull / ./deploy.sh},
 * {@code ./check.sh == 0}, {@code ./migrate.sh exit 0}, {@code curl … HTTP 200}.
 */
final class Postscript {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "=", "<=", ">=", "===");

    /** Programs that compare by themselves. */
    private static final Set<String> COMPARING =
            Set.of("test", "[", "[[", "expr", "let", "rpm", "nft", "dpkg", "varnishadm");

    private static final Set<String> RESULTS = Set.of("exit", "exits", "returns", "HTTP", "status", "code");
    private static final Pattern RESULT = Pattern.compile("(?:\\d{1,3}|code)[.!*_~]*");
    private static final Pattern END_BEHIND_QUOTES = Pattern.compile("(?s).+['\"][.!?\u2026]+['\"*_~`)\\\\]*");

    /** Behind which the root may stand. */
    private static final Pattern OF_PATHS = Pattern.compile(
            "-[A-Za-z]|--(?:root|root-dir|dir|directory|prefix|target|path|chdir|source|dest|destination)");

    private static final Set<String> INTERPRETERS =
            Set.of("sh", "bash", "zsh", "make", "source", ".", "time", "exec", "npm", "run");

    /** A script between backticks is one that a document names; what it prints is an argument of nothing. */
    private static final Pattern MARKED_SCRIPT = Pattern.compile(
            "[\"'(*_~]*`(?:\\.{0,2}/[^`]*|[\\w-][\\w./-]*\\.(?:sh|bash|py|rb|pl|js|ts)(?:\\s[^`]*)?)`[\"'*_~`)\\\\]*");

    private static final Pattern LATER = Pattern.compile(
            "(?i)--(?:not-yet|later|maybe|tbd|manual(?:ly)?|(?:after|when|on|if|upon|until|before|needs|pending)-(?:approv|sign)\\S*)");

    private Postscript() {}

    /**
     * Looks for one.
     *
     * @param words of one command
     * @return why it is one
     */
    static Optional<String> find(List<ParsedWord> words) {
        boolean compares = words.stream().anyMatch(word -> COMPARING.contains(word.text()));
        return IntStream.range(1, words.size())
                .filter(i -> isAlternative(words, i)
                        || isResult(words, i)
                        || (!compares && COMPARISONS.contains(words.get(i).text()))
                        || (words.size() == 2
                                && INTERPRETERS.contains(words.get(0).text())
                                && isMarkedAsCode(words.get(1)))
                        || (MARKED_SCRIPT.matcher(words.get(i).text()).matches()
                                && !words.get(i - 1).isOption())
                        || LATER.matcher(words.get(i).text()).matches()
                        || (!words.get(i).text().startsWith("-")
                                && END_BEHIND_QUOTES
                                        .matcher(words.get(i).text())
                                        .matches()))
                .mapToObj(i -> "'" + words.get(i).text() + "' in it goes on as sentences do")
                .findFirst();
    }

    /** Whether a word is a script between backticks, as documents name one. */
    static boolean namesScript(List<ParsedWord> words) {
        return words.stream()
                .anyMatch(word -> MARKED_SCRIPT.matcher(word.text()).matches());
    }

    /** As documents mark a command, so that a shell would run what it prints. */
    private static boolean isMarkedAsCode(ParsedWord word) {
        return word.text().length() > 2
                && word.text().startsWith("`")
                && word.text().indexOf('`', 1) == word.text().length() - 1;
    }

    /** A slash by itself is the root as well, behind an option and before other paths. */
    private static boolean isAlternative(List<ParsedWord> words, int slash) {
        if (!words.get(slash).text().equals("/")
                || slash + 1 == words.size()
                || OF_PATHS.matcher(words.get(slash - 1).text()).matches()) {
            return false;
        }
        String next = words.get(slash + 1).text();
        return !next.startsWith("-") && !next.startsWith("/") && next.indexOf(':') < 0;
    }

    /** Where it is the sub-command of nothing. */
    private static boolean isResult(List<ParsedWord> words, int said) {
        return said > 1
                && said + 1 < words.size()
                && !(words.get(0).text().equals("ssh") && words.get(said).text().equals("exit"))
                && RESULTS.contains(words.get(said).text())
                && RESULT.matcher(words.get(said + 1).value()).matches();
    }
}
