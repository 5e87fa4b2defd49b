package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.HistoryLine;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.store.ConsensusStore;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.DirectoryStore;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.internal.store.StoredDocument;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change of the status: made before by an agent that was killed then, hindered by others, or by a disk that fails. */
class StatusPublisherTest {

    private static final StatusEdit DONE = new StatusEdit(
            Optional.of(Phase.DONE),
            Optional.empty(),
            true,
            Set.of(),
            List.of(),
            Instant.parse("2025-12-31T14:00:00Z"));

    @TempDir
    Path directory;

    private StatusPublisher.Publication publish(ConsensusDirectory consensus) {
        DirectoryStore store = new DirectoryStore(new DurableFiles(Disk.real()), consensus.path());
        return new StatusPublisher(store, consensus.path(), "EP-1", 1, false)
                .publish(expected -> List.of(), expected -> List.of(), DONE);
    }

    /** One that was killed before it had written the line of the history. */
    private ConsensusDirectory killedBeforeTheHistory() throws IOException {
        ConsensusDirectory consensus = aConsensus().withHistory("").in(directory);
        assertThat(publish(consensus).statusWritten()).isTrue();
        assertThat(consensus.text("status_history.jsonl").lines()).hasSize(1);
        Files.writeString(consensus.path().resolve("status_history.jsonl"), "");
        return consensus;
    }

    @Test
    void gets_its_line_of_the_history_once() throws IOException {
        ConsensusDirectory consensus = killedBeforeTheHistory();
        byte[] status = consensus.bytes("status.json");
        for (int i = 0; i < 2; i++) {
            assertThat(publish(consensus).statusWritten()).isTrue();
            assertThat(consensus.text("status_history.jsonl").lines())
                    .singleElement()
                    .asString()
                    .contains("\"to_phase\":\"done\"");
        }
        assertThat(consensus.bytes("status.json")).isEqualTo(status);
    }

    /** The line would tell of a status that is theirs. */
    @Test
    void gets_no_line_if_others_have_changed_the_status_since() throws IOException {
        ConsensusDirectory consensus = killedBeforeTheHistory();
        String theirs = consensus
                .text("status.json")
                .replaceFirst("\"updated_at\": *\"[^\"]*\"", "\"updated_at\": \"2025-12-31T15:00:00Z\"");
        assertThat(theirs).isNotEqualTo(consensus.text("status.json"));
        Files.writeString(consensus.path().resolve("status.json"), theirs);

        assertThat(publish(consensus).statusWritten()).isTrue();

        assertThat(consensus.text("status.json")).isEqualTo(theirs);
        assertThat(consensus.text("status_history.jsonl")).isEmpty();
    }

    // What others do meanwhile

    private StatusPublisher.Publication publish(ConsensusStore store, boolean approvedBefore) {
        return new StatusPublisher(store, directory, "EP-1", 1, approvedBefore)
                .publish(expected -> List.of(), expected -> List.of(MESSAGE), DONE);
    }

    private static DirectoryStore store(ConsensusDirectory consensus) {
        return new DirectoryStore(new DurableFiles(Disk.real()), consensus.path());
    }

    @Test
    void is_left_out_if_our_approval_was_withdrawn_since_the_run_began() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        String before = consensus.text("status.json");

        StatusPublisher.Publication published = publish(store(consensus), true);

        assertThat(published.statusWritten()).isFalse();
        assertThat(published.warnings())
                .singleElement()
                .asString()
                .contains("the approval of devops was withdrawn", "status.json was left as it is");
        assertThat(consensus.text("status.json")).isEqualTo(before);
    }

    @Test
    void is_made_if_our_approval_of_before_stands() {
        ConsensusDirectory consensus = aConsensus().approvedBy("devops").in(directory);
        assertThat(publish(store(consensus), true)).isEqualTo(new StatusPublisher.Publication(true, List.of()));
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.approvals()).containsExactly("developer", "qa", "devops");
    }

    @Test
    void is_given_up_after_as_many_tries_as_it_says() {
        AtomicInteger tries = new AtomicInteger();
        DirectoryStore store = store(aConsensus().in(directory));
        ConsensusStore busy = new HinderedStore(store, document -> false) {
            @Override
            public Either<Conflict, Published> publish(String version, List<StoredDocument> documents) {
                tries.incrementAndGet();
                return Either.left(new Conflict("another"));
            }
        };
        assertThatThrownBy(() -> publish(busy, false))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("changed by others 50 times in a row");
        assertThat(tries).hasValue(50);
    }

    // A disk that fails

    private static final StoredDocument MESSAGE = new StoredDocument(
            "messages/inbox/qa/m.json", "{}".getBytes(StandardCharsets.UTF_8), StoredDocument.WriteMode.CREATE);

    /** A store that cannot write some documents. */
    private static class HinderedStore implements ConsensusStore {

        private final ConsensusStore store;
        private final Predicate<String> cannotWrite;

        HinderedStore(ConsensusStore store, Predicate<String> cannotWrite) {
            this.store = store;
            this.cannotWrite = cannotWrite;
        }

        @Override
        public Snapshot read() {
            return store.read();
        }

        @Override
        public Either<Conflict, Published> publish(String version, List<StoredDocument> documents) {
            documents.stream().map(StoredDocument::path).filter(cannotWrite).forEach(path -> {
                throw new BrokenFileException("writing", Path.of(path), new IOException("No space left"));
            });
            return store.publish(version, documents);
        }
    }

    /** A store that cannot read a document. */
    private static ConsensusStore unreadable(ConsensusStore store, String unreadable) {
        return new HinderedStore(store, document -> false) {
            @Override
            public Snapshot read() {
                Snapshot snapshot = super.read();
                SortedMap<String, Content> contents = new TreeMap<>(snapshot.contents());
                contents.put(unreadable, () -> {
                    throw new IOException("Input/output error");
                });
                return new Snapshot(snapshot.version(), contents);
            }
        };
    }

    @Test
    void is_made_without_the_message_and_the_line_that_cannot_be_written_and_both_are_told() {
        ConsensusDirectory consensus = aConsensus().withHistory("").in(directory);
        ConsensusStore full = new HinderedStore(
                store(consensus), path -> path.startsWith("messages/") || path.equals("status_history.jsonl"));

        StatusPublisher.Publication published = publish(full, false);

        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(published.statusWritten()).isTrue();
        assertThat(published.warnings()).hasSize(2);
        assertThat(published.warnings().get(0)).startsWith("messages/inbox/qa/m.json could not be written: ");
        assertThat(published.warnings().get(1)).startsWith("status_history.jsonl could not be written: ");
    }

    @Test
    void a_message_alone_that_cannot_be_written_is_told() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        ConsensusStore full = new HinderedStore(store(consensus), path -> path.startsWith("messages/"));
        ConsensusStore gone = new HinderedStore(full, path -> false) {
            @Override
            public Snapshot read() {
                throw new BrokenFileException("reading", directory, new IOException("Stale file handle"));
            }
        };
        assertThat(new StatusPublisher(full, directory, "EP-1", 1, false).tell(List.of(MESSAGE)))
                .singleElement()
                .asString()
                .startsWith("messages/inbox/qa/m.json could not be written: ");
        assertThat(new StatusPublisher(gone, directory, "EP-1", 1, false).tell(List.of(MESSAGE)))
                .singleElement()
                .asString()
                .startsWith("no message could be written: ");
    }

    @Test
    void says_why_a_status_cannot_be_changed() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        assertThatThrownBy(() -> publish(unreadable(store(consensus), "status.json"), false))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("status.json cannot be read any more: ")
                .hasMessageContaining("Input/output error");
        consensus.delete("status.json");
        assertThatThrownBy(() -> publish(store(consensus), false))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("status.json is gone");
    }

    @Test
    void is_made_where_the_history_cannot_be_read_and_that_is_told() {
        ConsensusDirectory consensus = aConsensus().withHistory("").in(directory);
        StatusPublisher.Publication published = publish(unreadable(store(consensus), "status_history.jsonl"), false);
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(published.warnings()).singleElement().asString().contains("no line was added", "Input/output error");
    }

    // A history that is longer than what is kept of it in memory

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100, HistoryLine.TAIL - 10, HistoryLine.TAIL - 1, HistoryLine.TAIL})
    void gets_its_line_once_where_the_last_one_is_read_in_two_parts(int before) throws IOException {
        ConsensusDirectory consensus = killedBeforeTheHistory();
        publish(consensus);
        String line = consensus.text("status_history.jsonl");
        String earlier = "x".repeat(before - 1) + "\n" + ("y".repeat(HistoryLine.TAIL - 1) + "\n").repeat(2);
        String whole = earlier + line;
        consensus.write("status_history.jsonl", whole);

        publish(consensus);

        assertThat(consensus.text("status_history.jsonl")).isEqualTo(whole);
    }
}
