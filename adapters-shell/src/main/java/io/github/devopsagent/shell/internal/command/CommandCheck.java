package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.script.Script;
import io.github.devopsagent.shell.internal.input.Handover;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out whether a command could run, without running it or anything in it. */
final class CommandCheck {

    private static final List<String> PARSE = List.of("-n");

    private static final String FOUND = "found";

    private static final String PATH_OF_THE_HOST =
            "the PATH with which the agent was started; start it with another, or declare one: variable(\"PATH\", …)";
    private static final String PATH_OF_THE_SHELL =
            "the path that /bin/sh has by itself: no PATH is inherited, and none is declared";

    /**
     * The shell itself knows its builtins and reserved words. The word comes on stdin, where no encoding garbles it, in
     * the line before the command: {@code read} takes no more than that line. One process for both halves the time.
     */
    private static final List<String> LOOK_UP_AND_PARSE = List.of(
            "-c", "IFS= read -r word; command -v -- \"$word\" >/dev/null 2>&1 && echo " + FOUND + "; exec \"$0\" -n");

    private final ExecutionContext context;
    private final StepShell shell;
    private final CheckingShell checkingShell;
    private final PathCheck paths;

    CommandCheck(StepShell shell, CheckingShell checkingShell) {
        this.context = shell.context();
        this.shell = shell;
        this.checkingShell = checkingShell;
        this.paths = new PathCheck(shell);
    }

    /**
     * A working directory that is missing is reported like a missing relative path, even if it is absolute: an earlier
     * step may well create it. What certainly cannot run is reported before it.
     */
    Optional<StepFinding> check(String command) {
        Optional<String> refusal = Handover.refusal(command, context);
        if (refusal.isPresent()) {
            return Optional.of(StepFinding.cannotRun(refusal.get()));
        }
        Optional<StepFinding> finding = checkText(command);
        return finding.isPresent() ? finding : checkWorkingDirectory();
    }

    private Optional<StepFinding> checkText(String command) {
        Optional<FirstWord.CommandWord> first = FirstWord.of(Script.written(command));
        Optional<FirstWord.CommandWord> word = first.isPresent() && isOneLine(first.get()) ? first : Optional.empty();
        boolean isPath = word.isPresent() && isPath(word.get());
        Optional<FirstWord.CommandWord> name = isPath ? Optional.empty() : word;
        if (isAccepted(word, name, command)) {
            return isPath ? paths.check(word.get().text()) : Optional.empty();
        }
        if (name.isPresent()) {
            return checkNameAndSyntax(name.get(), command);
        }
        Optional<StepFinding> finding = checkSyntax(command);
        return isPath && finding.isEmpty() ? paths.check(word.get().text()) : finding;
    }

    private boolean isAccepted(
            Optional<FirstWord.CommandWord> word, Optional<FirstWord.CommandWord> name, String command) {
        Optional<String> path = word.isPresent() ? word.get().path() : Optional.empty();
        if (path.isEmpty()) {
            path = Handover.variable(StepShell.PATH, context);
        }
        if (path.isEmpty()) {
            return false;
        }
        Path place = context.workingDirectory();
        Optional<Path> directory = Files.isDirectory(place) ? Optional.of(place) : Optional.empty();
        Optional<String> text = name.isPresent() ? Optional.of(name.get().text()) : Optional.empty();
        return checkingShell.accepts(new CheckingShell.Question(directory, path.get(), text, command));
    }

    private static boolean isOneLine(FirstWord.CommandWord word) {
        return word.text().indexOf('\n') < 0;
    }

    private static boolean isPath(FirstWord.CommandWord word) {
        return word.text().indexOf('/') >= 0;
    }

    private Optional<StepFinding> checkSyntax(String command) {
        return shell.ask(PARSE, command + "\n", Optional.empty()).fold(Optional::of, CommandCheck::judgeSyntax);
    }

    private Optional<StepFinding> checkNameAndSyntax(FirstWord.CommandWord word, String command) {
        return shell.ask(LOOK_UP_AND_PARSE, word.text() + "\n" + command + "\n", word.path())
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
                : Optional.of(StepFinding.notInstalled(
                        word.text() + ": not found", Optional.of("commands were looked for on " + pathOf(word))));
    }

    /** None is shown: it is long, and what is found out here is written, and sent to others. */
    private String pathOf(FirstWord.CommandWord word) {
        if (word.path().isPresent()) {
            return "the PATH that the command itself sets";
        }
        if (context.variables().containsKey(StepShell.PATH)) {
            return "the PATH that is declared, in a step's 'env' or with variable(\"PATH\", …)";
        }
        return isPathInherited() ? PATH_OF_THE_HOST : PATH_OF_THE_SHELL;
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

    private boolean isPathInherited() {
        return Handover.variable(StepShell.PATH, context).isPresent();
    }
}
