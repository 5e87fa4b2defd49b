package io.github.devopsagent.git;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an agent that was killed in a {@link Move} left behind, beside the move itself. */
final class Remains {

    private final WorkTree tree;
    private final Passage passage;
    private final Instant since;

    Remains(WorkTree tree, IndexLock.LeftBehind leftBehind) {
        this.tree = tree;
        this.passage = leftBehind.passage();
        this.since = leftBehind.since().toInstant();
    }

    void clear() throws IOException {
        new TrackedFiles(tree)
                .removeHalfWritten(Move.pathsBetween(
                        tree.repository(), passage.from().commit(), passage.to().commit()));
        for (String ref : passage.refs()) {
            RefLock.of(tree.repository(), ref).takeOver(destinations(), since);
        }
    }

    /** Another process's lock leads elsewhere. */
    private Set<String> destinations() {
        return Stream.of(passage.from(), passage.to())
                .flatMap(head -> Stream.concat(
                        Stream.of(head.commit().name()), head.branch().map(branch -> "ref: " + branch).stream()))
                .collect(Collectors.toSet());
    }
}
