package io.github.devopsagent.internal.resolve;

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
}
