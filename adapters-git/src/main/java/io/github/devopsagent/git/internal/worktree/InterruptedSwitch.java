package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.lock.RefLock;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an agent that was killed in a {@link WorkTreeSwitch} left behind, beside the move itself. */
final class InterruptedSwitch {

    private final OpenWorkTree tree;
    private final HeadTransition passage;
    private final Instant since;

    InterruptedSwitch(OpenWorkTree tree, IndexLock.LeftBehind leftBehind) {
        this.tree = tree;
        this.passage = leftBehind.passage();
        this.since = leftBehind.since().toInstant();
    }

    void clear() throws IOException {
        new TrackedFiles(tree)
                .removeHalfWritten(
                        WorkTreeSwitch.pathsBetween(
                                tree.repository(),
                                passage.from().commit(),
                                passage.to().commit()),
                        since);
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
