package io.github.devopsagent.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A directory that somebody is removing, file by file. */
public final class EmptiedDirectory {

    private static final int MOST_LOOKS = 40;
    private static final long BETWEEN_LOOKS_NANOS = 3_000_000;

    private EmptiedDirectory() {}

    /**
     * Waits until nothing more goes from a directory, or it is gone itself; at the most about a tenth of a second.
     *
     * @param directory which
     */
    public static void await(Path directory) {
        OptionalInt before = OptionalInt.empty();
        for (int i = 0; i < MOST_LOOKS && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS); i++) {
            OptionalInt now = content(directory);
            if (now.isPresent() && now.equals(before)) {
                return;
            }
            before = now;
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
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
