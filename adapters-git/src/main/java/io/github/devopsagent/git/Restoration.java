package io.github.devopsagent.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

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
        Recorded recorded = ref.read(repository)
                .orElseThrow(() -> new Refusal("There is no rollback point " + ref.name() + " in " + tree.root()
                        + ": it was never created, or was deleted since."));
        Optional<Head> before = tree.head();
        Optional<ObjectId> tip = tipOf(recorded.head());
        Optional<Reversal.Way> reversal = new Reversal(tree, ref).of(recorded, tip);
        Head goal = reversal.map(Reversal.Way::goal).orElse(recorded.head());
        IndexLock.requireFree(repository);
        setFilesBack(recorded);
        setHeadBack(goal, tip);
        setIndexBack();
        if (recorded.snapshot().isPresent()) {
            // The index is now that of HEAD, without the changes that were recorded with it.
            setFilesBack(recorded);
            setSubmodulesBack(recorded.files());
        }
        prove(goal, recorded);
        return "restored " + reversal.map(Reversal.Way::said).orElse(recorded.toString())
                + was(before, goal)
                + (recorded.snapshot().isPresent() ? "; the changes that no commit has are staged" : "")
                + tree.leftAlone()
                + leftInProgress()
                + reversal.map(Reversal.Way::next).orElse("");
    }

    private void setFilesBack(Recorded recorded) throws IOException, GitAPIException, Refusal {
        ObjectId files = recorded.files();
        new TrackedFiles(tree)
                .setBack(
                        tree.differencesFrom(files),
                        new Head(files, recorded.head().branch()));
    }

    /** Their entries in the index, which are no files. */
    private void setSubmodulesBack(ObjectId files) throws IOException {
        Map<String, ObjectId> submodules = submodulesOf(files);
        if (submodules.isEmpty()) {
            return;
        }
        DirCache index = repository.lockDirCache();
        try {
            DirCacheEditor editor = index.editor();
            submodules.forEach((path, commit) -> editor.add(new PathEdit(path) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setFileMode(FileMode.GITLINK);
                    entry.setObjectId(commit);
                }
            }));
            if (!editor.commit()) {
                throw new IOException("the index could not be written");
            }
        } finally {
            index.unlock();
        }
    }

    private Map<String, ObjectId> submodulesOf(ObjectId files) throws IOException {
        Map<String, ObjectId> submodules = new TreeMap<>();
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseTree(files));
            walk.setRecursive(true);
            while (walk.next()) {
                if (walk.getFileMode() == FileMode.GITLINK && !tree.ignored().contain(walk.getPathString())) {
                    submodules.put(walk.getPathString(), walk.getObjectId(0));
                }
            }
        }
        return submodules;
    }

    /** Where the recorded branch is now; empty if there is none, or no longer. */
    private Optional<ObjectId> tipOf(Head recorded) throws IOException {
        return recorded.branch().isPresent()
                ? Optional.ofNullable(repository.exactRef(recorded.branch().get()))
                        .map(Ref::getObjectId)
                : Optional.empty();
    }

    /** The branch is moved only from where it was when its commits were judged. */
    private void setHeadBack(Head goal, Optional<ObjectId> tip) throws IOException, Refusal {
        if (goal.branch().isPresent()) {
            String branch = goal.branch().get();
            RefUpdate link = logged(repository.updateRef(Constants.HEAD));
            requireDone(Constants.HEAD, link.link(branch));
            RefUpdate move = logged(repository.updateRef(Constants.HEAD));
            move.setExpectedOldObjectId(tip.orElse(ObjectId.zeroId()));
            move.setNewObjectId(goal.commit());
            requireDone(branch, move.forceUpdate());
        } else {
            RefUpdate detach = logged(repository.updateRef(Constants.HEAD, true));
            detach.setNewObjectId(goal.commit());
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

    private void prove(Head goal, Recorded recorded) throws IOException, Refusal {
        List<String> wrong = new ArrayList<>();
        Optional<Head> now = tree.head();
        if (!now.equals(Optional.of(goal))) {
            wrong.add("HEAD is " + now.map(Head::toString).orElse("unborn"));
        }
        NavigableSet<String> different = tree.differencesFrom(recorded.files());
        if (!different.isEmpty()) {
            wrong.add("these paths differ: " + Listing.of(different));
        }
        if (!wrong.isEmpty()) {
            throw new Refusal("The work tree " + tree.root() + " is not " + recorded + " after restoring it: "
                    + String.join("; ", wrong) + ". Look at it with: git status");
        }
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
