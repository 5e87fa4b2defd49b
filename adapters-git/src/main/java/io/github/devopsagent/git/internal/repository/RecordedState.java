package io.github.devopsagent.git.internal.repository;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a rollback point has.
 *
 * @param head what was checked out
 * @param snapshot a commit of the tracked files as they were in the work tree; empty if they were those of the commit
 * @param since when it was recorded, in whole seconds
 */
public record RecordedState(Head head, Optional<ObjectId> snapshot, Instant since) {

    /** The commit that has the files. */
    public ObjectId files() {
        return snapshot.orElse(head.commit());
    }

    /** The same files, and no branch. */
    public RecordedState detached() {
        return new RecordedState(head.detached(), snapshot, since);
    }

    @Override
    public String toString() {
        return head + (snapshot.isPresent() ? " with changes that no commit has" : "");
    }
}
