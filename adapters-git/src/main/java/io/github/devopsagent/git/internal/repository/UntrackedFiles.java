package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files that no commit has, and that no {@code .gitignore} of a commit ignores: one in the work tree alone could ignore
 * itself and what lies beside it, and {@code .git/info/exclude} is in no commit.
 */
final class UntrackedFiles {

    private final OpenWorkTree tree;
    private final ObjectId commit;
    private final DirCache index;
    private final Set<String> found = new TreeSet<>();

    UntrackedFiles(OpenWorkTree tree, ObjectId commit) throws IOException, GitRefusal {
        this.tree = tree;
        this.commit = commit;
        this.index = ReadableIndex.of(tree.repository());
    }

    /** The rules of a directory, whose path is empty or ends with a slash. */
    private record Rules(String directory, IgnoreNode node) {}

    Set<String> paths() throws IOException {
        try (ObjectReader reader = tree.repository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            look(tree.root(), "", List.of(), false, reader, walk.parseTree(commit));
        }
        return found;
    }

    private void look(
            Path directory, String path, List<Rules> above, boolean isIgnored, ObjectReader reader, ObjectId files)
            throws IOException {
        List<Rules> rules = new ArrayList<>(above);
        rules(path, reader, files).ifPresent(own -> rules.add(0, own));
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                String childPath = path + name;
                if ((path.isEmpty() && name.equals(Constants.DOT_GIT))
                        || tree.ignored().contain(childPath)) {
                    continue;
                }
                boolean isDirectory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                boolean isTracked = index.findEntry(childPath) >= 0;
                boolean isHidden = isIgnored || isIgnored(childPath, isDirectory, rules);
                if (!isDirectory && !isTracked && !isHidden) {
                    found.add(childPath);
                } else if (isDirectory && !isTracked && (!isHidden || index.getEntriesWithin(childPath).length > 0)) {
                    look(child, childPath + "/", rules, isHidden, reader, files);
                }
            }
        }
    }

    private static boolean isIgnored(String path, boolean isDirectory, List<Rules> rules) {
        for (Rules each : rules) {
            Boolean answer =
                    each.node().checkIgnored(path.substring(each.directory().length()), isDirectory);
            if (answer != null) {
                return answer;
            }
        }
        return false;
    }

    private static Optional<Rules> rules(String directory, ObjectReader reader, ObjectId files) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(reader, directory + Constants.DOT_GIT_IGNORE, files)) {
            if (walk == null || (walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return Optional.empty();
            }
            IgnoreNode node = new IgnoreNode();
            node.parse(new ByteArrayInputStream(
                    reader.open(walk.getObjectId(0), Constants.OBJ_BLOB).getBytes()));
            return Optional.of(new Rules(directory, node));
        }
    }
}
