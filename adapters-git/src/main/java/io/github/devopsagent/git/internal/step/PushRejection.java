package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.remote.RemoteHistory;
import io.github.devopsagent.git.internal.remote.RemoteRepository;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.PushTarget;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** A push that the remote did not take, or was not given. */
final class PushRejection {

    private final OpenWorkTree tree;
    private final RemoteRepository remote;

    PushRejection(OpenWorkTree tree, RemoteRepository remote) {
        this.tree = tree;
        this.remote = remote;
    }

    GitRefusal of(RemoteRefUpdate update) throws IOException {
        String start = "The push of "
                + PushTarget.describe(update.getSrcRef() == null ? update.getRemoteName() : update.getSrcRef())
                + " to the remote '" + remote.name() + "' was rejected: ";
        return new GitRefusal(remote.conceal(start + why(update)) + " Nothing was changed there.");
    }

    private String why(RemoteRefUpdate update) throws IOException {
        return switch (update.getStatus()) {
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> movedOn(update);
            case REJECTED_NODELETE -> "it does not delete refs.";
            case REJECTED_OTHER_REASON -> said(update) + " What its hooks or settings ask for is in its message.";
            default ->
                said(update) + " ("
                        + update.getStatus().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ").";
        };
    }

    private static String said(RemoteRefUpdate update) {
        return update.getMessage() == null ? "it gave no reason." : "it says: " + update.getMessage() + ".";
    }

    private String movedOn(RemoteRefUpdate update) throws IOException {
        String ref = update.getRemoteName();
        Optional<ObjectId> tip = tip(ref);
        if (tip.isEmpty()) {
            return "somebody changed or deleted " + PushTarget.describe(ref) + " there meanwhile.";
        }
        RemoteHistory history = RemoteHistory.of(tree, remote, ref, tip.get());
        ObjectId ours = update.getNewObjectId();
        FirstOf<String> missing = history.commitsThatAreNotIn(ours);
        String name = Repository.shortenRefName(ref);
        return PushTarget.describe(ref) + " is at " + Head.shortened(tip.get())
                + " there, with "
                + (missing.isEmpty() ? "commits" : missing.count() + (missing.count() == 1 ? " commit" : " commits"))
                + " that " + Head.shortened(ours) + " does not have"
                + (missing.isEmpty() ? "." : ":\n" + String.join("\n", missing.lines()) + "\n")
                + (ref.startsWith(Constants.R_HEADS)
                        ? " Fetch and integrate them, test that, and deploy again: git -C "
                                + ShellWord.quoted(tree.root().toString()) + " pull --no-rebase "
                                + ShellWord.quoted(remote.name()) + " " + ShellWord.quoted(name)
                        : " A tag is not moved; choose another name.");
    }

    /** Empty, too, if it does not answer any more. */
    private Optional<ObjectId> tip(String ref) {
        try {
            return remote.at(ref);
        } catch (GitRefusal e) {
            return Optional.empty();
        }
    }
}
