package io.github.devopsagent.git.internal.lock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * The lock file of a ref. One that a killed agent left behind is taken over; any other is left alone.
 *
 * <p>Content and time tell whether a killed agent can have left it: a ref's lock has nothing in it at first, and then
 * where the ref goes. But another process can have made the same lock at the same time, as a fetch of what was pushed
 * does. So it is only taken over if it belongs to this process's user, is older than a ref takes to be written, and
 * {@linkplain LockHolders nobody who lives} may hold it.
 */
public final class RefLock {

    /** Writing a ref takes milliseconds, unless git runs a hook meanwhile; that git is found among the processes. */
    private static final Duration OLD = Duration.ofSeconds(3);

    /** As long as others are waited for. */
    private static final Duration WRITING = Duration.ofSeconds(1);

    /** Whoever holds a lock that is old is looked for again, since a git that starts or ends cannot be placed. */
    private static final Duration PATIENCE = OLD.multipliedBy(2);

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** The time of a file may be that of the kernel's last tick. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final Repository repository;
    private final Path file;
    private final Duration patience;

    private RefLock(Repository repository, Path file, Duration patience) {
        this.repository = repository;
        this.file = file;
        this.patience = patience;
    }

    public static RefLock of(Repository repository, String ref) {
        return of(repository, ref, PATIENCE);
    }

    /**
     * As {@link #of(Repository, String)}.
     *
     * @param patience how long a takeover looks until the lock is old and nobody may hold it
     */
    static RefLock of(Repository repository, String ref, Duration patience) {
        Path directory =
                (ref.equals(Constants.HEAD) ? repository.getDirectory() : repository.getCommonDirectory()).toPath();
        return new RefLock(repository, directory.resolve(ref + Constants.LOCK_SUFFIX), patience);
    }

    public Path file() {
        return file;
    }

    /** Waits for somebody who writes the ref, and refuses a lock that was left: nothing was changed yet. */
    public void requireFree() throws IOException, GitRefusal {
        long deadline = System.nanoTime() + WRITING.toNanos();
        while (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new GitRefusal("The ref is locked by " + file + ". Another git process is at work, or has died;"
                        + " if none runs, run: rm " + ShellWord.quoted(file.toString()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Removes it if it can be what a killed agent left, and nobody else's. Waits until it is old enough to tell, and a few
     * seconds for others to let it go.
     *
     * @param goals where the agent would have let the ref go, as the content of the ref's file
     * @param since when the agent began
     * @return whether it was removed
     */
    public boolean takeOver(Set<String> goals, Instant since) throws IOException {
        return takeOver(lock -> lock.leadsTo(goals) && !lock.time().isBefore(since.minus(TICK)));
    }

    /**
     * Removes it when it is old, and waits for that or for its end: of a ref that nobody writes but this agent, and git
     * when it packs refs.
     *
     * @return whether it was removed
     */
    public boolean takeOverWhenOld() throws IOException {
        return takeOver(lock -> true);
    }

    private boolean takeOver(Predicate<LockFile> canBeOurs) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            LockFile lock = LockFile.read(file);
            while (canBeOurs.test(lock)) {
                if (lock.isOld()
                        && !new LockHolders(repository).mayHold(file)
                        && LockFile.read(file).equals(lock)) {
                    return Files.deleteIfExists(file);
                }
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                lock = LockFile.read(file);
            }
            return false;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * What is there.
     *
     * @param content without the line's end
     * @param time when it was last written
     * @param key of the file system; empty where there is none
     */
    private record LockFile(String content, Instant time, Optional<Object> key) {

        static LockFile read(Path file) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new LockFile(
                    Files.readString(file, ISO_8859_1).strip(),
                    attributes.lastModifiedTime().toInstant(),
                    Optional.ofNullable(attributes.fileKey()));
        }

        boolean leadsTo(Set<String> goals) {
            return content.isEmpty() || goals.contains(content);
        }

        boolean isOld() {
            return time.isBefore(Instant.now().minus(OLD));
        }
    }
}
