package io.github.devopsagent.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
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
        IndexLock.requireFree(repository);
        new TrackedFiles(tree).setBack(tree.differencesFrom(recorded.commit()), recorded);
        setHeadBack(recorded, tip);
        setIndexBack();
        prove(recorded);
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

    /** The branch is moved only from where it was when its commits were judged. */
    private void setHeadBack(Head recorded, Optional<ObjectId> tip) throws IOException, Refusal {
        if (recorded.branch().isPresent()) {
            String branch = recorded.branch().get();
            RefUpdate link = logged(repository.updateRef(Constants.HEAD));
            requireDone(Constants.HEAD, link.link(branch));
            RefUpdate move = logged(repository.updateRef(Constants.HEAD));
            move.setExpectedOldObjectId(tip.orElse(ObjectId.zeroId()));
            move.setNewObjectId(recorded.commit());
            requireDone(branch, move.forceUpdate());
        } else {
            RefUpdate detach = logged(repository.updateRef(Constants.HEAD, true));
            detach.setNewObjectId(recorded.commit());
            requireDone(Constants.HEAD, detach.forceUpdate());
        }
    }

    private RefUpdate logged(RefUpdate update) {
        update.setRefLogMessage("devops: back to " + ref.name(), false);
        return update;
    }

    private void requireDone(String name, RefUpdate.Result result) throws Refusal {
        switch (result) {
            case NEW, NO_CHANGE, FORCED, FAST_FORWARD -> {}
            default ->
                throw new Refusal(name + " could not be set back: "
                        + result.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ". Another git process may be at work, or have left a lock behind; if none runs, delete "
                        + name + ".lock in the git directory, and restore again.");
        }
    }

    /** The ignored directories' entries are what is left to do; a mixed reset ends a merge or revert, too. */
    private void setIndexBack() throws GitAPIException {
        Git.wrap(repository).reset().setMode(ResetType.MIXED).call();
    }

    private void prove(Head recorded) throws IOException, Refusal {
        List<String> wrong = new ArrayList<>();
        Optional<Head> now = tree.head();
        if (!now.equals(Optional.of(recorded))) {
            wrong.add("HEAD is " + now.map(Head::toString).orElse("unborn"));
        }
        NavigableSet<String> different = tree.differencesFrom(recorded.commit());
        if (!different.isEmpty()) {
            wrong.add("these paths differ: " + Listing.of(different));
        }
        if (!wrong.isEmpty()) {
            throw new Refusal("The work tree " + tree.root() + " is not " + recorded + " after restoring it: "
                    + String.join("; ", wrong) + ". Look at it with: git status");
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
