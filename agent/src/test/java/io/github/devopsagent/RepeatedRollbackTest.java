package io.github.devopsagent;

import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.run.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A rollback on demand that failed is asked for again, or looked at before. */
class RepeatedRollbackTest extends RollbackOnDemandFixture {

    private static void looked(ConsensusDirectory consensus) {
        consensus.edit("status.json", "\"phase\": \"blocked\"", "\"phase\": \"deployment\"");
    }

    @Test
    void what_failed_can_be_asked_for_again_and_what_was_done_by_then_is_not_done_again() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        rollBack(consensus, shell.failing("undo three", "undo all"), "DEP-001");
        looked(consensus);
        ScriptedShell second = aShell().failing("undo all");
        assertThat(rollBack(consensus, second, "DEP-001")).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(second.commands()).containsExactly("undo three", "undo all");
        assertThat(consensus.deployment().path("rollback_command").asString())
                .contains("undo all")
                .doesNotContain("undo three", "undo one");
        looked(consensus);

        ScriptedShell third = aShell();
        Outcome outcome = rollBack(consensus, third, "DEP-001");

        assertThat(third.commands()).containsExactly("undo all");
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings())
                .contains(
                        "DEP-003 was to roll DEP-001 back, and failed; what was done by then is not done again:"
                                + " deployment_steps/0/rollback/0, deployment_steps/0/rollback/1, deployment_steps/2/rollback/0");
        assertThat(consensus.deployment().path("rollback_available").asBoolean())
                .isFalse();
        assertThat(DevOpsAgent.history(consensus.path()).deployments())
                .extracting(each -> each.deploymentId() + " " + each.result().label() + " "
                        + each.rolledBackBy().orElse("-"))
                .containsExactly(
                        "DEP-004 rolled_back -",
                        "DEP-003 rollback_failed -",
                        "DEP-002 rollback_failed -",
                        "DEP-001 success DEP-004");
        refused(rollBack(consensus, aShell(), "DEP-001"), "not_deployed", "by DEP-004 ('rolled_back')");
    }

    @Test
    void where_only_the_health_checks_had_failed_only_they_are_asked_again() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        Outcome failed = rollBack(consensus, shell.answering("check", false), "DEP-001");
        assertThat(failed).isInstanceOf(Outcome.RollbackFailed.class);
        looked(consensus);

        ScriptedShell second = aShell();
        Outcome outcome = rollBack(consensus, second, "DEP-001");

        assertThat(second.commands()).isEmpty();
        assertThat(((Outcome.RolledBack) outcome).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void what_nobody_knows_of_is_not_tried_again() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        shell.doing("undo three", request -> new StepResult.StillRunning("it does not end"));
        assertThat(rollBack(consensus, shell, "DEP-001")).isInstanceOf(Outcome.RollbackFailed.class);
        looked(consensus);
        refused(
                rollBack(consensus, aShell(), "DEP-001"),
                "rollback_in_doubt",
                "step 'undo three' (deployment_steps/2/rollback/0), which is not idempotent");
    }

    @Test
    void what_is_kept_of_the_run_that_failed_must_be_there_and_as_it_was() throws IOException {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        rollBack(consensus, shell.failing("undo all"), "DEP-001");
        looked(consensus);
        Path journal = consensus.path(".devops/runs/DEP-002/journal");
        byte[] bytes = Files.readAllBytes(journal);
        byte[] other = bytes.clone();
        other[bytes.length / 2] ^= 1;
        Files.write(journal, other);
        refused(rollBack(consensus, aShell(), "DEP-001"), "not_kept", "what is kept of DEP-002");

        Files.write(journal, bytes);
        assertThat(rollBack(consensus, aShell(), "DEP-001")).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void what_it_would_do_is_shown_in_the_order_in_which_it_is_done() {
        ConsensusDirectory consensus = deployed(THREE_STEPS);
        Preview preview = consensus.agent(shell).build().previewRollBack("DEP-001");
        assertThat(preview.next()).isEqualTo(Preview.Next.ROLL_BACK_DEPLOYMENT);
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.toString()).startsWith("""
                        would roll the deployment back
                        reads: environment production
                        reads: deployment_steps/2/rollback/0 [command] undo three
                        reads: deployment_steps/0/rollback/0 [command] undo one
                        reads: deployment_steps/0/rollback/1 [command] ./tidy
                        reads: rollback_plan/0 [command] undo all
                        reads: plan.json#/health_checks/0 [command] check
                        settings: {""");
        assertThat(Schemas.PREVIEW.errorsIn(preview.toJson())).isEmpty();
        assertThat(preview.basis()).containsKeys("deployment id", "what is rolled back", "executor shell");

        assertThat(OutcomeRefusals.codes(consensus.agent(shell).build().runAsPreviewed(preview)))
                .as("a run would do something else")
                .isNotEmpty();
        rollBack(consensus, shell.failing("undo three"), "DEP-001");
        looked(consensus);
        assertThat(consensus
                        .agent(shell)
                        .build()
                        .previewRollBack("DEP-001")
                        .plan()
                        .orElseThrow()
                        .readings())
                .as("what is left")
                .extracting(Preview.Reading::text)
                .containsExactly("undo three", "check");
    }

    @Test
    void a_rollback_plan_that_only_a_fault_needs_is_shown_as_such() {
        ConsensusDirectory consensus = deployed("""
                "deployment_steps": [ {"run": "one", "rollback": {"run": "undo one"}} ], "rollback_plan": {"run": "undo all"}
                """);
        Preview preview = consensus.agent(shell).build().previewRollBack("DEP-001");
        assertThat(preview.plan().orElseThrow().readings())
                .extracting(Preview.Reading::toString)
                .startsWith(
                        "deployment_steps/0/rollback/0 [command] undo one",
                        "rollback_plan/0 [command, only if a step before it fails] undo all");
    }
}
