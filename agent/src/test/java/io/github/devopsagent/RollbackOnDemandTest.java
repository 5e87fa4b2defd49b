package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.run.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A deployment that succeeded is undone since a person or a host asks for it. */
@FewerCases(every = 6)
class RollbackOnDemandTest extends RollbackOnDemandFixture {

    @Test
    void what_is_executed_is_what_a_rollback_of_the_whole_deployment_would_have_been() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);

        Outcome outcome = rollBack(consensus, shell, "DEP-001");

        assertThat(shell.commands()).containsExactly("undo three", "undo one", "./tidy", "undo all");
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).health()).isEqualTo(Health.HEALTHY);
        assertThat(outcome.exitCode()).isEqualTo(14);
        assertThat(outcome.toString()).startsWith("ROLLED BACK: user ").contains("asked for it");
        JsonNode record = consensus.deployment();
        assertThat(record.path("deployment_id").asString()).isEqualTo("DEP-002");
        assertThat(record.path("rolls_back").asString()).isEqualTo("DEP-001");
        assertThat(record.path("status").asString()).isEqualTo("rolled_back");
        assertThat(record.path("rollback_available").asBoolean()).isFalse();
        assertThat(record.at("/evidence/previous_record/deployment_id").asString())
                .isEqualTo("DEP-001");
        assertThat(consensus.stages()).containsExactly("rollback=success");
        assertThat(consensus
                        .json("artifacts/deployments/DEP-001.json")
                        .path("status")
                        .asString())
                .isEqualTo("success");
        assertThat(((Outcome.RolledBack) outcome).deployment().rollsBack()).contains("DEP-001");
    }

    @Test
    void steps_see_the_deployment_that_is_undone_as_in_its_own_rollback() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);

        rollBack(consensus, shell, "DEP-001");

        assertThat(shell.requests()).allSatisfy(request -> {
            assertThat(request.context().deploymentId()).isEqualTo("DEP-001");
            // By this it is told, in a table of processes, which run a process is of.
            assertThat(request.attempt().key()).startsWith("DEP-002.");
        });
    }

    @Test
    void the_epic_is_in_deployment_again_and_a_question_keeps_it_from_being_deployed_by_itself() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.approvals()).contains("devops");

        rollBack(consensus, shell, "DEP-001");

        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.approvals()).containsExactly("developer", "qa");
        assertThat(consensus.blockers())
                .singleElement()
                .asString()
                .startsWith("question devops: DEP-002 has rolled DEP-001 back on demand, and the health checks pass;");
        assertThat(consensus.names("messages/inbox")).containsExactly("developer", "devops", "tech_lead");
        assertThat(consensus.messageTo("developer").at("/sm/0").asString()).contains("DEP-002 has rolled DEP-001 back");
        assertThat(consensus.text("status_history.jsonl").lines().reduce((one, other) -> other))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("\"from_phase\":\"done\"", "\"to_phase\":\"deployment\"".replace(" ", "")));
        assertThat(OutcomeRefusals.codes(consensus.run(aShell()))).containsExactly("open_blocker");

        consensus.write(
                "status.json",
                consensus.text("status.json").replaceFirst("(?s)\"blockers\": *\\[.*?\\]", "\"blockers\": []"));
        Outcome again = consensus.run(aShell());
        assertThat(again).as("the success before is not taken for live").isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-003");
        assertThat(DeploymentAudit.of(consensus.path()).findings()).isEmpty();
    }

    @Test
    void blockers_and_vetoes_hold_no_way_back() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        consensus.edit("status.json", "\"phase\": \"done\"", "\"phase\": \"deployment\"");
        consensus.write(
                "status.json",
                consensus
                        .text("status.json")
                        .replaceFirst(
                                "\"blockers\": *\\[\\s*\\]",
                                "\"blockers\": [{\"type\": \"question\", \"by\": \"pm\", \"reason\": \"wait\","
                                        + " \"created_at\": \"2025-12-30T08:00:00Z\"}]"));
        consensus.write("messages/inbox/devops/veto.json", "{\"st\": \"veto\", \"sm\": [\"stop\"]}");
        consensus.write("artifacts/plan.json", "no plan at all");
        consensus.write("HOLD", "until Monday");

        assertThat(rollBack(consensus, shell, "DEP-001")).isInstanceOf(Outcome.RolledBack.class);
        assertThat(DevOpsAgent.history(consensus.path()).deployments())
                .extracting(each -> each.deploymentId() + " " + each.rollsBack() + " " + each.rolledBackBy())
                .containsExactly(
                        "DEP-002 Optional[DEP-001] Optional.empty", "DEP-001 Optional.empty Optional[DEP-002]");
        assertThat(shell.commands()).containsExactly("undo three", "undo one", "./tidy", "undo all");
        assertThat(consensus.blockers()).hasSize(2);
    }

    @Test
    void nothing_is_begun_where_the_working_directory_is_gone() throws IOException {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        Path gone = temporary.resolve("gone");
        Files.createDirectory(gone);
        consensus.toBeDeployedAgain();
        assertThat(consensus.agent(aShell()).workingDirectory(gone).run()).isInstanceOf(Outcome.Deployed.class);
        Files.delete(gone);
        refused(rollBack(consensus, shell, "DEP-002"), "rollback_needs", "gone is not there");
    }

    @Test
    void what_failed_before_the_deployment_may_fail_after_its_rollback() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);
        // The baseline, the verification and the sample.
        consensus.run(aShell().answering("check", false, true, true));

        Outcome outcome = rollBack(consensus, shell.answering("check", false), "DEP-001");

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).health()).isEqualTo(Health.AS_BEFORE);
    }

    @Test
    void a_rollback_that_fails_blocks_the_epic_until_someone_has_looked() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);

        Outcome outcome = rollBack(consensus, shell.failing("undo three", "undo all"), "DEP-001");

        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(outcome.exitCode()).isEqualTo(15);
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.deployment().path("rolls_back").asString()).isEqualTo("DEP-001");
        assertThat(consensus.deployment().path("rollback_command").asString()).contains("undo three", "undo all");
        assertThat(consensus.blockers())
                .singleElement()
                .asString()
                .startsWith("question devops: DEP-002 was to roll DEP-001 back on demand, and failed: ");
        refused(rollBack(consensus, aShell(), "DEP-001"), "rollback_phase", "'blocked'");
    }

    @Test
    void what_was_rolled_back_is_not_rolled_back_again_even_if_its_record_is_gone() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        rollBack(consensus, shell, "DEP-001");
        refused(rollBack(consensus, aShell(), "DEP-001"), "not_deployed", "by DEP-002 ('rolled_back')");
        refused(rollBack(consensus, aShell(), "DEP-002"), "not_deployed", "'rolled_back'");

        consensus.delete("artifacts/deployments/DEP-002.json");
        refused(rollBack(consensus, aShell(), "DEP-001"), "not_deployed", "by DEP-002");
    }

    @Test
    void only_the_last_deployment_that_stands_can_be_rolled_back() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        consensus.toBeDeployedAgain();
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);

        refused(rollBack(consensus, aShell(), "DEP-001"), "later_deployment", "roll DEP-002 back first");
        assertThat(rollBack(consensus, shell, "DEP-002")).isInstanceOf(Outcome.RolledBack.class);
        // What was before it is live again, and can be undone in its turn.
        assertThat(rollBack(consensus, aShell(), "DEP-001")).isInstanceOf(Outcome.RolledBack.class);
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEP-007", "DEP-", "../../x", "", "veto-1"})
    void an_id_that_the_epic_does_not_have_is_refused_with_the_one_that_can_be_rolled_back(String id) {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        refused(rollBack(consensus, shell, id), "unknown_deployment", "; what can be rolled back: DEP-001");
    }

    @Test
    void what_was_rolled_back_or_lies_below_a_later_success_is_not_named_as_what_can_be() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        consensus.toBeDeployedAgain();
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        assertThat(rollBackReason(consensus, "DEP-9")).endsWith("; what can be rolled back: DEP-002");
        rollBack(consensus, shell, "DEP-002");
        assertThat(rollBackReason(consensus, "DEP-9")).endsWith("; what can be rolled back: DEP-001");
        rollBack(consensus, aShell(), "DEP-001");
        assertThat(rollBackReason(consensus, "DEP-9")).endsWith("; none of it can be rolled back");
    }

    private static String rollBackReason(ConsensusDirectory consensus, String id) {
        return OutcomeRefusals.in(rollBack(consensus, aShell(), id)).get(0).reason();
    }

    @Test
    void only_what_goes_back_must_be_allowed() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        refused(
                rollBack(consensus, shell, "DEP-001", agent -> agent.allowCommands("undo", "check")),
                "rollback_needs",
                "deployment_steps/0/rollback/1");
        refused(
                rollBack(consensus, shell, "DEP-001", agent -> agent.allowCommands("undo", "./tidy")),
                "rollback_needs",
                "health check 'check'");
        assertThat(rollBack(consensus, shell, "DEP-001", agent -> agent.allowCommands("undo", "./tidy", "check")))
                .isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void a_deployment_of_another_epic_is_none_of_this_one() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        consensus.edit("status.json", "\"EP-1\"", "\"EP-2\"");
        refused(rollBack(consensus, shell, "DEP-001"), "unknown_deployment", "of EP-2");
    }

    @Test
    void what_did_not_succeed_is_not_rolled_back() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell().failing("deploy"));
        refused(rollBack(consensus, aShell(), "DEP-001"), "not_deployed", "'rolled_back'");
    }

    @Test
    void in_other_phases_nobody_rolls_back() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        consensus.edit("status.json", "\"phase\": \"done\"", "\"phase\": \"testing\"");
        refused(rollBack(consensus, shell, "DEP-001"), "rollback_phase", "'testing'");
    }

    @InEveryBuild
    @Test
    void beyond_the_point_of_no_return_nothing_is_rolled_back() {
        ConsensusDirectory consensus = deployed("""
                "deployment_steps": [ {"run": "one", "irreversible": true} ], "rollback_plan": {"run": "undo all"}
                """);
        refused(rollBack(consensus, shell, "DEP-001"), "irreversible", "step 'one' (deployment_steps/0) of DEP-001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.json", "settings.json", "journal"})
    void what_is_kept_must_be_there_and_as_it_was(String file) throws IOException {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        Path kept = consensus.path(".devops/runs/DEP-001/" + file);
        byte[] bytes = Files.readAllBytes(kept);
        Files.delete(kept);
        // A journal that is gone may be that of a run which did not come to its end.
        refused(rollBack(consensus, shell, "DEP-001"), file.equals("journal") ? "unfinished_run" : "not_kept", file);

        byte[] other = bytes.clone();
        other[bytes.length / 2] ^= 1;
        Files.write(kept, other);
        refused(rollBack(consensus, shell, "DEP-001"), "not_kept", "rollback_command");

        Files.write(kept, bytes);
        assertThat(rollBack(consensus, shell, "DEP-001")).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void of_what_is_too_old_nothing_is_kept_and_the_command_to_paste_is_named() throws IOException {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        Path kept = consensus.path(".devops/runs/DEP-001");
        for (String file : consensus.names(".devops/runs/DEP-001")) {
            Files.delete(kept.resolve(file));
        }
        Files.delete(kept);
        refused(rollBack(consensus, shell, "DEP-001"), "not_kept", "its rollback_command can be pasted");
    }

    @Test
    void an_altered_record_is_not_gone_by() throws IOException {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        consensus.edit("artifacts/deployments/DEP-001.json", "\"production\"", "\"staging\"");
        refused(rollBack(consensus, shell, "DEP-001"), "not_kept", "one of them was altered");
    }

    @Test
    void executors_and_secrets_of_the_deployment_must_be_here() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);
        consensus.run(aShell(), agent -> agent.secret("TOKEN", "abc-secret-xyz"));

        refused(rollBack(consensus, shell, "DEP-001"), "rollback_needs", "secrets that are not given now: TOKEN");
        Outcome without = TestBuilder.anAgent()
                .consensus(consensus.path())
                .withoutDiscovery()
                .secret("TOKEN", "abc-secret-xyz")
                .rollBack("DEP-001");
        refused(without, "rollback_needs", "executors that are not here now: shell");
        assertThat(rollBack(consensus, shell, "DEP-001", agent -> agent.secret("TOKEN", "abc-secret-xyz")))
                .isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void a_run_that_is_unfinished_is_brought_to_its_end_first() throws IOException {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        Files.copy(
                consensus.path(".devops/runs/DEP-001/journal"),
                consensus.path(".devops/journal"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.write(consensus.path(".devops/journal"), cutBack(Files.readAllBytes(consensus.path(".devops/journal"))));
        assertThat(OutcomeRefusals.codes(consensus.agent(shell).rollBack("DEP-001")))
                .containsExactly("unfinished_run");
        assertThat(shell.commands()).isEmpty();
    }

    private static byte[] cutBack(byte[] journal) {
        return Arrays.copyOf(journal, journal.length - 3);
    }

    @Test
    void an_audit_finds_what_is_said_of_it_and_is_not_so() throws IOException {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        rollBack(consensus, shell, "DEP-001");
        String record = consensus.text("artifacts/deployments/DEP-002.json");

        consensus.edit(
                "artifacts/deployments/DEP-002.json", "\"rolls_back\" : \"DEP-001\"", "\"rolls_back\" : \"DEP-009\"");
        assertThat(DeploymentAudit.of(consensus.path()).findings())
                .anyMatch(finding -> finding.contains("there is no record of such a success"))
                .anyMatch(finding -> finding.contains("'rolls_back' of DEP-002"));

        consensus.write("artifacts/deployments/DEP-002.json", record);
        Path kept = consensus.path(".devops/runs/DEP-002/journal.rolled-back");
        byte[] journal = Files.readAllBytes(kept);
        journal[journal.length / 2] ^= 1;
        Files.write(kept, journal);
        assertThat(DeploymentAudit.of(consensus.path()).findings())
                .anyMatch(finding -> finding.contains("journal.rolled-back was changed since the run began"));
    }

    @Test
    void an_interrupt_does_not_stop_a_way_back() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        Thread caller = Thread.currentThread();
        shell.doing("undo three", request -> {
            caller.interrupt();
            return StepResult.success();
        });

        Outcome outcome = rollBack(consensus, shell, "DEP-001");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).containsExactly("undo three", "undo one", "./tidy", "undo all");
    }

    @Test
    void who_watches_is_told_of_the_run_under_its_own_id() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        List<String> seen = new ArrayList<>();
        rollBack(
                consensus,
                shell,
                "DEP-001",
                agent -> agent.listener(new RunListener() {
                    @Override
                    public void started(RunView run) {
                        seen.add(run.toString());
                    }
                }));
        assertThat(seen).singleElement().asString().startsWith("DEP-002 of EP-1 to production");
    }
}
