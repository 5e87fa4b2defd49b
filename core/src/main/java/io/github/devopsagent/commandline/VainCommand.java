package io.github.devopsagent.commandline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells commands that cannot do what a plan's author expects of them. Each step has a shell of its own: what a command
 * changes of that shell is gone with it, and a check that only does that can never fail.
 */
public final class VainCommand {

    /** Builtins that change the shell itself, and nothing else. */
    private static final Set<String> OF_THE_SHELL =
            Set.of("cd", "pushd", "popd", "export", "set", "unset", "umask", "alias", "unalias", "shopt", "ulimit");

    /** Of these, those that fail where something is missing, so that they do check something. */
    private static final Set<String> FAILING = Set.of("cd", "pushd", "popd");

    private static final Pattern ASSIGNMENTS = Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*=\\S*\\s*)+");
    private static final Pattern TEST_OF_A_WORD = Pattern.compile("test\\s+[^\\s!(-]\\S*");

    /** What may run another command, or write somewhere. */
    private static final Pattern MORE = Pattern.compile("[;&|`<>(){}]|\\$\\(");

    /** What always succeeds, whatever the system is like; {@code true} says openly that nothing is checked. */
    private static final Pattern SUCCESS = Pattern.compile(
            "(?:echo|printf|:)(?:\\s[^;&|<>]*)?|(?:date|pwd|whoami|hostname|uname|uptime|id|who|w)(?:\\s+(?:\\+[^;&|<>]*|-[auRIsnrm]+))*"
                    + "|exit(?:\\s+0)?|sleep\\s+[\\d.]+[smhd]?|cd(?:\\s+(?:\\.{1,2}|/|~))?"
                    + "|(?:ba|da|z|k)?sh\\s+-e?c\\s+['\"]?(?:true|:|exit 0|echo[^;&|<>]*)['\"]?");

    private static final Pattern TEST_OF_CONSTANTS = Pattern.compile(
            "(?:test|\\[|\\[\\[)\\s+(?:\"?\\$\\?\"?\\s+(?:-eq|==?)\\s+\"?0\"?|-z\\s+(?:\"\"|'')|-n\\s+(?:\"[^\"$`]+\"|'[^']+'|\\w+)"
                    + "|([^\\s$`]+)\\s+(?:-eq|==?)\\s+\\1)(?:\\s+\\]\\]?)?");

    private static final Pattern BACKGROUND = Pattern.compile("[^&]*[^&>\\s]\\s*&");
    private static final Pattern OR_SUCCESS = Pattern.compile("(.*)\\|\\|\\s*([^|;&]+)");
    private static final Pattern THEN_SUCCESS = Pattern.compile("(.*);\\s*([^|;&]+)");

    /** What may end a line before its last command, or is no list of commands. */
    private static final Pattern STRUCTURE = Pattern.compile(
            "\\b(?:exit|return|exec|kill|set|trap|if|then|case|for|while|until|do|eval)\\b|[(){}`\\\\]|<<");

    private VainCommand() {}

    /**
     * Whether a step would leave nothing behind.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it would; empty if it may do something
     */
    public static Optional<String> asStep(String command) {
        return ifEvery(command, VainCommand::isOfTheShell)
                .map(what -> what
                        + ": each step has a shell of its own, so that nothing of it is left for the next one;"
                        + " write what belongs together as one step, such as {\"run\": [\"cd app\", \"npm ci\"]}");
    }

    /**
     * Whether a pre-flight command would succeed whatever it asks about. One that only tells something may be meant to.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it would; empty if it may fail, or may be meant to tell something
     */
    public static Optional<String> asPreflight(String command) {
        return ifEvery(command, VainCommand::isNoQuestion).map(VainCommand::neverFails);
    }

    /**
     * Whether a check would succeed whatever it asks about.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it would; empty if it may fail
     */
    public static Optional<String> asCheck(String command) {
        return asPreflight(command).or(() -> {
            List<String> lines = lines(command);
            return lines.stream().allMatch(line -> isSuccess(line) || isLost(line, lines.size() == 1))
                    ? Optional.of(neverFails("it succeeds whatever '" + firstWord(lines.get(0)) + "' finds"))
                    : Optional.empty();
        });
    }

    private static String neverFails(String what) {
        return what + ": this can never fail; write a command that asks the system something";
    }

    private static boolean isNoQuestion(String line) {
        return (isOfTheShell(line) && !FAILING.contains(firstWord(line)))
                || TEST_OF_A_WORD.matcher(line).matches();
    }

    private static boolean isSuccess(String line) {
        return SUCCESS.matcher(line).matches()
                || TEST_OF_CONSTANTS.matcher(line).matches()
                || (!MORE.matcher(line).find() && isNoQuestion(line));
    }

    /** Whether a line succeeds since its last command does; several lines run under {@code set -e}. */
    private static boolean isLost(String line, boolean isAlone) {
        if (STRUCTURE.matcher(withoutLast(line)).find()) {
            return false;
        }
        return BACKGROUND.matcher(line).matches()
                || endsInSuccess(OR_SUCCESS.matcher(line))
                || (isAlone && endsInSuccess(THEN_SUCCESS.matcher(line)));
    }

    private static String withoutLast(String line) {
        return line.substring(0, Math.max(line.lastIndexOf(';'), Math.max(line.lastIndexOf("||"), 0)));
    }

    private static boolean endsInSuccess(Matcher line) {
        if (!line.matches() || hasOpenQuote(line.group(1))) {
            return false;
        }
        String last = line.group(2).strip();
        boolean isOfTheOneBefore = last.equals("exit") || last.contains("$?");
        return !isOfTheOneBefore && (last.equals("true") || isSuccess(last));
    }

    private static boolean hasOpenQuote(String text) {
        return text.chars().filter(each -> each == '"').count() % 2 != 0
                || text.chars().filter(each -> each == '\'').count() % 2 != 0;
    }

    private static List<String> lines(String command) {
        return command.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private static Optional<String> ifEvery(String command, Predicate<String> isVain) {
        List<String> lines = lines(command);
        if (lines.isEmpty()) {
            return Optional.of("it is nothing but a comment");
        }
        boolean isSimple = lines.stream().noneMatch(line -> MORE.matcher(line).find());
        return isSimple && lines.stream().allMatch(isVain)
                ? Optional.of("it is nothing but '" + firstWord(lines.get(lines.size() - 1)) + "'")
                : Optional.empty();
    }

    private static boolean isOfTheShell(String line) {
        return OF_THE_SHELL.contains(firstWord(line))
                || ASSIGNMENTS.matcher(line).matches();
    }

    private static String firstWord(String line) {
        return line.split("\\s", 2)[0];
    }
}
