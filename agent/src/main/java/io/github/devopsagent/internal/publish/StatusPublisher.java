package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.gate.StopPolicy;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.HistoryLine;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.document.StatusEditor;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.store.ConsensusStore;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.DirectoryStore;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.internal.store.StoredDocument;
import io.github.devopsagent.internal.store.StoredDocument.WriteMode;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes what a run leaves: its own documents first, then the change of {@code status.json}, merged into whatever the
 * status is by then, then the line of the history. Other agents' changes are never overwritten.
 */
public final class StatusPublisher {

    private static final int MOST_TRIES = 50;

    private final ConsensusStore store;
    private final Path statusFile;
    private final String epicId;
    private final int iteration;
    private final boolean approvedBefore;

    /**
     * A publisher for one run.
     *
     * @param store where the documents are
     * @param consensus the directory, as people know it
     * @param epicId the epic of the run
     * @param iteration the one of which the run's plan is
     * @param approvedBefore whether devops was among the approvals when the run began
     */
    public StatusPublisher(ConsensusStore store, Path consensus, String epicId, int iteration, boolean approvedBefore) {
        this.store = store;
        this.statusFile = consensus.resolve(Status.FILE);
        this.epicId = epicId;
        this.iteration = iteration;
        this.approvedBefore = approvedBefore;
    }

    /**
     * What came of publishing.
     *
     * @param statusWritten whether the status was changed
     * @param warnings what should be known, such as a status that others have moved on
     */
    public record Publication(boolean statusWritten, List<String> warnings) {}

    /**
     * Publishes. What was published before, by an agent that was killed then, is the same again, or is left out.
     *
     * @param records the run's own documents; they come first, and must be written
     * @param messages to other roles; one that cannot be written is a warning, and must not keep the status from saying
     *     how things are
     * @param edit the change of the status
     * @return what came of it
     * @throws BrokenFileException if a record or the status cannot be written, or if the status cannot be read; then the
     *     records are written
     */
    public Publication publish(
            Function<Publication, List<StoredDocument>> records,
            Function<Publication, List<StoredDocument>> messages,
            StatusEdit edit) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Snapshot snapshot = store.read();
            Change change = change(snapshot, edit);
            Publication expected = new Publication(change.isWritten(), change.warnings());
            if (store.publish(snapshot.version(), records.apply(expected)).isLeft()) {
                continue;
            }
            if (change.kind() == Change.ChangeKind.UNREADABLE) {
                throw new BrokenFileException("reading", statusFile, new IOException(change.why()));
            }
            List<String> warnings = new ArrayList<>(change.warnings());
            if (change.kind() != Change.ChangeKind.MADE_BEFORE) {
                warnings.addAll(tell(snapshot.version(), messages.apply(expected)));
            }
            List<StoredDocument> status = change.kind() == Change.ChangeKind.MADE ? status(change.after()) : List.of();
            Either<ConsensusStore.Conflict, ConsensusStore.Published> written =
                    store.publish(snapshot.version(), status);
            if (written.isRight()) {
                if (change.isLast()) {
                    history(snapshot, written.get(), change, edit.at(), warnings);
                }
                return new Publication(expected.statusWritten(), warnings);
            }
        }
        throw new BrokenFileException(
                "writing",
                statusFile,
                new IOException(
                        "it was changed by others " + MOST_TRIES + " times in a row while it was about to be written"));
    }

    /**
     * Sends messages, whatever the status says.
     *
     * @param messages to other roles
     * @return why one could not be written
     */
    public List<String> tell(List<StoredDocument> messages) {
        try {
            return tell(store.read().version(), messages);
        } catch (BrokenFileException e) {
            return List.of("no message could be written: " + e.getMessage());
        }
    }

    private List<String> tell(String version, List<StoredDocument> messages) {
        List<String> failures = new ArrayList<>();
        for (StoredDocument message : messages) {
            Optional<String> failure = optional(version, message);
            if (failure.isPresent()) {
                failures.add(failure.get());
            }
        }
        return failures;
    }

    private static List<StoredDocument> status(byte[] after) {
        return List.of(new StoredDocument(Status.FILE, after, WriteMode.REPLACE));
    }

    private Optional<String> optional(String version, StoredDocument document) {
        try {
            store.publish(version, List.of(document));
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(document.path() + " could not be written: " + e.getMessage());
        }
    }

    /** The history is optional; what was done is recorded without it as well. */
    private void history(
            Snapshot before, ConsensusStore.Published written, Change change, Instant at, List<String> warnings) {
        Optional<Content> history = before.find(DirectoryStore.HISTORY);
        Optional<byte[]> tail = history.isPresent() ? tail(history.get(), warnings) : Optional.empty();
        if (tail.isEmpty()) {
            return;
        }
        Optional<String> line =
                HistoryLine.toAppend(tail.get(), Digest.of(change.after()), change.from(), change.to(), at);
        if (line.isEmpty()) {
            return;
        }
        byte[] bytes = line.get().getBytes(StandardCharsets.UTF_8);
        Optional<String> failure =
                optional(written.version(), new StoredDocument(DirectoryStore.HISTORY, bytes, WriteMode.APPEND));
        if (failure.isPresent()) {
            warnings.add(failure.get());
        }
    }

    /**
     * The new status, or why there is none.
     *
     * @param isLast whether this is the last change of the status, so that the history ends with it
     * @param from the phase before
     * @param to the phase after
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Change(ChangeKind kind, byte[] after, boolean isLast, Phase from, Phase to, List<String> warnings) {

        enum ChangeKind {
            /** It is to be written. */
            MADE,
            /** It was written by an agent that was killed then. */
            MADE_BEFORE,
            /** Others have decided otherwise, and the status is left as it is. */
            NONE,
            /** Nobody has decided anything: the status is missing, or half written. */
            UNREADABLE
        }

        static Change none(String why) {
            return notMade(ChangeKind.NONE, why + "; status.json was left as it is");
        }

        static Change unreadable(String why) {
            return notMade(ChangeKind.UNREADABLE, why + "; status.json does not tell of it yet");
        }

        private static Change notMade(ChangeKind kind, String note) {
            return new Change(kind, new byte[0], false, Phase.DEPLOYMENT, Phase.DEPLOYMENT, List.of(note));
        }

        boolean isWritten() {
            return kind == ChangeKind.MADE || kind == ChangeKind.MADE_BEFORE;
        }

        String why() {
            return String.join("; ", warnings);
        }
    }

    private Change change(Snapshot snapshot, StatusEdit edit) {
        Optional<Content> found = snapshot.find(Status.FILE);
        if (found.isEmpty()) {
            return Change.unreadable("status.json is gone");
        }
        try {
            byte[] before = found.get().read(Limits.STATUS_BYTES + 1);
            Either<List<Refusal>, Status> status = StatusReader.read(before);
            return status.isLeft()
                    ? Change.unreadable("status.json cannot be read any more: " + status.getLeft())
                    : change(before, status.get(), edit);
        } catch (IOException e) {
            return Change.unreadable("status.json cannot be read any more: " + e);
        }
    }

    private Change change(byte[] before, Status status, StatusEdit wanted) {
        StatusEdit edit = wanted.in(status);
        if (!status.epicId().equals(epicId)) {
            return Change.none("meanwhile status.json is about another epic, '" + status.epicId() + "'");
        }
        try {
            if (edit.isIn(status)) {
                boolean isLast = Arrays.equals(StatusEditor.apply(before, edit), before);
                boolean isOurPhase = wanted.phase().equals(Optional.of(status.phase()));
                return new Change(
                        Change.ChangeKind.MADE_BEFORE,
                        before,
                        isLast,
                        isOurPhase ? (wanted.reopens() ? Phase.DONE : Phase.DEPLOYMENT) : status.phase(),
                        status.phase(),
                        othersPhase(status, wanted));
            }
            Optional<String> refusal = refusal(before, status, edit);
            return refusal.isPresent() ? Change.none(refusal.get()) : made(before, status, edit, wanted);
        } catch (IllegalStateException e) {
            return Change.unreadable("status.json cannot be edited: " + e.getMessage());
        }
    }

    private Optional<String> refusal(byte[] before, Status status, StatusEdit edit) {
        if (!edit.isOfPhase(status) && !edit.asks()) {
            return Optional.of(otherPhase(status));
        }
        if (edit.asks() || !edit.phase().equals(Optional.of(Phase.DONE))) {
            return Optional.empty();
        }
        Either<List<Refusal>, Status> read = StatusReader.readToDecide(before);
        List<String> reasons = read.isLeft()
                ? read.getLeft().stream().map(Refusal::toString).toList()
                : StopPolicy.judge(read.get(), epicId, iteration, edit.known());
        if (!reasons.isEmpty()) {
            return Optional.of("meanwhile the epic may not advance: " + String.join("; ", reasons));
        }
        return approvedBefore && !status.isApprovedBy(Role.DEVOPS)
                ? Optional.of("meanwhile the approval of devops was withdrawn by another role")
                : Optional.empty();
    }

    private static String otherPhase(Status status) {
        return "meanwhile the phase was changed to '" + status.phase().label() + "' by another role";
    }

    /** Told even where it is what we would have set: the phase is theirs. */
    private static List<String> othersPhase(Status status, StatusEdit wanted) {
        boolean isOurs = wanted.isOfPhase(status) || wanted.phase().equals(Optional.of(status.phase()));
        return isOurs ? List.of() : List.of(otherPhase(status) + "; it was left as it is");
    }

    private Change made(byte[] before, Status status, StatusEdit edit, StatusEdit wanted) {
        boolean isApproved = status.isApprovedBy(Role.DEVOPS);
        boolean wasChanged = isApproved && !approvedBefore;
        byte[] after = StatusEditor.apply(before, wasChanged ? edit.approving(true) : edit);
        List<String> warnings = new ArrayList<>(othersPhase(status, wanted));
        if (wasChanged) {
            warnings.add("meanwhile another role set the approval of devops; it was left as it is");
        }
        return new Change(
                Change.ChangeKind.MADE,
                after,
                true,
                status.phase(),
                edit.phase().orElse(status.phase()),
                warnings);
    }

    private static Optional<byte[]> tail(Content content, List<String> warnings) {
        try (InputStream in = content.open()) {
            byte[] tail = new byte[0];
            for (byte[] next = in.readNBytes(HistoryLine.TAIL);
                    next.length > 0;
                    next = in.readNBytes(HistoryLine.TAIL)) {
                tail = last(tail, next);
            }
            return Optional.of(tail);
        } catch (IOException e) {
            warnings.add("no line was added to " + DirectoryStore.HISTORY + ", since it cannot be read: " + e);
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
