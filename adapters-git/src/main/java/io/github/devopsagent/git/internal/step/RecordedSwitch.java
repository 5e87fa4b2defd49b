package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.RecordedState;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.worktree.Restoration;
import io.github.devopsagent.git.internal.worktree.WorkTreeSwitch;
import io.github.devopsagent.git.internal.worktree.WritingSettings;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/** A recorded step that takes the work tree from one commit to another. */
final class RecordedSwitch {

    private static final String SETTINGS = "settings";

    private final OpenWorkTree tree;
    private final StepRecord record;
    private final HeadTransition transition;

    RecordedSwitch(OpenWorkTree tree, StepRecord record) throws GitRefusal {
        this.tree = tree;
        this.record = record;
        this.transition = record.transition();
    }

    /** What is recorded before it begins. */
    static StepRecord record(OpenWorkTree tree, String operation, HeadTransition transition) throws IOException {
        return StepRecord.of(operation, transition).with(SETTINGS, WritingSettings.of(tree));
    }

    /**
     * From the beginning, or from where a killed one stopped.
     *
     * @return what a result says of untracked files; may be empty
     */
    String carryOut(String why, WorkTreeSwitch.Consent consent) throws IOException, GitRefusal {
        requireOnTheWay();
        return new WorkTreeSwitch(tree, transition).leavingSubmodules().runOrStay(tip(transition.to()), why, consent);
    }

    /** To where it began, if nobody else has changed anything. */
    void goBack() throws IOException, GitRefusal {
        requireOnTheWay();
        new WorkTreeSwitch(tree, new HeadTransition(transition.to(), transition.from()))
                .leavingSubmodules()
                .run(tip(transition.from()), "back to the beginning of a step that was killed");
    }

    /** A killed one has changed these paths only; whatever else is changed, somebody else has changed. */
    private void requireOnTheWay() throws IOException, GitRefusal {
        NavigableSet<String> changed =
                new TreeSet<>(tree.fileDifferencesFrom(transition.from().commit()));
        changed.removeAll(WorkTreeSwitch.pathsBetween(
                tree.repository(), transition.from().commit(), transition.to().commit()));
        if (!changed.isEmpty()) {
            throw new GitRefusal("The work tree " + tree.root() + " has changes that no commit has: "
                    + FirstPaths.of(changed) + ". Commit or stash them.");
        }
    }

    /**
     * Where the branch is now on which the transition ends; empty if it ends on none. It must be where the transition has it:
     * at one of its ends, or if it is another branch, where it was when the step began.
     */
    private Optional<ObjectId> tip(Head end) throws IOException, GitRefusal {
        if (end.branch().isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectId> now = end.tip(tree.repository());
        boolean stays = !transition.from().branch().equals(transition.to().branch());
        boolean expected = now.equals(Optional.of(end.commit()))
                || (!stays
                        && (now.equals(Optional.of(transition.from().commit()))
                                || now.equals(Optional.of(transition.to().commit()))));
        if (!expected) {
            throw new GitRefusal("The " + end.describeBranch() + " was moved meanwhile, to "
                    + now.map(Head::shortened).orElse("nothing") + ", and is left alone. Try again.");
        }
        return now;
    }

    StepProgress progress() throws IOException, GitRefusal {
        if (isAt(transition.to())) {
            return StepProgress.DONE;
        }
        return isAt(transition.from()) ? StepProgress.UNTOUCHED : StepProgress.BETWEEN;
    }

    private boolean isAt(Head head) throws IOException, GitRefusal {
        return tree.head().equals(Optional.of(head))
                && tree.fileDifferencesFrom(head.commit()).isEmpty();
    }

    /** A branch that the step did not move, and others did, stays where it is. */
    String undo() throws IOException, GitRefusal {
        Head from = transition.from();
        boolean stays = !from.branch().equals(transition.to().branch());
        boolean moved = stays
                && from.branch().isPresent()
                && !from.tip(tree.repository()).equals(Optional.of(from.commit()));
        String note = new Restoration(
                        tree,
                        new RecordedState(moved ? from.detached() : from, Optional.empty(), record.since()),
                        record.operation(),
                        stays ? Optional.empty() : Optional.of(transition.to().commit()),
                        Optional.of(transition.to().commit()))
                .run();
        String settings = record.noteOr(SETTINGS, "");
        if (!settings.isEmpty()) {
            WritingSettings.requireFilesAsBefore(tree, settings);
        }
        return moved
                ? note + "; " + from.describeBranch()
                        + " was moved meanwhile and is left alone, so HEAD is on no branch"
                : note;
    }
}
