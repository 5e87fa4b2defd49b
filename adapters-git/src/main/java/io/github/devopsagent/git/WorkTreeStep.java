package io.github.devopsagent.git;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

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
        new Move(tree, passage).leavingSubmodules().runOrStay(tip(passage.to()), why, consent);
    }

    /** To where it began, if nobody else has changed anything. */
    void goBack() throws IOException, Refusal {
        requireOnTheWay();
        new Move(tree, new Passage(passage.to(), passage.from()))
                .leavingSubmodules()
                .run(tip(passage.from()), "back to the beginning of a step that was killed");
    }

    /** A killed one has changed these paths only; whatever else is changed, somebody else has changed. */
    private void requireOnTheWay() throws IOException, Refusal {
        NavigableSet<String> changed =
                new TreeSet<>(tree.fileDifferencesFrom(passage.from().commit()));
        changed.removeAll(Move.pathsBetween(
                tree.repository(), passage.from().commit(), passage.to().commit()));
        if (!changed.isEmpty()) {
            throw new Refusal("The work tree " + tree.root() + " has changes that no commit has: " + Listing.of(changed)
                    + ". Commit or stash them.");
        }
    }

    /**
     * Where the branch is now on which the passage ends; empty if it ends on none. It must be where the passage has it:
     * at one of its ends, or if it is another branch, where it was when the step began.
     */
    private Optional<ObjectId> tip(Head end) throws IOException, Refusal {
        if (end.branch().isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectId> now = end.tip(tree.repository());
        boolean stays = !passage.from().branch().equals(passage.to().branch());
        boolean expected = now.equals(Optional.of(end.commit()))
                || (!stays
                        && (now.equals(Optional.of(passage.from().commit()))
                                || now.equals(Optional.of(passage.to().commit()))));
        if (!expected) {
            throw new Refusal("The " + end.place() + " was moved meanwhile, to "
                    + now.map(Head::shortened).orElse("nothing") + ", and is left alone. Try again.");
        }
        return now;
    }

    Progress progress() throws IOException {
        if (isAt(passage.to())) {
            return Progress.DONE;
        }
        return isAt(passage.from()) ? Progress.UNTOUCHED : Progress.BETWEEN;
    }

    private boolean isAt(Head head) throws IOException {
        return tree.head().equals(Optional.of(head))
                && tree.fileDifferencesFrom(head.commit()).isEmpty();
    }

    /** A branch that the step did not move, and others did, stays where it is. */
    String undo() throws IOException, Refusal {
        Head from = passage.from();
        boolean moved = !from.branch().equals(passage.to().branch())
                && from.branch().isPresent()
                && !from.tip(tree.repository()).equals(Optional.of(from.commit()));
        Head goal = moved ? new Head(from.commit(), Optional.empty()) : from;
        String note =
                new Restoration(tree, new Recorded(goal, Optional.empty(), record.since()), record.operation()).run();
        return moved
                ? note + "; " + from.place() + " was moved meanwhile and is left alone, so HEAD is on no branch"
                : note;
    }
}
