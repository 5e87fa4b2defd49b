package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The symbolic links that a path goes through, those that links lead to among them. */
public final class SymbolicLinksInPath {

    /** As many as Linux follows. */
    private static final int LIMIT = 40;

    private final Deque<Path> names = new ArrayDeque<>();
    private final List<Path> links = new ArrayList<>();

    private SymbolicLinksInPath() {}

    /**
     * In the order in which they are followed.
     *
     * @param path absolute; need not exist
     * @return where each link really is, though not what it leads to
     */
    public static List<Path> to(Path path) throws IOException {
        return new SymbolicLinksInPath().follow(path.toAbsolutePath());
    }

    private List<Path> follow(Path path) throws IOException {
        Path reached = path.getRoot();
        goOn(path);
        while (!names.isEmpty()) {
            Path next = reached.resolve(names.pop()).normalize();
            if (!Files.isSymbolicLink(next)) {
                reached = next;
                continue;
            }
            links.add(next.toRealPath(LinkOption.NOFOLLOW_LINKS));
            if (links.size() > LIMIT) {
                throw new FileSystemLoopException(path.toString());
            }
            Path target = Files.readSymbolicLink(next);
            reached = target.isAbsolute() ? target.getRoot() : reached;
            goOn(target);
        }
        return List.copyOf(links);
    }

    /** By the names of this path, before those that are left. */
    private void goOn(Path path) {
        List<Path> reversed = new ArrayList<>();
        path.forEach(name -> reversed.add(0, name));
        reversed.forEach(names::push);
    }
}
