package io.github.devopsagent.directory;

import io.vavr.control.Either;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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
    private final Holder self;
    private final Instant since;

    private DirectoryLock(
            DurableFiles durable, Path guarded, FileChannel channel, FileLock lock, Holder self, Instant since) {
        this.durable = durable;
        this.guarded = guarded;
        this.channel = channel;
        this.lock = lock;
        this.self = self;
        this.since = since;
    }

    /**
     * Takes the lock, or says who has it.
     *
     * @param durable how files are written
     * @param directory an existing directory of ours
     * @param self for the record
     * @param now for the record
     * @return the lock, to be closed; or who holds it, for people
     */
    public static Either<String, DirectoryLock> acquire(
            DurableFiles durable, Path directory, Holder self, Instant now) {
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
                taken = lock(durable, real, self, now);
            } finally {
                if (taken.isEmpty()) {
                    HELD_BY_THIS_JVM.remove(property(real));
                }
            }
            taken.ifPresent(DirectoryLock::announce);
            return taken.<Either<String, DirectoryLock>>map(Either::right)
                    .orElseGet(() -> Either.left(owner(directory).orElse("another process")));
        } catch (AccessDeniedException e) {
            return Either.left(owner(directory)
                    .map(holder -> holder + " (this user may not open its lock file)")
                    .orElseThrow(() -> new BrokenFileException("locking", directory.resolve(LOCK), e)));
        } catch (IOException e) {
            throw new BrokenFileException("locking", directory.resolve(LOCK), e);
        }
    }

    private static Optional<DirectoryLock> lock(DurableFiles durable, Path real, Holder self, Instant now)
            throws IOException {
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
        return lock.map(taken -> new DirectoryLock(durable, real, channel, taken, self, now));
    }

    private static String property(Path real) {
        return DirectoryLock.class.getName() + ":" + real;
    }

    private void announce() {
        boolean announced = false;
        try {
            writeOwner("");
            announced = true;
        } finally {
            if (!announced) {
                release();
            }
        }
    }

    /**
     * Tells others what it is held for.
     *
     * @param run such as {@code DEP-001}
     */
    public void announce(String run) {
        writeOwner(", run " + run);
    }

    /** A full disk must not keep a run from being brought to its end, so people can be left without the record. */
    private void writeOwner(String what) {
        String text = self + ", held since " + since + what + "\n";
        try {
            durable.replaceOwn(guarded.resolve(OWNER), text.getBytes(StandardCharsets.UTF_8));
        } catch (BrokenFileException e) {
            durable.deleteQuietly(guarded.resolve(OWNER));
        }
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
