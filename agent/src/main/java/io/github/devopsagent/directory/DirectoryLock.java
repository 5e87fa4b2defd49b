package io.github.devopsagent.directory;

import io.vavr.control.Either;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * Keeps two agents from one consensus directory. The lock is the kernel's, and ends with the process, so there is never
 * a stale one to break; the record beside it tells people who holds it.
 */
public final class DirectoryLock implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String OWNER = "lock-owner";

    // Opening and closing the lock file a second time in one process would drop the kernel's lock silently. The
    // properties are those of the whole process, whichever class loader this class comes from.
    private static final Properties HELD_BY_THIS_JVM = System.getProperties();

    private final DurableFiles durable;
    private final Path guarded;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(DurableFiles durable, Path guarded, FileChannel channel, FileLock lock) {
        this.durable = durable;
        this.guarded = guarded;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock, or says who has it.
     *
     * @param durable how files are written
     * @param directory an existing directory of ours
     * @param now for the record
     * @return the lock, to be closed; or who holds it, for people
     */
    public static Either<String, DirectoryLock> acquire(DurableFiles durable, Path directory, Instant now) {
        try {
            Path real = directory.toRealPath();
            if (HELD_BY_THIS_JVM.putIfAbsent(property(real), "held") != null) {
                return Either.left("another agent in this process"
                        + owner(directory)
                                .map(" ("::concat)
                                .map(text -> text + ")")
                                .orElse(""));
            }
            Optional<DirectoryLock> taken = Optional.empty();
            try {
                taken = lock(durable, real);
            } finally {
                if (taken.isEmpty()) {
                    HELD_BY_THIS_JVM.remove(property(real));
                }
            }
            taken.ifPresent(lock -> lock.announce(now));
            return taken.<Either<String, DirectoryLock>>map(Either::right)
                    .orElseGet(() -> Either.left(owner(directory).orElse("another process")));
        } catch (IOException e) {
            throw new BrokenFileException("locking", directory.resolve(LOCK), e);
        }
    }

    private static Optional<DirectoryLock> lock(DurableFiles durable, Path real) throws IOException {
        FileChannel channel = durable.openToLock(real.resolve(LOCK));
        Optional<FileLock> lock = Optional.empty();
        try {
            lock = Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // Someone else in this process locks this file: the same answer as for another process.
            lock = Optional.empty();
        } finally {
            if (lock.isEmpty()) {
                channel.close();
            }
        }
        return lock.map(taken -> new DirectoryLock(durable, real, channel, taken));
    }

    private static String property(Path real) {
        return DirectoryLock.class.getName() + ":" + real;
    }

    private void announce(Instant now) {
        boolean announced = false;
        try {
            writeOwner(now);
            announced = true;
        } finally {
            if (!announced) {
                release();
            }
        }
    }

    private void writeOwner(Instant now) {
        ProcessHandle self = ProcessHandle.current();
        String text = "pid " + self.pid() + ", user " + System.getProperty("user.name") + ", process started "
                + self.info().startInstant().map(Instant::toString).orElse("at an unknown time") + ", held since " + now
                + "\n";
        durable.replace(guarded.resolve(OWNER), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> owner(Path directory) {
        try {
            return Optional.of(Files.readString(directory.resolve(OWNER)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            // One that stays is of no use, and is replaced by the next holder's.
            durable.deleteQuietly(guarded.resolve(OWNER));
        } finally {
            release();
        }
    }

    private void release() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new BrokenFileException("unlocking", guarded.resolve(LOCK), e);
        } finally {
            HELD_BY_THIS_JVM.remove(property(guarded));
        }
    }
}
