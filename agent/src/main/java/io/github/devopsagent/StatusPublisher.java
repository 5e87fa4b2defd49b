package io.github.devopsagent;

import io.github.devopsagent.directory.BrokenFileException;
import io.github.devopsagent.directory.Digest;
import io.github.devopsagent.directory.DirectoryStore;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
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
import io.github.devopsagent.veto.Gate;
import io.vavr.control.Either;
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
     * What came of publishing.
     *
     * @param statusWritten whether the status was changed
     * @param notes what should be known, such as a status that others have moved on
     */
    record Result(boolean statusWritten, List<String> notes) {}

    /**
     * Publishes.
     *
     * @param epicId the epic of the run
     * @param records the run's own documents; they come first, and must be written
     * @param messages to other roles; one that cannot be written is a note, and must not keep the status from saying
     *     how things are
     * @param edit the change of the status
     * @return what came of it
     */
    Result publish(
            String epicId,
            Function<Result, List<Document>> records,
            Function<Result, List<Document>> messages,
            StatusEdit edit) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Snapshot snapshot = store.read();
            Change change = change(snapshot, epicId, edit);
            Result expected = new Result(change.after().isPresent(), change.notes());
            if (store.publish(snapshot.version(), records.apply(expected)).isLeft()) {
                continue;
            }
            List<String> notes = new ArrayList<>(change.notes());
            for (Document message : messages.apply(expected)) {
                optional(snapshot.version(), message).ifPresent(notes::add);
            }
            List<Document> status = change.after().map(StatusPublisher::status).orElse(List.of());
            Either<ConsensusStore.Conflict, ConsensusStore.Published> written =
                    store.publish(snapshot.version(), status);
            if (written.isRight()) {
                change.after().ifPresent(after -> history(snapshot, written.get(), after, edit, notes));
                return new Result(change.after().isPresent(), notes);
            }
        }
        throw new UncheckedIOException(new IOException("status.json was changed by others " + MOST_TRIES
                + " times in a row while it was about to be written"));
    }

    private static List<Document> status(byte[] after) {
        return List.of(new Document(Status.FILE, after, Mode.REPLACE));
    }

    private Optional<String> optional(String version, Document document) {
        try {
            store.publish(version, List.of(document));
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(document.path() + " could not be written: " + e.getMessage());
        }
    }

    /** The history is optional; what was done is recorded without it as well. */
    private void history(
            Snapshot before, ConsensusStore.Published written, byte[] after, StatusEdit edit, List<String> notes) {
        before.find(DirectoryStore.HISTORY)
                .flatMap(history -> tail(history, notes))
                .flatMap(tail -> HistoryLine.toAppend(
                        tail, Digest.of(after), Phase.DEPLOYMENT, edit.phase().orElse(Phase.DEPLOYMENT), edit.at()))
                .map(line -> new Document(DirectoryStore.HISTORY, line.getBytes(StandardCharsets.UTF_8), Mode.APPEND))
                .flatMap(line -> optional(written.version(), line))
                .ifPresent(notes::add);
    }

    /** The new status, or why there is none. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Change(Optional<byte[]> after, List<String> notes) {
        static Change none(String why) {
            return new Change(Optional.empty(), List.of(why + "; status.json was left as it is"));
        }
    }

    private static Change change(Snapshot snapshot, String epicId, StatusEdit edit) {
        Optional<Content> found = snapshot.find(Status.FILE);
        if (found.isEmpty()) {
            return Change.none("status.json is gone");
        }
        try {
            byte[] before = found.get().read(Limits.STATUS_BYTES + 1);
            return StatusReader.read(before)
                    .fold(
                            why -> Change.none("status.json cannot be read any more: " + why),
                            status -> change(before, status, epicId, edit));
        } catch (IOException e) {
            return Change.none("status.json cannot be read any more: " + e);
        }
    }

    private static Change change(byte[] before, Status status, String epicId, StatusEdit edit) {
        if (!status.epicId().equals(epicId)) {
            return Change.none("meanwhile status.json is about another epic, '" + status.epicId() + "'");
        }
        if (status.phase() != Phase.DEPLOYMENT) {
            return Change.none(
                    "meanwhile the phase was changed to '" + status.phase().label() + "' by another role");
        }
        boolean advances = edit.phase().equals(Optional.of(Phase.DONE));
        if (advances && !Gate.openBlockers(status).isEmpty()) {
            return Change.none("meanwhile the epic may not advance: " + Gate.openBlockers(status));
        }
        if (advances && !status.isApprovedBy(Role.QA)) {
            return Change.none("meanwhile qa withdrew its approval");
        }
        try {
            return new Change(Optional.of(StatusEditor.apply(before, edit)), List.of());
        } catch (IllegalStateException e) {
            return Change.none("status.json cannot be edited: " + e.getMessage());
        }
    }

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
