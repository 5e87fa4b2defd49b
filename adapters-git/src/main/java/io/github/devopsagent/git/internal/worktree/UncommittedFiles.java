package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.conversion.EncodedNames;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.git.internal.repository.ReadableIndex;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;

/**
 * What no commit has: the paths in which a work tree, its submodules, or what is staged differ from a commit. Nothing is
 * believed but the commit's id: every file is read and hashed, whatever the index, the configuration of the repository and
 * its {@code info} directory say, since these are files that anybody can write.
 */
public final class UncommittedFiles {

    /** What people do about files of which git does not say that they were changed. */
    public static final String WRITE_ANEW = "rm <file> && git checkout -- <file>";

    /** The same as a sentence. */
    public static final String WAY_OUT = "Bytes are compared: where git status shows nothing, have git write the file"
            + " anew (" + WRITE_ANEW + "); what .git says of attributes, line ends, modes and filters does not count.";

    private final WorkTreeLocation location;
    private final OpenWorkTree tree;
    private final ProvenObjects reader;
    private final boolean untrackedCount;
    private final NavigableSet<String> found = new TreeSet<>();
    private final NavigableSet<String> untracked = new TreeSet<>();

    private UncommittedFiles(
            WorkTreeLocation location, OpenWorkTree tree, ProvenObjects reader, boolean untrackedCount) {
        this.location = location;
        this.tree = tree;
        this.reader = reader;
        this.untrackedCount = untrackedCount;
    }

    /**
     * What no commit has.
     *
     * @param tracked what the commit has otherwise, or what is staged
     * @param untracked what neither has
     */
    public record Uncommitted(NavigableSet<String> tracked, NavigableSet<String> untracked) {}

    /** Of a work tree, which is at this place. */
    public static Uncommitted since(ObjectId commit, WorkTreeLocation location, OpenWorkTree tree, ProvenObjects reader)
            throws IOException, GitRefusal {
        return new UncommittedFiles(location, tree, reader, true).since(commit);
    }

    /** The same without what the commit does not have at all. */
    public static NavigableSet<String> trackedSince(
            ObjectId commit, WorkTreeLocation location, OpenWorkTree tree, ProvenObjects reader)
            throws IOException, GitRefusal {
        return new UncommittedFiles(location, tree, reader, false).since(commit).tracked();
    }

    /** A path in a commit. */
    private record Tracked(FileMode mode, ObjectId id) {}

    private Uncommitted since(ObjectId commit) throws IOException, GitRefusal {
        ObjectId files = RevCommit.parse(
                        reader.open(commit, Constants.OBJ_COMMIT).getBytes())
                .getTree();
        EncodedNames.requireSame(reader, files, path -> !isLeftAlone(path));
        Map<String, Tracked> tracked = new HashMap<>();
        WrittenFiles written = new WrittenFiles(tree);
        try (TreeWalk walk = new TreeWalk(tree.repository(), reader)) {
            walk.addTree(files);
            walk.setRecursive(true);
            walk.setOperationType(OperationType.CHECKOUT_OP);
            walk.setAttributesNodeProvider(CommittedAttributes.of(tree));
            while (walk.next()) {
                String path = walk.getPathString();
                Tracked entry = new Tracked(walk.getFileMode(0), walk.getObjectId(0));
                tracked.put(path, entry);
                if (!isLeftAlone(path)) {
                    compare(path, entry, walk, written);
                }
            }
        }
        compareIndex(tracked);
        if (untrackedCount) {
            untracked.addAll(new UntrackedFiles(tree, reader, files, tracked.keySet()).paths());
            untracked.removeAll(found);
        }
        return new Uncommitted(found, untracked);
    }

    private boolean isLeftAlone(String path) {
        return tree.ignored().contain(path);
    }

    private void compare(String path, Tracked entry, TreeWalk walk, WrittenFiles written)
            throws IOException, GitRefusal {
        if (isBehindLink(path)) {
            found.add(path);
        } else if (entry.mode() == FileMode.GITLINK) {
            submodule(path, entry.id());
        } else if (!written.isSame(walk)) {
            found.add(path);
        }
    }

    /** Beyond a symbolic link is another place. */
    private boolean isBehindLink(String path) {
        for (Path above = tree.root().resolve(path).getParent();
                above != null && !above.equals(tree.root());
                above = above.getParent()) {
            if (Files.isSymbolicLink(above)) {
                return true;
            }
        }
        return false;
    }

    /** An empty directory is all that a clone has of it; anything else is what its commit has. */
    private void submodule(String path, ObjectId commit) throws IOException, GitRefusal {
        Path root = tree.root().resolve(path);
        if (Files.isSymbolicLink(root)) {
            found.add(path);
            return;
        }
        if (OpenWorkTree.isUnpopulated(root)) {
            return;
        }
        if (!Files.exists(root.resolve(Constants.DOT_GIT), LinkOption.NOFOLLOW_LINKS)) {
            found.add(path);
            return;
        }
        WorkTreeLocation inside = location.at(root);
        try (OpenWorkTree submodule = OpenWorkTree.open(inside);
                ProvenObjects objects = submodule.objects()) {
            if (!objects.has(commit)) {
                found.add(path);
                return;
            }
            Uncommitted files = new UncommittedFiles(inside, submodule, objects, untrackedCount).since(commit);
            files.tracked().forEach(file -> found.add(path + "/" + file));
            files.untracked().forEach(file -> untracked.add(path + "/" + file));
        }
    }

    /** A step may commit what is staged, or deploy it by {@code git archive} and the like. */
    private void compareIndex(Map<String, Tracked> tracked) throws IOException, GitRefusal {
        DirCache index = ReadableIndex.of(tree.repository());
        Set<String> gone = new HashSet<>(tracked.keySet());
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            Tracked before = tracked.get(entry.getPathString());
            boolean isSame = before != null
                    && entry.getStage() == DirCacheEntry.STAGE_0
                    && before.mode().equals(entry.getRawMode())
                    && before.id().equals(entry.getObjectId());
            gone.remove(entry.getPathString());
            if (!isSame) {
                add(entry.getPathString());
            }
        }
        gone.forEach(this::add);
    }

    private void add(String path) {
        if (!isLeftAlone(path)) {
            found.add(path);
        }
    }
}
