package io.github.devopsagent.internal.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
        for (Path run : entries(runs)) {
            for (Path link : links(run)) {
                if (isNamedAsOurs(link)) {
                    found.add(link);
                }
            }
        }
        return found;
    }

    private static boolean isNamedAsOurs(Path file) {
        return RunDirectory.isOwn(String.valueOf(file.getFileName()));
    }

    private static List<Path> links(Path directory) {
        List<Path> links = new ArrayList<>();
        for (Path entry : entries(directory)) {
            if (Files.isSymbolicLink(entry)) {
                links.add(entry);
            }
        }
        return links;
    }

    /** A directory that cannot be listed has no links here: that it cannot be used is found out elsewhere. */
    private static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                found.add(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(found);
        return found;
    }
}
