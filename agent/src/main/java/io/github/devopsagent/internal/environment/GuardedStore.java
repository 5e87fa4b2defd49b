package io.github.devopsagent.internal.environment;

import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.store.ConsensusStore;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.internal.store.StoredDocument;
import io.vavr.control.Either;
import java.util.List;

/**
 * A store into which nothing is written any more once another agent has taken the place.
 *
 * @param store writes, once that is allowed
 * @param ownership guards what the agent holds, and is asked before each write
 */
record GuardedStore(ConsensusStore store, OwnershipGuard ownership) implements ConsensusStore {

    @Override
    public Snapshot read() {
        return store.read();
    }

    @Override
    public Either<Conflict, Published> publish(String expectedVersion, List<StoredDocument> documents) {
        ownership.check();
        return store.publish(expectedVersion, documents);
    }
}
