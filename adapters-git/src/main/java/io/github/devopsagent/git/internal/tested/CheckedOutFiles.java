package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.conversion.FileConversion;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.worktree.CommittedAttributes;
import io.github.devopsagent.git.internal.worktree.ProvenWay;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * What the checkouts of a plan will write: the objects of their commits, proven by their ids, and as the attributes of the
 * commits and this machine's people have them written.
 */
public final class CheckedOutFiles {

    private final OpenWorkTree tree;
    private final ProvenObjects objects;

    private CheckedOutFiles(OpenWorkTree tree, ProvenObjects objects) {
        this.tree = tree;
        this.objects = objects;
    }

    /** Refuses a plan of which that is not so, as far as its checkouts are known. */
    public static void require(Plan plan, OpenWorkTree tree, Path workingDirectory, ObjectId head)
            throws IOException, GitRefusal {
        List<CheckoutStep> steps = new ArrayList<>(CheckoutStep.others(plan, tree, workingDirectory));
        CheckoutStep.last(plan, tree, workingDirectory).ifPresent(steps::add);
        try (ProvenObjects objects = tree.objects()) {
            for (CheckoutStep step : steps) {
                Optional<Either<UnresolvedRevision, ResolvedRevision>> found =
                        step.ref().isEmpty()
                                ? Optional.empty()
                                : Optional.of(new RevisionParser(tree.repository())
                                        .checkout(step.ref().get()));
                if (found.isPresent() && found.get().isRight()) {
                    new CheckedOutFiles(tree, objects)
                            .require(
                                    head,
                                    ObjectId.fromString(
                                            found.get().get().commit().id()));
                }
            }
        }
    }

    private void require(ObjectId from, ObjectId to) throws IOException, GitRefusal {
        Set<String> paths =
                ProvenWay.require(objects, from, to, path -> !tree.ignored().contain(path));
        if (tree.isRepositoryTrusted() || paths.isEmpty()) {
            return;
        }
        Map<String, Written> committed = written(
                to,
                paths,
                CommittedAttributes.of(tree),
                FileConversion.options(tree.settings().honoured()));
        Map<String, Written> checkedOut = written(
                to,
                paths,
                tree.repository().createAttributesNodeProvider(),
                tree.repository().getConfig().get(WorkingTreeOptions.KEY));
        Set<String> others = new TreeSet<>();
        for (Map.Entry<String, Written> each : committed.entrySet()) {
            if (!isSame(each.getValue(), Objects.requireNonNull(checkedOut.get(each.getKey())))) {
                others.add(each.getKey());
            }
        }
        if (!others.isEmpty()) {
            throw new GitRefusal("A checkout of " + to.name() + " would write other bytes than its commit and this"
                    + " machine's configuration say, since .git/info/attributes, or core.autocrlf, core.eol,"
                    + " core.symlinks or core.attributesFile of the repository's own configuration, has them: "
                    + FirstPaths.of(others)
                    + ". Take that away, or let the host allow it with GitAdapter.trustingRepositoryConfiguration().");
        }
    }

    /** What is written of a file, or of a link, which may become a file. */
    private record Written(ObjectId id, FileConversion conversion, boolean isLinkAsFile) {}

    private Map<String, Written> written(
            ObjectId commit, Set<String> paths, AttributesNodeProvider attributes, WorkingTreeOptions options)
            throws IOException, GitRefusal {
        Map<String, Written> written = new HashMap<>();
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
                            new Written(
                                    walk.getObjectId(0),
                                    isLink ? FileConversion.NONE : FileConversion.of(walk, tree.filters(), options),
                                    isLink && options.getSymLinks() == SymLinks.FALSE));
                }
            }
        }
        return written;
    }

    /** The bytes of the commit are right also where line ends or $Id$ would be converted. */
    private boolean isSame(Written one, Written other) throws IOException {
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
