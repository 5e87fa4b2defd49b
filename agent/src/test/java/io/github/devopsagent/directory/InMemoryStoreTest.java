package io.github.devopsagent.directory;

import io.github.devopsagent.store.ConsensusStore;
import java.nio.charset.StandardCharsets;

class InMemoryStoreTest extends ConsensusStoreContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    ConsensusStore store() {
        return store;
    }

    @Override
    void put(String path, String text) {
        store.put(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
