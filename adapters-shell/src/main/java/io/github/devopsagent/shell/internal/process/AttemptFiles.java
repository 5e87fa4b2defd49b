package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an attempt leaves in the scratch directory.
 *
 * @param scratch where the executor keeps what must survive the agent
 * @param key the attempt's key
 */
public record AttemptFiles(Scratch scratch, String key) {

    private static final Pattern WHOLE_LINE = Pattern.compile("(\\d{1,3})\n");

    public static AttemptFiles of(Attempt attempt) {
        return new AttemptFiles(attempt.scratch(), attempt.key());
    }

    /** The command: written and synced before anything is started, so without a script there was no start. */
    public Path script() {
        return scratch.directory().resolve(scriptName());
    }

    /** The exit code: written by the wrapper when the command ended by itself. */
    public Path exitCode() {
        return scratch.directory().resolve(exitCodeName(key));
    }

    public static String exitCodeName(String key) {
        return key + ".exit";
    }

    private String scriptName() {
        return key + ".sh";
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
     */
    public void writeScript(String command) {
        scratch.create(scriptName(), (command + "\n").getBytes(UTF_8));
    }

    /** For an attempt of which it is certain that nothing was started. */
    public void forgetScript() {
        scratch.delete(scriptName());
    }

    /** True if the script was never written, hence nothing started: only in a scratch directory that is there. */
    public boolean neverStarted() {
        return Files.isDirectory(scratch.directory()) && Files.notExists(script());
    }

    public Optional<ExitStatus> exitStatus() {
        try {
            Matcher line = WHOLE_LINE.matcher(Uninterrupted.read(exitCode()));
            return line.matches() ? Optional.of(new ExitStatus(Integer.parseInt(line.group(1)))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
