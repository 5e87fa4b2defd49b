package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.git.internal.conversion.FileConversion;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.git.internal.worktree.CommittedAttributes;
import io.github.devopsagent.git.internal.worktree.ProvenWay;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.attributes.AttributesNodeProvider;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.SymLinks;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/**
 * What a checkout will write: the objects of its commit, proven by their ids, and as the attributes of the
 * commit and this machine's people have them written.
 */
public final class CheckedOutFiles {

    private final OpenWorkTree tree;
    private final ProvenObjects objects;

    private CheckedOutFiles(OpenWorkTree tree, ProvenObjects objects) {
        this.tree = tree;
        this.objects = objects;
    }

    /**
     * Refuses a checkout of which that is not so.
     *
     * @param from what is checked out now
     */
    public static void require(OpenWorkTree tree, ObjectId from, ObjectId to) throws IOException, GitRefusal {
        try (ProvenObjects objects = tree.objects()) {
            new CheckedOutFiles(tree, objects).require(from, to);
        }
    }

    private void require(ObjectId from, ObjectId to) throws IOException, GitRefusal {
        Set<String> paths =
                ProvenWay.require(objects, from, to, path -> !tree.ignored().contain(path));
        if (tree.isRepositoryTrusted() || paths.isEmpty()) {
            return;
        }
        Map<String, WrittenEntry> committed = written(
                to,
                paths,
                CommittedAttributes.of(tree),
                FileConversion.options(tree.settings().honoured()));
        Map<String, WrittenEntry> checkedOut = written(
                to,
                paths,
                tree.repository().createAttributesNodeProvider(),
                tree.repository().getConfig().get(WorkingTreeOptions.KEY));
        Set<String> others = new TreeSet<>();
        for (Map.Entry<String, WrittenEntry> each : committed.entrySet()) {
            if (!isSame(each.getValue(), Objects.requireNonNull(checkedOut.get(each.getKey())))) {
                others.add(each.getKey());
            }
        }
        if (!others.isEmpty()) {
            throw new GitRefusal("A checkout of " + to.name() + " would write other bytes than its commit and this"
                    + " machine's configuration say, since .git/info/attributes, or core.autocrlf, core.eol,"
                    + " core.symlinks or core.attributesFile of the repository's own configuration, has them: "
                    + FirstPaths.of(others)
                    + ". Take that away, or let the host allow it with GitAdapter.trustingRepositoryConfiguration()"
                    + " (--git-trust-configuration on the command line).");
        }
    }

    /** What is written of a file, or of a link, which may become a file. */
    private record WrittenEntry(ObjectId id, FileConversion conversion, boolean isLinkAsFile) {}

    private Map<String, WrittenEntry> written(
            ObjectId commit, Set<String> paths, AttributesNodeProvider attributes, WorkingTreeOptions options)
            throws IOException, GitRefusal {
        Map<String, WrittenEntry> written = new HashMap<>();
        try (RevWalk commits = new RevWalk(objects);
                TreeWalk walk = new TreeWalk(tree.repository(), objects)) {
            walk.addTree(commits.parseTree(commit));
            walk.setRecursive(true);
            walk.setOperationType(OperationType.CHECKOUT_OP);
            walk.setAttributesNodeProvider(attributes);
            while (walk.next()) {
                FileMode mode = walk.getFileMode(0);
                if (mode != FileMode.GITLINK && paths.contains(walk.getPathString())) {
                    boolean isLink = mode == FileMode.SYMLINK;
                    written.put(
                            walk.getPathString(),
                            new WrittenEntry(
                                    walk.getObjectId(0),
                                    isLink ? FileConversion.NONE : FileConversion.of(walk, tree.filters(), options),
                                    isLink && options.getSymLinks() == SymLinks.FALSE));
                }
            }
        }
        return written;
    }

    /** The bytes of the commit are right also where line ends or $Id$ would be converted. */
    private boolean isSame(WrittenEntry one, WrittenEntry other) throws IOException {
        if (one.equals(other)) {
            return true;
        }
        if (one.isLinkAsFile() != other.isLinkAsFile()
                || !one.conversion().smudge().equals(other.conversion().smudge())) {
            return false;
        }
        if (!other.conversion().changesContent()) {
            return true;
        }
        byte[] content = objects.open(one.id(), Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE);
        byte[] written = other.conversion().apply(other.id(), content);
        return Arrays.equals(written, content)
                || Arrays.equals(written, one.conversion().apply(one.id(), content));
    }
}
