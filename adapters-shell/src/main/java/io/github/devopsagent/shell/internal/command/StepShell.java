package io.github.devopsagent.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.shell.internal.question.QuietEnvironment;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shell of a step, which is asked where the step would run, with what of its environment an answer depends on.
 *
 * @param context of the step
 * @param program where the shell is
 */
record StepShell(ExecutionContext context, String program) {

    static final String PATH = "PATH";

    /**
     * Asks a question that has no effect.
     *
     * @param arguments of the shell
     * @param stdin what it reads, where no encoding garbles it
     * @param path instead of the step's own
     * @return the answer, or why there is none
     */
    Either<StepFinding, ShellAnswer> ask(List<String> arguments, String stdin, Optional<String> path) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        context.applyTo(builder.environment());
        QuietEnvironment.quieten(builder.environment());
        if (path.isPresent()) {
            builder.environment().put(PATH, path.get());
        }
        if (Files.isDirectory(context.workingDirectory())) {
            builder.directory(context.workingDirectory().toFile());
        }
        try {
            return Either.right(ShellAnswer.to(builder, stdin.getBytes(UTF_8)));
        } catch (IOException e) {
            return Either.left(StepFinding.cannotRun(program + " cannot be asked: " + e.getMessage()));
        }
    }
}
