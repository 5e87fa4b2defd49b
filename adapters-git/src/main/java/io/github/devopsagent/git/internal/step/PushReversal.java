package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.remote.PushNotes;
import io.github.devopsagent.git.internal.remote.RemoteHistory;
import io.github.devopsagent.git.internal.remote.RemoteRepository;
import io.github.devopsagent.git.internal.remote.TrackingRef;
import io.github.devopsagent.git.internal.repository.CommitGraph;
import io.github.devopsagent.git.internal.repository.CommitWriter;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import io.github.devopsagent.git.internal.worktree.MixedTree;
import io.github.devopsagent.git.internal.worktree.RevertMessage;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * Undoes a push, as far as the remote still has exactly what was pushed: a branch gets a commit that takes everything
 * back, a new branch or tag is deleted. HEAD, index, work tree and the branches of this repository stay as they are.
 */
final class PushReversal {

    private final OpenWorkTree tree;
    private final RemoteRepository remote;
    private final PushRecord push;
    private final boolean underWay;
    private final StepOutput output;

    /** @param underWay whether the remote may still take what was sent */
    PushReversal(OpenWorkTree tree, RemoteRepository remote, PushRecord push, boolean underWay, StepOutput output) {
        this.tree = tree;
        this.remote = remote;
        this.push = push;
        this.underWay = underWay;
        this.output = output;
    }

    UndoResult run() throws IOException, GitRefusal {
        Optional<ObjectId> there = remote.at(push.target().ref());
        if (there.equals(push.before()) && underWay) {
            throw new GitRefusal(
                    new PushDoubt(tree, push).notUndone() + " If it was taken, take it back with: " + takingBack());
        }
        if (there.equals(push.before())) {
            return UndoResult.of("nothing to undo: the " + push.describeTarget() + " is as it was before");
        }
        if (there.isEmpty()) {
            return UndoResult.of("nothing to undo: there is no " + push.describeTarget() + " any more");
        }
        if (!there.get().equals(push.pushed())) {
            return notAsPushed(there.get());
        }
        follow(there.get());
        return push.before().isPresent() ? revert(push.before().get()) : delete();
    }

    /** The push, or an undoing of it, may have been killed before it noted here what the remote has. */
    private void follow(ObjectId there) throws IOException {
        tracking().follow(Optional.of(there), output);
    }

    private TrackingRef tracking() {
        return new TrackingRef(tree.repository(), remote, push);
    }

    /** The remote has what was pushed, and the branch must not go back behind it: one of the two must tell of that. */
    private UndoResult leaving(ObjectId there, String note) throws IOException {
        return !push.isOfBranch() || tracking().isAt(there)
                ? UndoResult.of(note)
                : new UndoResult(
                        note
                                + "; the record of the push is kept, since no remote-tracking ref tells here that the remote has"
                                + " it",
                        true);
    }

    private UndoResult delete() throws IOException, GitRefusal {
        RemoteRefUpdate update = new RefPush(tree, remote, push).delete(push.pushed(), output);
        return switch (update.getStatus()) {
            case OK, NON_EXISTING ->
                UndoResult.of("deleted the " + push.describeTarget() + ", which the push had made");
            case REJECTED_REMOTE_CHANGED -> run();
            default -> throw new PushRejection(tree, remote).of(update);
        };
    }

    private UndoResult revert(ObjectId before) throws IOException, GitRefusal {
        ObjectId files = new MixedTree(tree).of(before, push.pushed());
        if (files.equals(new CommitGraph(tree.repository()).filesOf(push.pushed()))) {
            return leaving(
                    push.pushed(),
                    "nothing to undo: what was pushed to the " + push.describeTarget()
                            + " changes no file outside the ignored directories");
        }
        ObjectId revert = new CommitWriter(tree.repository())
                .signedByUser(
                        tree,
                        files,
                        push.pushed(),
                        RevertMessage.of(tree.repository(), push.pushed(), before, "Deployment " + push.deployment()));
        RemoteRefUpdate update = new RefPush(tree, remote, push)
                .send(push.target().ref(), revert, Optional.of(push.pushed()), output, PushNotes.NONE);
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE ->
                leaving(
                        revert,
                        "pushed the revert " + Head.shortened(revert) + " to the " + push.describeTarget()
                                + ": it has the files of " + Head.shortened(before) + " again, on top of "
                                + Head.shortened(push.pushed()));
            case REJECTED_REMOTE_CHANGED -> run();
            default -> throw new PushRejection(tree, remote).of(update);
        };
    }

    private UndoResult notAsPushed(ObjectId there) throws IOException, GitRefusal {
        if (isRevert(there)) {
            follow(there);
            return leaving(
                    there,
                    "nothing to undo: the " + push.describeTarget() + " has the revert " + Head.shortened(there)
                            + " already");
        }
        RemoteHistory history = RemoteHistory.of(tree, remote, push.target().ref(), there);
        if (push.isOfBranch() && history.has(push.pushed()).equals(Optional.of(false))) {
            return UndoResult.of("nothing to undo: the " + push.describeTarget() + " is at " + Head.shortened(there)
                    + " and does not have " + Head.shortened(push.pushed()));
        }
        throw new GitRefusal(
                "The " + push.describeTarget() + " moved on after the push, from " + Head.shortened(push.pushed())
                        + " to " + Head.shortened(there) + by(history.commitsThatAreNotIn(push.pushed()))
                        + " Nothing was changed there. " + wayOut());
    }

    /** Of this step, which was killed before it could say so, or as good as that. */
    private boolean isRevert(ObjectId id) throws IOException, GitRefusal {
        if (push.before().isEmpty()) {
            return false;
        }
        try (RevWalk walk = new RevWalk(tree.repository())) {
            RevCommit commit = walk.parseCommit(id);
            return commit.getParentCount() == 1
                    && commit.getParent(0).equals(push.pushed())
                    && commit.getTree()
                            .equals(new MixedTree(tree).of(push.before().get(), push.pushed()));
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private static String by(FirstOf<String> commits) {
        return commits.isEmpty() ? "." : ", by:\n" + String.join("\n", commits.lines()) + "\n";
    }

    private String wayOut() {
        return (push.before().isEmpty()
                        ? "If it must go nonetheless, run: "
                        : "To take back what was pushed, run, and solve conflicts if there are any: ")
                + takingBack();
    }

    private String takingBack() {
        String git = "git -C " + ShellWord.quoted(tree.root().toString());
        String name = Repository.shortenRefName(push.target().ref());
        String remoteName = ShellWord.quoted(remote.name());
        if (push.before().isEmpty()) {
            return git + " push " + remoteName + " --delete " + ShellWord.quoted(name);
        }
        return "dir=$(mktemp -d) && " + git
                + " fetch " + remoteName + " " + ShellWord.quoted(name) + " && " + git
                + " worktree add --detach \"$dir\" FETCH_HEAD && git -C \"$dir\" revert --no-edit "
                + push.before().get().name() + ".." + push.pushed().name() + " && git -C \"$dir\" push " + remoteName
                + " " + ShellWord.quoted("HEAD:" + push.target().ref());
    }
}
