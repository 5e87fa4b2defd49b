package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A directory that somebody is removing, file by file. */
public final class EmptiedDirectory {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

    /** A process that removes a file each few microseconds may have to wait for a busy machine. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private EmptiedDirectory() {}

    /**
     * Waits until a directory is gone, or nothing more has gone from it for a fifth of a second; at the most two seconds.
     *
     * @param directory which
     */
    public static void await(Path directory) {
        long begin = System.nanoTime();
        long changed = begin;
        OptionalInt before = OptionalInt.empty();
        while (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && !isOver(begin, LONGEST)) {
            OptionalInt now = content(directory);
            if (now.isEmpty() || !now.equals(before)) {
                changed = System.nanoTime();
            } else if (isOver(changed, QUIET)) {
                return;
            }
            before = now;
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static boolean isOver(long begin, Duration time) {
        return System.nanoTime() - begin >= time.toNanos();
    }

    /** Empty if something went while it was looked at. */
    private static OptionalInt content(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return OptionalInt.of(all.sorted().toList().hashCode());
        } catch (IOException | UncheckedIOException e) {
            return OptionalInt.empty();
        }
    }
}
