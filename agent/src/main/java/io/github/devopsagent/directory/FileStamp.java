package io.github.devopsagent.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a file from what it was, by what the file system knows of it. A file that was changed just now has no stamp:
 * within one tick of the file system's clock it could be changed again and look the same.
 */
final class FileStamp {

    /** Longer than the tick of any file system's clock: FAT counts in steps of two seconds. */
    private static final Duration TICK = Duration.ofSeconds(3);

    private static final String CHANGED = "ctime";

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
            BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
            FileTime changed = changed(file).orElseGet(basic::lastModifiedTime);
            boolean isSettled = changed.toInstant().isBefore(now.minus(TICK));
            return isSettled
                    ? Optional.of(basic.fileKey() + " " + basic.size() + " " + basic.lastModifiedTime() + " " + changed)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where there is such a time, nobody can set it back, as {@code touch} and {@code cp -p} do with the other one. */
    private static Optional<FileTime> changed(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Map<String, Object> found = Files.readAttributes(file, "unix:" + CHANGED);
        return Optional.ofNullable(found.get(CHANGED)).map(FileTime.class::cast);
    }
}
