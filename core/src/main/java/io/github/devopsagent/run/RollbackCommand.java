package io.github.devopsagent.run;

import io.github.devopsagent.pipeline.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The command with which a person undoes a deployment: the way that a rollback would go, as one line to paste. */
final class RollbackCommand {

    private static final String NEEDS_GROUPING = "|;&\n#";

    private RollbackCommand() {}

    /**
     * Words the command.
     *
     * @return the command; empty if a part of the way is not a command
     */
    static String of(RunPlan plan) {
        Optional<List<String>> parts = way(plan);
        List<String> commands = parts.orElse(List.of());
        if (commands.size() == 1) {
            return commands.get(0);
        }
        return String.join(
                " && ", commands.stream().map(RollbackCommand::grouped).toList());
    }

    private static Optional<List<String>> way(RunPlan plan) {
        List<Step> steps = new ArrayList<>();
        IntStream.range(0, plan.deploy().size())
                .mapToObj(index -> plan.deploy().get(plan.deploy().size() - 1 - index))
                .forEach(step -> steps.addAll(step.compensation()));
        boolean planOwed =
                plan.deploy().stream().anyMatch(step -> step.compensation().isEmpty());
        boolean hasPlan = !plan.rollbackPlan().isEmpty();
        boolean hasPoint = !plan.rollbackPoints().isEmpty();
        if (hasPlan && planOwed) {
            steps.addAll(plan.rollbackPlan());
        }
        List<String> commands = new ArrayList<>();
        for (Step step : steps) {
            Optional<String> command = command(plan, step);
            if (command.isEmpty()) {
                return Optional.empty();
            }
            commands.add(command.get());
        }
        if (!hasPlan && hasPoint) {
            if (plan.restoreCommand().isEmpty()) {
                return Optional.empty();
            }
            commands.add(plan.restoreCommand());
        }
        return planOwed && !hasPlan && !hasPoint
                ? Optional.empty()
                : Optional.of(Collections.unmodifiableList(commands));
    }

    private static Optional<String> command(RunPlan plan, Step step) {
        return step.action().use().command().map(command -> inItsPlace(plan, step, command));
    }

    private static String inItsPlace(RunPlan plan, Step step, String command) {
        if (step.variables().isEmpty() && step.workingDirectory().isEmpty()) {
            return command;
        }
        Path base = plan.context().workingDirectory();
        Path directory = step.workingDirectory().map(base::resolve).orElse(base);
        StringBuilder text = new StringBuilder("(cd ").append(quoted(directory.toString()));
        new TreeMap<>(step.variables())
                .forEach((name, value) ->
                        text.append(" && export ").append(name).append('=').append(quoted(value)));
        return text.append(" && ").append(grouped(command)).append(')').toString();
    }

    private static String grouped(String command) {
        boolean isGroup = command.startsWith("(") && command.endsWith(")");
        boolean needed = command.chars().anyMatch(each -> NEEDS_GROUPING.indexOf(each) >= 0);
        return isGroup || !needed ? command : "{ " + command + "\n}";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
