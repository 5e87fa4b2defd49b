package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells commands of metrics that print a number whatever they measure. What is not parsed here may fail. */
public final class MetricCommand {

    private static final Set<String> WRITERS = Set.of("echo", "printf");
    private static final Pattern EXPANDED = Pattern.compile("[$`]");

    /** A number where there would be none: {@code ${N:-0}}, {@code print s+0}. */
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:?-\\d+\\}|\\+ ?0\\b|// ?\\d+");

    private MetricCommand() {}

    /**
     * Whether a command prints the same number always.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it does; empty if it may print others
     */
    public static Optional<String> constant(String command) {
        return ShellParser.parse(command)
                .filter(script -> !script.entries().isEmpty())
                .filter(script -> commands(script).allMatch(MetricCommand::isConstant))
                .map(script -> "it prints the same whatever happens: write a command that measures something");
    }

    private static boolean isConstant(ShellNode node) {
        return node instanceof SimpleWords simple
                && !simple.words().isEmpty()
                && WRITERS.contains(ProgramName.ofSystem(simple.words().get(0)))
                && simple.words().stream()
                        .noneMatch(word -> EXPANDED.matcher(word).find());
    }

    /**
     * Whether a command prints a number where what measures fails, so that a failure is a sample like any other.
     *
     * @param command what {@code /bin/sh} is given
     * @return what people should know of it; empty if it seems to print none then
     */
    public static Optional<String> inventedNumber(String command) {
        return ShellParser.parse(command).flatMap(script -> inventedNumber(script, command));
    }

    private static Optional<String> inventedNumber(CommandList script, String command) {
        ExitCodes exits = new ExitCodes(command.strip().lines().count() > 1, true);
        return !exits.areSuccess(script) || exits.lost().isEmpty() || !isNumberAnyway(script)
                ? Optional.empty()
                : exits.lost()
                        .map(lost -> "it prints a number even if '" + lost + "' fails, so that nothing measured is a"
                                + " sample like any other: let it fail (no '|| echo 0'; 'set -o pipefail' in bash before a"
                                + " pipe), and 'no_data' says what counts then");
    }

    private static boolean isNumberAnyway(CommandList script) {
        ListEntry last = script.entries().get(script.entries().size() - 1);
        int pipelines = last.pipelines().size();
        PipedCommands end = last.pipelines().get(pipelines - 1);
        return end.commands().get(end.commands().size() - 1) instanceof SimpleWords simple
                && !simple.words().isEmpty()
                && isNumberAnyway(
                        simple.words(), pipelines > 1 && !last.isSuccessAsked().get(pipelines - 2));
    }

    private static boolean isNumberAnyway(List<String> words, boolean isAlternative) {
        String arguments = String.join(" ", words.subList(1, words.size()));
        return switch (ProgramName.ofSystem(words.get(0))) {
            case "wc" -> true;
            case "echo", "printf" ->
                isAlternative
                        ? arguments.matches("[\\s\\S]*\\d[\\s\\S]*")
                        : DEFAULT.matcher(arguments).find();
            default -> DEFAULT.matcher(arguments).find();
        };
    }

    private static Stream<ShellNode> commands(CommandList script) {
        return script.entries().stream()
                .flatMap(entry -> entry.pipelines().stream())
                .flatMap(pipeline -> pipeline.commands().stream());
    }
}
