package io.github.devopsagent;

import io.github.devopsagent.store.ConsensusStore;
import io.github.devopsagent.store.Document;
import io.github.devopsagent.store.Snapshot;
import io.vavr.control.Either;
import java.util.List;

/**
 * A store into which nothing is written any more once another agent has taken the place.
 *
 * @param store the store
 * @param ground is looked at before each writing
 */
record GuardedStore(ConsensusStore store, Ground ground) implements ConsensusStore {

    @Override
    public Snapshot read() {
        return store.read();
    }

    @Override
    public Either<Conflict, Published> publish(String expectedVersion, List<Document> documents) {
        ground.check();
        return store.publish(expectedVersion, documents);
    }
}
