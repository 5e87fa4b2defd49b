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
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
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

    private static boolean isPointer(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LfsPointer.LONGEST) {
            return false;
        }
        try (InputStream content = Files.newInputStream(file)) {
            return LfsPointer.isBegin(content.readNBytes(LfsPointer.LONGEST));
        }
    }
}
