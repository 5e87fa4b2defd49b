package io.github.devopsagent.barestring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a first word is, and which arguments it may have. */
final class Programs {

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_.+-]*");
    private static final Pattern PLAIN = Pattern.compile("[\\w./~@+-]+");
    /** What stands around variables in a program's name or path; a sentence in quotes has blanks. */
    private static final Pattern EXPANDED = Pattern.compile("[\\w./~@+$-]*");

    private static final Pattern SCRIPT =
            Pattern.compile("[\\w./~@-]+\\.(?:sh|bash|zsh|py|rb|pl|js|mjs|cjs|ts|php|jar|bin|run|exe|bat|ps1)");
    private static final Pattern NO_PROGRAM = Pattern.compile(
            ".*/|.*\\.(?:ya?ml|json|toml|ini|conf|cfg|md|txt|log|html?|css|sql|env|xml|csv|properties|lock|tf|gz|zip)");
    private static final Pattern PROGRAM_PATH = Pattern.compile(
            "(?:\\.{1,2}/|~/|/(?:usr|opt|bin|sbin|srv|home|snap|nix|etc/(?:rc\\.d/)?init\\.d|etc/rc\\.d)/|(?:.*/)?(?:s?bin|scripts?|tools|hack|ops|ci|vendor|src|build|dist|target|deploy|infra)/)[\\w./@+-]+");

    /** One word that says that there is nothing to execute, whatever programs there are. */
    private static final Set<String> ANSWERS = Set.of(
            "none", "nothing", "nil", "null", "todo", "tbd", "done", "manual", "ok", "okay", "fine", "good", "ready",
            "same", "unknown", "yes", "true", "false", "pending", "skip", "skipped", "pass", "passed", "wait");

    private static final List<ArgumentForm> ANY_ARGUMENTS = List.of(
            ToolTable.form("$targets|$verbs|ANY*"),
            ToolTable.form("$targets|$verbs|I|P|N|A|U|K*", "$switches", "$targets|I|P|N|A|U|K*"));
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
            return EXPANDED.matcher(name).matches() ? ANY_ARGUMENTS : List.of();
        }
        Optional<Tool> tool = ToolTable.find(baseName(name));
        if (name.indexOf('/') >= 0 || SCRIPT.matcher(name).matches()) {
            return isProgramFile(name) ? tool.map(Tool::forms).orElse(ANY_ARGUMENTS) : List.of();
        }
        return tool.map(Tool::forms).orElseGet(() -> unknown(name, arguments));
    }

    /** Why a first word is not taken for a program. */
    String whyNone(ParsedWord first) {
        return isInstalled(first.value())
                ? "'" + first.text() + "' is a program here, and a word of sentences as well"
                : "'" + first.text() + "' is no tool that is known, and is not found";
    }

    /** The options of a program behind which a plain word may stand. */
    Set<String> values(ParsedWord first) {
        return ToolTable.find(baseName(first.value())).map(Tool::values).orElse(Set.of());
    }

    /** Only what is nothing but a name or a path is looked for. */
    private boolean isInstalled(String name) {
        return PLAIN.matcher(name).matches() && isInstalled.test(name);
    }

    private static String baseName(String name) {
        return name.indexOf('/') >= 0 && name.length() > 1 ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    private boolean isProgramFile(String name) {
        return (SCRIPT.matcher(name).matches() || PROGRAM_PATH.matcher(name).matches() || isInstalled(name))
                && !NO_PROGRAM.matcher(name).matches();
    }

    /** A name that is a word as well stands alone or has an option; so has one that is not found. */
    private List<ArgumentForm> unknown(String name, List<ParsedWord> arguments) {
        if (!NAME.matcher(name).matches()) {
            return List.of();
        }
        boolean isWord = EnglishWords.FIRST_WORDS.contains(name) || EnglishWords.isProse(name);
        if (!isInstalled(name)) {
            boolean isLikeACommand = !isWord && arguments.stream().anyMatch(ParsedWord::isOption);
            return isLikeACommand ? List.of(WITH_OPTION) : List.of();
        }
        if (!isWord) {
            return ANY_ARGUMENTS;
        }
        if (arguments.isEmpty()) {
            return EnglishWords.isFunction(name) || ANSWERS.contains(name) ? List.of() : List.of(ALONE);
        }
        return List.of(WITH_AN_OPTION);
    }
}
