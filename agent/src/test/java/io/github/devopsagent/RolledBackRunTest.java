package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.RunEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What happens, and what is left behind, when a deployment does not succeed. */
class RolledBackRunTest {

    private static final String THREE_STEPS = """
            "deployment_steps": [
              {"run": "one", "rollback": [{"run": "undo one"}, "./tidy"]},
              {"run": "two", "rollback": {"run": "undo two"}},
              {"run": "three", "rollback": {"run": "undo three"}}
            ]
            """;

    private static final String THREE_STEPS_AND_A_PLAN = THREE_STEPS + ", \"rollback_plan\": {\"run\": \"undo all\"}";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private Outcome.RolledBack rolledBack(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.exitCode()).isEqualTo(14);
        return (Outcome.RolledBack) outcome;
    }

    private Outcome.RollbackFailed rollbackFailed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(outcome.exitCode()).isEqualTo(15);
        return (Outcome.RollbackFailed) outcome;
    }

    private static String status(ConsensusDirectory consensus) {
        return consensus.deployment().path("status").asString();
    }

    @Test
    void the_compensations_of_started_steps_run_in_reverse_order() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);

        Outcome outcome = consensus.run(shell.failing("two"), agent -> agent.clock(new TickingClock()));

        assertThat(shell.commands()).containsExactly("one", "two", "undo two", "undo one", "./tidy");
        assertThat(rolledBack(outcome).health()).isEqualTo(Health.HEALTHY);
        assertThat(outcome.toString())
                .startsWith(
                        "ROLLED BACK: step 'two' (deployment_steps/1) failed: two is broken\nthe rollback succeeded")
                .contains("healthy")
                .endsWith("\n  | output of two");
        assertThat(consensus.steps())
                .containsExactly(
                        "deployment_steps/0=success",
                        "deployment_steps/1=failed",
                        "deployment_steps/1/rollback/0=success",
                        "deployment_steps/0/rollback/0=success",
                        "deployment_steps/0/rollback/1=success");
        assertThat(consensus.stages())
                .containsExactly("pre_flight=success", "backup=success", "deploy=failed", "rollback=success");
    }

    @Test
    void the_epic_stays_in_deployment_with_a_question_and_two_roles_are_told() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        consensus.run(shell.failing("deploy"));

        assertThat(status(consensus)).isEqualTo("rolled_back");
        assertThat(consensus.deployment().at("/failure/reason").asString()).contains("deploy is broken");
        assertThat(consensus.deployment().at("/failure/place").asString()).isEqualTo("deployment_steps/0");
        assertThat(consensus.deployment().at("/failure/output_tail").asString()).isEqualTo("output of deploy\n");
        assertThat(consensus.deployment().at("/rollback/health").asString()).isEqualTo("healthy");
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.iteration()).isEqualTo(1);
        assertThat(consensus.approvals()).containsExactly("developer", "qa");
        assertThat(consensus.blockers())
                .singleElement()
                .asString()
                .startsWith("question devops: DEP-001 was rolled back, and the health checks pass; the cause: ");
        assertThat(consensus.names("messages/inbox")).containsExactly("developer", "devops", "tech_lead");
        for (String role : List.of("developer", "tech_lead")) {
            JsonNode message = consensus.messageTo(role);
            assertThat(message.path("st").asString()).isEqualTo("status");
            assertThat(message.at("/sm/0").asString()).contains("DEP-001 was rolled back", "deploy is broken");
            assertThat(message.at("/artifacts/0").asString()).isEqualTo("artifacts/deployment.json");
            assertThat(consensus.inboxOf(role)).containsExactly("2025-12-31-devops-status-EP-1-1-DEP-001.json");
        }
    }

    @Test
    void nothing_is_deployed_again_until_someone_removed_the_question() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(shell.failing("deploy"));
        assertThat(OutcomeRefusals.codes(consensus.run(shell))).containsExactly("open_blocker");
        String blocked = consensus.text("status.json");
        consensus.write("status.json", blocked.replaceAll("(?s)\"blockers\": \\[.*?\\],", "\"blockers\": [],"));

        Outcome third = consensus.run(aShell());

        assertThat(third).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-002");
    }

    @Test
    void the_plan_is_not_run_when_the_compensations_suffice() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(THREE_STEPS_AND_A_PLAN).in(temporary);
        rolledBack(consensus.run(shell.failing("two")));
        assertThat(shell.commands()).doesNotContain("undo all");
    }

    @Test
    void the_plan_runs_after_the_compensations_when_a_started_step_has_none() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "one", "rollback": {"run": "undo one"}}, {"run": "two"} ],
                        "rollback_plan": [ {"run": "undo all"}, {"run": "restart"} ]
                        """).in(temporary);
        rolledBack(consensus.run(shell.failing("two")));
        assertThat(shell.commands()).containsExactly("one", "two", "undo one", "undo all", "restart");
    }

    @Test
    void a_compensation_that_fails_is_recorded_and_the_rest_still_run() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(THREE_STEPS_AND_A_PLAN).in(temporary);

        Outcome outcome = consensus.run(shell.failing("two", "undo two"));

        assertThat(shell.commands()).containsExactly("one", "two", "undo two", "undo one", "./tidy", "undo all");
        assertThat(rollbackFailed(outcome).faults())
                .singleElement()
                .asString()
                .contains("'undo two'", "(deployment_steps/1/rollback/0)", "undo two is broken");
        assertThat(outcome.toString())
                .startsWith("ROLLBACK FAILED, a person is needed: step 'two'")
                .containsSubsequence(
                        "\nand then:\n  ",
                        "\nto do: look at the system at once",
                        "; this undoes what is left:\n  ",
                        "\nthen remove the blocker of devops",
                        "\n  | output of two");
    }

    @Test
    void a_failed_rollback_blocks_the_epic() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        rollbackFailed(consensus.run(shell.failing("deploy", "undo")));

        assertThat(status(consensus)).isEqualTo("rollback_failed");
        assertThat(consensus.stages()).contains("rollback=failed");
        assertThat(consensus.deployment().at("/rollback/faults/0").asString()).contains("undo is broken");
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.blockers())
                .singleElement()
                .asString()
                .startsWith("question devops: DEP-001 failed, and so did its rollback: ")
                .contains("undo is broken", "deploy is broken");
        assertThat(consensus.messageTo("developer").at("/sm/1").asString()).isEqualTo("Last output: output of deploy");
        assertThat(consensus.messageTo("developer").at("/sm/2").asString()).contains("in doubt");
        assertThat(consensus.messageTo("tech_lead").at("/nx")).hasSize(2);
        Outcome next = consensus.run(shell);
        assertThat(OutcomeRefusals.codes(next)).containsExactly("wrong_phase", "open_blocker");
        assertThat(next.exitCode()).isEqualTo(11);
    }

    @Test
    void a_deployment_that_is_not_healthy_is_undone() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);

        Outcome outcome = consensus.run(shell.answering("check", true, false, true));

        assertThat(rolledBack(outcome).reason()).isEqualTo("health check 'check' failed after 1 probe: unhealthy");
        assertThat(shell.commands())
                .containsExactly("one", "two", "three", "undo three", "undo two", "undo one", "./tidy");
        assertThat(consensus.stages()).contains("deploy=success", "health_check=failed", "rollback=success");
        assertThat(consensus
                        .deployment()
                        .at("/health_checks/0/verification/verdict")
                        .asString())
                .isEqualTo("failed");
        assertThat(consensus
                        .deployment()
                        .at("/health_checks/0/after_rollback/verdict")
                        .asString())
                .isEqualTo("passed");
    }

    @Test
    void a_deployment_that_does_not_stay_healthy_is_undone() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        Outcome outcome = consensus.run(shell.answering("check", true, true, false, true));

        assertThat(rolledBack(outcome).reason()).contains("1 of 1 samples failed");
        assertThat(consensus.stages()).contains("health_check=success", "monitor=failed", "rollback=success");
        assertThat(consensus.deployment().at("/monitoring/failed_samples").asInt())
                .isEqualTo(1);
        assertThat(consensus.deployment().at("/monitoring/last_failure").asString())
                .contains("'check'");
    }

    @Test
    void a_rollback_after_which_the_checks_fail_has_failed() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        Outcome outcome = consensus.run(shell.answering("check", true, false));

        assertThat(rollbackFailed(outcome).faults())
                .containsExactly("after the rollback, health check 'check' fails: unhealthy");
        assertThat(consensus.deployment().at("/rollback/health").asString()).isEqualTo("unhealthy");
    }

    @Test
    void what_failed_before_the_deployment_as_well_does_not_make_the_rollback_fail() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        Outcome outcome = consensus.run(shell.answering("check", false));

        assertThat(rolledBack(outcome).health()).isEqualTo(Health.AS_BEFORE);
        assertThat(outcome.toString()).contains("as_before");
        assertThat(consensus.deployment().at("/rollback/health").asString()).isEqualTo("as_before");
        assertThat(consensus
                        .deployment()
                        .at("/health_checks/0/baseline/verdict")
                        .asString())
                .isEqualTo("failed");
        assertThat(consensus.blockers()).singleElement().asString().contains("fail as they did before the deployment");
    }

    @Test
    void what_failed_once_before_the_deployment_and_for_good_after_the_rollback_needs_a_person() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"},
                        "health_checks": [ {"run": "check", "failure_threshold": 3, "period": "1ms"} ]
                        """).in(temporary);

        Outcome outcome = consensus.run(shell.answering("check", false, true, false));

        assertThat(rollbackFailed(outcome).faults())
                .containsExactly("after the rollback, health check 'check' fails: unhealthy");
        assertThat(consensus
                        .deployment()
                        .at("/health_checks/0/baseline/verdict")
                        .asString())
                .isEqualTo("passed");
    }

    @Test
    void a_first_deployment_that_becomes_healthy_succeeds_whatever_the_baseline_was() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(consensus.run(shell.answering("check", false, true))).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_step_that_certainly_did_not_start_is_not_compensated() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);
        shell.doing("two", step -> new StepResult.NotStarted("no such user"));

        rolledBack(consensus.run(shell));

        assertThat(shell.commands()).containsExactly("one", "two", "undo one", "./tidy");
    }

    @Test
    void nothing_was_deployed_when_the_first_step_did_not_start() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.doing("deploy", step -> new StepResult.NotStarted("no such user"));

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(shell.commands()).containsExactly("deploy");
    }

    @Test
    void nothing_is_started_beside_a_step_that_cannot_be_ended() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);
        shell.doing("two", step -> new StepResult.StillRunning("process 4711"));

        Outcome outcome = consensus.run(shell);

        assertThat(shell.commands()).containsExactly("one", "two");
        assertThat(rollbackFailed(outcome).faults())
                .singleElement()
                .asString()
                .contains("no compensation was started", "'two'", "process 4711");
        assertThat(consensus.steps()).contains("deployment_steps/1=in_doubt");
        assertThat(consensus.stages()).contains("deploy=in_doubt", "rollback=failed");
        assertThat(consensus.deployment().at("/rollback/in_doubt/0").asString()).isEqualTo("deployment_steps/1");
        assertThat(consensus.deployment().at("/rollback/health").asString()).isEqualTo("not_verified");
        assertThat(consensus.phase()).isEqualTo("blocked");
    }

    @Test
    void a_rollback_step_that_cannot_be_ended_ends_the_rollback() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);
        shell.failing("two").doing("undo two", step -> new StepResult.StillRunning("process 4711"));

        rollbackFailed(consensus.run(shell));

        assertThat(shell.commands()).containsExactly("one", "two", "undo two");
    }

    @Test
    void a_rollback_comes_to_an_end_when_its_time_is_over() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.failing("deploy").doing("undo", RolledBackRunTest::untilInterrupted);

        Outcome outcome =
                consensus.run(shell, agent -> agent.clock(Clock.systemUTC()).rollbackBudget(Duration.ofMillis(50)));

        assertThat(rollbackFailed(outcome).faults()).anyMatch(fault -> fault.contains("longer than its budget"));
    }

    private static StepResult untilInterrupted(StepRequest step) throws InterruptedException {
        new CountDownLatch(1).await();
        return StepResult.success();
    }

    // Interruption

    @Test
    void interrupting_the_caller_during_a_step_ends_it_and_rolls_back() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);
        Thread host = Thread.currentThread();
        shell.doing("two", step -> {
            host.interrupt();
            return untilInterrupted(step);
        });

        Outcome outcome = consensus.run(shell);

        assertThat(Thread.interrupted()).as("the flag is set on return").isTrue();
        assertThat(rolledBack(outcome).reason()).contains("cancelled by the host");
        assertThat(shell.commands()).containsExactly("one", "two", "undo two", "undo one", "./tidy");
    }

    @Test
    void interrupting_the_caller_while_monitoring_rolls_back() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Thread host = Thread.currentThread();

        Outcome outcome = consensus.run(shell, agent -> agent.monitoring(
                        new Monitoring(Duration.ofHours(1), Duration.ofMinutes(20), 0))
                .listener(new RunListener() {
                    @Override
                    public void happened(RunEvent event, RunView run) {
                        if (run.stage() == Stage.MONITOR && run.failure().isEmpty()) {
                            host.interrupt();
                        }
                    }
                }));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(rolledBack(outcome).reason()).contains("cancelled");
        assertThat(shell.commands()).containsExactly("deploy", "undo");
        assertThat(consensus.stages()).contains("monitor=failed", "rollback=success");
    }

    @Test
    void interrupting_the_caller_during_the_rollback_is_only_remembered() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(THREE_STEPS).in(temporary);
        Thread host = Thread.currentThread();
        shell.failing("two").doing("undo two", step -> {
            host.interrupt();
            return StepResult.success();
        });

        Outcome outcome = consensus.run(shell);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(rolledBack(outcome).reason()).contains("two is broken");
        assertThat(shell.commands()).containsExactly("one", "two", "undo two", "undo one", "./tidy");
    }

    @Test
    void a_caller_that_was_interrupted_before_gets_nothing_deployed() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Thread.currentThread().interrupt();

        Outcome outcome = consensus.run(shell);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(shell.commands()).isEmpty();
    }
}
