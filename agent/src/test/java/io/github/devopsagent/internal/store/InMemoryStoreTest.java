package io.github.devopsagent.internal.store;

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
