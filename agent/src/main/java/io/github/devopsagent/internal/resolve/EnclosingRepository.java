package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.run.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

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
            return Stream.iterate(
                            Optional.of(directory.toRealPath()),
                            Optional::isPresent,
                            each -> each.flatMap(EnclosingRepository::above))
                    .flatMap(Optional::stream)
                    .filter(each -> Files.exists(each.resolve(GIT), LinkOption.NOFOLLOW_LINKS))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> above(Path directory) {
        return Optional.ofNullable(directory.getParent());
    }

    /** That git would take lock and journal from the run. */
    static Optional<Finding> finding(Path consensus) {
        return around(consensus)
                .map(tree -> new Finding(
                        Finding.Severity.WARNING,
                        RunDirectories.NAME,
                        "it lies in the git work tree " + tree
                                + " and is ignored there, so that git clean -x would take"
                                + " lock and journal from the run; write git clean -fdx -e " + RunDirectories.NAME
                                + ", or keep the consensus directory outside of the work tree"));
    }
}
