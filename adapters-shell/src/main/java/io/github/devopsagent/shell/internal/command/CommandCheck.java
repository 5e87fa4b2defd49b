package io.github.devopsagent.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.shell.internal.input.Handover;
import io.github.devopsagent.shell.internal.process.ShellAnswer;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether a command could run, without running it or anything in it. */
final class CommandCheck {

    private static final List<String> PARSE = List.of("/bin/sh", "-n");

    private static final String FOUND = "found";

    private static final String PATH = "PATH";
    private static final String PATH_OF_THE_HOST =
            "the PATH with which the agent was started; start it with another, or declare one: variable(\"PATH\", …)";
    private static final String PATH_OF_THE_SHELL =
            "the path that /bin/sh has by itself: no PATH is inherited, and none is declared";

    /**
     * The shell itself knows its builtins and reserved words. The word comes on stdin, where no encoding garbles it, in
     * the line before the command: {@code read} takes no more than that line. One process for both halves the time.
     */
    private static final List<String> LOOK_UP_AND_PARSE = List.of(
            "/bin/sh",
            "-c",
            "IFS= read -r word; command -v -- \"$word\" >/dev/null 2>&1 && echo " + FOUND + "; exec /bin/sh -n");

    private final ExecutionContext context;
    private final CheckingShell shell;

    CommandCheck(ExecutionContext context, CheckingShell shell) {
        this.context = context;
        this.shell = shell;
    }

    /**
     * A working directory that is missing is reported like a missing relative path, even if it is absolute: an earlier
     * step may well create it. What certainly cannot run is reported before it.
     */
    Optional<StepFinding> check(String command) {
        return Handover.refusal(command, context)
                .map(StepFinding::cannotRun)
                .or(() -> checkText(command))
                .or(this::checkWorkingDirectory);
    }

    private Optional<StepFinding> checkText(String command) {
        Optional<FirstWord.CommandWord> word = FirstWord.of(command).filter(CommandCheck::isOneLine);
        Optional<FirstWord.CommandWord> name = word.filter(each -> !isPath(each));
        if (isAccepted(word, name, command)) {
            return word.filter(CommandCheck::isPath).flatMap(each -> checkPath(each.text()));
        }
        return name.map(each -> checkNameAndSyntax(each, command))
                .orElseGet(() -> checkSyntax(command).or(() -> word.flatMap(each -> checkPath(each.text()))));
    }

    private boolean isAccepted(
            Optional<FirstWord.CommandWord> word, Optional<FirstWord.CommandWord> name, String command) {
        Optional<Path> directory = Optional.of(context.workingDirectory()).filter(Files::isDirectory);
        return word.flatMap(FirstWord.CommandWord::path)
                .or(() -> Optional.ofNullable(environment().get(PATH)))
                .filter(path -> shell.accepts(
                        new CheckingShell.Question(directory, path, name.map(FirstWord.CommandWord::text), command)))
                .isPresent();
    }

    private static boolean isOneLine(FirstWord.CommandWord word) {
        return word.text().indexOf('\n') < 0;
    }

    private static boolean isPath(FirstWord.CommandWord word) {
        return word.text().indexOf('/') >= 0;
    }

    private Optional<StepFinding> checkSyntax(String command) {
        return ask(PARSE, command + "\n", Optional.empty()).fold(Optional::of, CommandCheck::judgeSyntax);
    }

    private Optional<StepFinding> checkNameAndSyntax(FirstWord.CommandWord word, String command) {
        return ask(LOOK_UP_AND_PARSE, word.text() + "\n" + command + "\n", word.path())
                .fold(Optional::of, answer -> judgeSyntax(answer).or(() -> judgeName(word, answer)));
    }

    private static Optional<StepFinding> judgeSyntax(ShellAnswer answer) {
        String complaint =
                answer.text().startsWith(FOUND + "\n") ? answer.text().substring(FOUND.length()) : answer.text();
        return answer.code() == 0
                ? Optional.empty()
                : Optional.of(StepFinding.cannotRun("the shell cannot parse it: " + complaint.strip()));
    }

    private Optional<StepFinding> judgeName(FirstWord.CommandWord word, ShellAnswer answer) {
        return answer.text().startsWith(FOUND)
                ? Optional.empty()
                : Optional.of(StepFinding.cannotRun(word.text() + ": not found on " + pathOf(word)));
    }

    /** The host's own is not shown: what is found out here is written, and sent to others. */
    private String pathOf(FirstWord.CommandWord word) {
        return word.path()
                .or(() -> Optional.ofNullable(context.variables().get(PATH)))
                .map("PATH="::concat)
                .orElseGet(() -> isPathInherited() ? PATH_OF_THE_HOST : PATH_OF_THE_SHELL);
    }

    private Optional<StepFinding> checkPath(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            return Optional.of(StepFinding.cannotRun(text + ": not a path on this machine: " + e.getReason()));
        }
        Path resolved = context.workingDirectory().resolve(path);
        if (!Files.exists(resolved)) {
            return Optional.of(
                    path.isAbsolute()
                            ? StepFinding.cannotRun(text + ": does not exist")
                            : StepFinding.missingNow(text + ": does not exist in " + context.workingDirectory()));
        }
        if (Files.isDirectory(resolved)) {
            return Optional.of(StepFinding.cannotRun(text + ": is a directory"));
        }
        return Files.isExecutable(resolved)
                ? Optional.empty()
                : Optional.of(StepFinding.cannotRun(text + ": is not executable. Run chmod +x " + resolved));
    }

    private Optional<StepFinding> checkWorkingDirectory() {
        Path directory = context.workingDirectory();
        if (!Files.exists(directory)) {
            return Optional.of(StepFinding.missingNow("the working directory " + directory + " does not exist"));
        }
        return Files.isDirectory(directory)
                ? Optional.empty()
                : Optional.of(StepFinding.cannotRun("the working directory " + directory + " is not a directory"));
    }

    private Either<StepFinding, ShellAnswer> ask(List<String> command, String stdin, Optional<String> path) {
        ProcessBuilder builder = new ProcessBuilder(command);
        context.applyTo(builder.environment());
        path.ifPresent(value -> builder.environment().put(PATH, value));
        if (Files.isDirectory(context.workingDirectory())) {
            builder.directory(context.workingDirectory().toFile());
        }
        try {
            return Either.right(ShellAnswer.to(builder, stdin.getBytes(UTF_8)));
        } catch (IOException e) {
            return Either.left(StepFinding.cannotRun("/bin/sh cannot be asked: " + e.getMessage()));
        }
    }

    private boolean isPathInherited() {
        return environment().containsKey(PATH);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        context.applyTo(environment);
        return environment;
    }
}
