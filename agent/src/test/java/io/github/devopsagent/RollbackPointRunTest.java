package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a rollback point is created, and when a rollback restores it. */
class RollbackPointRunTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private Outcome.RollbackFailed rollbackFailed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        return (Outcome.RollbackFailed) outcome;
    }

    private Outcome.RolledBack rolledBack(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        return (Outcome.RolledBack) outcome;
    }

    /** A rollback point that writes down what it is asked. */
    private record Point(ScriptedShell shell, Optional<StepFinding> finding) implements RollbackPoint {
        @Override
        public String name() {
            return "snapshot";
        }

        @Override
        public StepResult create(StepRequest request) throws Exception {
            return shell.execute(asCommand("create snapshot", request));
        }

        @Override
        public StepResult restore(StepRequest request) throws Exception {
            return shell.execute(asCommand("restore snapshot", request));
        }

        private static StepRequest asCommand(String command, StepRequest request) {
            return new StepRequest(
                    request.name(),
                    request.stage(),
                    Input.of("run", command),
                    request.context(),
                    request.timeout(),
                    request.attempt(),
                    request.output());
        }

        @Override
        public Optional<StepFinding> check(ExecutionContext context) {
            return finding;
        }

        @Override
        public String restoreCommand(ExecutionContext context) {
            return "restore " + context.deploymentId();
        }
    }

    private TestBuilder withAPoint(TestBuilder agent) {
        return agent.rollbackPoint(new Point(shell, Optional.empty()));
    }

    @Test
    void a_rollback_point_is_created_first_and_restored_if_there_is_no_executable_plan() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "backup": {"run": "dump"},
                        "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}} ],
                        "rollback_plan": "Revert the commit and redeploy."
                        """).in(temporary);

        rolledBack(consensus.run(shell.failing("deploy"), this::withAPoint));

        assertThat(shell.commands()).containsExactly("create snapshot", "dump", "deploy", "undo", "restore snapshot");
        assertThat(consensus.deployment().path("rollback_available").asBoolean())
                .isFalse();
        assertThat(consensus.steps()).contains("backup/0=success", "rollback_point/0=success");
    }

    @Test
    void a_person_restores_a_rollback_point_after_the_compensations() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}} ],
                        "rollback_plan": "Revert the commit and redeploy."
                        """).in(temporary);

        consensus.run(shell, this::withAPoint);

        assertThat(consensus.deployment().path("rollback_command").asString())
                .containsSubsequence(
                        " undo || devops_exit=$?; ", " 'restore DEP-001' || devops_exit=$?; exit $devops_exit)");
    }

    @Test
    void what_a_rollback_left_undone_can_still_be_done_by_a_person() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "one", "rollback": {"run": "undo one"}},
                                              {"run": "two", "rollback": {"run": "undo two"}} ]
                        """).in(temporary);

        rollbackFailed(consensus.run(shell.failing("two").failing("undo two")));

        assertThat(consensus.deployment().path("rollback_available").asBoolean())
                .isTrue();
        assertThat(consensus.deployment().path("rollback_command").asString())
                .contains("'undo two'")
                .doesNotContain("undo one");
    }

    @Test
    void a_rollback_point_is_not_restored_if_there_is_a_plan() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        rolledBack(consensus.run(shell.failing("deploy"), this::withAPoint));
        assertThat(shell.commands()).containsExactly("create snapshot", "deploy", "undo");
    }

    @Test
    void a_rollback_point_that_cannot_be_restored_is_a_failed_rollback() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"run\": \"deploy\"} ],"
                        + "\"rollback_plan\": \"Revert the commit and redeploy.\"")
                .in(temporary);
        rollbackFailed(consensus.run(shell.failing("deploy", "restore snapshot"), this::withAPoint));
    }

    @Test
    void a_rollback_point_that_cannot_be_created_aborts() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(consensus.run(shell.failing("create snapshot"), this::withAPoint))
                .isInstanceOf(Outcome.Aborted.class);
        assertThat(consensus.run(
                        aShell(),
                        agent -> agent.rollbackPoint(
                                new Point(shell, Optional.of(StepFinding.cannotRun("there is no repository"))))))
                .asString()
                .contains("ABORTED", "there is no repository");
        assertThat(shell.commands()).containsExactly("create snapshot");
    }

    @Test
    void is_told_which_deployment_is_live_if_it_stayed_healthy() {
        List<String> told = new ArrayList<>();
        RollbackPoint point = new QuickPoint("snapshot") {
            @Override
            public StepResult create(StepRequest request) {
                told.add(request.context().deploymentId() + " after "
                        + request.context().standing().orElse("nothing"));
                return StepResult.success();
            }
        };
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": "Go back."
                        """).in(temporary);

        String epic = consensus.status().path("epic_id").asString();
        consensus.run(shell, agent -> agent.rollbackPoint(point));
        consensus.toBeDeployedAgain().run(shell, agent -> agent.rollbackPoint(point));
        consensus.toBeDeployedAgain().run(shell.failing("deploy"), agent -> agent.rollbackPoint(point));

        assertThat(told)
                .containsExactly(
                        "DEP-001 after nothing",
                        "DEP-002 after " + epic + "/DEP-001",
                        "DEP-003 after " + epic + "/DEP-002");
    }
}
