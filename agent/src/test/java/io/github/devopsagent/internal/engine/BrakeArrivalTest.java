package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.settings.HostMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages come, change and go while a deployment is under way; when they came counts more than what they say of it. */
@FewerCases(every = 4)
class BrakeArrivalTest {

    private static final String INBOX = "messages/inbox/devops/";
    private static final String OLD_VETO = message("veto", "data loss", "\"ts\": \"2025-12-31T10:00:00Z\"");
    private static final String APPROVAL =
            message("approval", "Approved: it is fixed", "\"ts\": \"2025-12-31T13:30:00Z\"");

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();
    private final AtomicInteger pauses = new AtomicInteger();

    private static String message(String kind, String line, String time) {
        return "{\"d\": \"2025-12-31\", " + time + ", \"st\": \"" + kind
                + "\", \"r\": \"qa\", \"epic\": \"EP-1\", \"sm\": [\"" + line + "\"], \"nx\": []}";
    }

    private ConsensusDirectory lifted() {
        return aConsensus()
                .withPlanOf(
                        "\"deployment_steps\": [ {\"run\": \"one\", \"idempotent\": true, \"rollback\": {\"run\": \"undo one\"}},"
                                + " {\"run\": \"two\", \"rollback\": {\"run\": \"undo two\"}} ]")
                .withInboxFile("old.json", OLD_VETO)
                .withInboxFile("yes.json", APPROVAL)
                .in(temporary);
    }

    private void during(String command, Runnable deed) {
        shell.doing(command, step -> {
            deed.run();
            return StepResult.success();
        });
    }

    private Outcome run(ConsensusDirectory consensus, Runnable inPause) {
        return consensus.run(
                shell,
                agent -> agent.brakePause(cancellation -> {
                    pauses.incrementAndGet();
                    inPause.run();
                    return false;
                }));
    }

    private Outcome run(ConsensusDirectory consensus) {
        return run(consensus, () -> {});
    }

    @InEveryBuild
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ts\": \"2025-12-31T00:00:00Z\"",
                "\"ts\": \"2025-12-31T12:00:00Z\"",
                "\"ts\": \"2025-12-31T13:30:00Z\"",
                "\"ts\": \"yesterday\"",
                "\"x\": 1"
            })
    void a_veto_that_comes_later_is_later_whatever_time_it_names(String time) {
        ConsensusDirectory consensus = lifted();
        during("one", () -> consensus.write(INBOX + "new.json", message("veto", "it burns", time)));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("it burns").doesNotContain("data loss");
    }

    @Test
    void the_reason_says_why_the_approval_lifts_nothing() {
        ConsensusDirectory consensus = lifted();
        during(
                "one",
                () -> consensus.write(
                        INBOX + "new.json", message("veto", "it burns", "\"ts\": \"2025-12-31T00:00:00Z\"")));
        assertThat(run(consensus).toString()).contains(INBOX + "yes.json does not: it was there before the veto came");
        assertThat(consensus.deployment().path("inbox").toString())
                .contains("counts as a veto", "a veto, lifted by " + INBOX + "yes.json");
    }

    @Test
    void an_approval_that_comes_after_it_lifts_it_by_its_time() {
        ConsensusDirectory consensus = lifted();
        String veto = message("veto", "it burns", "\"ts\": \"2025-12-31T00:00:00Z\"");
        during("one", () -> consensus.write(INBOX + "new.json", veto).write(INBOX + "yes2.json", APPROVAL + "\n"));
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_file_that_is_touched_moved_or_copied_is_as_old_as_it_was() {
        ConsensusDirectory consensus = lifted();
        during("one", () -> {
            consensus.write(INBOX + "copy.json", OLD_VETO).write(INBOX + "old.json", OLD_VETO);
            touch(consensus.path(INBOX + "old.json"));
        });
        during("two", () -> consensus.delete(INBOX + "old.json").write(INBOX + "moved.json", OLD_VETO));
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_agent_that_goes_on_knows_what_came_since_the_run_began() {
        ConsensusDirectory consensus = lifted();
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        during("one", () -> {
            consensus.write(INBOX + "new.json", message("veto", "it burns", "\"ts\": \"2025-12-31T00:00:00Z\""));
            disk.stopAt(disk.operations().size());
        });
        assertThatThrownBy(consensus.agent(shell).disk(disk)::run).isInstanceOf(FaultyDisk.Crash.class);
        Outcome outcome = run(consensus);
        assertThat(outcome).isNotInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString()).contains("it burns");
        assertThat(shell.count("two")).isZero();
    }

    /** Each look reads a link that leads nowhere anew, and must not read hundreds of records for it. */
    @Test
    void records_are_not_read_again_for_epics_of_which_it_is_known_that_they_are_earlier() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"run\": \"one\"}, {\"run\": \"two\"} ],"
                        + " \"rollback_plan\": {\"steps\": [{\"run\": \"undo\"}]}")
                .withFile("artifacts/deployments/DEP-001.json", "{\"epic_id\": \"EP-0\"}")
                .withInboxFile("old.json", OLD_VETO.replace("EP-1", "EP-0"))
                .in(temporary);
        during("one", () -> {
            consensus.delete("artifacts/deployments/DEP-001.json");
            link(consensus.path(INBOX + "nowhere.json"));
        });
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    private static void link(Path file) {
        try {
            Files.createSymbolicLink(file, file.resolveSibling("there-is-none"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What is listed

    @Test
    void what_came_and_stopped_nothing_is_listed() {
        ConsensusDirectory consensus = lifted();
        during(
                "two",
                () -> consensus.write(
                        INBOX + "new.json",
                        message("handoff", "The cache is warm", "\"ts\": \"2025-12-31T14:00:00Z\"")));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.inbox()).extracting(ReceivedMessage::file).contains(INBOX + "new.json");
        assertThat(consensus.deployment().path("inbox").toString()).contains("The cache is warm");
    }

    // What is gone

    @Test
    void an_approval_that_is_being_written_anew_is_waited_for() {
        ConsensusDirectory consensus = lifted();
        during("one", () -> consensus.delete(INBOX + "yes.json"));
        Outcome outcome = run(consensus, () -> consensus.write(INBOX + "yes.json", APPROVAL));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(pauses).hasValue(1);
    }

    @InEveryBuild
    @Test
    void a_message_that_turns_into_a_veto_while_it_is_gone_stops_it() {
        ConsensusDirectory consensus = lifted();
        during("one", () -> consensus.delete(INBOX + "old.json"));
        Outcome outcome = run(consensus, () -> consensus.write(INBOX + "old.json", "I veto this."));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void what_stays_away_is_waited_for_once() {
        ConsensusDirectory consensus = lifted();
        during("one", () -> consensus.delete(INBOX + "old.json"));
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
        assertThat(pauses).hasValue(HostMachine.MOST_BRAKE_PAUSES);
    }

    // What is finished and no document

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{}", "\"STOP\"", "0", "{\"phase\": \"blocked\"}", "\uFEFF{}"})
    void what_is_json_and_no_status_stops_it(String written) {
        ConsensusDirectory consensus = lifted();
        String before = consensus.text("status.json");
        during("one", () -> consensus.write("status.json", written));
        during("undo one", () -> consensus.write("status.json", before));
        assertThat(run(consensus).toString()).contains("stopped before step 'two'", "(status.json");
    }

    @Test
    void a_message_that_is_too_long_may_be_a_veto() {
        ConsensusDirectory consensus = lifted();
        during("one", () -> consensus.write(INBOX + "long", "All is well.\n".repeat(30_000)));
        assertThat(run(consensus).toString()).contains("unreadable", "256 KiB", "(" + INBOX + "long)");
    }
}
