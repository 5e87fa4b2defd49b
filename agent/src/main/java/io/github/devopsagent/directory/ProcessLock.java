package io.github.devopsagent.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock that a process keeps as long as it lives, even if it fails: whoever gets it knows that the process has ended. The
 * lock of the directory does not tell that, since it is given back when a run cannot be recorded.
 */
public final class ProcessLock {

    private static final Map<Path, FileLock> HELD = new ConcurrentHashMap<>();

    private ProcessLock() {}

    /**
     * Takes the lock until this process ends, or lets go.
     *
     * @param durable how files are written
     * @param file its file, made if it is missing
     */
    public static void hold(DurableFiles durable, Path file) {
        HELD.computeIfAbsent(file, path -> take(durable, path));
    }

    private static FileLock take(DurableFiles durable, Path file) {
        try {
            FileChannel channel = durable.openToLock(file);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new IOException("another process holds it");
            }
            return lock;
        } catch (IOException e) {
            throw new BrokenFileException("locking", file, e);
        }
    }

    @SuppressWarnings("NullAway")
    private static FileLock tryLock(FileChannel channel) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock;
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process holds it in another class loader", e);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /**
     * Lets go: the run has come to its end.
     *
     * @param file its file
     */
    public static void release(Path file) {
        FileLock lock = HELD.remove(file);
        if (lock != null) {
            DurableFiles.closeQuietly(lock.acquiredBy());
        }
    }

    /**
     * Whether the process that took the lock has ended.
     *
     * @param durable how files are opened
     * @param file its file
     * @return false if it lives, if it never took the lock, or if that cannot be found out
     */
    public static boolean isOfEndedProcess(DurableFiles durable, Path file) {
        if (HELD.containsKey(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = durable.openToLock(file)) {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }
}
