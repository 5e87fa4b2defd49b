package io.github.devopsagent.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sources of a module, as they lie on the disk. */
public final class SourceFiles {

    /** Nobody keeps more in mind. */
    public static final int MOST_LINES = 500;

    private SourceFiles() {}

    /** Files below a directory that have more than {@link #MOST_LINES} lines. */
    public static List<String> tooLong(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MOST_LINES)
                    .map(file -> directory.relativize(file) + " has " + lines(file) + " lines")
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
