package io.github.devopsagent.barestring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a remark that somebody put in quotes behind a program: {@code ./deploy.sh 'not yet'}. What is quoted may be any
 * argument, but for words that say that nothing shall be done, or when.
 */
final class QuotedRemark {

    private static final Set<String> BEGINNINGS = Set.of(
            "not",
            "never",
            "no",
            "only",
            "once",
            "if",
            "when",
            "whenever",
            "unless",
            "until",
            "after",
            "before",
            "as",
            "skip",
            "skipped",
            "todo",
            "tbd",
            "later",
            "manual",
            "manually",
            "wait",
            "waiting",
            "see",
            "do",
            "don't",
            "dont",
            "optional",
            "pending",
            "maybe",
            "blocked",
            "disabled",
            "tomorrow",
            "requires",
            "needs",
            "with",
            "by",
            "please");

    /** Anywhere in it. */
    private static final Pattern SAID = Pattern.compile(
            "\\b(?:must|needs?|approv\\w*|sign-?off|only|please|(?:runs?|does|executes?|handles?) (?:this|it))\\b");

    /** Between whatever marks stand around it. */
    private static final Pattern WORDS =
            Pattern.compile("(?U)[\\W_]*([a-z0-9](?:[\\w'\u2019]*[\\p{L}\\p{N}])?(?:[ ,;:-]+[\\w'\u2019]+)*?)[\\W_]*");

    private QuotedRemark() {}

    /** The first argument that is one; behind an option it is a value. */
    static Optional<ParsedWord> first(List<ParsedWord> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            boolean isValue = i > 0 && arguments.get(i - 1).isOption();
            if (!isValue && isOne(arguments.get(i))) {
                return Optional.of(arguments.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether it is one, wherever it stands. */
    static boolean isOne(ParsedWord word) {
        Matcher said = WORDS.matcher(word.value().toLowerCase(Locale.ROOT));
        return word.isQuoted()
                && !word.isExpanded()
                && said.matches()
                && (BEGINNINGS.contains(said.group(1).split("[ ,;:-]", 2)[0])
                        || (said.group(1).indexOf(' ') > 0
                                && SAID.matcher(said.group(1).replace('_', ' ')).find()));
    }
}
