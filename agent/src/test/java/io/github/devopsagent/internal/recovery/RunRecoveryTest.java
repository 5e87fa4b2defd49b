package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run whose agent was killed, by how far it had come. */
@FewerCases(every = 4)
class RunRecoveryTest extends KilledRunFixture {

    @Test
    void crashed_before_the_first_deploy_step_it_starts_over_and_the_backup_is_made_again() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "look", "dump", "one", "two");
        tells(outcome, "in stage deploy");
        isAtItsEnd(consensus);
    }

    @Test
    void what_was_read_differently_is_told_by_the_agent_that_starts_over() {
        ConsensusDirectory consensus = directory(PLAN.replace("{\"run\": \"dump\"}", "{\"cmd\": \"dump\", \"id\": 1}"));
        killedAfter(ended("backup/0"), consensus);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().at("/warnings").toString())
                .contains(
                        "plan.json: 'cmd' is read as 'run' (/backup/0/cmd)",
                        "plan.json: not known, and so ignored, of a step: 'id' (/backup/0/id)");
    }

    @Test
    void crashed_during_the_backup_it_starts_over_too() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("dump", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "look", "dump", "one", "two");
        tells(outcome, "during step 'dump' (backup/0)");
    }

    @Test
    void crashed_during_a_deploy_step_that_is_idempotent_it_is_run_again() {
        ConsensusDirectory consensus = directory(REPEATABLE);
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "two");
        tells(outcome, "during step 'two' (deployment_steps/1)");
    }

    @InEveryBuild
    @Test
    void crashed_during_a_deploy_step_that_is_not_what_was_intended_is_rolled_back() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("step 'two' (deployment_steps/1) is in doubt");
        tells(outcome, "during step 'two' (deployment_steps/1)");
        isAtItsEnd(consensus);
    }

    @Test
    void crashed_between_deploy_steps_it_goes_on() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        tells(outcome, "in stage deploy");
    }

    @Test
    void crashed_between_deploy_steps_it_is_rolled_back_if_the_plan_was_changed() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        consensus.edit("artifacts/plan.json", "\"two\"", "\"another\"");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("plan.json was changed");
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
    }

    @Test
    void crashed_between_deploy_steps_it_is_rolled_back_if_the_gate_was_closed_and_the_other_roles_phase_stays() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        consensus.edit("status.json", "\"phase\": \"deployment\"", "\"phase\": \"planning\"");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason())
                .contains("stopped before it went on", "wrong_phase: the phase is 'planning'", "status.json#/phase");
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
        assertThat(consensus.phase()).isEqualTo("planning");
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("planning"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"VERIFY", "MONITOR"})
    void crashed_while_verifying_or_monitoring_it_is_rolled_back_if_somebody_stopped_it(Purpose purpose) {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(purpose), consensus);
        consensus.write("messages/inbox/devops/stop.txt", "I veto this.");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("was stopped before", "inbox_veto", "stop.txt");
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
    }

    @Test
    void crashed_while_verifying_it_verifies_from_the_start() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(Purpose.VERIFY), consensus);
        int before = shell.count("ping");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        assertThat(shell.count("ping") - before)
                .as("once to verify, once to monitor")
                .isEqualTo(2);
        tells(outcome, "in stage health_check");
    }

    @Test
    void crashed_while_monitoring_it_monitors_from_the_start_and_does_not_verify_again() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(Purpose.MONITOR), consensus);
        int before = shell.count("ping");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        assertThat(shell.count("ping") - before).isEqualTo(1);
        tells(outcome, "in stage monitor");
    }

    @Test
    void crashed_while_rolling_back_it_continues_and_repeats_no_compensation_that_finished() {
        ConsensusDirectory consensus = directory(PLAN);
        shell.failing("two");
        killedAfter(ended("deployment_steps/1/rollback/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
        tells(outcome, "in stage rollback");
    }

    @Test
    void crashed_during_a_compensation_that_is_idempotent_it_is_run_again() {
        ConsensusDirectory consensus = directory(REPEATABLE_BACK);
        shell.failing("two");
        killedDuring("undo two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo two", "undo one");
    }

    @Test
    void crashed_during_a_compensation_that_is_not_a_person_is_told_exactly_which_is_in_doubt() {
        ConsensusDirectory consensus = directory(PLAN);
        shell.failing("two");
        killedDuring("undo two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(steps()).as("never again").containsOnlyOnce("undo two");
        assertThat(((Outcome.RollbackFailed) outcome).faults())
                .anyMatch(fault -> fault.contains("(deployment_steps/1/rollback/0) is in doubt"));
        assertThat(consensus.deployment().at("/rollback/in_doubt").toString())
                .contains("deployment_steps/1/rollback/0");
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.blockers()).hasSize(1);
    }

    /** Before each of these a killed agent has written everything that comes earlier. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "to artifacts/deployments/DEP-001.json",
                "to artifacts/deployment.json",
                "to status.json",
                "write status_history.jsonl",
                "to .devops/runs/DEP-001/journal"
            })
    void crashed_after_success_before_or_between_the_final_writes_the_record_is_completed_byte_for_byte(String write)
            throws IOException {
        ConsensusDirectory clean =
                aConsensus().withPlanOf(PLAN).withHistory("").in(Files.createDirectory(temporary.resolve("clean")));
        FaultyDisk recording = disk(clean);
        assertThat(elsewhere(clean.agent(shell)).disk(recording).run()).isInstanceOf(Outcome.Deployed.class);
        int operation = first(recording.operations(), write);
        int run = shell.requests().size();

        ConsensusDirectory consensus = directory(PLAN);
        dying(elsewhere(consensus.agent(shell)), disk(consensus).stopAt(operation));
        Outcome outcome = recovered(consensus);
        if (!write.endsWith("/journal")) {
            assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
            tells(outcome, "its record was completed");
        }
        assertThat(shell.requests()).as("nothing is run for that").hasSize(2 * run);
        for (String file : List.of("artifacts/deployments/DEP-001.json", "artifacts/deployment.json", "status.json")) {
            assertThat(consensus.comparable(file)).as(file).isEqualTo(clean.comparable(file));
        }
        assertThat(wholeLines(consensus)).isEqualTo(wholeLines(clean));
        isAtItsEnd(consensus);
    }

    /** A line that a kill has cut off is passed over by whoever reads the history. */
    private static List<String> wholeLines(ConsensusDirectory consensus) {
        return consensus
                .text("status_history.jsonl")
                .lines()
                .filter(line -> line.endsWith("}"))
                .toList();
    }

    /** Documents name the working directory, and so that of the test. */
    private static TestBuilder elsewhere(TestBuilder agent) {
        return agent.workingDirectory(Path.of("/"));
    }

    private static int first(List<String> operations, String part) {
        for (int n = 0; n < operations.size(); n++) {
            if (operations.get(n).contains(part)) {
                return n;
            }
        }
        throw new AssertionError(part + " is not among\n" + String.join("\n", operations));
    }

    @ParameterizedTest
    @ValueSource(strings = {"to status.json", "messages/inbox/qa/", "write status_history.jsonl"})
    void crashed_during_a_vetos_writes_they_are_completed_and_nothing_is_there_twice(String write) throws IOException {
        ConsensusFixture vetoed = aConsensus().withoutTestResults().withHistory("");
        ConsensusDirectory clean = vetoed.in(Files.createDirectory(temporary.resolve("clean")));
        FaultyDisk recording = disk(clean);
        assertThat(clean.agent(shell).disk(recording).run()).isInstanceOf(Outcome.Vetoed.class);

        ConsensusDirectory consensus = vetoed.in(temporary);
        dying(consensus.agent(shell), disk(consensus).stopAt(first(recording.operations(), write)));
        assertThat(inspected(consensus)).hasValueSatisfying(left -> {
            assertThat(left.summary()).contains("is not written wholly");
            assertThat(left.mayHaveDeployed()).isFalse();
        });
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        tells(outcome, "while it wrote this veto; it was completed");
        assertThat(consensus.iteration()).isEqualTo(2);
        assertThat(consensus.blockers()).isEqualTo(clean.blockers());
        assertThat(consensus.inboxOf("qa")).hasSize(1);
        assertThat(consensus.text("status_history.jsonl").lines().filter(line -> line.endsWith("}")))
                .hasSize(1);
        assertThat(shell.requests()).isEmpty();
        isAtItsEnd(consensus);
    }

    @InEveryBuild
    @Test
    void a_run_killed_beyond_its_point_of_no_return_is_neither_repeated_nor_undone() {
        ConsensusDirectory consensus = directory(
                PLAN.replace("\"two\", \"rollback\": {\"run\": \"undo two\"}", "\"two\", \"irreversible\": true")
                        .replace("\"health_checks\"", "\"rollback_plan\": {\"run\": \"back\"}, \"health_checks\""));
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.RollbackFailed.class, failed -> assertThat(failed.faults())
                .singleElement()
                .asString()
                .contains("step 'two' (deployment_steps/1) is irreversible"));
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        isAtItsEnd(consensus);
    }

    @Test
    void nothing_is_found_where_no_run_was_interrupted() {
        ConsensusDirectory consensus = directory(PLAN);
        assertThat(inspected(consensus)).isEmpty();
        consensus.run(shell);
        assertThat(inspected(consensus)).isEmpty();
    }

    @Test
    void a_run_in_the_midst_of_a_step_is_found_with_stage_and_step() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        UnfinishedRun left = inspected(consensus).orElseThrow();
        assertThat(left.run()).contains("DEP-001");
        assertThat(left.epicId()).contains("EP-1");
        assertThat(left.stage()).contains(Stage.DEPLOY);
        assertThat(left.step())
                .contains(new UnfinishedRun.StepUnderWay(
                        "deployment_steps/1", "two", 4, 4, 1, Instant.parse("2025-12-31T14:00:00.987Z")));
        assertThat(left.startedAt()).contains(Instant.parse("2025-12-31T14:00:00.987Z"));
        assertThat(left.mayHaveDeployed()).isTrue();
        assertThat(left.life()).isEqualTo(UnfinishedRun.Life.DEAD);
        assertThat(left.agent())
                .contains(new UnfinishedRun.LastAgent(
                        AgentIdentity.current().host(),
                        AgentIdentity.current().user(),
                        ProcessHandle.current().pid(),
                        Optional.empty()));
    }

    @Test
    void a_run_that_has_ended_but_is_not_recorded_is_found() {
        ConsensusDirectory consensus = directory(PLAN);
        Predicate<RunEvent> monitored = probed(Purpose.MONITOR);
        killedAfter(event -> monitored.test(event) && ((RunEvent.Probed) event).check() == 1, consensus);
        UnfinishedRun left = inspected(consensus).orElseThrow();
        assertThat(left.summary()).contains("has come to its end, but its record is not written wholly");
        assertThat(left.step()).isEmpty();
    }

    @Test
    void a_recovery_that_is_killed_forward_is_recovered_in_turn() {
        ConsensusDirectory consensus = directory(REPEATABLE);
        killedDuring("two", consensus);
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "two", "two");
        assertThat(outcome.warnings().stream().filter(note -> note.contains("during step 'two'")))
                .hasSize(2);
        isAtItsEnd(consensus);
    }

    @Test
    void a_recovery_that_is_killed_on_its_way_back_is_recovered_in_turn() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        killedAfter(ended("deployment_steps/1/rollback/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
        tells(outcome, "during step 'two'");
        tells(outcome, "in stage rollback");
        isAtItsEnd(consensus);
    }

    /** An earlier version of ours did not write the digest of the settings. */
    @Test
    void a_journal_without_the_digest_of_the_settings_is_gone_on_with() throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Path file = consensus.path(".devops/journal");
        List<byte[]> records = Journal.read(file).records();
        String opened = new String(records.get(0), UTF_8);
        String earlier = opened.replaceFirst("\"settings_sha256\":\"[0-9a-f]{64}\",", "");
        assertThat(earlier).hasSizeLessThan(opened.length());
        Files.delete(file);
        try (Journal journal = Journal.create(new DurableFiles(Disk.real()), file)) {
            journal.append(earlier.getBytes(UTF_8));
            records.stream().skip(1).forEach(journal::append);
        }
        assertThat(recovered(consensus)).isInstanceOf(Outcome.RolledBack.class);
    }
}
