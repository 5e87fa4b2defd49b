package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.HookOutput;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.CommitWriter;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.worktree.WorkTreeSwitch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.hooks.Hooks;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** New commits that undo others, made in memory: nothing refers to them yet. */
final class RevertCommits {

    private final OpenWorkTree tree;
    private final Repository repository;
    private final HookOutput printed;

    RevertCommits(OpenWorkTree tree, StepOutput output) {
        this.tree = tree;
        this.repository = tree.repository();
        this.printed = new HookOutput(output);
    }

    /** Whether it is known what it would take to undo it. */
    void requireRevertible(ObjectId id) throws IOException, GitRefusal {
        try (RevWalk walk = new RevWalk(repository)) {
            requireRevertible(walk.parseCommit(id));
        }
    }

    private void requireRevertible(RevCommit commit) throws IOException, GitRefusal {
        if (commit.getParentCount() > 1) {
            throw new GitRefusal(CommitSummary.of(commit) + " is a merge of " + commit.getParentCount()
                    + " commits, so it is not known which of them to go back to. Name the merged commits instead, or use"
                    + " a command: git revert --no-edit -m 1 " + Head.shortened(commit));
        }
        if (repository.getObjectDatabase().getShallowCommits().contains(commit)) {
            throw beyondShallow(commit);
        }
        if (commit.getParentCount() == 0) {
            throw new GitRefusal(
                    CommitSummary.of(commit) + " is the first commit, so there is nothing before it to go back to.");
        }
    }

    private GitRefusal beyondShallow(RevCommit commit) {
        String fetch = "git -C " + ShellWord.quoted(tree.root().toString()) + " fetch ";
        return GitRefusal.missingNow("The history of this repository is shallow and ends at " + CommitSummary.of(commit)
                + ", so it is not known here what was before it. Get some older commits: " + fetch
                + "--deepen=100, or all of them: " + fetch + "--unshallow");
    }

    /** A commit on top of the tip that undoes the other one. */
    ObjectId on(ObjectId tip, ObjectId id) throws IOException, GitRefusal {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id);
            requireRevertible(commit);
            RevCommit before = walk.parseCommit(tip);
            ObjectId files = without(commit, before, walk.parseCommit(commit.getParent(0)));
            requireChange(files, before, commit);
            requireNothingIgnored(files, before, commit);
            return new CommitWriter(repository).signedByUser(files, tip, message(commit));
        }
    }

    private ObjectId without(RevCommit commit, RevCommit tip, RevCommit parent) throws IOException, GitRefusal {
        ResolveMerger merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
        merger.setBase(commit.getTree());
        if (!merger.merge(tip, parent)) {
            throw new GitRefusal("Reverting " + CommitSummary.of(commit) + " conflicts with later changes in "
                    + FirstPaths.of(merger.getUnmergedPaths())
                    + ". Revert those commits too, the latest first, or make the revert by hand.");
        }
        return merger.getResultTreeId();
    }

    private static void requireChange(ObjectId files, RevCommit tip, RevCommit commit) throws GitRefusal {
        if (files.equals(tip.getTree())) {
            throw new GitRefusal("Reverting " + CommitSummary.of(commit) + " changes nothing at " + Head.shortened(tip)
                    + ": it is reverted already, or was never there.");
        }
    }

    private void requireNothingIgnored(ObjectId files, RevCommit tip, RevCommit commit) throws IOException, GitRefusal {
        List<String> ignored = WorkTreeSwitch.pathsBetween(repository, tip.getTree(), files).stream()
                .filter(tree.ignored()::contain)
                .toList();
        if (!ignored.isEmpty()) {
            throw new GitRefusal(
                    "Reverting " + CommitSummary.of(commit) + " would change files that are left alone, such as"
                            + " those of the consensus directory: " + FirstPaths.of(ignored)
                            + ". Revert the rest by hand, or commit code and consensus separately.");
        }
    }

    private String message(RevCommit commit) throws IOException, GitRefusal {
        String message = "Revert \"" + commit.getShortMessage() + "\"\n\nThis reverts commit "
                + commit.name().toLowerCase(Locale.ROOT) + ".\n";
        try {
            return Hooks.commitMsg(repository, printed.stream(), printed.stream())
                    .setCommitMessage(message)
                    .call();
        } catch (AbortedByHookException e) {
            throw HookOutput.refusal(e);
        }
    }
}
