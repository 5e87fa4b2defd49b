package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.OtherWorkTrees;
import io.github.devopsagent.git.internal.repository.RecordedState;
import io.github.devopsagent.git.internal.repository.RefChange;
import io.github.devopsagent.git.internal.repository.RollbackRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Goes back to what was recorded, and can be done again wherever it was interrupted. */
public final class Restoration {

    private final OpenWorkTree tree;
    private final RecordedState recorded;
    private final String what;
    private final Optional<ObjectId> moved;
    private final Optional<ObjectId> brought;
    private final Repository repository;

    /**
     * Of what a record says.
     *
     * @param what is undone, as in "the … was rolled back"
     * @param moved where the branch is if nobody but what is undone has moved it; empty if it does not say
     * @param brought the commit whose files what is undone has written, each where there was none; empty if it does not say
     */
    public Restoration(
            OpenWorkTree tree,
            RecordedState recorded,
            String what,
            Optional<ObjectId> moved,
            Optional<ObjectId> brought) {
        this.brought = brought;
        this.tree = tree;
        this.recorded = recorded;
        this.what = what;
        this.moved = moved;
        this.repository = tree.repository();
    }

    /**
     * Of a rollback point.
     *
     * @param value that the run gave the ref; empty if it is not known any more
     */
    public static Restoration of(OpenWorkTree tree, RollbackRef ref, Optional<String> value)
            throws IOException, GitRefusal {
        Optional<ObjectId> now = RefChange.current(tree.repository(), ref.name());
        if (now.isPresent() && value.isPresent() && !now.get().name().equals(value.get())) {
            throw new GitRefusal("The rollback point " + ref.name() + " is at "
                    + now.get().name()
                    + ", and this run has recorded it at " + value.get() + ": somebody has replaced it, and it was not"
                    + " gone back to. What the run recorded is shown by: git -C "
                    + ShellWord.quoted(tree.root().toString()) + " show " + value.get());
        }
        RecordedState recorded = ref.read(tree.repository())
                .orElseThrow(() -> new GitRefusal("There is no rollback point " + ref.name() + " in " + tree.root()
                        + ": it was never created, or was deleted since."));
        return new Restoration(tree, recorded, ref.toString(), Optional.empty(), Optional.empty());
    }

    public String run() throws IOException, GitRefusal {
        Optional<Head> before = tree.head();
        Optional<String> left = leftAlone(before);
        return left.isPresent()
                ? run(before, recorded.detached()) + "; " + left.get() + ", so HEAD is on no branch"
                : run(before, recorded);
    }

    private String run(Optional<Head> before, RecordedState to) throws IOException, GitRefusal {
        Optional<ObjectId> tip = to.head().tip(repository);
        Optional<ForwardRevert.Route> reversal = new ForwardRevert(tree, what).of(to, tip);
        Head goal = reversal.map(ForwardRevert.Route::goal).orElse(to.head());
        ObjectId files = new MixedTree(tree).of(to.files(), goal.commit());
        String aside = "";
        if (!before.equals(Optional.of(goal)) || !tree.differencesFrom(files).isEmpty() || isInTheMiddle()) {
            aside = new WorkTreeSwitch(tree, new HeadTransition(before.orElse(goal), goal), files)
                    .keepingAllBut(known(before, goal))
                    .run(tip, "back from " + what);
        }
        return "restored " + reversal.map(ForwardRevert.Route::said).orElse(to.toString())
                + was(before, goal)
                + staged(to)
                + aside
                + tree.leftAlone()
                + leftInProgress()
                + reversal.map(ForwardRevert.Route::next).orElse("");
    }

    /** Commits from which a file can be had again that the way back removes. */
    private List<ObjectId> known(Optional<Head> before, Head goal) throws IOException {
        List<ObjectId> known = new ArrayList<>();
        brought.ifPresent(known::add);
        if (before.isPresent() && isReachable(before.get().commit(), goal)) {
            known.add(before.get().commit());
        }
        return known;
    }

    /** Once the branch is moved back, and without what is only ours. */
    private boolean isReachable(ObjectId commit, Head goal) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(goal.commit()));
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REFS)) {
                boolean isOther = !ref.getName().startsWith(RollbackRef.OWN_REFS)
                        && !goal.branch().equals(Optional.of(ref.getName()));
                if (isOther
                        && ref.getObjectId() != null
                        && walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit tip) {
                    walk.markStart(tip);
                }
            }
            for (RevCommit each : walk) {
                if (each.equals(commit)) {
                    return true;
                }
            }
            return false;
        }
    }

    private String staged(RecordedState to) throws IOException {
        if (to.snapshot().isEmpty()) {
            return "";
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit snapshot = walk.parseCommit(to.snapshot().get());
            return "; the changes that no commit has are staged, as the work tree had them"
                    + (snapshot.getParentCount() > 1
                            ? ". What was staged before, and was something else, has "
                                    + Head.shortened(snapshot.getParent(1))
                            : "");
        }
    }

    /**
     * Why the branch is others' now; empty if it is not. What is done to a branch that this work tree is not on is done by
     * others, as far as can be told: moving it back would take their commits away.
     */
    private Optional<String> leftAlone(Optional<Head> before) throws IOException {
        Head old = recorded.head();
        Optional<String> branch = old.branch();
        if (branch.isEmpty() || before.flatMap(Head::branch).equals(branch)) {
            return Optional.empty();
        }
        Optional<ObjectId> tip = old.tip(repository);
        if (tip.isPresent() && !tip.get().equals(old.commit()) && !tip.equals(moved)) {
            return Optional.of(old.describeBranch() + " was moved meanwhile and is left alone");
        }
        return new OtherWorkTrees(repository)
                .on(branch.get())
                .map(other -> old.describeBranch() + " is checked out in another work tree, " + other);
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
