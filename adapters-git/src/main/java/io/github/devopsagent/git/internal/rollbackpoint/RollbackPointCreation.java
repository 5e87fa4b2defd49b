package io.github.devopsagent.git.internal.rollbackpoint;

import io.github.devopsagent.git.internal.conversion.GitOnlyConversion;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.CommitWriter;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ReadableIndex;
import io.github.devopsagent.git.internal.repository.RecordedState;
import io.github.devopsagent.git.internal.repository.RollbackRef;
import io.github.devopsagent.git.internal.worktree.CleanWorkTree;
import io.github.devopsagent.git.internal.worktree.WorkTreeSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevWalk;

/** Records what is checked out, if it can be brought back. */
final class RollbackPointCreation {

    private final OpenWorkTree tree;
    private final RunPoint point;
    private final RollbackPointSettings settings;

    RollbackPointCreation(OpenWorkTree tree, RunPoint point, RollbackPointSettings settings) {
        this.tree = tree;
        this.point = point;
        this.settings = settings;
    }

    /** What will be recorded. */
    CheckedOut judge() throws IOException, GitRefusal {
        Head head = CleanWorkTree.requireQuiet(tree);
        requireRestorable(head);
        NavigableSet<String> dirty = tree.differencesFrom(head.commit());
        if (!dirty.isEmpty()) {
            requireAllowed(head, dirty);
        }
        return new CheckedOut(head, dirty);
    }

    /** Any of its files may have to be written again. */
    private void requireRestorable(Head head) throws IOException, GitRefusal {
        try (ObjectReader objects = tree.repository().newObjectReader()) {
            new GitOnlyConversion(tree.repository(), objects, tree.filters())
                    .requireNone(head.commit(), path -> !tree.ignored().contain(path));
        }
    }

    private void requireAllowed(Head head, NavigableSet<String> dirty) throws IOException, GitRefusal {
        requireSubmodulesInPlace(dirty);
        if (!settings.dirtyAllowed()) {
            CleanWorkTree.requireNoContentOfPointers(tree, head, dirty);
            throw new GitRefusal(
                    "The work tree " + tree.root() + " has changes that no commit has: " + FirstPaths.of(dirty)
                            + ". "
                            + CleanWorkTree.wayOut(
                                    tree,
                                    "Commit or stash them; leave a directory that the agent itself writes to out with"
                                            + " ignoring(…); or have the changes recorded with allowingDirty()."));
        }
        if (ReadableIndex.of(tree.repository()).hasUnmergedPaths()) {
            throw new GitRefusal("The work tree " + tree.root() + " has conflicts among its changes, which cannot be"
                    + " recorded: " + FirstPaths.of(dirty) + ". Resolve them, and run: git add <file>");
        }
    }

    /** As after a checkout that has moved them; there is nothing to commit, and a snapshot has no submodules. */
    private void requireSubmodulesInPlace(NavigableSet<String> dirty) throws IOException, GitRefusal {
        Set<String> submodules = new TreeSet<>(tree.submodules());
        submodules.retainAll(dirty);
        if (!submodules.isEmpty() && submodules.equals(dirty)) {
            throw new GitRefusal(tree.adviceFor(submodules));
        }
    }

    String run() throws IOException, GitRefusal {
        CheckedOut seen = judge();
        Optional<ObjectId> files = seen.dirty().isEmpty()
                ? Optional.empty()
                : Optional.of(new WorkTreeSnapshot(tree).tree(seen.head().commit(), seen.dirty()));
        return record(seen, files) + tree.leftAlone();
    }

    private String record(CheckedOut seen, Optional<ObjectId> files) throws IOException, GitRefusal {
        Head head = seen.head();
        RollbackRef ref = point.beside(taken -> records(taken, head, files));
        Optional<ObjectId> snapshot =
                files.isPresent() ? Optional.of(snapshot(ref, seen, files.get())) : Optional.empty();
        RefUpdate.Result result = ref.create(tree.repository(), head, snapshot, point.context());
        if (result != RefUpdate.Result.NEW) {
            return reuse(ref, head, files, result);
        }
        return "recorded " + new RecordedState(head, snapshot, Instant.now()) + " as " + ref.name()
                + new RollbackPointPruning(tree.repository(), settings.keeping()).after(ref, head.commit());
    }

    /** As with git stash, its second parent has what is staged, where the work tree has something else. */
    private ObjectId snapshot(RollbackRef ref, CheckedOut seen, ObjectId files) throws IOException, GitRefusal {
        ObjectId commit = seen.head().commit();
        CommitWriter commits = new CommitWriter(tree.repository());
        List<ObjectId> parents = new ArrayList<>(List.of(commit));
        Optional<ObjectId> staged = new WorkTreeSnapshot(tree).stagedOtherwise(commit, files, seen.dirty());
        if (staged.isPresent()) {
            parents.add(commits.byAgent(
                    staged.get(), commit, ref + ": what was staged, and was something else in the work tree\n"));
        }
        return commits.byAgent(files, parents, ref + ": changes in the work tree that no commit had when it began\n");
    }

    private boolean records(RollbackRef ref, Head head, Optional<ObjectId> files) throws IOException, GitRefusal {
        Optional<RecordedState> recorded = ref.read(tree.repository());
        return recorded.isPresent()
                && recorded.get().head().equals(head)
                && filesOf(recorded.get()).equals(files);
    }

    private String reuse(RollbackRef ref, Head head, Optional<ObjectId> files, RefUpdate.Result result)
            throws IOException, GitRefusal {
        RecordedState recorded = ref.read(tree.repository())
                .orElseThrow(() -> new GitRefusal("The ref " + ref.name() + " could not be created: "
                        + result.name().toLowerCase(Locale.ROOT) + ". If no git process runs, look for a left-over "
                        + ref.name() + ".lock in the git directory."));
        if (!records(ref, head, files)) {
            throw new GitRefusal("The rollback point " + ref.name() + " is there already and records " + recorded
                    + ", but what is checked out is " + head
                    + (files.isPresent() ? " with other changes" : "")
                    + ". Check out what it records, or delete it: git -C "
                    + ShellWord.quoted(tree.root().toString()) + " update-ref -d " + ref.name());
        }
        return "reused " + recorded + ", recorded before as " + ref.name();
    }

    private Optional<ObjectId> filesOf(RecordedState recorded) throws IOException {
        if (recorded.snapshot().isEmpty()) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(tree.repository())) {
            return Optional.of(walk.parseTree(recorded.snapshot().get()).copy());
        }
    }

    /** What is checked out, and the paths in which index or work tree differ from it. */
    record CheckedOut(Head head, NavigableSet<String> dirty) {}
}
