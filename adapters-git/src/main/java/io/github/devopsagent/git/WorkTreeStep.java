package io.github.devopsagent.git;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** A recorded step that takes the work tree from one commit to another. */
final class WorkTreeStep {

    private final WorkTree tree;
    private final StepRecord record;
    private final Passage passage;

    WorkTreeStep(WorkTree tree, StepRecord record) throws Refusal {
        this.tree = tree;
        this.record = record;
        this.passage = record.passage();
    }

    /** From the beginning, or from where a killed one stopped. */
    void carryOut(String why, Move.Consent consent) throws IOException, Refusal {
        requireOnTheWay();
        new Move(tree, passage).runOrStay(why, consent);
    }

    /** A killed one has changed these paths only; whatever else is changed, somebody else has changed. */
    private void requireOnTheWay() throws IOException, Refusal {
        NavigableSet<String> changed =
                new TreeSet<>(tree.differencesFrom(passage.from().commit()));
        changed.removeAll(Move.pathsBetween(
                tree.repository(), passage.from().commit(), passage.to().commit()));
        if (!changed.isEmpty()) {
            throw new Refusal("The work tree " + tree.root() + " has changes that no commit has: " + Listing.of(changed)
                    + ". Commit or stash them.");
        }
    }

    Progress progress() throws IOException {
        if (isAt(passage.to())) {
            return Progress.DONE;
        }
        return isAt(passage.from()) ? Progress.UNTOUCHED : Progress.BETWEEN;
    }

    private boolean isAt(Head head) throws IOException {
        return tree.head().equals(Optional.of(head))
                && tree.differencesFrom(head.commit()).isEmpty();
    }

    String undo() throws IOException, Refusal {
        return new Restoration(tree, new Recorded(passage.from(), Optional.empty(), record.since()), record.operation())
                .run();
    }
}
