package io.github.devopsagent.commandline;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code trap} makes of a script's exit code.
 *
 * @param ofFailures whether it is for {@code ERR}, a command that fails where nothing asks for that; bash has it
 * @param end how it ends the script; empty if it leaves the exit code as it is
 */
record ExitTrap(boolean ofFailures, Optional<CommandExit> end) {

    private static final Set<String> AT_EXIT = Set.of("EXIT", "0");
    private static final Set<String> UNCERTAIN = Set.of("DEBUG", "RETURN");

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
        boolean isAtExit = signals.stream().anyMatch(AT_EXIT::contains);
        boolean ofFailures = signals.contains("ERR");
        return isAtExit == ofFailures ? Optional.empty() : ofAction(arguments.get(0), ofFailures);
    }

    /** Whether the script succeeds from here on, whatever its commands find, since the trap ends it with 0. */
    boolean succeeds() {
        return end.isPresent() && end.get() == CommandExit.END_IN_SUCCESS;
    }

    private static Optional<ExitTrap> ofAction(String action, boolean ofFailures) {
        if (action.isEmpty() || action.equals("-")) {
            return Optional.of(new ExitTrap(ofFailures, Optional.empty()));
        }
        return ShellParser.parse(action).flatMap(list -> ofExits(list, ofFailures));
    }

    private static Optional<ExitTrap> ofExits(ShellNode.CommandList action, boolean ofFailures) {
        Set<CommandExit> exits = new ExitCodes(false, true)
                .of(action, ofFailures ? EnumSet.of(CommandExit.FAILURE) : CommandExit.unknown(), false);
        if (exits.stream().noneMatch(CommandExit::isEnd)) {
            return Optional.of(new ExitTrap(ofFailures, Optional.empty()));
        }
        boolean isCertain = exits.size() == 1 && (ofFailures || exits.contains(CommandExit.END_IN_SUCCESS));
        return isCertain
                ? Optional.of(
                        new ExitTrap(ofFailures, Optional.of(exits.iterator().next())))
                : Optional.empty();
    }
}
