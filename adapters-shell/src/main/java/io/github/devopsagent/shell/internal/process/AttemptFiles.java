package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.script.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an attempt leaves in the scratch directory.
 *
 * @param scratch where the executor keeps what must survive the agent
 * @param key the attempt's key
 */
public record AttemptFiles(Scratch scratch, String key) {

    private static final String SHELL_SUFFIX = ".sh";
    private static final String CONTENT_SUFFIX = ".script";

    public static AttemptFiles of(Attempt attempt) {
        return new AttemptFiles(attempt.scratch(), attempt.key());
    }

    /** The command behind its gate. */
    Path script() {
        return scratch.directory().resolve(scriptName());
    }

    private String scriptName() {
        return key + SHELL_SUFFIX;
    }

    private String contentName() {
        return key + CONTENT_SUFFIX;
    }

    /** Throws an IllegalStateException if this attempt was executed before. */
    public void requireNew() {
        if (Files.exists(script())) {
            throw new IllegalStateException("this attempt was executed before: " + script() + " exists");
        }
    }

    /**
     * A file rather than an argument: an argument ends at 128 KiB, is re-encoded by the JVM (under a C locale every
     * non-ASCII character silently becomes a question mark), and is shown to every user of the machine by ps.
     *
     * <p>What an interpreter executes is a file of its own, as its author wrote it.
     *
     * <p>Nothing depends on its being on the disk: after a reboot it proves nothing, whether it is there or not.
     *
     * @param first what it begins with, before its gate, on behalf of signals
     */
    void writeScript(StepCommand command, String first) {
        String text = command.text();
        if (command.interpreter().isPresent()) {
            scratch.createUnsynced(contentName(), endingItsLastLine(text).getBytes(UTF_8));
            text = executing(command.interpreter().get());
        }
        scratch.createUnsynced(scriptName(), (first + StartGate.LINE + text + "\n").getBytes(UTF_8));
    }

    /** The shell knows where it lies itself, whatever this process can say of its path. */
    private static String executing(Interpreter interpreter) {
        return "exec"
                + interpreter.words().stream()
                        .map(word -> " '" + word.replace("'", "'\\''") + "'")
                        .collect(joining())
                + " \"${0%" + SHELL_SUFFIX + "}" + CONTENT_SUFFIX + "\"";
    }

    private static String endingItsLastLine(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }

    /** For an attempt of which it is certain that nothing was started. */
    public void forgetScript() {
        scratch.delete(scriptName());
        scratch.delete(contentName());
    }

    /**
     * Whether nothing can have begun before the start was recorded: there is no script, or one behind a gate. Earlier
     * versions wrote it without one.
     */
    public boolean isGated() {
        try {
            return !Files.exists(script())
                    ? Files.isDirectory(scratch.directory())
                    : SignalDispositions.withoutUnblocking(Uninterrupted.read(script()))
                            .startsWith(StartGate.LINE);
        } catch (IOException e) {
            return false;
        }
    }
}
