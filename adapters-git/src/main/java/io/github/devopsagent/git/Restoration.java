package io.github.devopsagent.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;
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
    private final RollbackRef ref;
    private final Repository repository;

    Restoration(WorkTree tree, RollbackRef ref) {
        this.tree = tree;
        this.ref = ref;
        this.repository = tree.repository();
    }

    String run() throws IOException, GitAPIException, Refusal {
        Head recorded = ref.read(repository)
                .orElseThrow(() -> new Refusal("There is no rollback point " + ref.name() + " in " + tree.root()
                        + ": it was never created, or was deleted since."));
        Optional<Head> before = tree.head();
        Optional<ObjectId> tip = tipOf(recorded);
        requireUnpublished(recorded, tip);
        Head from = before.orElse(recorded);
        new Move(tree, new Passage(from, recorded)).run(tip, "back to " + ref.name());
        return "restored " + recorded + was(before, recorded) + leftInProgress();
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
                    + " checkout -f --detach " + ref.name());
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
