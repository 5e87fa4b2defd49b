package io.github.devopsagent.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;

/** What an agent that was killed in a {@link Move} left behind, beside the move itself. */
final class Remains {

    private final WorkTree tree;
    private final Passage passage;
    private final FileTime since;

    Remains(WorkTree tree, IndexLock.LeftBehind leftBehind) {
        this.tree = tree;
        this.passage = leftBehind.passage();
        this.since = leftBehind.since();
    }

    void clear() throws IOException {
        new TrackedFiles(tree)
                .removeHalfWritten(Move.pathsBetween(
                        tree.repository(), passage.from().commit(), passage.to().commit()));
        for (String ref : passage.refs()) {
            removeIfOurs(lockOf(ref));
        }
    }

    private Path lockOf(String ref) {
        Path directory = (ref.equals(Constants.HEAD)
                        ? tree.repository().getDirectory()
                        : tree.repository().getCommonDirectory())
                .toPath();
        return directory.resolve(ref + ".lock");
    }

    /** Ours says where the ref goes on this passage, or nothing as yet; another process's goes elsewhere. */
    private void removeIfOurs(Path lock) throws IOException {
        try {
            String text = Files.readString(lock, ISO_8859_1).strip();
            boolean leadsHere = text.isEmpty() || destinations().contains(text);
            if (leadsHere && Files.getLastModifiedTime(lock).compareTo(since) >= 0) {
                Files.delete(lock);
            }
        } catch (NoSuchFileException e) {
            // Nothing was left.
        }
    }

    private Set<String> destinations() {
        return Stream.of(passage.from(), passage.to())
                .flatMap(head -> Stream.concat(
                        Stream.of(head.commit().name()), head.branch().map(branch -> "ref: " + branch).stream()))
                .collect(Collectors.toSet());
    }
}
