package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.run.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the git work tree in which a directory lies; no git is needed. */
final class EnclosingRepository {

    private static final String GIT = ".git";

    private EnclosingRepository() {}

    /**
     * The work tree around a directory.
     *
     * @param directory which
     * @return its root: the nearest directory that has a {@code .git}, which is a file in a linked work tree or a
     *     submodule
     */
    static Optional<Path> around(Path directory) {
        try {
            for (Path each = directory.toRealPath(); each != null; each = each.getParent()) {
                if (Files.exists(each.resolve(GIT), LinkOption.NOFOLLOW_LINKS)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** That git would take lock and journal from the run. */
    static Optional<Finding> finding(Path consensus) {
        Optional<Path> tree = around(consensus);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Finding.Severity.WARNING,
                RunDirectories.NAME,
                "it lies in the git work tree " + tree.get()
                        + " and is ignored there, so that git clean -x would take"
                        + " lock and journal from the run; write git clean -fdx -e " + RunDirectories.NAME
                        + ", or keep the consensus directory outside of the work tree"));
    }
}
