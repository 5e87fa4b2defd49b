package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.journal.CorruptJournal;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others say while no agent works on a run, and what a killed agent had seen, is known to the next one. */
class BrakeRecoveryTest {

    private static final String STATUS = "status.json";
    private static final String JOURNAL = ".devops/journal";
    private static final String INBOX = "messages/inbox/devops/";
    private static final String OLD_VETO = message("veto", "data loss", "10:00:00Z");
    private static final String APPROVAL = message("approval", "Approved: it is fixed", "13:30:00Z");

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private static String message(String kind, String line, String time) {
        return "{\"d\": \"2025-12-31\", \"ts\": \"2025-12-31T" + time + "\", \"st\": \"" + kind
                + "\", \"r\": \"qa\", \"epic\": \"EP-1\", \"sm\": [\"" + line + "\"], \"nx\": []}";
    }

    private ConsensusDirectory lifted() {
        return aConsensus()
                .withPlanOf(
                        "\"deployment_steps\": [ {\"run\": \"one\", \"idempotent\": true, \"rollback\": {\"run\": \"undo one\"}},"
                                + " {\"run\": \"two\", \"idempotent\": true, \"rollback\": {\"run\": \"undo two\"}} ]")
                .withInboxFile("old.json", OLD_VETO)
                .withInboxFile("yes.json", APPROVAL)
                .in(temporary);
    }

    private void killedDuring(String command, ConsensusDirectory consensus, Runnable deed) {
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        boolean[] isKilled = new boolean[1];
        shell.doing(command, step -> {
            if (!isKilled[0]) {
                isKilled[0] = true;
                deed.run();
                disk.stopAt(disk.operations().size());
            }
            return StepResult.success();
        });
        assertThatThrownBy(consensus.agent(shell).disk(disk)::run).isInstanceOf(FaultyDisk.Crash.class);
    }

    @Test
    void a_file_that_is_as_it_was_read_is_as_old_as_it_was() {
        ConsensusDirectory consensus = lifted();
        killedDuring("one", consensus, () -> consensus.write(INBOX + "copy.json", OLD_VETO));
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_file_that_changes_under_its_name_while_no_agent_works_came_later() {
        ConsensusDirectory consensus = lifted();
        killedDuring("one", consensus, () -> {});
        consensus.write(INBOX + "old.json", message("veto", "it burns", "00:00:00Z"));
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isNotInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString()).contains("it burns", "yes.json does not: it was there before the veto came");
        assertThat(shell.count("two")).isZero();
    }

    @Test
    void where_it_is_not_known_what_was_read_no_old_approval_lifts_anything() throws IOException {
        ConsensusDirectory consensus = lifted();
        killedDuring("one", consensus, () -> {});
        byte[] journal = Files.readAllBytes(consensus.path(JOURNAL));
        byte[] before = CorruptJournal.without(journal, ",\"inbox_sha256\":\\[[^\\]]*\\]");
        assertThat(before).hasSizeLessThan(journal.length);
        Files.write(consensus.path(JOURNAL), before);
        Outcome outcome = consensus.run(shell);
        assertThat(outcome.toString()).contains("data loss", "yes.json does not: it was there before the veto came");
        assertThat(shell.count("two")).isZero();
    }

    @Test
    void what_stopped_the_run_of_a_killed_agent_is_listed_by_the_next_one() {
        ConsensusDirectory consensus = lifted();
        String veto = message("veto", "it burns", "14:00:00Z");
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("one", step -> {
            consensus.write(INBOX + "new.json", veto);
            return StepResult.success();
        });
        RunListener killing = new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                if (event instanceof RunEvent.Cancelled) {
                    disk.stopAt(disk.operations().size());
                }
            }
        };
        assertThatThrownBy(consensus.agent(shell).disk(disk).listener(killing)::run)
                .isInstanceOf(FaultyDisk.Crash.class);
        consensus.delete(INBOX + "new.json");
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.inbox()).extracting(ReceivedMessage::file).contains(INBOX + "new.json");
        assertThat(consensus.deployment().path("inbox").toString()).contains("new.json", "it burns");
    }

    @Test
    void what_a_killed_agent_could_not_read_is_told_by_the_next_one() {
        ConsensusDirectory consensus = lifted();
        String before = consensus.text(STATUS);
        shell.doing("one", step -> {
            consensus.write(STATUS, "");
            return StepResult.success();
        });
        killedDuring("two", consensus, () -> consensus.write(STATUS, before));
        Outcome outcome = consensus.run(shell);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("status.json could not be read"));
        assertThat(consensus.deployment().path("warnings").toString()).contains("status.json could not be read");
    }
}
