package io.github.devopsagent.barestring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a first word is, and which arguments it may have. */
final class Programs {

    private static final Pattern NAME = Pattern.compile("[a-z](?:[A-Za-z0-9_.+-]*[A-Za-z0-9])?");
    private static final Pattern PLAIN = Pattern.compile("[\\w./~@+-]+");
    /** What stands around variables in the path of a program; a sentence in quotes has blanks. */
    private static final Pattern EXPANDED = Pattern.compile("[\\w./~@+$-]*/[\\w./~@+$-]*[\\w+$-]");

    /** What is in the environment has a name in capitals; this is rather what stands behind a prompt. */
    private static final Pattern OWN_VARIABLE = Pattern.compile("(?s)\"?\\$[^A-Z{(].*");

    /** A variable for a program: without a value it is none, and then the word behind it is the program. */
    private static final Pattern VARIABLE = Pattern.compile("\"?\\$(?:\\{([A-Z][A-Z0-9_]*)\\}|([A-Z][A-Z0-9_]*))\"?");

    private static final Pattern SCRIPT =
            Pattern.compile("[\\w./~@-]+\\.(?:sh|bash|zsh|py|rb|pl|js|mjs|cjs|ts|php|jar|bin|run|exe|bat|ps1)");
    private static final Pattern NO_PROGRAM = Pattern.compile(
            ".*/(?:(?:README|LICENSE|CHANGELOG|NOTES|TODO|RUNBOOK)[\\W_]*)?|.*\\.(?:ya?ml|json|toml|ini|conf|cfg|md|txt|log|html?|css|sql|env|xml|csv|properties|lock|tf|gz|zip)");
    private static final Pattern PROGRAM_PATH = Pattern.compile(
            "(?:\\.{1,2}/|~/|/(?:usr|opt|bin|sbin|srv|home|snap|nix|etc/(?:rc\\.d/)?init\\.d|etc/rc\\.d)/|(?:[\\w./@+-]*/)?(?:s?bin|\\.bin|scripts?)/)[\\w./@+-]+");
    /** Programs may be there, but people write so of two things at once, too: {@code ci/cd}, {@code build/deploy}. */
    private static final Pattern DOUBTFUL_PATH = Pattern.compile(
            "(?:[\\w./@+-]*/)?(?:tools|hack|ops|ci|vendor|src|build|dist|target|deploy|infra)/[\\w./@+-]+");

    /** One word that says that there is nothing to execute, whatever programs there are. */
    private static final Set<String> ANSWERS = Set.of(
            "none", "nothing", "nil", "null", "todo", "tbd", "done", "manual", "ok", "okay", "fine", "good", "ready",
            "same", "unknown", "yes", "true", "false", "pending", "skip", "skipped", "pass", "passed", "wait");

    /** Of what nobody knows: what no sentence has, and at most one word for each of what it shall do, where, and which. */
    private static final List<ArgumentForm> ANY_ARGUMENTS = List.of(
            ToolTable.form("MARK*", "$sites?", "MARK*", "$scripts|$acts?", "MARK*"),
            ToolTable.form("MARK*", "$scripts|$acts?", "MARK*", "$sites?", "MARK*"),
            ToolTable.form("MARK*", "$sites|$scripts?", "MARK*", "$switches"),
            ToolTable.form("live"));

    /** Of a program that is here, and whose name is no word: it may have words for its commands that no table has. */
    private static final List<ArgumentForm> OF_INSTALLED = List.of(
            ToolTable.form("$targets|$verbs|NAME?", "$targets|$verbs?", "MARK*", "$names?", "MARK*"),
            ToolTable.form("$targets|$verbs|NAME?", "$targets|$verbs?", "MARK*", "$switches|green|live"),
            ToolTable.form("PIPED", "$targets|$verbs|NAME?", "ANY*", "-"));

    /** Of a program that is not here, but surely one: no plain words but one for what it does, what it does it to, and where. */
    private static final List<ArgumentForm> KNOWN_BY_NAME = List.of(
            ToolTable.form("$things|$kinds?", "$plainly", "MARK*", "$sites?", "MARK*"),
            ToolTable.form("$things|$kinds?", "status|info|health|check|list|ls", "MARK*"),
            ToolTable.form("NAME", "list|ls|get|apply|create|delete|install|uninstall", "MARK*"),
            ToolTable.form("version|ping"),
            ToolTable.form("MARK*", "$sites?", "MARK*"));

    /** What has a user, a host, a database or a name behind it nearly everywhere. */
    private static final Set<String> USUAL_VALUES = Set.of("-u", "-U", "-h", "-d", "-n");

    private static final ArgumentForm ALONE = ToolTable.form("WHOLE");
    private static final ArgumentForm WITH_AN_OPTION = ToolTable.form("OPT", "P|U|N|I|A*", "up|down|W?", "P|U|N|I|A*");
    private static final ArgumentForm WITH_OPTION = ToolTable.form("OPT", "$targets|$verbs|ANY*");

    private final Predicate<String> isInstalled;

    Programs(Predicate<String> isInstalled) {
        this.isInstalled = isInstalled;
    }

    /** The forms of which the arguments must have one; none if this is no program. */
    List<ArgumentForm> forms(ParsedWord first, List<ParsedWord> arguments) {
        String name = first.value();
        if (first.text().indexOf('`') >= 0 || first.isQuotedInPart()) {
            return List.of();
        }
        if (first.isExpanded()) {
            return expanded(first);
        }
        Optional<Tool> tool = ToolTable.find(baseName(name));
        if (isFile(name)) {
            return isProgramFile(name, arguments) ? ofFile(name, tool, arguments) : List.of();
        }
        return tool.map(Tool::forms).orElseGet(() -> unknown(name, arguments));
    }

    /** Whether it is written as the names of programs are, and no sentence begins with it. */
    static boolean isNoWord(String name) {
        return NAME.matcher(name).matches() && !EnglishWords.FIRST_WORDS.contains(name) && !EnglishWords.isProse(name);
    }

    /** Whether it is named as a script or a program in a directory is. */
    static boolean isFile(String name) {
        return name.indexOf('/') >= 0 || SCRIPT.matcher(name).matches();
    }

    /** A script may have a tool's name; two of them with a slash between are no command. */
    private static List<ArgumentForm> ofFile(String name, Optional<Tool> tool, List<ParsedWord> arguments) {
        List<ArgumentForm> known = tool.map(Tool::forms).orElse(List.of());
        if (!known.isEmpty() && name.startsWith("/")) {
            return known;
        }
        boolean isAlternative = arguments.stream().anyMatch(word -> word.text().equals("/"));
        return isAlternative
                ? known
                : Stream.of(known, ANY_ARGUMENTS).flatMap(List::stream).toList();
    }

    private static List<ArgumentForm> expanded(ParsedWord first) {
        if (OWN_VARIABLE.matcher(first.text()).matches()
                || NO_PROGRAM.matcher(first.value()).matches()) {
            return List.of();
        }
        if (EXPANDED.matcher(first.value()).matches()) {
            return ANY_ARGUMENTS;
        }
        return variable(first)
                .map(tool ->
                        tool.forms().stream().map(ArgumentForm::withAnOption).toList())
                .orElse(List.of());
    }

    /** The tool after which a variable is named. */
    private static Optional<Tool> variable(ParsedWord first) {
        Matcher variable = VARIABLE.matcher(first.text());
        return Optional.of(variable)
                .filter(Matcher::matches)
                .map(found -> found.group(found.group(1) == null ? 2 : 1).toLowerCase(Locale.ROOT))
                .flatMap(ToolTable::find);
    }

    /** Why a first word is not taken for a program. */
    String whyNone(ParsedWord first) {
        return isInstalled(first.value())
                ? "'" + first.text() + "' is a program here, and a word of sentences as well"
                : "'" + first.text() + "' is no tool that is known, and is not found";
    }

    /** The options of a program behind which a plain word may stand. */
    Set<String> values(ParsedWord first) {
        return variable(first)
                .or(() -> ToolTable.find(baseName(first.value())))
                .map(Tool::values)
                .orElseGet(() -> ProgramNames.contains(first.value()) ? USUAL_VALUES : Set.of());
    }

    /** Only what is nothing but a name or a path is looked for. */
    private boolean isInstalled(String name) {
        return PLAIN.matcher(name).matches() && isInstalled.test(name);
    }

    private static String baseName(String name) {
        return name.indexOf('/') >= 0 && name.length() > 1 ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    private boolean isProgramFile(String name, List<ParsedWord> arguments) {
        return !NO_PROGRAM.matcher(name).matches()
                && (SCRIPT.matcher(name).matches()
                        || PROGRAM_PATH.matcher(name).matches()
                        || isInstalled(name)
                        || (DOUBTFUL_PATH.matcher(name).matches()
                                && arguments.stream().anyMatch(Programs::isOptionOrPath)));
    }

    private static boolean isOptionOrPath(ParsedWord word) {
        return word.isOption() || (!word.isOpaque() && word.value().indexOf('/') >= 0 && WordClass.P.matches(word));
    }

    /** Whether it is written as no word of a sentence is. */
    private static boolean isMarked(ParsedWord word) {
        return word.isOption()
                || Stream.of(WordClass.P, WordClass.U, WordClass.N, WordClass.A).anyMatch(each -> each.matches(word));
    }

    /** A name that is a word as well stands alone or has an option; so has one that is neither found nor known. */
    private List<ArgumentForm> unknown(String name, List<ParsedWord> arguments) {
        if (!NAME.matcher(name).matches()) {
            return List.of();
        }
        boolean isWord = EnglishWords.FIRST_WORDS.contains(name) || EnglishWords.isProse(name);
        if (!isInstalled(name)) {
            if (!isWord && ProgramNames.contains(name)) {
                return KNOWN_BY_NAME;
            }
            if (!isWord && ProgramNames.isLikeOne(name)) {
                return arguments.size() > 1 || arguments.stream().anyMatch(Programs::isMarked)
                        ? KNOWN_BY_NAME
                        : List.of();
            }
            boolean isLikeACommand = !isWord && arguments.stream().anyMatch(ParsedWord::isOption);
            return isLikeACommand ? List.of(WITH_OPTION) : List.of();
        }
        if (!isWord) {
            return OF_INSTALLED;
        }
        if (arguments.isEmpty()) {
            return EnglishWords.isFunction(name) || ANSWERS.contains(name) ? List.of() : List.of(ALONE);
        }
        return List.of(WITH_AN_OPTION);
    }
}
