package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.conversion.LfsPointer;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Files of a work tree that are no more than pointers of Git LFS: what they point to would not be deployed. */
public final class PointerFiles {

    private PointerFiles() {}

    /** What people should know of the files of a commit, as they lie there; empty if none of them is one. */
    public static List<String> warnings(OpenWorkTree tree, ProvenObjects reader, ObjectId commit) throws IOException {
        Set<String> pointers = new TreeSet<>();
        try (TreeWalk walk = new TreeWalk(tree.repository(), reader)) {
            walk.addTree(
                    RevCommit.parse(reader.open(commit, Constants.OBJ_COMMIT).getBytes())
                            .getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                if (!tree.ignored().contain(path) && isPointer(tree.root().resolve(path))) {
                    pointers.add(PrintableText.of(path, PrintableText.NAME));
                }
            }
        }
        return pointers.isEmpty()
                ? List.of()
                : List.of("these files in " + tree.root() + " are pointers of Git LFS, and not what they point to: "
                        + FirstPaths.of(pointers) + ". Get it before they are deployed: git lfs install &&"
                        + " git lfs pull");
    }

    /** Whether a file is what its pointer in a commit points to. */
    public static boolean isContent(OpenWorkTree tree, ProvenObjects reader, ObjectId commit, String path)
            throws IOException {
        ObjectId files = RevCommit.parse(
                        reader.open(commit, Constants.OBJ_COMMIT).getBytes())
                .getTree();
        Path file = tree.root().resolve(path);
        try (TreeWalk walk = TreeWalk.forPath(reader, path, files)) {
            boolean isSmall = walk != null
                    && (walk.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE
                    && reader.getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB) <= LfsPointer.LONGEST;
            Optional<LfsPointer> pointer = isSmall
                    ? LfsPointer.of(
                            reader.open(walk.getObjectId(0), Constants.OBJ_BLOB).getCachedBytes())
                    : Optional.empty();
            return pointer.isPresent()
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && pointer.get().isOf(file);
        }
    }

    private static boolean isPointer(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LfsPointer.LONGEST) {
            return false;
        }
        try (InputStream content = Files.newInputStream(file)) {
            return LfsPointer.isBegin(content.readNBytes(LfsPointer.LONGEST));
        }
    }
}
