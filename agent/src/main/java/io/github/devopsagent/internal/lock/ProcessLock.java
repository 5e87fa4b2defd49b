package io.github.devopsagent.internal.lock;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FileIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lock that a process keeps as long as it lives, even if it fails: whoever gets it knows that the process has ended. The
 * lock of the directory does not tell that, since it is given back when a run cannot be recorded.
 *
 * <p>A file beside it says which file was locked. A copy that takes its place is locked by nobody, and would prove the
 * end of a process that lives.
 */
public final class ProcessLock {

    /** What the name of the file beside it ends with, that says which file was locked. */
    public static final String IDENTITY = "-identity";

    private static final int MOST_TRIES = 10;

    /** By real path. What was removed stays locked: it may come back to its name. */
    private static final Map<Path, List<Held>> HELD = new HashMap<>();

    private record Held(FileChannel channel, FileIdentity file) {}

    private ProcessLock() {}

    /**
     * Takes the lock until this process ends, or lets go; again, if its file was removed or replaced.
     *
     * @param durable how files are written
     * @param file the lock file, made if it is missing
     * @throws BrokenFileException if that is not possible
     */
    public static synchronized void hold(DurableFiles durable, Path file) {
        try {
            Optional<FileIdentity> there = FileIdentity.of(file);
            // Opened once more, and closed, it would be free.
            FileIdentity held = there.filter(ProcessLock::isHeld).isPresent() ? there.get() : take(durable, file);
            if (!isIdentifiedAs(held, file)) {
                durable.replaceOwn(identity(file), bytes(held));
            }
        } catch (IOException e) {
            throw new BrokenFileException("locking", file, e);
        }
    }

    private static FileIdentity take(DurableFiles durable, Path file) throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<FileIdentity> before = FileIdentity.of(file);
            FileChannel channel = durable.openToLock(file);
            boolean isTaken = false;
            try {
                if (tryLock(channel) == null) {
                    throw new IOException("another process holds it");
                }
                isTaken = before.isPresent() && before.equals(FileIdentity.of(file));
                if (isTaken) {
                    HELD.computeIfAbsent(place(file), place -> new ArrayList<>())
                            .add(new Held(channel, before.get()));
                    return before.get();
                }
            } finally {
                if (!isTaken) {
                    channel.close();
                }
            }
        }
        throw new IOException("it was removed " + MOST_TRIES + " times in a row while it was locked");
    }

    @SuppressWarnings("NullAway")
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process holds it in another class loader", e);
        }
    }

    /**
     * Whether what this process has locked is still where it was.
     *
     * @param file the lock file
     * @return true also if this process does not hold the lock
     */
    public static synchronized boolean stands(Path file) {
        // Finding out which place a path means takes longer than all else, and is asked many times in each step.
        List<Held> held = HELD.isEmpty() ? List.of() : HELD.getOrDefault(place(file), List.of());
        return held.isEmpty()
                || held.stream().map(Held::file).anyMatch(each -> each.isAt(file) && isIdentifiedAs(each, file));
    }

    /**
     * Lets go: the run has come to its end.
     *
     * @param file the lock file
     */
    public static synchronized void release(Path file) {
        List<Held> held = HELD.remove(place(file));
        if (held != null) {
            held.forEach(each -> DurableFiles.closeQuietly(each.channel()));
        }
    }

    /**
     * Whether the process that took the lock has ended.
     *
     * @param durable how files are opened
     * @param file the lock file
     * @return false if it lives, if it never took the lock, or if that cannot be found out
     */
    public static synchronized boolean isOfEndedProcess(DurableFiles durable, Path file) {
        try {
            Optional<FileIdentity> there = FileIdentity.of(file);
            return there.filter(found -> isIdentifiedAs(found, file)).isPresent()
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && !isHeld(there.get())
                    && !HELD.containsKey(place(file))
                    && isFree(durable, file)
                    && there.equals(FileIdentity.of(file));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFree(DurableFiles durable, Path file) throws IOException {
        try (FileChannel channel = durable.openToLock(file)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static boolean isHeld(FileIdentity file) {
        return HELD.values().stream().flatMap(List::stream).anyMatch(held -> held.file()
                .equals(file));
    }

    private static boolean isIdentifiedAs(FileIdentity found, Path file) {
        Path identity = identity(file);
        try {
            return Files.isRegularFile(identity, LinkOption.NOFOLLOW_LINKS)
                    && Files.readString(identity).equals(found.text());
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] bytes(FileIdentity file) {
        return file.text().getBytes(StandardCharsets.UTF_8);
    }

    private static Path identity(Path file) {
        return file.resolveSibling(file.getFileName() + IDENTITY);
    }

    /** Another spelling of a path is the same place, also of one that is gone. */
    private static Path place(Path file) {
        Path directory = DurableFiles.parent(file);
        try {
            return directory.toFile().getCanonicalFile().toPath().resolve(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
