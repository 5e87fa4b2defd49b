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
 * @param otherOwnerAllowed whether the repository may be another user's
 */
record Location(Path root, List<Path> ignored, boolean otherOwnerAllowed) {

    Location {
        ignored = List.copyOf(ignored);
    }

    Location(Path root, List<Path> ignored) {
        this(root, ignored, false);
    }

    /** The work tree that the directory is in, found as git finds it, except that {@code GIT_DIR} is not asked. */
    static Location around(Path directory) throws IOException, Refusal {
        return new Location(EnclosingWorkTree.of(directory), List.of());
    }

    Location ignoring(Path directory) {
        List<Path> more = new ArrayList<>(ignored);
        more.add(directory);
        return new Location(root, more, otherOwnerAllowed);
    }

    /** It cannot be left alone if it is everything. */
    Location ignoringConsensus(Path consensus) throws IOException, Refusal {
        if (IgnoredDirectories.real(root).startsWith(IgnoredDirectories.real(consensus))) {
            throw new Refusal(
                    "The consensus directory " + consensus + " has the whole work tree " + root + " in it, and"
                            + " is left alone, so nothing could be checked out or restored. Give it a directory of its own, such"
                            + " as " + root.resolve("consensus") + ".");
        }
        return ignoring(consensus);
    }

    Location allowingOtherOwner() {
        return new Location(root, ignored, true);
    }
}
