package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.worktree.CleanWorkTree;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * What is checked out when a step runs, as far as that can be known before the steps before it have run.
 *
 * @param objects has what is not written
 * @param isKnown whether it is; where it is not, branch and files are those of before
 * @param branch its full name; empty if HEAD is on none
 * @param files a commit or tree, which may not be written yet; empty if there is no commit
 * @param tags the full names of tags that steps before make
 * @param byStep whether a step before has changed it
 * @param byCommand whether a command before it can have changed it
 * @param settled HEAD, and full names of refs, that steps have set since the last such command
 * @param movable the beginnings of the names of refs that steps before may move
 */
record ForeseenCheckout(
        MemoryObjects objects,
        boolean isKnown,
        Optional<String> branch,
        Optional<ObjectId> files,
        Set<String> tags,
        boolean byStep,
        boolean byCommand,
        Set<String> settled,
        Set<String> movable) {

    ForeseenCheckout {
        tags = Set.copyOf(tags);
        settled = Set.copyOf(settled);
        movable = Set.copyOf(movable);
    }

    /** What is checked out now. */
    static ForeseenCheckout now(OpenWorkTree tree, MemoryObjects objects) throws IOException {
        Optional<Head> head = tree.head();
        return new ForeseenCheckout(
                objects,
                true,
                Optional.ofNullable(tree.repository().getFullBranch()),
                head.map(Head::commit),
                Set.of(),
                false,
                false,
                Set.of(),
                Set.of());
    }

    ForeseenCheckout unknown() {
        return new ForeseenCheckout(objects, false, branch, files, tags, true, byCommand, settled, movable);
    }

    ForeseenCheckout at(Head head) {
        return new ForeseenCheckout(
                objects,
                true,
                head.branch(),
                Optional.of(head.commit()),
                tags,
                true,
                byCommand,
                with(settled, Constants.HEAD),
                movable);
    }

    ForeseenCheckout withFiles(ObjectId other) {
        Set<String> set = with(settled, Constants.HEAD);
        return new ForeseenCheckout(
                objects,
                isKnown,
                branch,
                Optional.of(other),
                tags,
                true,
                byCommand,
                branch.isPresent() ? with(set, branch.get()) : set,
                movable);
    }

    ForeseenCheckout withTag(String ref) {
        return new ForeseenCheckout(
                objects, isKnown, branch, files, with(tags, ref), byStep, byCommand, with(settled, ref), movable);
    }

    /** @param refs the beginning of their names */
    ForeseenCheckout afterMoving(String refs) {
        return new ForeseenCheckout(
                objects, isKnown, branch, files, tags, byStep, byCommand, settled, with(movable, refs));
    }

    private static Set<String> with(Set<String> some, String one) {
        Set<String> more = new HashSet<>(some);
        more.add(one);
        return more;
    }

    /** Whether a command of the plan may move this ref, or HEAD, after the last step that sets it. */
    boolean mayBeMovedByCommand(String ref) {
        return byCommand && !settled.contains(ref);
    }

    /** Whether a step of the plan may move what this name stands for, before it is asked for. */
    boolean mayMove(ResolvedRevision revision) {
        return revision.ref().stream().anyMatch(ref -> movable.stream().anyMatch(ref::startsWith));
    }

    ForeseenCheckout afterCommand() {
        return new ForeseenCheckout(objects, isKnown, branch, files, tags, byStep, true, Set.of(), movable);
    }

    /** What stands in the way, unless a command before it takes it away. */
    GitRefusal finding(String reason) {
        return byCommand ? GitRefusal.perhaps(reason) : new GitRefusal(reason);
    }

    /**
     * Requires that other files can take the place of these. What is untracked now, and not in the index, is in their way.
     *
     * @param now what is checked out
     * @param name of the other files
     */
    void requireWay(OpenWorkTree tree, Head now, ObjectId other, String name) throws IOException, GitRefusal {
        try (ObjectReader reader = objects.newReader()) {
            CleanWorkTree.requireWritable(tree, reader, files.orElse(now.commit()), other);
            CleanWorkTree.requireNothingInTheWay(tree, reader, now.commit(), other, name);
        } catch (GitRefusal e) {
            throw finding(e.reason());
        }
    }

    String whyDetached() {
        return byStep ? "will be detached by then, since a step before checks out no branch" : "is detached";
    }
}
