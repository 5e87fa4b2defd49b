package io.github.devopsagent;

import io.github.devopsagent.directory.DirectoryStore;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.json.HistoryLine;
import io.github.devopsagent.json.Limits;
import io.github.devopsagent.json.StatusEdit;
import io.github.devopsagent.json.StatusEditor;
import io.github.devopsagent.json.StatusReader;
import io.github.devopsagent.store.ConsensusStore;
import io.github.devopsagent.store.Content;
import io.github.devopsagent.store.Document;
import io.github.devopsagent.store.Document.Mode;
import io.github.devopsagent.store.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes what a run leaves: its own documents first, then the change of {@code status.json}, merged into whatever the
 * status is by then, then the line of the history. Other agents' changes are never overwritten.
 */
final class StatusPublisher {

    private static final int MOST_TRIES = 50;

    private final ConsensusStore store;

    StatusPublisher(ConsensusStore store) {
        this.store = store;
    }

    /**
     * Publishes.
     *
     * @param epicId the epic of the run
     * @param own documents of the run, given what should be known
     * @param edit the change of the status
     * @return what should be known, such as a status that others have moved on
     */
    List<String> publish(String epicId, Function<List<String>, List<Document>> own, StatusEdit edit) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Snapshot snapshot = store.read();
            Change change = change(snapshot, epicId, edit);
            List<Document> documents = new ArrayList<>(own.apply(change.notes()));
            documents.addAll(change.documents());
            if (store.publish(snapshot.version(), documents).isRight()) {
                return change.notes();
            }
        }
        throw new UncheckedIOException(new IOException("status.json was changed by others " + MOST_TRIES
                + " times in a row while it was about" + " to be written"));
    }

    /** What is to be written, or why it is not. */
    private record Change(List<Document> documents, List<String> notes) {
        static Change none(String why) {
            return new Change(List.of(), List.of(why + "; status.json was left as it is"));
        }
    }

    private static Change change(Snapshot snapshot, String epicId, StatusEdit edit) {
        Optional<byte[]> found = snapshot.find(Status.FILE).map(content -> bytes(content, Limits.STATUS_BYTES));
        if (found.isEmpty()) {
            return Change.none("status.json is gone");
        }
        byte[] before = found.get();
        return StatusReader.read(before)
                .fold(
                        why -> Change.none("status.json cannot be read any more: " + why),
                        status -> change(snapshot, before, status, epicId, edit));
    }

    private static Change change(Snapshot snapshot, byte[] before, Status status, String epicId, StatusEdit edit) {
        if (!status.epicId().equals(epicId)) {
            return Change.none("meanwhile status.json is about another epic, '" + status.epicId() + "'");
        }
        if (status.phase() != Phase.DEPLOYMENT) {
            return Change.none(
                    "meanwhile the phase was changed to '" + status.phase().label() + "' by another role");
        }
        byte[] after = StatusEditor.apply(before, edit);
        List<Document> documents = new ArrayList<>();
        documents.add(new Document(Status.FILE, after, Mode.REPLACE));
        List<String> notes = new ArrayList<>();
        snapshot.find(DirectoryStore.HISTORY)
                .flatMap(history -> tail(history, notes))
                .flatMap(tail -> HistoryLine.toAppend(
                        tail, after, status.phase(), edit.phase().orElse(status.phase()), edit.at()))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .ifPresent(line -> documents.add(new Document(DirectoryStore.HISTORY, line, Mode.APPEND)));
        return new Change(documents, notes);
    }

    private static byte[] bytes(Content content, int mostBytes) {
        try (InputStream in = content.open()) {
            return in.readNBytes(mostBytes + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The history is optional; what was done is recorded without it as well. */
    private static Optional<byte[]> tail(Content content, List<String> notes) {
        try (InputStream in = content.open()) {
            byte[] tail = new byte[0];
            for (byte[] next = in.readNBytes(HistoryLine.TAIL);
                    next.length > 0;
                    next = in.readNBytes(HistoryLine.TAIL)) {
                tail = last(tail, next);
            }
            return Optional.of(tail);
        } catch (IOException e) {
            notes.add("no line was added to " + DirectoryStore.HISTORY + ", since it cannot be read: " + e);
            return Optional.empty();
        }
    }

    private static byte[] last(byte[] one, byte[] next) {
        int kept = Math.min(one.length, HistoryLine.TAIL - next.length);
        byte[] joined = new byte[kept + next.length];
        System.arraycopy(one, one.length - kept, joined, 0, kept);
        System.arraycopy(next, 0, joined, kept, next.length);
        return joined;
    }
}
