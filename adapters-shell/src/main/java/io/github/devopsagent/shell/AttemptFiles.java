package io.github.devopsagent.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.devopsagent.pipeline.Attempt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an attempt leaves in the scratch directory.
 *
 * @param scratch the directory
 * @param key the attempt's key
 */
record AttemptFiles(Path scratch, String key) {

    private static final Pattern WHOLE_LINE = Pattern.compile("(\\d{1,3})\n");

    static AttemptFiles of(Attempt attempt) {
        return new AttemptFiles(attempt.scratch().toAbsolutePath(), attempt.key());
    }

    /** The command: written and synced before anything is started, so without a script there was no start. */
    Path script() {
        return scratch.resolve(key + ".sh");
    }

    /** The exit code: written by the wrapper when the command ended by itself. */
    Path exitCode() {
        return scratch.resolve(key + ".exit");
    }

    /** Throws an IllegalStateException if this attempt was executed before. */
    void requireNew() {
        if (Files.exists(script())) {
            throw new IllegalStateException("this attempt was executed before: " + script() + " exists");
        }
    }

    /**
     * A file rather than an argument: an argument ends at 128 KiB, is re-encoded by the JVM (under a C locale every
     * non-ASCII character silently becomes a question mark), and is shown to every user of the machine by ps.
     */
    void writeScript(String command) throws IOException {
        try (FileChannel file = FileChannel.open(script(), Set.of(CREATE_NEW, WRITE), ownerOnly())) {
            ByteBuffer bytes = UTF_8.encode(command + "\n");
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        try (FileChannel directory = FileChannel.open(scratch, READ)) {
            directory.force(true);
        }
    }

    /** For an attempt of which it is certain that nothing was started. */
    void forgetScript() throws IOException {
        Files.deleteIfExists(script());
    }

    /** True if the script was never written, hence nothing started: only in a scratch directory that is there. */
    boolean neverStarted() {
        return Files.isDirectory(scratch) && Files.notExists(script());
    }

    Optional<Integer> readExitCode() {
        try {
            Matcher line = WHOLE_LINE.matcher(Uninterrupted.read(exitCode()));
            return line.matches() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private FileAttribute<?>[] ownerOnly() throws IOException {
        boolean posix = Files.getFileStore(scratch).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
