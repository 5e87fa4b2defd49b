package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Spelling;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.script.Script;
import java.util.List;
import java.util.Optional;

/** Reads what the shell runs: a command, or a list of them, which is one script. */
final class CommandReader {

    /**
     * A command.
     *
     * @param action what is run
     * @param summary what it does, for people: without what every script begins with
     */
    record ReadCommand(Action action, String summary) {}

    /** A hint at what {@code set -e} does not catch, and people forget. */
    private static final String AND =
            "; it does not end at 'a && b' when 'a' fails, unless that is its last entry: write two entries";

    private static final String AND_OF_LINES =
            "; it does not end at 'a && b' when 'a' fails, unless that is its last line: write two lines";

    private CommandReader() {}

    static Optional<ReadCommand> run(PlanFields fields) {
        Optional<PlanFields.Field> field = fields.find("run");
        return field.isPresent() ? command(field.get()) : Optional.empty();
    }

    private static Optional<ReadCommand> command(PlanFields.Field field) {
        JsonCursor value = field.value();
        if (!value.isList()) {
            Optional<String> text = CommandText.command(value);
            return text.isPresent() ? Optional.of(command(field, text.get())) : Optional.empty();
        }
        boolean isOneCommand = field.spelling()
                .filter(spelling -> spelling.value() == Spelling.Value.NO_LIST)
                .isPresent();
        if (isOneCommand) {
            value.wrongType(
                    "a string, since a list under '" + field.name() + "' is one command's words elsewhere",
                    "write one command as a string, or several as a list under 'run'");
            return Optional.empty();
        }
        return script(field.name(), value);
    }

    private static ReadCommand command(PlanFields.Field field, String text) {
        if (Script.of(text).isEndedByFailures()
                && hasAndBeforeItsEnd(text.strip().lines().toList())) {
            field.value()
                    .readAs("'" + field.name() + "' of several lines is read as a script under set -e" + AND_OF_LINES);
        }
        return new ReadCommand(new Action.Run(text), text);
    }

    private static Optional<ReadCommand> script(String name, JsonCursor list) {
        List<Optional<String>> commands = list.elements().stream()
                .filter(each -> !each.isBlank())
                .map(CommandText::part)
                .toList();
        if (!list.demand(!commands.isEmpty(), "a command, or a list of commands", "write it out, or remove the field")
                || commands.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<String> texts = commands.stream().flatMap(Optional::stream).toList();
        if (!CommandText.isFaultless(list, Script.fault(String.join("\n", texts)))) {
            return Optional.empty();
        }
        Script script = Script.of(texts);
        boolean ends = script.isEndedByFailures();
        list.readAs("a list under '" + name + "' is read as one script, in one "
                + script.interpreter().map(each -> "run of " + each).orElse("shell")
                + (ends ? " under set -e" : "")
                + (ends && hasAndBeforeItsEnd(texts) ? AND : ""));
        return Optional.of(new ReadCommand(new Action.Run(script.text()), String.join("; ", texts)));
    }

    private static boolean hasAndBeforeItsEnd(List<String> texts) {
        return texts.subList(0, texts.size() - 1).stream().anyMatch(text -> text.contains("&&"));
    }
}
