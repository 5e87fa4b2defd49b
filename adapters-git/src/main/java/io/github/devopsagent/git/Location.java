package io.github.devopsagent.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the host named.
 *
 * @param root of the work tree, absolute
 * @param ignored directories that are left alone, absolute
 */
record Location(Path root, List<Path> ignored) {

    Location {
        ignored = List.copyOf(ignored);
    }

    /** The work tree that the directory is in, found as git finds it, except that {@code GIT_DIR} is not asked. */
    static Location around(Path directory) throws IOException, Refusal {
        return new Location(EnclosingWorkTree.of(directory), List.of());
    }

    Location ignoring(Path directory) {
        List<Path> more = new ArrayList<>(ignored);
        more.add(directory);
        return new Location(root, more);
    }
}
