package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another agent writes the status while the agent waits for the disk to take its own. */
class StatusConflictTest {

    private static final String STATUS = "status.json";

    @TempDir
    private Path directory;

    private final AtomicInteger syncs = new AtomicInteger();

    /** A neighbour who acts after the last look, and before the new status is moved in place of the old one. */
    private Outcome run(ConsensusDirectory consensus, int times, Runnable deed) {
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.startsWith("sync " + DurableFiles.TEMPORARY_PREFIX) && syncs.incrementAndGet() <= times) {
                deed.run();
            }
        });
        return consensus.agent(aShell()).disk(disk).run();
    }

    @Test
    void a_phase_that_others_set_while_it_is_synced_stays() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        Outcome outcome =
                run(consensus, 1, () -> consensus.edit(STATUS, "\"phase\": \"deployment\"", "\"phase\": \"blocked\""));
        assertThat(syncs).as("the status was written").hasPositiveValue();
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("the phase was changed to 'blocked'"));
        assertThat(consensus.path()).isDirectoryNotContaining("glob:**/" + DurableFiles.TEMPORARY_PREFIX + "*");
    }

    @Test
    void a_blocker_that_others_raise_while_it_is_synced_keeps_the_epic_where_it_is() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        Outcome outcome = run(
                consensus,
                1,
                () -> consensus.edit(
                        STATUS,
                        "\"blockers\": []",
                        "\"blockers\": [{\"type\": \"veto\", \"by\": \"qa\", \"reason\": \"data loss\","
                                + " \"created_at\": \"2026-01-01T00:00:00Z\"}]"));
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.blockers()).containsExactly("veto qa: data loss");
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("may not advance") && note.contains("data loss"));
    }

    @Test
    void what_decides_nothing_is_merged_however_often_it_changes() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        run(
                consensus,
                5,
                () -> consensus.write(STATUS, consensus.text(STATUS).stripTrailing() + "\n".repeat(1 + syncs.get())));
        assertThat(syncs).hasValue(6);
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.text(STATUS)).endsWith("}" + "\n".repeat(6));
    }

    @Test
    void an_iteration_that_others_begin_keeps_the_epic_where_it_is() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        Outcome outcome = run(consensus, 1, () -> consensus.edit(STATUS, "\"iteration\": 1", "\"iteration\": 2"));
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("other_iteration: the iteration is 2 now"));
    }

    /** The record of another tool, which nobody had seen when it was looked what is to be kept. */
    @Test
    void a_record_that_others_write_while_ours_is_synced_is_kept() {
        ConsensusDirectory consensus = aConsensus().in(directory);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.startsWith("sync artifacts/" + DurableFiles.TEMPORARY_PREFIX)
                    && syncs.incrementAndGet() == 1) {
                consensus.write("artifacts/deployment.json", "{\"theirs\": true}");
            }
        });
        Outcome outcome = consensus.agent(aShell()).disk(disk).run();
        assertThat(syncs).hasValue(3);
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.text("artifacts/deployment.json")).contains("success", "DEP-001");
        assertThat(outcome.warnings())
                .filteredOn(note -> note.contains(".kept"))
                .hasSize(1);
        assertThat(consensus.path("artifacts").toFile().list()).anyMatch(name -> name.endsWith(".kept"));
    }
}
