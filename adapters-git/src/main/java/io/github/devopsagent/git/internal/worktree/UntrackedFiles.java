package io.github.devopsagent.git.internal.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files that no commit has, and that no {@code .gitignore} of a commit ignores: one in the work tree alone could ignore
 * itself and what lies beside it, and {@code .git/info/exclude} is in no commit.
 */
final class UntrackedFiles {

    private final OpenWorkTree tree;
    private final ProvenObjects reader;
    private final ObjectId files;
    private final Set<String> tracked = new HashSet<>();
    private final Set<String> directories = new HashSet<>();
    private final Set<String> found = new TreeSet<>();

    /**
     * Of a work tree.
     *
     * @param files the tree of the commit
     * @param tracked the paths in it
     */
    UntrackedFiles(OpenWorkTree tree, ProvenObjects reader, ObjectId files, Set<String> tracked) {
        this.tree = tree;
        this.reader = reader;
        this.files = files;
        for (String each : tracked) {
            String path = ByteNames.ofCommitted(each);
            this.tracked.add(path);
            for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
                directories.add(path.substring(0, end));
            }
        }
    }

    /** The rules of a directory, whose path is empty or ends with a slash, by its bytes. */
    private record Rules(String directory, IgnoreNode node) {}

    Set<String> paths() throws IOException {
        look(tree.root(), "", "", List.of(), false);
        return found;
    }

    /** Both are the path: {@code bytes} as git compares it. */
    private void look(Path directory, String path, String bytes, List<Rules> above, boolean isIgnored)
            throws IOException {
        List<Rules> rules = new ArrayList<>(above);
        if (bytes.isEmpty() || directories.contains(bytes.substring(0, bytes.length() - 1))) {
            rules(path, bytes).ifPresent(own -> rules.add(0, own));
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                String childPath = path + name;
                if ((path.isEmpty() && name.equals(Constants.DOT_GIT))
                        || tree.ignored().contain(childPath)) {
                    continue;
                }
                String childBytes = bytes + ByteNames.of(child);
                boolean isDirectory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                boolean isTracked = tracked.contains(childBytes);
                boolean isHidden = isIgnored || isIgnored(childBytes, isDirectory, rules);
                if (!isDirectory && !isTracked && !isHidden) {
                    found.add(childPath);
                } else if (isDirectory && !isTracked && (!isHidden || directories.contains(childBytes))) {
                    look(child, childPath + "/", childBytes + "/", rules, isHidden);
                }
            }
        }
    }

    private static boolean isIgnored(String bytes, boolean isDirectory, List<Rules> rules) {
        for (Rules each : rules) {
            Boolean answer =
                    each.node().checkIgnored(bytes.substring(each.directory().length()), isDirectory);
            if (answer != null) {
                return answer;
            }
        }
        return false;
    }

    private Optional<Rules> rules(String directory, String bytes) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(reader, directory + Constants.DOT_GIT_IGNORE, files)) {
            if (walk == null || (walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return Optional.empty();
            }
            byte[] content =
                    reader.open(walk.getObjectId(0), Constants.OBJ_BLOB).getBytes();
            IgnoreNode node = new IgnoreNode();
            node.parse(new ByteArrayInputStream(ByteNames.ofPatterns(content).getBytes(UTF_8)));
            return Optional.of(new Rules(bytes, node));
        }
    }
}
