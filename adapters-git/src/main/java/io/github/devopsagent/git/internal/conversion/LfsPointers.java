package io.github.devopsagent.git.internal.conversion;

import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;

/** Files that git keeps elsewhere, of which a commit has only pointers. */
public final class LfsPointers {

    private LfsPointers() {}

    /** What people should know of a commit whose pointers no filter replaces; empty if there are none. */
    public static String warning(Repository repository, FileFilters filters, ObjectId commit, Predicate<String> wanted)
            throws IOException, GitRefusal {
        Set<String> pointers = new TreeSet<>();
        try (ObjectReader objects = repository.newObjectReader();
                RevWalk commits = new RevWalk(objects);
                TreeWalk walk = new TreeWalk(repository, objects)) {
            walk.addTree(commits.parseTree(commit));
            walk.setRecursive(true);
            walk.setOperationType(OperationType.CHECKOUT_OP);
            while (walk.next()) {
                if (isPointer(walk, objects, filters) && wanted.test(walk.getPathString())) {
                    pointers.add(PrintableText.of(walk.getPathString(), PrintableText.NAME));
                }
            }
        }
        return pointers.isEmpty()
                ? ""
                : "These files are pointers of Git LFS, and no filter is configured that would get what they point to: "
                        + FirstPaths.of(pointers) + ". They stay as they are unless you run: git lfs install &&"
                        + " git lfs pull";
    }

    /** Only what has a filter among its attributes is looked into. */
    private static boolean isPointer(TreeWalk walk, ObjectReader objects, FileFilters filters)
            throws IOException, GitRefusal {
        boolean file = (walk.getFileMode(0).getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        return file
                && walk.getAttributes().getValue(Constants.ATTR_FILTER) != null
                && filters.command(walk.getAttributes(), Constants.ATTR_FILTER_TYPE_SMUDGE, walk.getPathString())
                        .isEmpty()
                && objects.getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB) <= LfsPointer.LONGEST
                && LfsPointer.isBegin(objects.open(walk.getObjectId(0)).getCachedBytes());
    }
}
