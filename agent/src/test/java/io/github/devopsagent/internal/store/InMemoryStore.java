package io.github.devopsagent.internal.store;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The documents of a consensus in memory. */
final class InMemoryStore implements ConsensusStore {

    private final SortedMap<String, byte[]> documents = new TreeMap<>();

    void put(String path, byte[] bytes) {
        documents.put(path, bytes.clone());
    }

    @Override
    public Snapshot read() {
        SortedMap<String, Content> contents = new TreeMap<>();
        documents.forEach((path, bytes) -> contents.put(path, () -> new ByteArrayInputStream(bytes)));
        return new Snapshot(version(), contents);
    }

    private String version() {
        byte[] status = documents.get("status.json");
        return status == null ? "" : Digest.of(status);
    }

    @Override
    public Either<Conflict, Published> publish(String expectedVersion, List<StoredDocument> written) {
        if (!version().equals(expectedVersion)) {
            return Either.left(new Conflict(version()));
        }
        for (StoredDocument document : written) {
            if (document.path().equals("status.json") && !version().equals(expectedVersion)) {
                return Either.left(new Conflict(version()));
            }
            documents.merge(document.path(), document.bytes(), (old, now) -> merged(document, old, now));
        }
        return Either.right(new Published(version()));
    }

    private static byte[] merged(StoredDocument document, byte[] old, byte[] now) {
        return switch (document.mode()) {
            case REPLACE -> now;
            case CREATE -> {
                if (!Arrays.equals(old, now)) {
                    throw new BrokenFileException(
                            "writing", Path.of(document.path()), new FileAlreadyExistsException(document.path()));
                }
                yield old;
            }
            case APPEND -> {
                byte[] joined = Arrays.copyOf(old, old.length + now.length);
                System.arraycopy(now, 0, joined, old.length, now.length);
                yield joined;
            }
        };
    }
}
