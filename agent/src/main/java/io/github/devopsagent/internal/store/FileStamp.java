package io.github.devopsagent.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells a file from what it was, by what the file system knows of it. A file that was changed just now has no stamp:
 * within one tick of the file system's clock it could be changed again and look the same.
 */
final class FileStamp {

    /** Longer than the tick of any file system's clock: FAT counts in steps of two seconds. */
    private static final Duration TICK = Duration.ofSeconds(3);

    /** Where there is such a time, nobody can set it back, as {@code touch} and {@code cp -p} do with the other one. */
    private static final String CHANGED = "ctime";

    private static final String MODIFIED = "lastModifiedTime";
    private static final String BASIC = MODIFIED + ",size,fileKey";
    private static final String UNIX = "unix:" + BASIC + "," + CHANGED;

    private FileStamp() {}

    /**
     * Looks at a file.
     *
     * @param file the path; of a link, what it leads to
     * @return the stamp; empty if the file was changed just now, or if it cannot be looked at
     */
    static Optional<String> of(Path file) {
        return of(file, Instant.now());
    }

    static Optional<String> of(Path file, Instant now) {
        try {
            Map<String, Object> found = Files.readAttributes(file, isUnix(file) ? UNIX : BASIC);
            Instant changed =
                    time(found, CHANGED).orElseGet(() -> time(found, MODIFIED).orElse(now));
            return changed.isBefore(now.minus(TICK)) ? Optional.of(new TreeMap<>(found).toString()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isUnix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static Optional<Instant> time(Map<String, Object> found, String name) {
        return Optional.ofNullable(found.get(name)).map(FileTime.class::cast).map(FileTime::toInstant);
    }
}
