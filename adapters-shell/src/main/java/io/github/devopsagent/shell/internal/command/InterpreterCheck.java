package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.script.Interpreter;
import io.github.devopsagent.shell.internal.input.Handover;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import java.util.List;
import java.util.Optional;

/** Finds out whether a script could run that names its interpreter, without running it. */
final class InterpreterCheck {

    private final Interpreter interpreter;
    private final ExecutionContext context;
    private final CommandCheck commands;

    InterpreterCheck(Interpreter interpreter, ExecutionContext context, CommandCheck commands) {
        this.interpreter = interpreter;
        this.context = context;
        this.commands = commands;
    }

    /** A program is looked for like the first word of a command. */
    Optional<StepFinding> check(String text) {
        return Handover.refusal(text, context)
                .map(StepFinding::cannotRun)
                .or(() -> checkProgram(interpreter.program()))
                .or(this::checkTool)
                .or(() -> checkSyntax(text));
    }

    private Optional<StepFinding> checkProgram(String program) {
        return commands.check("'" + program.replace("'", "'\\''") + "'")
                .map(finding -> finding.message().startsWith(program)
                        ? new StepFinding(
                                finding.certainty(), "the script's interpreter " + finding.message(), finding.note())
                        : finding);
    }

    private Optional<StepFinding> checkTool() {
        return interpreter.isEnv() && !interpreter.hasOwnPath()
                ? interpreter.tool().stream().findFirst().flatMap(this::checkProgram)
                : Optional.empty();
    }

    /** Only a shell has an option for that, and keeps to it. */
    private Optional<StepFinding> checkSyntax(String text) {
        if (!interpreter.isShell()
                || interpreter.hasOwnPath()
                || !interpreter.options().isParsedAlike()) {
            return Optional.empty();
        }
        List<String> words = interpreter.parser();
        return new StepShell(context, words.get(0))
                .ask(words.subList(1, words.size()), text + "\n", Optional.empty())
                .fold(Optional::of, InterpreterCheck::judge);
    }

    private static Optional<StepFinding> judge(ShellAnswer answer) {
        return answer.code() == 0
                ? Optional.empty()
                : Optional.of(StepFinding.cannotRun("its interpreter cannot parse it: " + answer.text()));
    }
}
