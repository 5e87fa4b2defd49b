package io.github.devopsagent.git;

import java.io.IOException;
import java.util.Locale;
import java.util.NavigableSet;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.RepositoryState;

/** Records what is checked out, if it can be brought back. */
final class Creation {

    private final WorkTree tree;
    private final RollbackRef ref;

    Creation(WorkTree tree, RollbackRef ref) {
        this.tree = tree;
        this.ref = ref;
    }

    /** What will be recorded. */
    Head judge() throws IOException, Refusal {
        Head head = tree.head()
                .orElseThrow(() -> new Refusal("The repository " + tree.root()
                        + " has no commit yet, so there is nothing to go back to. Commit first."));
        requireNothingInProgress();
        requireClean(head);
        return head;
    }

    private void requireNothingInProgress() throws Refusal {
        RepositoryState state = tree.repository().getRepositoryState();
        if (state != RepositoryState.SAFE) {
            throw new Refusal("The repository " + tree.root() + " is in the middle of something: "
                    + InProgress.describe(state) + ".");
        }
    }

    private void requireClean(Head head) throws IOException, Refusal {
        NavigableSet<String> dirty = tree.differencesFrom(head.commit());
        if (!dirty.isEmpty()) {
            throw new Refusal(
                    "The work tree " + tree.root() + " has changes that no commit has: " + Listing.of(dirty)
                            + ". Commit or stash them; leave a directory that the agent itself writes to out with ignoring(…).");
        }
    }

    String run() throws IOException, Refusal {
        Head head = judge();
        RefUpdate.Result result = ref.create(tree.repository(), head);
        return result == RefUpdate.Result.NEW ? "recorded " + head + " as " + ref.name() : reuse(head, result);
    }

    private String reuse(Head head, RefUpdate.Result result) throws IOException, Refusal {
        Head recorded = ref.read(tree.repository())
                .orElseThrow(() -> new Refusal("The ref " + ref.name() + " could not be created: "
                        + result.name().toLowerCase(Locale.ROOT) + ". If no git process runs, look for a left-over "
                        + ref.name() + ".lock in the git directory."));
        if (!recorded.equals(head)) {
            throw new Refusal("The rollback point " + ref.name() + " is there already and records " + recorded
                    + ", but what is checked out is " + head + ". Check out what it records, or delete it: git -C "
                    + Shell.quoted(tree.root().toString()) + " update-ref -d " + ref.name());
        }
        return "reused " + recorded + ", recorded before as " + ref.name();
    }
}
