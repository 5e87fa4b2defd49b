package io.github.devopsagent.git;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;

/**
 * Goes back to what was recorded. Each step compares what is there with what was recorded, so that a restore that was
 * interrupted anywhere is finished by another one.
 */
final class Restoration {

    private final WorkTree tree;
    private final Recorded recorded;
    private final String name;
    private final Repository repository;

    /** Of a record of this name. */
    Restoration(WorkTree tree, Recorded recorded, String name) {
        this.tree = tree;
        this.recorded = recorded;
        this.name = name;
        this.repository = tree.repository();
    }

    static Restoration of(WorkTree tree, RollbackRef ref) throws IOException, Refusal {
        Recorded recorded = ref.read(tree.repository())
                .map(head -> new Recorded(head, Optional.empty(), Instant.EPOCH))
                .orElseThrow(() -> new Refusal("There is no rollback point " + ref.name() + " in " + tree.root()
                        + ": it was never created, or was deleted since."));
        return new Restoration(tree, recorded, ref.name());
    }

    String run() throws IOException, Refusal {
        Head goal = recorded.head();
        Optional<Head> before = tree.head();
        Optional<ObjectId> tip = tipOf(goal);
        requireUnpublished(goal, tip);
        new Move(tree, new Passage(before.orElse(goal), goal)).run(tip, "back to " + name);
        return "restored " + goal + was(before, goal) + leftInProgress();
    }

    /** Where the recorded branch is now; empty if there is none, or no longer. */
    private Optional<ObjectId> tipOf(Head recorded) throws IOException {
        return recorded.branch().isPresent()
                ? Optional.ofNullable(repository.exactRef(recorded.branch().get()))
                        .map(Ref::getObjectId)
                : Optional.empty();
    }

    private void requireUnpublished(Head recorded, Optional<ObjectId> tip) throws IOException, Refusal {
        Optional<String> branch = recorded.branch();
        if (branch.isEmpty() || tip.isEmpty()) {
            return;
        }
        Optional<String> remote = new Published(repository, branch.get()).loss(tip.get(), recorded.commit());
        if (remote.isPresent()) {
            String old = recorded.shortCommit();
            String present = Head.shortened(tip.get());
            String git = "git -C " + Shell.quoted(tree.root().toString());
            throw new Refusal("The " + recorded.place() + " cannot go back from " + present + " to " + old + ", since "
                    + remote.get() + " has commits that it would lose. They need a revert: " + git
                    + " revert --no-edit " + old + ".." + present
                    + ", or leave the branch where it is, and check out what was there: " + git
                    + " checkout -f --detach " + recorded.commit().name());
        }
    }

    private static String was(Optional<Head> before, Head recorded) {
        return before.filter(head -> !head.equals(recorded))
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
