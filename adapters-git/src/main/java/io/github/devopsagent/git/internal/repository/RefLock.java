package io.github.devopsagent.git.internal.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * The lock file of a ref. One that a killed agent left behind is taken over; any other is left alone.
 *
 * <p>Which is which, the content and the age tell: a ref's lock has nothing in it at first, and then where the ref goes.
 */
public final class RefLock {

    /** Writing a ref takes milliseconds, so a lock of that age is one that a killed agent left. */
    private static final Duration OLD = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** The time of a file may be that of the kernel's last tick. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final Path file;

    private RefLock(Path file) {
        this.file = file;
    }

    public static RefLock of(Repository repository, String ref) {
        Path directory =
                (ref.equals(Constants.HEAD) ? repository.getDirectory() : repository.getCommonDirectory()).toPath();
        return new RefLock(directory.resolve(ref + Constants.LOCK_SUFFIX));
    }

    Path file() {
        return file;
    }

    /**
     * Removes it if it can be what a killed agent left.
     *
     * @param goals where the agent would have let the ref go, as the content of the ref's file
     * @param since when the agent began
     * @return whether it was removed
     */
    public boolean takeOver(Set<String> goals, Instant since) throws IOException {
        try {
            String goal = Files.readString(file, ISO_8859_1).strip();
            boolean ours = (goal.isEmpty() || goals.contains(goal))
                    && Files.getLastModifiedTime(file).compareTo(FileTime.from(since.minus(TICK))) >= 0;
            return ours && Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Removes it when it is old, and waits for that or for its end: of a ref that nobody writes but this agent. */
    public void takeOverWhenOld() throws IOException {
        long deadline = System.nanoTime() + OLD.multipliedBy(2).toNanos();
        try {
            while (System.nanoTime() - deadline < 0) {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(Instant.now().minus(OLD))) {
                    Files.deleteIfExists(file);
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (NoSuchFileException e) {
            // There is none, or no longer.
        }
    }
}
