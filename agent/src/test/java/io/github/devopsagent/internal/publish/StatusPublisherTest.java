package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the status that an agent had made already when it was killed. */
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
        return new StatusPublisher(store, consensus.path(), "EP-1", false)
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
}
