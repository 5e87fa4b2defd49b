package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.conversion.EncodedNames;
import io.github.devopsagent.git.internal.conversion.GitOnlyConversion;
import io.github.devopsagent.git.internal.lock.PackedRefsLock;
import io.github.devopsagent.git.internal.lock.RefLock;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.OperationInProgress;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.SystemReader;

/** A work tree that a step may move: nothing would be lost. */
public final class CleanWorkTree {

    private CleanWorkTree() {}

    /** What is checked out. */
    public static Head require(OpenWorkTree tree) throws IOException, GitRefusal {
        Head head = requireQuiet(tree);
        requireUnlocked(tree, head);
        NavigableSet<String> dirty = tree.fileDifferencesFrom(head.commit());
        if (!dirty.isEmpty()) {
            requireComparable(tree, head, dirty);
            requireNoContentOfPointers(tree, head, dirty);
            throw new GitRefusal("The work tree " + tree.root() + " has changes that no commit has: "
                    + FirstPaths.of(dirty) + ". " + wayOut(tree, "Commit or stash them."));
        }
        return head;
    }

    /** A lock that is met on the way would take files there and back. What a killed agent left is known by its index lock. */
    private static void requireUnlocked(OpenWorkTree tree, Head head) throws IOException, GitRefusal {
        if (IndexLock.leftBehind(tree.repository()).isEmpty()) {
            RefLock.of(tree.repository(), Constants.HEAD).requireFree();
            if (head.branch().isPresent()) {
                RefLock.of(tree.repository(), head.branch().get()).requireFree();
            }
        }
    }

    /** A file that JGit cannot read as git does may count as changed though it is not. */
    public static void requireComparable(OpenWorkTree tree, Head head, Set<String> dirty)
            throws IOException, GitRefusal {
        try (ObjectReader objects = tree.repository().newObjectReader()) {
            new GitOnlyConversion(tree.repository(), objects, tree.filters())
                    .requireNone(head.commit(), dirty::contains);
        }
    }

    /** Without its filter, git takes a file of LFS for changed as soon as it is there: nobody has changed anything. */
    public static void requireNoContentOfPointers(OpenWorkTree tree, Head head, Set<String> dirty)
            throws IOException, GitRefusal {
        NavigableSet<String> content = new TreeSet<>();
        try (ProvenObjects objects = tree.objects()) {
            for (String path : dirty) {
                if (PointerFiles.isContent(tree, objects, head.commit(), path)) {
                    content.add(path);
                }
            }
        }
        if (!content.isEmpty()) {
            throw new GitRefusal("These files in " + tree.root() + " are what their pointers of Git LFS stand for, and"
                    + " git takes them for changed, since no filter is configured for this user: "
                    + FirstPaths.of(content) + ". Run: git lfs install");
        }
    }

    /** What a person does about changes: those of a killed agent are nobody's work. */
    public static String wayOut(OpenWorkTree tree, String usual) throws IOException {
        return IndexLock.leftBehind(tree.repository())
                .map(left -> "An agent was killed on the way from "
                        + left.transition().from() + " to "
                        + left.transition().to()
                        + ". Let it go on with its own consensus directory, or go back with: rm "
                        + ShellWord.quoted(left.file().toString()) + " && "
                        + new RestoreCommand(
                                        tree, left.transition().from().commit().name())
                                .to(left.transition().from(), false))
                .orElse(usual);
    }

    /** What is checked out; whether files were changed is not asked. */
    public static Head requireQuiet(OpenWorkTree tree) throws IOException, GitRefusal {
        Head head = tree.head()
                .orElseThrow(() ->
                        new GitRefusal("The repository " + tree.root() + " has no commit yet. Commit first, or pull."));
        IndexLock.requireFree(tree.repository());
        PackedRefsLock.requireFree(tree.repository());
        RepositoryState state = tree.repository().getRepositoryState();
        if (state != RepositoryState.SAFE) {
            throw new GitRefusal("The repository " + tree.root() + " is in the middle of something: "
                    + OperationInProgress.describe(state) + ".");
        }
        return head;
    }

    /** All of it can be written as git does, and nothing is in the way of it. */
    public static void requireWay(OpenWorkTree tree, HeadTransition transition) throws IOException, GitRefusal {
        try (ObjectReader objects = tree.repository().newObjectReader()) {
            ObjectId from = transition.from().commit();
            ObjectId to = transition.to().commit();
            requireWritable(tree, objects, from, to);
            requireNothingInTheWay(tree, objects, from, to, transition.to().toString());
        }
    }

    /**
     * Both can be written as git writes them, where they differ: on the way there, and on the way back. What is read again
     * when it is written is proven again.
     */
    public static void requireWritable(OpenWorkTree tree, ObjectReader objects, ObjectId from, ObjectId to)
            throws IOException, GitRefusal {
        Set<String> paths =
                ProvenWay.require(objects, from, to, path -> !tree.ignored().contain(path));
        GitOnlyConversion conversion = new GitOnlyConversion(tree.repository(), objects, tree.filters());
        conversion.requireNone(from, paths::contains);
        conversion.requireNone(to, paths::contains);
        EncodedNames.requireSame(objects, to, paths::contains);
        for (String path : paths) {
            requireName(path);
        }
    }

    /** Neither git nor JGit writes a file of such a name, which JGit says when others are written. */
    private static void requireName(String path) throws GitRefusal {
        try {
            SystemReader.getInstance().checkPath(path);
        } catch (CorruptObjectException e) {
            throw new GitRefusal("'" + PrintableText.of(path, PrintableText.NAME)
                    + "' is a name that git does not write to a work tree: " + e.getMessage()
                    + ". Check out a commit without it.");
        }
    }

    private static NavigableSet<String> pathsBetween(
            OpenWorkTree tree, ObjectReader objects, ObjectId from, ObjectId to) throws IOException {
        NavigableSet<String> paths = WorkTreeSwitch.pathsBetween(objects, from, to);
        paths.removeIf(tree.ignored()::contain);
        return paths;
    }

    /**
     * Untracked files stay; so there must be none where the other commit has files.
     *
     * @param name of that commit
     */
    public static void requireNothingInTheWay(
            OpenWorkTree tree, ObjectReader objects, ObjectId from, ObjectId to, String name)
            throws IOException, GitRefusal {
        Set<String> inTheWay = new TrackedFiles(tree).untracked(pathsBetween(tree, objects, from, to));
        if (!inTheWay.isEmpty()) {
            throw new GitRefusal("Untracked files are where " + name + " has files: " + FirstPaths.of(inTheWay)
                    + ". Move them away, or add them to .gitignore and delete them.");
        }
        Set<String> submodules = filledSubmodules(tree, objects, to);
        if (!submodules.isEmpty()) {
            throw new GitRefusal("Submodules are checked out where " + name + " has files: " + FirstPaths.of(submodules)
                    + ". Look that nothing in them is lost, and run: git submodule deinit --force -- "
                    + ShellWord.quoted(submodules.iterator().next()));
        }
    }

    /** Which files or directories of the other commit would take the place of. */
    private static Set<String> filledSubmodules(OpenWorkTree tree, ObjectReader objects, ObjectId to)
            throws IOException, GitRefusal {
        Set<String> filled = new TreeSet<>();
        try (RevWalk walk = new RevWalk(objects)) {
            RevTree files = walk.parseTree(to);
            for (String path : tree.submodules()) {
                Path directory = tree.root().resolve(path);
                TreeWalk there = TreeWalk.forPath(objects, path, files);
                boolean isReplaced = there != null && there.getFileMode(0) != FileMode.GITLINK;
                if (isReplaced
                        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                        && !OpenWorkTree.isUnpopulated(directory)) {
                    filled.add(path);
                }
            }
        }
        return filled;
    }
}
