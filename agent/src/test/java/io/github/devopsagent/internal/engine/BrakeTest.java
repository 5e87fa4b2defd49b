package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.settings.HostMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Others stop a deployment that is under way: it goes no further, and is rolled back. */
@FewerCases(every = 3)
class BrakeTest {

    private static final String STATUS = "status.json";
    private static final String INBOX = "messages/inbox/devops/";
    private static final String VETO = """
            { "d": "2025-12-31", "ts": "2025-12-31T13:00:00Z", "st": "veto", "r": "qa", "epic": "EP-1",
              "sm": ["stop! data loss"], "nx": [] }
            """;
    private static final String APPROVAL = """
            { "d": "2025-12-31", "ts": "2025-12-31T13:30:00Z", "st": "approval", "r": "qa", "epic": "EP-1",
              "sm": ["Approved: it is fixed"], "nx": [] }
            """;
    private static final String HANDOFF = """
            { "d": "2025-12-30", "st": "handoff", "r": "developer", "epic": "EP-1", "sm": ["The cache"], "nx": [] }
            """;

    private static final String PLAN = """
            "backup": [ {"run": "dump"} ],
            "deployment_steps": [
              {"run": "one", "rollback": {"run": "undo one"}},
              {"run": "two", "rollback": {"run": "undo two"}} ]
            """;

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();
    private final AtomicInteger pauses = new AtomicInteger();

    private ConsensusDirectory directory() {
        return aConsensus().withPlanOf(PLAN).in(temporary);
    }

    private interface Deed {
        void isDone();
    }

    /** A neighbour who acts while a command runs. */
    private void during(String command, Deed deed) {
        shell.doing(command, step -> {
            deed.isDone();
            return StepResult.success();
        });
    }

    private Outcome run(ConsensusDirectory consensus) {
        return run(consensus, () -> {});
    }

    /** A neighbour who acts while the agent waits for what he is writing. */
    private Outcome run(ConsensusDirectory consensus, Deed inPause) {
        return consensus.run(
                shell,
                agent -> agent.brakePause(cancellation -> {
                    pauses.incrementAndGet();
                    inPause.isDone();
                    return false;
                }));
    }

    private static String reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        return ((Outcome.RolledBack) outcome).reason();
    }

    private static void remove(ConsensusDirectory consensus, String file) {
        try {
            Files.deleteIfExists(consensus.path().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cut(ConsensusDirectory consensus, String file) {
        String text = consensus.text(file);
        consensus.write(file, text.substring(0, text.length() / 2));
    }

    // What stops it

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"phase\": \"deployment\"|\"phase\": \"blocked\"|wrong_phase: the phase is 'blocked'|(status.json#/phase)",
                "\"tier\": \"standard\"|\"tier\": \"starter\"|wrong_tier|(status.json#/tier)",
                "\"epic_id\": \"EP-1\"|\"epic_id\": \"EP-2\"|epic_mismatch: the epic is 'EP-2'|(status.json#/epic_id)",
                "[\"developer\", \"qa\"]|[\"developer\"]|qa_not_approved: qa is not among|(status.json#/approvals)",
                "\"blockers\": []|\"blockers\": [{\"type\": \"veto\", \"by\": \"qa\", \"reason\": \"stop! data loss\"}]"
                        + "|an open blocker (veto) of qa: stop! data loss|(status.json#/blockers/0)",
                "\"phase\": \"deployment\"|\"phase\": \"STOPPED\"|\"STOPPED\"; allowed is one of|(status.json#/phase)",
                "\"blockers\": []|\"blockers\": [\"stop\"]|found the string \"stop\"|(status.json#/blockers/0)",
                "\"blockers\": []|\"blockers\": \"stop\"|found the string \"stop\"|(status.json#/blockers)",
            })
    void what_closes_the_gate_stops_it_before_the_next_step(String old, String now, String words, String path) {
        ConsensusDirectory consensus = directory();
        String before = consensus.text(STATUS);
        during("one", () -> consensus.edit(STATUS, old, now));
        during("undo one", () -> consensus.write(STATUS, before));
        Outcome outcome = run(consensus);
        assertThat(reason(outcome))
                .startsWith("the deployment was stopped before step 'two' (deployment_steps/1): ")
                .contains(words, path);
        assertThat(shell.commands()).containsExactly("dump", "one", "undo one");
        assertThat(outcome.toString()).startsWith("ROLLED BACK: the deployment was stopped before step 'two'");
        assertThat(consensus.deployment().at("/failure/reason").asString()).contains(words, path);
    }

    @Test
    void a_veto_in_the_inbox_stops_it_and_is_listed() {
        ConsensusDirectory consensus = directory();
        during("one", () -> consensus.write(INBOX + "x.json", VETO));
        Outcome outcome = run(consensus);
        assertThat(reason(outcome)).contains("inbox_veto: veto of qa in " + INBOX + "x.json", "stop! data loss");
        assertThat(shell.commands()).containsExactly("dump", "one", "undo one");
        assertThat(outcome.inbox()).extracting(ReceivedMessage::file).containsExactly(INBOX + "x.json");
        assertThat(consensus.deployment().path("inbox").toString()).contains("x.json");
        assertThat(consensus.messageTo("tech_lead").path("sm").toString()).contains("stop! data loss");
    }

    @Test
    void a_message_that_turns_into_a_veto_stops_it() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withInboxFile("x.json", HANDOFF).in(temporary);
        during("one", () -> consensus.edit(INBOX + "x.json", "handoff", "veto   "));
        assertThat(reason(run(consensus))).contains("inbox_veto");
    }

    @Test
    void an_approval_that_is_taken_away_lifts_no_veto_any_more() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(PLAN)
                .withInboxFile("veto.json", VETO)
                .withInboxFile("yes.json", APPROVAL)
                .in(temporary);
        during("one", () -> consensus.delete(INBOX + "yes.json"));
        assertThat(reason(run(consensus)))
                .contains(
                        "inbox_veto: veto of qa in " + INBOX + "veto.json",
                        "; " + INBOX + "yes.json, which had lifted it, is gone");
    }

    @Test
    void a_veto_that_is_lifted_before_the_next_look_stops_nothing() {
        ConsensusDirectory consensus = directory();
        during("one", () -> consensus.write(INBOX + "a.json", VETO).write(INBOX + "b.json", APPROVAL));
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_status_that_is_gone_stops_it() {
        ConsensusDirectory consensus = directory();
        String before = consensus.text(STATUS);
        during("one", () -> consensus.delete(STATUS));
        during("undo one", () -> consensus.write(STATUS, before));
        assertThat(reason(run(consensus))).contains("missing: there is no status.json");
        assertThat(pauses).hasValue(HostMachine.MOST_BRAKE_PAUSES);
    }

    // Where it is looked

    @Test
    void nothing_is_deployed_if_it_is_stopped_during_the_backup() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(PLAN.replace("{\"run\": \"dump\"}", "{\"run\": \"dump\"}, {\"run\": \"dump more\"}"))
                .in(temporary);
        during("dump", () -> consensus.edit(STATUS, "\"phase\": \"deployment\"", "\"phase\": \"testing\""));
        String theirs = consensus.text(STATUS).replace("\"phase\": \"deployment\"", "\"phase\": \"testing\"");
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("stopped before step 'dump more' (backup/1): wrong_phase");
        assertThat(shell.commands()).containsExactly("dump");
        assertThat(consensus.text(STATUS)).isEqualTo(theirs);
    }

    @Test
    void no_step_is_tried_again() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(PLAN.replace(
                        "{\"run\": \"one\",",
                        "{\"run\": \"one\", \"idempotent\": true, \"retry_delay\": \"0s\", \"retries\": 3,"))
                .in(temporary);
        shell.doing("one", step -> {
            consensus.write(INBOX + "x.json", VETO);
            return StepResult.failure("not yet");
        });
        assertThat(reason(run(consensus)))
                .contains("stopped before attempt 2 of step 'one' (deployment_steps/0): inbox_veto");
        assertThat(shell.count("one")).isEqualTo(1);
    }

    @Test
    void it_is_looked_when_verification_begins() {
        ConsensusDirectory consensus = directory();
        during("two", () -> consensus.write(INBOX + "x.json", VETO));
        assertThat(reason(run(consensus))).contains("stopped before it was verified", "inbox_veto");
        assertThat(shell.commands()).containsExactly("dump", "one", "two", "undo two", "undo one");
        assertThat(shell.count("check")).as("before, and after the rollback").isEqualTo(2);
    }

    @Test
    void it_is_looked_at_each_sample() {
        ConsensusDirectory consensus = directory();
        AtomicInteger checks = new AtomicInteger();
        shell.doing("check", step -> {
            if (checks.incrementAndGet() == 2) {
                consensus.write(INBOX + "x.json", VETO);
            }
            return StepResult.success();
        });
        assertThat(reason(run(consensus))).contains("stopped before the next sample of the monitoring", "inbox_veto");
    }

    @Test
    void what_comes_while_the_last_sample_is_taken_stops_it() {
        ConsensusDirectory consensus = directory();
        shell.duringTheLastSample(() -> consensus.write(INBOX + "x.json", VETO));
        Outcome outcome = run(consensus);
        assertThat(reason(outcome)).startsWith("the deployment was stopped before it was concluded: inbox_veto");
        assertThat(shell.commands()).containsExactly("dump", "one", "two", "undo two", "undo one");
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(outcome.inbox()).extracting(ReceivedMessage::file).containsExactly(INBOX + "x.json");
    }

    @Test
    void who_is_cancelled_while_he_waits_at_the_end_has_not_seen_all() {
        ConsensusDirectory consensus = directory();
        shell.duringTheLastSample(() -> consensus.write(INBOX + "x.json", "{\"st\": \"ve"));
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.brakePause(cancellation -> {
                    cancellation.request();
                    return true;
                }));
        assertThat(reason(outcome)).contains("the host cancelled the run");
    }

    @Test
    void nothing_stops_a_rollback() {
        ConsensusDirectory consensus = directory();
        shell.failing("two");
        during("undo two", () -> {
            consensus.write(INBOX + "x.json", VETO);
            cut(consensus, STATUS);
        });
        String before = consensus.text(STATUS);
        during("undo one", () -> consensus.write(STATUS, before));
        assertThat(reason(run(consensus))).contains("two is broken").doesNotContain("stopped");
        assertThat(shell.commands()).containsExactly("dump", "one", "two", "undo two", "undo one");
        assertThat(pauses).hasValue(0);
    }

    // What does not stop it

    @ParameterizedTest
    @ValueSource(strings = {"artifacts/plan.json", "artifacts/test_results.json"})
    void what_was_judged_at_the_beginning_does_not_stop_it(String file) {
        ConsensusDirectory consensus = directory();
        during("one", () -> consensus.write(file, "{}"));
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"epic_id\": \"EP-1\", \"phase\": \"dep", "\u0000\u0000"})
    void a_status_that_cannot_be_read_stops_nothing_and_is_a_warning(String torn) {
        ConsensusDirectory consensus = directory();
        String before = consensus.text(STATUS);
        during("one", () -> consensus.write(STATUS, torn));
        during("two", () -> consensus.write(STATUS, before));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("status.json could not be read"));
        assertThat(consensus.deployment().path("warnings").toString()).contains("status.json could not be read");
        assertThat(pauses).hasValue(HostMachine.MOST_BRAKE_PAUSES);
    }

    @Test
    void an_inbox_that_was_removed_stops_nothing_and_is_a_warning() {
        ConsensusDirectory consensus = directory().write(INBOX + "x.json", HANDOFF);
        during("one", () -> consensus.delete(INBOX + "x.json"));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings())
                .filteredOn(warning -> warning.contains("took out of our inbox"))
                .singleElement()
                .asString()
                .endsWith(INBOX + "x.json");
        assertThat(consensus.deployment().path("warnings").toString()).contains(INBOX + "x.json");
    }

    @Test
    void what_is_removed_while_it_looks_begins_no_further_step() {
        ConsensusDirectory consensus = directory();
        String before = consensus.text(STATUS);
        during("one", () -> cut(consensus, STATUS));
        Outcome outcome = run(consensus, () -> {
            remove(consensus, ".devops/lock");
            consensus.write(STATUS, before);
        });
        assertThat(reason(outcome))
                .contains("while it was looked whether others stop the deployment: the agent's own files were removed");
        assertThat(shell.commands()).containsExactly("dump", "one", "undo one");
    }

    // What is being written

    @Test
    void a_status_that_is_being_written_is_waited_for() {
        ConsensusDirectory consensus = directory();
        String before = consensus.text(STATUS);
        during("one", () -> cut(consensus, STATUS));
        Outcome outcome = run(
                consensus,
                () -> consensus.write(STATUS, before.replace("\"phase\": \"deployment\"", "\"phase\": \"blocked\"")));
        assertThat(reason(outcome)).contains("wrong_phase");
        assertThat(pauses).hasValue(1);
        assertThat(consensus.phase()).isEqualTo("blocked");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 120})
    void a_message_that_breaks_off_stops_it_if_it_says_veto(int written) {
        ConsensusDirectory consensus = directory();
        during("one", () -> consensus.write(INBOX + "x.json", VETO.strip().substring(0, written)));
        assertThat(reason(run(consensus))).contains("inbox_veto", "x.json");
        assertThat(pauses).hasValue(HostMachine.MOST_BRAKE_PAUSES);
    }

    @Test
    void one_that_says_no_veto_does_not_and_is_waited_for_once() {
        ConsensusDirectory consensus = directory();
        during("one", () -> consensus.write(INBOX + "x.json", HANDOFF.strip().substring(0, 50)));
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
        assertThat(pauses).hasValue(HostMachine.MOST_BRAKE_PAUSES);
    }

    @Test
    void one_that_says_no_veto_once_it_is_whole_does_not() {
        ConsensusDirectory consensus = directory();
        during("one", () -> consensus.write(INBOX + "x.json", "{\"st\": \"veto"));
        Outcome outcome = run(consensus, () -> consensus.write(INBOX + "x.json", HANDOFF));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void who_waits_can_be_cancelled() {
        ConsensusDirectory consensus = directory();
        String before = consensus.text(STATUS);
        during("one", () -> cut(consensus, STATUS));
        during("undo one", () -> consensus.write(STATUS, before));
        UnaryOperator<TestBuilder> cancelled = agent -> agent.brakePause(cancellation -> {
            cancellation.request();
            return true;
        });
        assertThat(reason(consensus.run(shell, cancelled))).contains("the host cancelled the run");
        assertThat(shell.commands()).containsExactly("dump", "one", "undo one");
    }

    // What is left

    @Test
    void what_others_wrote_stays_and_our_question_is_added() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withHistory("").in(temporary);
        during("one", () -> consensus
                .edit(STATUS, "\"phase\": \"deployment\"", "\"phase\": \"blocked\"")
                .edit(
                        STATUS,
                        "\"blockers\": []",
                        "\"blockers\": [{\"type\": \"veto\", \"by\": \"qa\", \"reason\": \"stop!\","
                                + " \"created_at\": \"2026-01-01T00:00:00Z\"}]"));
        Outcome outcome = run(consensus);
        assertThat(reason(outcome)).contains("wrong_phase", "open_blocker", "stop!");
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.approvals()).containsExactly("developer", "qa");
        List<String> blockers = consensus.blockers();
        assertThat(blockers).hasSize(2);
        assertThat(blockers.get(0)).isEqualTo("veto qa: stop!");
        assertThat(blockers.get(1))
                .startsWith("question devops: DEP-001 was rolled back")
                .contains("stop!");
        assertThat(consensus.text("status_history.jsonl"))
                .contains("\"from_phase\":\"blocked\"", "\"to_phase\":\"blocked\"");
        assertThat(outcome.warnings())
                .anyMatch(note -> note.contains("'blocked' by another role; it was left as it is"));
        assertThat(consensus.deployment().path("warnings").toString()).contains("it was left as it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "undo one"})
    void our_question_is_added_where_others_set_the_phase_to_done(String when) {
        ConsensusDirectory consensus = directory();
        if (when.equals("undo one")) {
            shell.failing("two");
        }
        during(when, () -> consensus.edit(STATUS, "\"phase\": \"deployment\"", "\"phase\": \"done\""));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.blockers()).singleElement().asString().startsWith("question devops: DEP-001 was");
    }

    @Test
    void a_rollback_that_fails_leaves_the_phase_of_others_too() {
        ConsensusDirectory consensus = directory();
        during("one", () -> consensus.edit(STATUS, "\"phase\": \"deployment\"", "\"phase\": \"planning\""));
        shell.failing("undo one");
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(consensus.phase()).isEqualTo("planning");
        assertThat(consensus.blockers()).singleElement().asString().contains("so did its rollback");
    }
}
