package io.github.devopsagent.internal.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Symbolic links in the directory of the agent's own, where it writes, deletes or reads: it makes none, and one would lead
 * that anywhere. They are looked for in the directories of all runs, since the next run's may be planted in advance. Other
 * links that somebody has put into a run's directory are deleted with it, and never followed.
 */
record OwnLinks(Path directory) {

    /** Why one is refused. */
    static final String WHY = "it is a symbolic link, and nothing is written or deleted through one; remove it";

    List<Path> found() {
        Path runs = directory.resolve(OwnNames.RUNS);
        List<Path> found = new ArrayList<>();
        found.addAll(links(directory));
        found.addAll(links(runs));
        entries(runs).stream()
                .flatMap(run -> links(run).stream().filter(OwnLinks::isNamedAsOurs))
                .forEach(found::add);
        return found;
    }

    private static boolean isNamedAsOurs(Path file) {
        return RunDirectory.isOwn(String.valueOf(file.getFileName()));
    }

    private static List<Path> links(Path directory) {
        return entries(directory).stream().filter(Files::isSymbolicLink).toList();
    }

    /** A directory that cannot be listed has no links here: that it cannot be used is found out elsewhere. */
    private static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
