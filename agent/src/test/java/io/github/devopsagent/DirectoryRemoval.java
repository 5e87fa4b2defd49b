package io.github.devopsagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes a directory, although the agent may be making it again at the same time. */
public final class DirectoryRemoval {

    private DirectoryRemoval() {}

    public static void of(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            of(directory);
        } catch (IOException e) {
            // The agent is making it again already.
            return;
        }
    }
}
