package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.remote.PushNotes;
import io.github.devopsagent.git.internal.remote.RemoteRepository;
import io.github.devopsagent.git.internal.remote.TrackingRef;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TrackingRefUpdate;

/** Changes the one ref of the remote that a push is about, if it is as expected there. */
final class RefPush {

    private final OpenWorkTree tree;
    private final RemoteRepository remote;
    private final PushRecord push;

    RefPush(OpenWorkTree tree, RemoteRepository remote, PushRecord push) {
        this.tree = tree;
        this.remote = remote;
        this.push = push;
    }

    /** @param expected what the remote has at the ref; empty if nothing */
    RemoteRefUpdate send(String source, ObjectId id, Optional<ObjectId> expected, StepOutput output, PushNotes notes)
            throws IOException, GitRefusal {
        return send(Optional.of(source), id, expected.orElse(ObjectId.zeroId()), output, notes);
    }

    /** @param expected what the remote has at the ref */
    RemoteRefUpdate delete(ObjectId expected, StepOutput output) throws IOException, GitRefusal {
        return send(Optional.empty(), ObjectId.zeroId(), expected, output, PushNotes.NONE);
    }

    private RemoteRefUpdate send(
            Optional<String> source, ObjectId id, ObjectId expected, StepOutput output, PushNotes notes)
            throws IOException, GitRefusal {
        String ref = push.target().ref();
        RemoteRefUpdate update = remote.push(
                new RemoteRefUpdate(
                        tree.repository(),
                        source.orElse(null),
                        id,
                        ref,
                        false,
                        remote.trackingRef(ref).orElse(null),
                        expected),
                output,
                notes);
        track(update, output);
        return update;
    }

    /** The remote has it; that it could not be noted here is no failure. */
    private void track(RemoteRefUpdate update, StepOutput output) throws IOException {
        TrackingRefUpdate tracking = update.getTrackingRefUpdate();
        if (tracking != null && tracking.getResult() == RefUpdate.Result.LOCK_FAILURE) {
            new TrackingRef(tree.repository(), remote, push)
                    .follow(Optional.of(update.getNewObjectId()).filter(id -> !id.equals(ObjectId.zeroId())), output);
        }
    }
}
