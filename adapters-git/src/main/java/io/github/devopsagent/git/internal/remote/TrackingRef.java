package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.RefChange;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The remote-tracking ref of what a push changes, if one is configured. It must not stay behind what the push did, since
 * it tells later which commits others may have.
 */
public final class TrackingRef {

    private final Repository repository;
    private final PushRecord push;
    private final Optional<String> name;

    public TrackingRef(Repository repository, RemoteRepository remote, PushRecord push) {
        this.repository = repository;
        this.push = push;
        this.name = remote.trackingRef(push.target().ref());
    }

    /** Removes the lock that a killed attempt of the push left. */
    public void takeOverLock() throws IOException {
        if (name.isPresent()) {
            changeTo(name.get(), push.pushed()).takeOverLock();
        }
    }

    /**
     * Has it say what the remote has, as a push does. That it cannot be changed is told, and is no failure of the push.
     *
     * @param there what the remote has; empty if nothing
     */
    public void follow(Optional<ObjectId> there, StepOutput output) throws IOException {
        if (name.isEmpty() || RefChange.current(repository, name.get()).equals(there)) {
            return;
        }
        try {
            if (there.isPresent()) {
                changeTo(name.get(), there.get()).move("push");
            } else {
                delete(name.get());
            }
        } catch (GitRefusal e) {
            output.line("the remote has it, but " + name.get() + " was not updated: " + e.reason());
        }
    }

    /** Whether it tells that the remote is there; no ref tells nothing. */
    public boolean isAt(ObjectId there) throws IOException {
        return name.isPresent() && RefChange.current(repository, name.get()).equals(Optional.of(there));
    }

    private void delete(String tracking) throws IOException, GitRefusal {
        Optional<ObjectId> current = RefChange.current(repository, tracking);
        if (current.isPresent()) {
            changeTo(tracking, current.get()).delete();
        }
    }

    private RefChange changeTo(String tracking, ObjectId id) {
        return new RefChange(repository, tracking, id, push.killedSince());
    }
}
