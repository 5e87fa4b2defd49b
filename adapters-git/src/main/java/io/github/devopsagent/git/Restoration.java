package io.github.devopsagent.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;

/** Goes back to what was recorded, and can be done again wherever it was interrupted. */
final class Restoration {

    private final WorkTree tree;
    private final Recorded recorded;
    private final String what;
    private final Repository repository;

    /**
     * Of what a record says.
     *
     * @param what is undone, as in "the … was rolled back"
     */
    Restoration(WorkTree tree, Recorded recorded, String what) {
        this.tree = tree;
        this.recorded = recorded;
        this.what = what;
        this.repository = tree.repository();
    }

    static Restoration of(WorkTree tree, RollbackRef ref) throws IOException, Refusal {
        Recorded recorded = ref.read(tree.repository())
                .orElseThrow(() -> new Refusal("There is no rollback point " + ref.name() + " in " + tree.root()
                        + ": it was never created, or was deleted since."));
        return new Restoration(tree, recorded, ref.toString());
    }

    String run() throws IOException, Refusal {
        Optional<Head> before = tree.head();
        Optional<ObjectId> tip = recorded.head().tip(repository);
        Optional<Reversal.Route> reversal = new Reversal(tree, what).of(recorded, tip);
        Head goal = reversal.map(Reversal.Route::goal).orElse(recorded.head());
        ObjectId files = new MixedTree(tree).of(recorded.files(), goal.commit());
        if (!before.equals(Optional.of(goal)) || !tree.differencesFrom(files).isEmpty() || isInTheMiddle()) {
            new Move(tree, new Passage(before.orElse(goal), goal), files).run(tip, "back from " + what);
        }
        return "restored " + reversal.map(Reversal.Route::said).orElse(recorded.toString())
                + was(before, goal)
                + (recorded.snapshot().isPresent() ? "; the changes that no commit has are staged" : "")
                + tree.leftAlone()
                + leftInProgress()
                + reversal.map(Reversal.Route::next).orElse("");
    }

    private boolean isInTheMiddle() throws IOException {
        return repository.getRepositoryState() != RepositoryState.SAFE
                || IndexLock.leftBehind(repository).isPresent();
    }

    private static String was(Optional<Head> before, Head goal) {
        return before.filter(head -> !head.equals(goal))
                .map(head -> "; it was " + head)
                .orElse("");
    }

    private String leftInProgress() {
        RepositoryState state = repository.getRepositoryState();
        return switch (state) {
            case SAFE -> "";
            case REBASING, REBASING_REBASING, REBASING_MERGE, REBASING_INTERACTIVE ->
                "; what is left of a rebase goes with: git rebase --quit";
            default -> "; git is still in the middle of something: " + state.getDescription();
        };
    }
}
