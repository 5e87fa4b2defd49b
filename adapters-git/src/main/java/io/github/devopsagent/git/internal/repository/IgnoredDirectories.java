package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The directories that are left alone, and the symbolic links in the work tree that lead to them: without those, nobody
 * would find the directories any more.
 *
 * @param paths relative to the work tree's root, with {@code /}, as git has them
 */
public record IgnoredDirectories(List<String> paths) {

    public IgnoredDirectories {
        paths = List.copyOf(paths);
    }

    static IgnoredDirectories of(WorkTreeLocation location) throws IOException, GitRefusal {
        Path root = location.root().toRealPath();
        Set<String> paths = new LinkedHashSet<>();
        for (Path directory : location.ignored()) {
            Path real = real(directory);
            if (root.startsWith(real)) {
                throw new GitRefusal(
                        "The ignored directory " + directory + " has the whole work tree in it, so a rollback"
                                + " would restore nothing. Ignore a directory inside " + location.root() + ".");
            }
            Stream.concat(SymbolicLinksInPath.to(directory).stream(), Stream.of(real))
                    .filter(path -> path.startsWith(root))
                    .forEach(path -> paths.add(gitPath(root.relativize(path))));
        }
        return new IgnoredDirectories(List.copyOf(paths));
    }

    /** Beyond symbolic links, as far as the path exists. */
    static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        if (Files.exists(path) || parent == null) {
            return path.toRealPath();
        }
        return real(parent).resolve(path.getFileName());
    }

    private static String gitPath(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    public boolean contain(String path) {
        return paths.stream().anyMatch(directory -> path.equals(directory) || path.startsWith(directory + "/"));
    }
}
