package io.github.devopsagent.git;

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

    Location ignoring(Path directory) {
        List<Path> more = new ArrayList<>(ignored);
        more.add(directory);
        return new Location(root, more);
    }
}
