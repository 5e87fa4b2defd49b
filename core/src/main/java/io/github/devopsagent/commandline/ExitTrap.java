package io.github.devopsagent.commandline;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code trap} makes of a script's exit code.
 *
 * @param succeeds whether the script succeeds from here on, whatever its commands find, since the trap ends it with 0
 */
record ExitTrap(boolean succeeds) {

    private static final Set<String> AT_EXIT = Set.of("EXIT", "0");
    private static final Set<String> UNCERTAIN = Set.of("ERR", "DEBUG", "RETURN");

    /**
     * Reads the arguments of a {@code trap}.
     *
     * @return empty if nobody knows what it does to the exit code
     */
    static Optional<ExitTrap> of(List<String> words) {
        List<String> arguments =
                words.stream().filter(word -> !word.equals("--")).toList();
        if (arguments.size() < 2) {
            return Optional.empty();
        }
        List<String> signals = arguments.subList(1, arguments.size()).stream()
                .map(signal -> signal.toUpperCase(Locale.ROOT).replaceFirst("^SIG", ""))
                .toList();
        if (signals.stream().anyMatch(UNCERTAIN::contains)) {
            return Optional.empty();
        }
        return signals.stream().anyMatch(AT_EXIT::contains) ? ofAction(arguments.get(0)) : Optional.empty();
    }

    private static Optional<ExitTrap> ofAction(String action) {
        if (action.isEmpty() || action.equals("-")) {
            return Optional.of(new ExitTrap(false));
        }
        return ShellParser.parse(action).flatMap(ExitTrap::ofExits);
    }

    private static Optional<ExitTrap> ofExits(ShellNode.CommandList action) {
        Set<CommandExit> exits =
                new ExitCodes(false, true).of(action, EnumSet.of(CommandExit.SUCCESS, CommandExit.FAILURE), false);
        return exits.equals(EnumSet.of(CommandExit.END_IN_SUCCESS))
                ? Optional.of(new ExitTrap(true))
                : exits.stream().noneMatch(CommandExit::isEnd) ? Optional.of(new ExitTrap(false)) : Optional.empty();
    }
}
