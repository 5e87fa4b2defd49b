package io.github.devopsagent.barestring;

import io.github.devopsagent.barestring.ArgumentForm.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether the arguments of a command have a form. */
final class ArgumentMatcher {

    /** Up to this many plain words may be names, where a tool takes several: more of them may be a sentence. */
    private static final int MOST_NAMES = 2;

    /** Among the options it says that several names are usual, as of packages. */
    private static final String SEVERAL_NAMES = "++";

    /** Among the options it says that whatever plain word stands behind one that is long or listed is its value. */
    private static final String EVERY_LONG_OPTION = "--*";

    /** Among the options it says the same of those that are listed. */
    private static final String EVERY_LISTED_OPTION = "-*";

    /** Among the options it says that only those that are listed have a value behind them. */
    private static final String NO_OTHER_OPTION = "-!";

    /** What options are often set to, though sentences have it as well. */
    private static final Set<String> VALUES = Set.of(
            "blue",
            "green",
            "never",
            "always",
            "auto",
            "all",
            "on",
            "off",
            "none",
            "up",
            "down",
            "no",
            "yes",
            "rolling",
            "info",
            "debug",
            "warning",
            "warnings",
            "latest",
            "public",
            "restricted",
            "out",
            "on-failure",
            "unless-stopped",
            "if-not-present",
            "hourly",
            "daily",
            "weekly",
            "monthly",
            "nightly");

    /** Options whose value is the name of a variable. */
    private static final Set<String> OF_VARIABLES = Set.of("-e", "--env", "--build-arg", "--preserve-env");

    /** Options that are switched on by being there; behind them stands what is no value. */
    private static final Pattern SWITCH = Pattern.compile(
            "--(?:(?:no|skip|with|without|dry|all|force|keep|allow|prefer)(?:-.*)?|(?:.*-)?only|hard|soft|mixed|now|yes|assume-yes"
                    + "|quiet|silent|verbose|debug|trace|wait|version|help|prod|production|staging|tags|prune|rm|detach|remove-orphans"
                    + "|build|no|recursive|delete|archive|atomic|install|watch|auto-approve|non-?interactive|confirm|if-exists|clean"
                    + "|reset-values|reuse-values|graceful|immediate|rolling|fix|check|strict|amend|continue|abort|stat|oneline|json"
                    + "|follow|ask-.*|become|html|evict|noinput|latest|gzip|oplog|drop|check-?only|single-transaction|routines"
                    + "|.*-auto-approve|.*-non-interactive|nginx|apache|standalone|stop|volumes|overwrite|global|system|user|cached|staged|purge|zero-downtime|rollback)");

    /** A word with a capital, several without blanks, or what separates fields. */
    private static final Pattern WRITTEN_VALUE = Pattern.compile("(?:[A-Z][a-z]+)+|[,;:.]");

    private static final Pattern PLAIN = Pattern.compile("[a-z]+");
    /** None ends as a sentence does, but for short ones with a mark for their value. */
    private static final Pattern OPTION =
            Pattern.compile("(?!.*\\w\\w[.!?,;:]+$|.*\\w[!?]$)--?[A-Za-z0-9?#@][\\x21-\\x7e]*");

    private static final Pattern MARKS = Pattern.compile("(?<=\\w)([.!?,;:]*)[*_~'\"`)\\\\]+$");
    private static final Pattern HAS_QUOTES = Pattern.compile("['\"\\\\]");
    private static final Pattern WITH_VALUE = Pattern.compile("--[\\w-]+=.*", Pattern.DOTALL);

    /** Behind what only asks, it is the answer rather than the name of a place: {@code ceph status green}. */
    private static final Set<String> VERDICTS = Set.of("green", "live");

    private static final Set<String> ASKING =
            Set.of("status", "health", "check", "checks", "healthcheck", "verify", "validate", "ping", "test", "info");

    /** What begins the rest of a sentence where another word follows. */
    private static final Set<String> PREPOSITIONS = Set.of("on", "off", "no", "out", "up", "down");

    private final List<ParsedWord> arguments;
    private final Set<String> values;
    private final Predicate<List<ParsedWord>> isCommand;

    /** Places that were tried in vain, since options and their values make many ways to the same one. */
    private final Set<List<Integer>> tried = new HashSet<>();

    /**
     * Of a command.
     *
     * @param arguments without the program
     * @param values the options behind which a plain word may stand
     * @param isCommand whether words are a command by themselves
     */
    ArgumentMatcher(List<ParsedWord> arguments, Set<String> values, Predicate<List<ParsedWord>> isCommand) {
        this.arguments = arguments;
        this.values = values;
        this.isCommand = isCommand;
    }

    /** Whether they have it; its conditions are not looked at. */
    boolean matches(ArgumentForm form) {
        tried.clear();
        return matches(form.items(), 0, 0, 0);
    }

    private boolean matches(List<Item> items, int argument, int item, int names) {
        if (!tried.add(List.of(argument, item, names))) {
            return false;
        }
        if (argument == arguments.size()) {
            return items.stream().skip(item).allMatch(Item::isOptional);
        }
        return matchesOption(items, argument, item, names) || matchesItem(items, argument, item, names);
    }

    private boolean matchesOption(List<Item> items, int argument, int item, int names) {
        ParsedWord word = arguments.get(argument);
        if (word.text().equals("--")) {
            return argument + 1 < arguments.size() && matches(items, argument + 1, item, names);
        }
        if (!word.isOption() || !isWrittenAsOption(word)) {
            return false;
        }
        boolean hasValue = argument + 1 < arguments.size() && isValue(word, argument + 1);
        return matches(items, argument + 1, item, names) || (hasValue && matches(items, argument + 2, item, names));
    }

    /** What is quoted in it may be anything; marks of a document behind it say nothing. */
    static boolean isWrittenAsOption(ParsedWord word) {
        String plain = MARKS.matcher(word.text()).replaceFirst("$1");
        return word.isExpanded()
                || HAS_QUOTES.matcher(plain).find()
                || OPTION.matcher(plain).matches();
    }

    private boolean isValue(ParsedWord option, int argument) {
        ParsedWord next = arguments.get(argument);
        if (next.isEmpty()) {
            return true;
        }
        boolean isListed = values.contains(option.text());
        if (CapitalWord.isValueToCome(next.value()) && !next.isOpaque()) {
            return OF_VARIABLES.contains(option.text());
        }
        return !next.isOption()
                && !WITH_VALUE.matcher(option.text()).matches()
                && (isListed || !values.contains(NO_OTHER_OPTION))
                && (isMarkedValue(option, next)
                        || (isListed && WRITTEN_VALUE.matcher(next.value()).matches())
                        || (takesWords(option) && isPlainValue(next) && !isPreposition(argument))
                        || (takesAnyWord(option) && isAnyWord(next)));
    }

    private boolean isMarkedValue(ParsedWord option, ParsedWord next) {
        boolean isForPeople = Remark.isForPeople(next.value()) || next.value().equals("-");
        return WordClass.isMarked(next)
                && (!isForPeople || takesWords(option) || !option.text().startsWith("--"));
    }

    /** Whether it may be more than a switch. */
    private boolean takesWords(ParsedWord option) {
        return values.contains(option.text()) || mayHaveValue(option);
    }

    /** Whether it has two hyphens and is no switch. */
    static boolean mayHaveValue(ParsedWord option) {
        return option.text().startsWith("--")
                && option.text().length() > 2
                && !SWITCH.matcher(option.text()).matches();
    }

    private boolean takesAnyWord(ParsedWord option) {
        return (takesWords(option) && values.contains(EVERY_LONG_OPTION))
                || (values.contains(option.text()) && values.contains(EVERY_LISTED_OPTION));
    }

    private static boolean isAnyWord(ParsedWord word) {
        return PLAIN.matcher(word.value()).matches()
                && !EnglishWords.isFunction(word.value())
                && !Adverbs.contains(word.value());
    }

    private boolean isPreposition(int argument) {
        return PREPOSITIONS.contains(arguments.get(argument).value())
                && argument + 1 < arguments.size()
                && !arguments.get(argument + 1).isOption();
    }

    private static boolean isPlainValue(ParsedWord word) {
        return WordClass.W.matches(word)
                || (WordClass.V.matches(word) && !CapitalWord.isVerdict(word.value()))
                || VALUES.contains(word.value());
    }

    /** Behind a name a word that nobody knows says rather when or how; behind {@code all} any name says of what, and so on. */
    private boolean mayFollow(Item expected, int argument, int names) {
        ParsedWord word = arguments.get(argument);
        String before = argument > 0 ? arguments.get(argument - 1).value() : "";
        if ((before.equals("all") && expected.isName(word))
                || (ASKING.contains(before) && VERDICTS.contains(word.value()))) {
            return false;
        }
        int most = values.contains(SEVERAL_NAMES) ? MOST_NAMES : 1;
        return names < most || !expected.isDoubtful(word);
    }

    /** Where several names are usual, one that is known leaves room for others. */
    private boolean countsAsName(Item expected, ParsedWord word) {
        return expected.isName(word) && (!values.contains(SEVERAL_NAMES) || expected.isDoubtful(word));
    }

    private boolean matchesItem(List<Item> items, int argument, int item, int names) {
        if (item == items.size()) {
            return false;
        }
        Item expected = items.get(item);
        if (expected.isCommand() && isCommand.test(arguments.subList(argument, arguments.size()))) {
            return true;
        }
        ParsedWord word = arguments.get(argument);
        if (!expected.isCommand() && expected.matches(word)) {
            int next = expected.isRepeated() ? item : item + 1;
            int more = countsAsName(expected, word) ? 1 : 0;
            if (mayFollow(expected, argument, names) && matches(items, argument + 1, next, names + more)) {
                return true;
            }
        }
        return expected.isOptional() && matches(items, argument, item + 1, names);
    }
}
