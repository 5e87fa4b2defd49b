package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.approval.CommitObjects.ParsedCommit;
import io.github.devopsagent.git.internal.conversion.EncodedNames;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
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
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;

/**
 * What no commit has: the paths in which a work tree, its submodules, or what is staged differ from a commit. Nothing is
 * believed but the commit's id: every file is read and hashed, whatever the index, the configuration of the repository and
 * its {@code info} directory say, since these are files that anybody can write.
 */
final class UncommittedFiles {

    private final WorkTreeLocation location;
    private final OpenWorkTree tree;
    private final ProvenObjects reader;
    private final NavigableSet<String> found = new TreeSet<>();

    UncommittedFiles(WorkTreeLocation location, OpenWorkTree tree, ProvenObjects reader) {
        this.location = location;
        this.tree = tree;
        this.reader = reader;
    }

    /** A path in a commit. */
    private record Tracked(FileMode mode, ObjectId id) {}

    NavigableSet<String> since(ObjectId commit) throws IOException, GitRefusal {
        ParsedCommit parsed = new CommitObjects(reader).of(commit);
        EncodedNames.requireSame(reader, parsed.tree(), path -> !isLeftAlone(path));
        Map<String, Tracked> tracked = new HashMap<>();
        WrittenFiles written = new WrittenFiles(tree);
        try (TreeWalk walk = new TreeWalk(tree.repository(), reader)) {
            walk.addTree(parsed.tree());
            walk.setRecursive(true);
            walk.setOperationType(OperationType.CHECKOUT_OP);
            walk.setAttributesNodeProvider(ApprovedAttributes.of(tree));
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
        found.addAll(new UntrackedFiles(tree, reader, parsed.tree(), tracked.keySet()).paths());
        return found;
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
        if (OpenWorkTree.isUnpopulated(root)) {
            return;
        }
        if (!Files.exists(root.resolve(Constants.DOT_GIT), LinkOption.NOFOLLOW_LINKS)) {
            found.add(path);
            return;
        }
        WorkTreeLocation inside = location.at(root);
        try (OpenWorkTree submodule = OpenWorkTree.open(inside);
                ObjectReader objects = submodule.repository().newObjectReader()) {
            if (!objects.has(commit)) {
                found.add(path);
                return;
            }
            new UncommittedFiles(inside, submodule, new ProvenObjects(objects))
                    .since(commit)
                    .forEach(file -> found.add(path + "/" + file));
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
