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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.hooks.Hooks;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** New commits that undo others, made in memory: nothing refers to them yet. */
final class RevertCommits {

    private final OpenWorkTree tree;
    private final Repository repository;
    private final Optional<Integer> mainline;
    private final HookOutput printed;

    /** @param mainline of merges, by its number, the commit to go back to */
    RevertCommits(OpenWorkTree tree, Optional<Integer> mainline, StepOutput output) {
        this.tree = tree;
        this.mainline = mainline;
        this.repository = tree.repository();
        this.printed = new HookOutput(output);
    }

    /** Whether it is known what it would take to undo it. */
    void requireRevertible(ObjectId id) throws IOException, GitRefusal {
        try (RevWalk walk = new RevWalk(repository)) {
            requireRevertible(walk, walk.parseCommit(id));
        }
    }

    private void requireRevertible(RevWalk walk, RevCommit commit) throws IOException, GitRefusal {
        if (repository.getObjectDatabase().getShallowCommits().contains(commit)) {
            throw beyondShallow(commit);
        }
        if (commit.getParentCount() == 0) {
            throw new GitRefusal(
                    CommitSummary.of(commit) + " is the first commit, so there is nothing before it to go back to.");
        }
        if (commit.getParentCount() > 1 && mainline.isEmpty()) {
            throw new GitRefusal(CommitSummary.of(commit) + " is a merge of " + commit.getParentCount()
                    + " commits, so it is not known which of them to go back to. Say it with \"mainline\", which is"
                    + " nearly always 1, the one that was merged into: " + parents(walk, commit) + ".");
        }
        if (mainline.filter(number -> number > commit.getParentCount()).isPresent()) {
            throw new GitRefusal("'mainline' of git/revert is " + mainline.get() + ", and " + CommitSummary.of(commit)
                    + " has no such parent; allowed is " + parents(walk, commit) + ".");
        }
    }

    /** As {@code mainline} numbers them. */
    private static String parents(RevWalk walk, RevCommit commit) throws IOException {
        List<String> parents = new ArrayList<>();
        for (int i = 0; i < commit.getParentCount(); i++) {
            parents.add((i + 1) + " for " + CommitSummary.of(walk.parseCommit(commit.getParent(i))));
        }
        return String.join(", ", parents);
    }

    private RevCommit parent(RevCommit commit) {
        return commit.getParent(mainline.orElse(1) - 1);
    }

    private GitRefusal beyondShallow(RevCommit commit) {
        String fetch = "git -C " + ShellWord.quoted(tree.root().toString()) + " fetch ";
        return GitRefusal.missingNow("The history of this repository is shallow and ends at " + CommitSummary.of(commit)
                + ", so it is not known here what was before it. Get some older commits: " + fetch
                + "--deepen=100, or all of them: " + fetch + "--unshallow");
    }

    /** A commit on top of the tip that undoes the other one. */
    ObjectId on(ObjectId tip, ObjectId id) throws IOException, GitRefusal {
        try (RevWalk walk = new RevWalk(repository);
                ObjectInserter objects = repository.newObjectInserter()) {
            RevCommit commit = walk.parseCommit(id);
            ObjectId files = files(objects, tip, id);
            objects.flush();
            return new CommitWriter(repository).signedByUser(tree, files, tip, message(commit));
        }
    }

    /**
     * The files without those of the other commit.
     *
     * @param before a commit or tree
     */
    ObjectId files(ObjectInserter objects, ObjectId before, ObjectId id) throws IOException, GitRefusal {
        try (ObjectReader reader = objects.newReader();
                RevWalk walk = new RevWalk(reader)) {
            RevCommit commit = walk.parseCommit(id);
            requireRevertible(walk, commit);
            ObjectId tree = walk.parseTree(before).copy();
            new RevertedPaths(reader, commit).requireMergeable(walk.parseTree(parent(commit)), tree);
            new MergeDrivers(repository, reader).requireNone(commit.getTree(), tree, walk.parseTree(parent(commit)));
            ObjectId files = without(objects, commit, tree, walk.parseTree(parent(commit)));
            requireChange(files, tree, before, commit);
            requireNothingIgnored(reader, files, tree, commit);
            return files;
        }
    }

    private ObjectId without(ObjectInserter objects, RevCommit commit, ObjectId tip, ObjectId parent)
            throws IOException, GitRefusal {
        ResolveMerger merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
        merger.setObjectInserter(new Unclosed(objects));
        merger.setBase(commit.getTree());
        if (!merger.merge(tip, parent)) {
            throw new GitRefusal("Reverting " + CommitSummary.of(commit) + " conflicts with later changes in "
                    + FirstPaths.of(merger.getUnmergedPaths())
                    + ". Revert those commits too, the latest first, or make the revert by hand.");
        }
        return merger.getResultTreeId();
    }

    /** A merger closes what it is given, and others go on with it. */
    private static final class Unclosed extends ObjectInserter.Filter {

        private final ObjectInserter objects;

        Unclosed(ObjectInserter objects) {
            this.objects = objects;
        }

        @Override
        protected ObjectInserter delegate() {
            return objects;
        }

        @Override
        public void close() {}
    }

    private static void requireChange(ObjectId files, ObjectId tree, ObjectId before, RevCommit commit)
            throws GitRefusal {
        if (files.equals(tree)) {
            throw new GitRefusal("Reverting " + CommitSummary.of(commit) + " changes nothing at "
                    + Head.shortened(before) + ": it is reverted already, or was never there.");
        }
    }

    private void requireNothingIgnored(ObjectReader objects, ObjectId files, ObjectId before, RevCommit commit)
            throws IOException, GitRefusal {
        List<String> ignored = WorkTreeSwitch.pathsBetween(objects, before, files).stream()
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
        String message = "Revert \"" + commit.getShortMessage() + "\"\n\nThis reverts commit " + commit.name()
                + (commit.getParentCount() > 1
                        ? ", reversing\nchanges made to " + parent(commit).name()
                        : "")
                + ".\n";
        try {
            return Hooks.commitMsg(repository, printed.stream(), printed.stream())
                    .setCommitMessage(message)
                    .call();
        } catch (AbortedByHookException e) {
            throw HookOutput.refusal(e);
        }
    }
}
