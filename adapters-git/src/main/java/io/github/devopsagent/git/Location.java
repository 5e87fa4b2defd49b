package io.github.devopsagent.git;

import java.nio.file.Path;
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
}
