package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what a step does if a command of it fails, and whether that command does more than to ask something. */
final class StepAlternative {

    private static final Set<String> TELLING = Set.of("echo", "printf", "logger");

    /** Their failure is an answer. */
    private static final Set<String> ASKING = Set.of(
            "test", "[", "[[", "command", "type", "which", "hash", "grep", "egrep", "fgrep", "pgrep", "diff", "cmp",
            "id", "getent", "true", "false", ":");

    private StepAlternative() {}

    /** Whether it writes a text, and nothing else; {@code true} says more, that the failure does not matter. */
    static boolean isOnlyTold(PipedCommands pipeline) {
        return pipeline.commands().stream().allMatch(StepAlternative::isOnlyTold);
    }

    private static boolean isOnlyTold(ShellNode node) {
        return node instanceof SimpleWords simple
                ? !simple.words().isEmpty()
                        && TELLING.contains(ProgramName.ofSystem(simple.words().get(0)))
                : node instanceof ShellNode.CommandGroup group
                        && group.list().entries().stream()
                                .flatMap(entry -> entry.pipelines().stream())
                                .allMatch(StepAlternative::isOnlyTold);
    }

    /** The first program that may do something; empty if all of them only ask or tell. */
    static Optional<String> acting(List<PipedCommands> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.commands().stream())
                .flatMap(node -> acting(node).stream())
                .findFirst();
    }

    private static Optional<String> acting(ShellNode node) {
        if (node instanceof ShellNode.CommandGroup group) {
            return acting(group.list().entries().stream()
                    .flatMap(entry -> entry.pipelines().stream())
                    .toList());
        }
        return node instanceof SimpleWords simple && !simple.words().isEmpty() && !isQuestion(simple.words())
                ? Optional.of(simple.words().get(0))
                : Optional.empty();
    }

    private static boolean isQuestion(List<String> words) {
        String program = ProgramName.ofSystem(words.get(0));
        return ASKING.contains(program) || TELLING.contains(program) || StateListing.isOne(words);
    }
}
