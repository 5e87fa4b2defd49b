package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.message.PrintableText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** A way from one commit to another and back, of which everything that will be written is there. */
public final class ProvenWay {

    private ProvenWay() {}

    /**
     * Reads all of it, which fails where something is missing or has another content than its id says.
     *
     * @param objects which prove what they read
     * @param wanted paths that are written
     * @return those of them in which the two differ
     */
    public static NavigableSet<String> require(
            ObjectReader objects, ObjectId from, ObjectId to, Predicate<String> wanted) throws IOException {
        NavigableSet<String> paths = new TreeSet<>();
        try (RevWalk commits = new RevWalk(objects);
                TreeWalk walk = new TreeWalk(objects)) {
            walk.addTree(commits.parseTree(from));
            walk.addTree(commits.parseTree(to));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                if (wanted.test(walk.getPathString())) {
                    read(objects, walk, 0);
                    read(objects, walk, 1);
                    paths.add(walk.getPathString());
                }
            }
        }
        return paths;
    }

    private static void read(ObjectReader objects, TreeWalk walk, int side) throws IOException {
        FileMode mode = walk.getFileMode(side);
        if (mode != FileMode.MISSING && mode != FileMode.GITLINK && mode != FileMode.TREE) {
            try {
                objects.open(walk.getObjectId(side), Constants.OBJ_BLOB).copyTo(OutputStream.nullOutputStream());
            } catch (CorruptObjectException e) {
                throw new IOException("'" + PrintableText.of(walk.getPathString(), PrintableText.NAME)
                        + "' cannot be checked out as its commit has it: " + e.getMessage()
                        + ". Use another clone, or replace the object by that of one.");
            }
        }
    }
}
