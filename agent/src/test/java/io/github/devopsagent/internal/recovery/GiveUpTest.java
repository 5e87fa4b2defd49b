package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.CrashPoints;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.journal.CorruptJournal;
import io.github.devopsagent.internal.lock.AgentIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person decides that a run is not gone on with. */
@FewerCases(every = 6)
@Tag(MatrixCells.TAG)
class GiveUpTest {

    private static final int WHOLE = 0;
    private static final int IN_THE_MIDST = 1;
    private static final int FIRST_RECORD = 2;

    private static final AgentIdentity ELSEWHERE = new AgentIdentity(
            "elsewhere", "ann", Optional.empty(), Optional.empty(), new ProcessId("boot", 1, Optional.empty()));
    private static final AgentIdentity IN_A_CONTAINER = new AgentIdentity(
            "elsewhere", "ann", Optional.empty(), Optional.of("pid:[7]"), new ProcessId("boot", 1, Optional.empty()));
    private static final String WHY = "node 7 burnt down; the shop runs version 1 again";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = ScriptedShell.aShell();

    private ConsensusDirectory killedDuring(String command) {
        return killedDuring(command, temporary);
    }

    private ConsensusDirectory killedDuring(String command, Path place) {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(
                        "\"backup\": [ {\"run\": \"dump\"} ], \"deployment_steps\": [ {\"run\": \"one\"},"
                                + " {\"run\": \"two\", \"rollback\": {\"run\": \"undo two\"}} ], \"rollback_plan\": {\"run\": \"undo\"}")
                .withHistory("")
                .in(place);
        return killedDuring(command, consensus);
    }

    private ConsensusDirectory killedDuring(String command, ConsensusDirectory consensus) {
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing(command, step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        return consensus;
    }

    private static Outcome givenUp(ConsensusDirectory consensus) {
        Outcome outcome =
                consensus.agent(ScriptedShell.aShell()).identity(ELSEWHERE).giveUp(WHY);
        consensus.assertValid();
        return outcome;
    }

    private static void isOver(ConsensusDirectory consensus) {
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
        assertThat(consensus.has(".devops/journal")).isFalse();
        assertThat(DevOpsAgent.giveUp(consensus.path(), WHY))
                .as("there is nothing left to give up")
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void what_may_be_deployed_is_a_failed_rollback_with_the_reason_and_who_gave_it() {
        ConsensusDirectory consensus = killedDuring("two");
        List<String> executed = shell.commands();

        Outcome outcome = givenUp(consensus);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.RollbackFailed.class, failed -> assertThat(failed.faults())
                .anyMatch(fault -> fault.contains("given up by user ann on host elsewhere: " + WHY)));
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rollback_failed");
        assertThat(consensus.deployment().path("rollback").path("in_doubt").toString())
                .contains("deployment_steps/1");
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.text("status.json")).contains(WHY);
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
        assertThat(shell.commands()).as("nothing is executed").isEqualTo(executed);
        assertThat(consensus.has(".devops/runs/DEP-001/journal")).isTrue();
        isOver(consensus);
    }

    @Test
    void what_was_never_deployed_is_an_abort_with_the_reason() {
        ConsensusDirectory consensus = killedDuring("dump");

        Outcome outcome = givenUp(consensus);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.reason())
                .contains("(backup/0) is in doubt", "given up by user ann on host elsewhere: " + WHY));
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("aborted");
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.text("status.json"))
                .as("a person looks at the backup")
                .contains("\"question\"");
        isOver(consensus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "last"})
    void beyond_the_point_of_no_return_the_reason_is_told_as_well(String command) {
        ConsensusDirectory consensus = killedDuring(
                command,
                aConsensus()
                        .withPlanOf("\"deployment_steps\": [ {\"run\": \"drop\", \"irreversible\": true},"
                                + " {\"run\": \"last\"} ], \"rollback_plan\": {\"run\": \"undo\"}")
                        .in(temporary));

        assertThat(givenUp(consensus)).isInstanceOf(Outcome.RollbackFailed.class);

        for (String file : List.of("artifacts/deployment.json", "status.json")) {
            assertThat(consensus.text(file))
                    .as(file)
                    .contains("is irreversible", "given up by user ann on host elsewhere: " + WHY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in the midst", "first record", "no journal", "settings", "newer"})
    void a_run_that_cannot_be_read_any_more_is_a_failed_rollback_and_nothing_of_it_is_lost(String damage)
            throws IOException {
        ConsensusDirectory consensus = killedDuring("two");
        Path journal = consensus.path(".devops/journal");
        byte[] bytes = Files.readAllBytes(journal);
        switch (damage) {
            case "in the midst" -> bytes[bytes.length / 2] ^= 1;
            case "first record" -> bytes[40] ^= 1;
            case "no journal" -> bytes = "what is this?".getBytes(StandardCharsets.UTF_8);
            case "newer" -> bytes = CorruptJournal.with(bytes, "\"format\":2", "\"format\":7");
            default -> Files.writeString(consensus.path(".devops/runs/DEP-001/settings.json"), "{}");
        }
        Files.write(journal, bytes);
        List<String> executed = shell.commands();
        assertThat(consensus.run(shell).toString()).contains("unfinished_run", "DevOpsAgent.giveUp(consensus, reason)");

        Outcome outcome = givenUp(consensus);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.RollbackFailed.class, failed -> assertThat(failed.faults())
                .anyMatch(fault -> fault.contains("given up by user ann on host elsewhere: " + WHY)));
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rollback_failed");
        assertThat(consensus.phase()).isEqualTo("blocked");
        String id = consensus.deployment().path("deployment_id").asString();
        assertThat(consensus.bytes(".devops/runs/" + id + "/journal.damaged")).isEqualTo(bytes);
        assertThat(consensus.has(".devops/runs/DEP-001/plan.json")).isTrue();
        assertThat(shell.commands()).isEqualTo(executed);
        isOver(consensus);
    }

    @Test
    void a_damaged_veto_is_no_deployment() throws IOException {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.contains("status.json")) {
                throw new IOException("no");
            }
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(DevOpsAgentException.class);
        Files.write(
                consensus.path(".devops/journal"),
                CorruptJournal.appended(Files.readAllBytes(consensus.path(".devops/journal")), 99));

        Outcome outcome = givenUp(consensus);

        assertThat(OutcomeRefusals.places(outcome))
                .singleElement()
                .asString()
                .startsWith("nothing_unfinished .devops/runs/veto-");
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Vetoed.class);
    }

    @ParameterizedTest
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what runs is found in Linux's /proc")
    @ValueSource(ints = {WHOLE, IN_THE_MIDST, FIRST_RECORD})
    void what_still_runs_of_it_is_named_and_left_alone(int damaged) throws IOException {
        ConsensusDirectory consensus = prepared(temporary, damaged);
        ProcessBuilder step = new ProcessBuilder("/bin/sh", "-c", "echo begun; read end");
        step.environment().put("DEVOPS_CONSENSUS", consensus.path().toString());
        step.environment().put("DEVOPS_ATTEMPT", "DEP-001.deployment_steps-1.1.x");
        step.environment().put("DEVOPS_DEPLOYMENT_ID", "DEP-001");
        Process running = step.start();
        try {
            // Until then it may still be a copy of this process.
            assertThat(running.inputReader().readLine()).isEqualTo("begun");
            String named = "processes that DEP-001 started: " + running.pid() + ";";
            if (damaged != WHOLE) {
                Outcome refused = consensus.run(shell);
                assertThat(OutcomeRefusals.codes(refused)).containsExactly("unfinished_run");
                assertThat(refused.warnings()).anyMatch(note -> note.contains(named));
            }
            Outcome outcome = givenUp(consensus);
            assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
            assertThat(outcome.warnings()).anyMatch(note -> note.contains(named));
            assertThat(running.isAlive()).isTrue();
        } finally {
            running.destroyForcibly();
        }
    }

    @Test
    void of_which_run_a_damaged_journal_is_can_be_known_where_it_begins_well() throws IOException {
        ConsensusDirectory consensus = prepared(temporary, IN_THE_MIDST);
        assertThat(DevOpsAgent.inspect(consensus.path()))
                .hasValueSatisfying(run -> assertThat(run.run()).contains("DEP-001"));
    }

    @InEveryBuild
    @Test
    void while_an_agent_works_nothing_is_given_up() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (AgentProcess other = AgentProcess.deploying(consensus)) {
            assertThat(OutcomeRefusals.places(DevOpsAgent.giveUp(consensus.path(), WHY)))
                    .containsExactly("lock_held .devops/lock");
            other.halt();
        }
        assertThat(DevOpsAgent.giveUp(consensus.path(), WHY)).isInstanceOf(Outcome.RollbackFailed.class);
    }

    @Test
    void where_nothing_is_unfinished_that_is_said_and_nothing_changes() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(OutcomeRefusals.places(DevOpsAgent.giveUp(consensus.path(), WHY)))
                .containsExactly("nothing_unfinished .devops/journal");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(OutcomeRefusals.places(DevOpsAgent.giveUp(consensus.path(), WHY)))
                .containsExactly("nothing_unfinished .devops/journal");
        assertThat(consensus.phase()).isEqualTo("done");
    }

    @Test
    void a_reason_is_demanded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevOpsAgent.giveUp(temporary, " \n"))
                .withMessageContaining("blank");
    }

    /** For a journal that can be read, for one that cannot, and for one that does not even tell of which run it is. */
    @ParameterizedTest
    @ValueSource(ints = {WHOLE, IN_THE_MIDST, FIRST_RECORD})
    void wherever_it_is_stopped_the_next_call_records_the_same_end(int damaged) throws IOException {
        CrashPoints points = CrashPoints.in(temporary);
        prepared(temporary.resolve("clean"), damaged)
                .agent(shell)
                .disk(FaultyDisk.below(temporary).watchedBy(points))
                .giveUp(WHY);
        List<String> operations = points.operations();
        assertThat(operations).hasSizeGreaterThan(30);
        for (int n : MatrixCells.tried(points.from(0), 0)) {
            ConsensusDirectory consensus = prepared(temporary.resolve("stop-" + n), damaged);
            List<String> executed = shell.commands();
            TestBuilder stopped = consensus
                    .agent(shell)
                    .disk(FaultyDisk.below(consensus.path()).stopAt(n));
            assertThatThrownBy(() -> stopped.giveUp(WHY)).as("operation " + n).isInstanceOf(FaultyDisk.Crash.class);
            consensus
                    .agent(shell)
                    .clock(Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1)))
                    .giveUp(WHY);
            String what = "stopped at " + operations.get(n);
            consensus.assertValid();
            assertThat(consensus.deployment().path("status").asString())
                    .as(what)
                    .isEqualTo("rollback_failed");
            assertThat(consensus.phase()).as(what).isEqualTo("blocked");
            assertThat(consensus.blockers()).as(what).hasSize(1);
            assertThat(consensus.inboxOf("tech_lead")).as(what).hasSize(1);
            assertThat(consensus.has(".devops/journal")).as(what).isFalse();
            String id = consensus.deployment().path("deployment_id").asString();
            assertThat(id).as(what).isEqualTo("DEP-001");
            assertThat(consensus.names(".devops/runs/" + id).stream().filter(name -> name.startsWith("journal")))
                    .as(what)
                    .hasSize(1);
            assertThat(consensus.names(".devops/runs")).as(what).doesNotContain("DEP-002");
            assertThat(shell.commands()).as(what).isEqualTo(executed);
        }
    }

    /** Only the next call of giveUp ends it, or an agent that can see what still runs. */
    @Test
    void wherever_it_is_stopped_no_agent_there_may_go_on() throws IOException {
        CrashPoints points = CrashPoints.in(temporary);
        FaultyDisk clean = FaultyDisk.below(temporary).watchedBy(points);
        elsewhere(prepared(temporary.resolve("clean"), WHOLE), clean).giveUp(WHY);
        for (int n : MatrixCells.tried(points.from(0), 0)) {
            ConsensusDirectory consensus = prepared(temporary.resolve("stop-" + n), WHOLE);
            TestBuilder stopped =
                    elsewhere(consensus, FaultyDisk.below(consensus.path()).stopAt(n));
            assertThatThrownBy(() -> stopped.giveUp(WHY)).isInstanceOf(FaultyDisk.Crash.class);
            ScriptedShell next = ScriptedShell.aShell();
            consensus.agent(next).identity(IN_A_CONTAINER).run();
            assertThat(next.commands())
                    .as("stopped at " + clean.operations().get(n))
                    .isEmpty();
        }
    }

    private TestBuilder elsewhere(ConsensusDirectory consensus, FaultyDisk disk) {
        return consensus.agent(ScriptedShell.aShell()).identity(IN_A_CONTAINER).disk(disk);
    }

    private ConsensusDirectory prepared(Path place, int damaged) throws IOException {
        ConsensusDirectory consensus = killedDuring("two", place);
        Path journal = consensus.path(".devops/journal");
        byte[] bytes = Files.readAllBytes(journal);
        if (damaged != WHOLE) {
            bytes[damaged == FIRST_RECORD ? 40 : bytes.length / 2] ^= 1;
            Files.write(journal, bytes);
        }
        return consensus;
    }

    /** A kill at its creation leaves one: of a veto, or of a run that had not begun. */
    @Test
    void an_empty_journal_does_not_contradict_a_damaged_run_that_was_given_up() throws IOException {
        ConsensusDirectory consensus = prepared(temporary, IN_THE_MIDST);
        givenUp(consensus);
        byte[] record = consensus.bytes("artifacts/deployment.json");
        Files.createFile(consensus.path(".devops/journal"));

        assertThat(consensus.run(shell).toString()).doesNotContain("unfinished_run", "cut back");
        assertThat(OutcomeRefusals.codes(DevOpsAgent.giveUp(consensus.path(), WHY)))
                .containsExactly("nothing_unfinished");
        assertThat(consensus.bytes("artifacts/deployment.json")).isEqualTo(record);
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }
}
