package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Takes files, index, branch and HEAD, in this order, from one commit to another, and proves it. Whatever is there
 * already stays, so that a move that was interrupted anywhere is ended by another one, forward or back.
 */
public final class WorkTreeSwitch {

    private final OpenWorkTree tree;
    private final Repository repository;
    private final HeadTransition transition;
    private final ObjectId files;
    private final boolean submodulesLeft;
    private final Optional<List<ObjectId>> known;

    public WorkTreeSwitch(OpenWorkTree tree, HeadTransition transition) {
        this(tree, transition, transition.to().commit());
    }

    /**
     * A move that ends with changes that are not committed.
     *
     * @param files a commit or tree of the files and the index; HEAD goes to that of the transition
     */
    WorkTreeSwitch(OpenWorkTree tree, HeadTransition transition, ObjectId files) {
        this(tree, transition, files, false, Optional.empty());
    }

    private WorkTreeSwitch(
            OpenWorkTree tree,
            HeadTransition transition,
            ObjectId files,
            boolean submodulesLeft,
            Optional<List<ObjectId>> known) {
        this.known = known;
        this.submodulesLeft = submodulesLeft;
        this.tree = tree;
        this.repository = tree.repository();
        this.transition = transition;
        this.files = files;
    }

    /** The same move, which ends well though a submodule is not at the commit that it should be at. */
    public WorkTreeSwitch leavingSubmodules() {
        return new WorkTreeSwitch(tree, transition, files, true, known);
    }

    /** The same move, which keeps in the git directory each file that it removes and that none of these commits has. */
    WorkTreeSwitch keepingAllBut(List<ObjectId> commits) {
        return new WorkTreeSwitch(tree, transition, files, submodulesLeft, Optional.of(List.copyOf(commits)));
    }

    /** What is done with index and files in place, and before the branch moves: it may object. */
    public interface Consent {
        void ask() throws IOException, GitRefusal;
    }

    /**
     * Moves, if the branch is still where it was.
     *
     * @param tip where the branch must be now; empty if there is none
     * @param why for the reflog
     * @return what a result says of untracked files; may be empty
     */
    public String run(Optional<ObjectId> tip, String why) throws IOException, GitRefusal {
        try (IndexLock lock = IndexLock.take(repository, transition)) {
            clearUp(tree, lock);
            return go(tip, why, () -> {});
        }
    }

    /**
     * Moves from a clean work tree, and if that fails, or is not consented to, back again: all or nothing.
     *
     * @return what a result says of untracked files; may be empty
     */
    public String runOrStay(Optional<ObjectId> tip, String why, Consent consent) throws IOException, GitRefusal {
        try (IndexLock lock = IndexLock.take(repository, transition)) {
            clearUp(tree, lock);
            try {
                return go(tip, why, consent);
            } catch (IOException | RuntimeException | GitRefusal e) {
                throw new GitRefusal(ErrorText.of(e) + " " + backOut(why));
            }
        }
    }

    private String backOut(String why) {
        boolean interrupted = Thread.interrupted();
        try {
            String aside = new WorkTreeSwitch(tree, new HeadTransition(transition.to(), transition.from()))
                    .leavingSubmodules()
                    .go(transition.from().tip(repository), "back, since it failed: " + why, () -> {});
            return "Everything is as before, at " + transition.from() + aside + ".";
        } catch (IOException | RuntimeException | GitRefusal e) {
            return "And going back to " + transition.from() + " failed: " + ErrorText.of(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes what a killed agent left behind, but leaves the work tree where it is on its way. */
    public static void clearUpAfterKill(OpenWorkTree tree) throws IOException, GitRefusal {
        Optional<IndexLock.LeftBehind> leftBehind = IndexLock.leftBehind(tree.repository());
        if (leftBehind.isPresent()) {
            try (IndexLock lock =
                    IndexLock.take(tree.repository(), leftBehind.get().transition())) {
                clearUp(tree, lock);
            }
        }
    }

    /** A killed agent's lock says what it was doing. */
    private static void clearUp(OpenWorkTree tree, IndexLock lock) throws IOException, GitRefusal {
        if (lock.takenOver().isPresent()) {
            new InterruptedSwitch(tree, lock.takenOver().get()).clear();
        }
    }

    private String go(Optional<ObjectId> tip, String why, Consent consent) throws IOException, GitRefusal {
        String aside = new TrackedFiles(tree).setTo(tree.differencesFrom(files), files, known);
        consent.ask();
        setHead(tip, why);
        endWhatIsInProgress();
        prove();
        return aside;
    }

    /** The branch is moved only from where it was when its commits were judged. */
    private void setHead(Optional<ObjectId> tip, String why) throws IOException, GitRefusal {
        Head to = transition.to();
        Optional<Head> now = tree.head();
        if (to.branch().isEmpty()) {
            if (!now.equals(Optional.of(to))) {
                RefUpdate detach = logged(repository.updateRef(Constants.HEAD, true), why);
                detach.setNewObjectId(to.commit());
                requireDone(Constants.HEAD, detach.forceUpdate());
            }
            return;
        }
        String branch = to.branch().get();
        if (!now.flatMap(Head::branch).equals(to.branch())) {
            RefUpdate link = logged(repository.updateRef(Constants.HEAD), why);
            requireDone(Constants.HEAD, link.link(branch));
        }
        if (!tip.equals(Optional.of(to.commit()))) {
            RefUpdate move = logged(repository.updateRef(Constants.HEAD), why);
            move.setExpectedOldObjectId(tip.orElse(ObjectId.zeroId()));
            move.setNewObjectId(to.commit());
            requireDone(branch, move.forceUpdate());
        }
    }

    private static RefUpdate logged(RefUpdate update, String why) {
        update.setRefLogMessage("devops: " + why, false);
        return update;
    }

    private static void requireDone(String name, RefUpdate.Result result) throws GitRefusal {
        switch (result) {
            case NEW, NO_CHANGE, FORCED, FAST_FORWARD -> {}
            default ->
                throw new GitRefusal(name + " could not be moved: "
                        + result.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ". Another git process may be at work, or have left a lock behind; if none runs, delete "
                        + name + ".lock in the git directory, and try again.");
        }
    }

    /** A merge, cherry-pick or revert that somebody began. */
    private void endWhatIsInProgress() throws IOException {
        repository.writeMergeHeads(null);
        repository.writeCherryPickHead(null);
        repository.writeRevertHead(null);
        repository.writeMergeCommitMsg(null);
    }

    private void prove() throws IOException, GitRefusal {
        List<String> wrong = new ArrayList<>();
        Head to = transition.to();
        Optional<Head> now = tree.head();
        if (!now.equals(Optional.of(to))) {
            wrong.add("HEAD is " + now.map(Head::toString).orElse("unborn"));
        }
        NavigableSet<String> different = submodulesLeft ? tree.fileDifferencesFrom(files) : tree.differencesFrom(files);
        if (!different.isEmpty()) {
            Set<String> submodules = new TreeSet<>(tree.submodules());
            submodules.retainAll(different);
            wrong.add("these paths differ: " + FirstPaths.of(different)
                    + (submodules.isEmpty() ? "" : ". " + tree.adviceFor(submodules)));
        }
        if (!wrong.isEmpty()) {
            throw new GitRefusal("The work tree " + tree.root() + " is not at " + to + " though it was moved there: "
                    + String.join("; ", wrong) + ". Look at it with git status.");
        }
    }

    /** The paths in which two commits, or trees, differ. */
    public static NavigableSet<String> pathsBetween(Repository repository, ObjectId one, ObjectId other)
            throws IOException {
        try (ObjectReader objects = repository.newObjectReader()) {
            return pathsBetween(objects, one, other);
        }
    }

    /** The same, where one may not be written yet. */
    public static NavigableSet<String> pathsBetween(ObjectReader objects, ObjectId one, ObjectId other)
            throws IOException {
        try (RevWalk commits = new RevWalk(objects);
                TreeWalk walk = new TreeWalk(objects)) {
            walk.addTree(commits.parseTree(one));
            walk.addTree(commits.parseTree(other));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            NavigableSet<String> paths = new TreeSet<>();
            while (walk.next()) {
                paths.add(walk.getPathString());
            }
            return paths;
        }
    }
}
