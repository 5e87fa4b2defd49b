package io.github.devopsagent.git;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.Set;
import org.eclipse.jgit.lib.RepositoryState;

/** A work tree that a step may move: nothing would be lost. */
final class CleanWorkTree {

    private CleanWorkTree() {}

    /** What is checked out. */
    static Head require(WorkTree tree) throws IOException, Refusal {
        Head head = requireQuiet(tree);
        NavigableSet<String> dirty = tree.fileDifferencesFrom(head.commit());
        if (!dirty.isEmpty()) {
            throw new Refusal("The work tree " + tree.root() + " has changes that no commit has: " + Listing.of(dirty)
                    + ". " + wayOut(tree, "Commit or stash them."));
        }
        return head;
    }

    /** What a person does about changes: those of a killed agent are nobody's work. */
    static String wayOut(WorkTree tree, String usual) throws IOException {
        return IndexLock.leftBehind(tree.repository())
                .map(left -> "An agent was killed on the way from "
                        + left.passage().from() + " to "
                        + left.passage().to() + ". Let it go on with its own consensus directory, or go back with: rm "
                        + Shell.quoted(left.file().toString()) + " && "
                        + new RestoreCommand(
                                        tree, left.passage().from().commit().name())
                                .to(left.passage().from(), false))
                .orElse(usual);
    }

    /** What is checked out; whether files were changed is not asked. */
    static Head requireQuiet(WorkTree tree) throws IOException, Refusal {
        Head head = tree.head()
                .orElseThrow(() ->
                        new Refusal("The repository " + tree.root() + " has no commit yet. Commit first, or pull."));
        IndexLock.requireFree(tree.repository());
        RepositoryState state = tree.repository().getRepositoryState();
        if (state != RepositoryState.SAFE) {
            throw new Refusal("The repository " + tree.root() + " is in the middle of something: "
                    + InProgress.describe(state) + ".");
        }
        return head;
    }

    /** Untracked files stay; so there must be none where the other commit has files. */
    static void requireNothingInTheWay(WorkTree tree, Passage passage) throws IOException, Refusal {
        NavigableSet<String> paths = Move.pathsBetween(
                tree.repository(), passage.from().commit(), passage.to().commit());
        paths.removeIf(tree.ignored()::contain);
        Set<String> inTheWay = new TrackedFiles(tree).untracked(paths);
        if (!inTheWay.isEmpty()) {
            throw new Refusal("Untracked files are where " + passage.to() + " has files: " + Listing.of(inTheWay)
                    + ". Move them away, or add them to .gitignore and delete them.");
        }
    }
}
