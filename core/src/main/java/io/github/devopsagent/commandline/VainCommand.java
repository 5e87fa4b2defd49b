package io.github.devopsagent.commandline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
     * Whether a check would succeed whatever it asks about.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it would; empty if it may fail
     */
    public static Optional<String> asCheck(String command) {
        return ifEvery(
                        command,
                        line -> (isOfTheShell(line) && !FAILING.contains(firstWord(line)))
                                || TEST_OF_A_WORD.matcher(line).matches())
                .map(what -> what + ": this can never fail; write a command that asks the system something");
    }

    private static Optional<String> ifEvery(String command, Predicate<String> isVain) {
        List<String> lines = command.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
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
