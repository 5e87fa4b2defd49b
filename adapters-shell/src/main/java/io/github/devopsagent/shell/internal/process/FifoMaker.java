package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes FIFOs for the output of steps, which is not masked yet: each in a new directory that is closed to other users
 * before anybody can know its name, and in no place where another user could put something else under that name.
 */
final class FifoMaker {

    /** A machine that is busy may take its time; who gives up sooner would fail a step that could run. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int STICKY = 0b001_000_000_000;
    private static final int WRITABLE_FOR_OTHERS = 0b000_010_010;

    private final String mkfifo;
    private final MachineTools machine;
    private final String temporary;
    private final Path scratch;
    private final Duration limit;

    /**
     * @param mkfifo the command
     * @param temporary where it lies mostly
     * @param scratch where it lies if it cannot lie there
     * @param limit how long the command may take
     */
    FifoMaker(String mkfifo, MachineTools machine, String temporary, Path scratch, Duration limit) {
        this.mkfifo = mkfifo;
        this.machine = machine;
        this.temporary = temporary;
        this.scratch = scratch;
        this.limit = limit;
    }

    /** A new one; an exception says why there can be none. */
    PrintedToFifo make() throws IOException {
        List<String> failures = new ArrayList<>();
        try {
            Path shared = Path.of(temporary).toAbsolutePath();
            requireThatNamesStay(shared);
            return makeIn(shared);
        } catch (IOException | InvalidPathException e) {
            failures.add(temporary + ": " + e.getMessage());
        }
        try {
            return makeIn(scratch);
        } catch (IOException e) {
            failures.add(scratch + ": " + e.getMessage());
        }
        throw new IOException("there can be no FIFO for its output, neither in " + String.join(", nor in ", failures)
                + "; let java.io.tmpdir be a directory where the command mkfifo works");
    }

    private PrintedToFifo makeIn(Path parent) throws IOException {
        Path directory = Files.createTempDirectory(
                parent,
                "devops-agent-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path path = directory.resolve("output-of-" + directory.getFileName());
        boolean opened = false;
        try {
            Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            call(path);
            PrintedToFifo fifo = PrintedToFifo.open(path, owner, machine.proc());
            opened = true;
            return fifo;
        } finally {
            if (!opened) {
                PrintedToFifo.remove(path);
            }
        }
    }

    /** Where others may write, only the sticky bit keeps them from renaming what is ours. */
    private static void requireThatNamesStay(Path parent) throws IOException {
        int mode = (Integer) Files.getAttribute(parent, "unix:mode");
        if ((mode & WRITABLE_FOR_OTHERS) != 0 && (mode & STICKY) == 0) {
            throw new IOException("other users may write there, and it has no sticky bit (chmod +t)");
        }
    }

    private void call(Path path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(mkfifo, "-m", "600", path.toString())
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        Process made = builder.start();
        try {
            if (!made.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(mkfifo + " had not ended after " + limit.toSeconds() + " s");
            }
            if (made.exitValue() != 0) {
                throw new IOException(mkfifo + " failed: " + told(made));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + mkfifo + " ran", e);
        } finally {
            made.destroyForcibly();
            made.getInputStream().close();
            made.getOutputStream().close();
        }
    }

    /** What it says, as far as it is there: who holds its output must not hold us. */
    private static String told(Process made) throws IOException {
        byte[] text =
                made.getInputStream().readNBytes(Math.min(made.getInputStream().available(), 500));
        String told = new String(text, UTF_8).strip();
        return told.isEmpty() ? "exit code " + made.exitValue() : told;
    }
}
