package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out whether a program can be executed that a command names by its path. */
final class PathCheck {

    private static final String MISSING = "missing";
    private static final String DIRECTORY = "directory";
    private static final String EXECUTABLE = "executable";

    /** The path comes on stdin, as the bytes that the script of the step has. */
    private static final List<String> LOOK = List.of(
            "-c",
            "IFS= read -r path; if [ -d \"$path\" ]; then echo " + DIRECTORY + "; elif [ -x \"$path\" ]; then echo "
                    + EXECUTABLE + "; elif [ -e \"$path\" ]; then echo plain; else echo " + MISSING + "; fi");

    private final StepShell shell;

    PathCheck(StepShell shell) {
        this.shell = shell;
    }

    /** A relative path that is missing may come to be. */
    Optional<StepFinding> check(String text) {
        try {
            Path resolved = directory().resolve(Path.of(text));
            return judge(text, resolved.toString(), found(resolved));
        } catch (InvalidPathException e) {
            // Java writes names in the encoding of its locale, which may be ASCII; a file's name is bytes.
            return isAnywhere(text)
                    ? shell.ask(LOOK, text + "\n", Optional.empty())
                            .fold(Optional::of, answer -> judge(text, inDirectory(text), found(answer)))
                    : judge(text, text, MISSING);
        }
    }

    /** Where there is no directory, the shell is asked elsewhere. */
    private boolean isAnywhere(String text) {
        return isAbsolute(text) || Files.isDirectory(directory());
    }

    private static String found(Path file) {
        if (!Files.exists(file)) {
            return MISSING;
        }
        if (Files.isDirectory(file)) {
            return DIRECTORY;
        }
        return Files.isExecutable(file) ? EXECUTABLE : "";
    }

    private static String found(ShellAnswer answer) {
        return answer.text();
    }

    private Optional<StepFinding> judge(String text, String whole, String found) {
        return switch (found) {
            case EXECUTABLE -> Optional.empty();
            case DIRECTORY -> Optional.of(StepFinding.cannotRun(text + ": is a directory"));
            case MISSING ->
                Optional.of(
                        isAbsolute(text)
                                ? StepFinding.notInstalled(text + ": does not exist", Optional.empty())
                                : StepFinding.missingNow(text + ": does not exist in " + directory()));
            default -> Optional.of(StepFinding.cannotRun(text + ": is not executable. Run chmod +x " + whole));
        };
    }

    private String inDirectory(String text) {
        return isAbsolute(text) ? text : directory() + "/" + text;
    }

    private static boolean isAbsolute(String text) {
        return text.startsWith("/");
    }

    private Path directory() {
        return shell.context().workingDirectory();
    }
}
