package io.github.devopsagent.internal.attempt;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.QuickPoint;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of the host that swallows its interrupt, and says that all went well, has not done so in time. */
class LateSuccessTest {

    private static final Duration SHORT = Duration.ofMillis(30);
    private static final String LATE = "timed out after 30ms; its executor returned success ";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void nothing_hangs_on() {
        never.countDown();
    }

    private StepResult late(StepRequest request) {
        try {
            never.await();
        } catch (InterruptedException e) {
            return StepResult.success();
        }
        throw new AssertionError(request.name() + " was not interrupted");
    }

    private ConsensusDirectory deploying(String steps) {
        return aConsensus().withPlanOf("\"deployment_steps\": [" + steps + "]").in(temporary);
    }

    @Test
    void a_deploy_step_that_succeeds_late_is_undone() {
        ConsensusDirectory consensus =
                deploying("{'run': 'one', 'timeout': '30ms', 'rollback': {'run': 'undo one'}}".replace('\'', '"'));
        assertThat(consensus.run(shell.doing("one", this::late)))
                .isInstanceOfSatisfying(Outcome.RolledBack.class, outcome -> assertThat(outcome.reason())
                        .contains(LATE));
        assertThat(shell.commands()).contains("undo one");
    }

    @Test
    void a_compensation_that_succeeds_late_is_a_failed_one_and_a_person_is_told_that_it_says_it_succeeded() {
        ConsensusDirectory consensus =
                deploying("{'run': 'one', 'rollback': {'run': 'undo one', 'timeout': '30ms'}}".replace('\'', '"'));
        shell.failing("one").doing("undo one", this::late);
        assertThat(consensus.run(shell))
                .isInstanceOfSatisfying(Outcome.RollbackFailed.class, outcome -> assertThat(outcome.faults())
                        .anyMatch(fault -> fault.contains(LATE)));
    }

    @Test
    void a_probe_that_succeeds_late_is_unhealthy() {
        HealthCheck.Timing timing = new HealthCheck.Timing(Duration.ZERO, Duration.ZERO, SHORT, SHORT, 1, 1);
        ConsensusDirectory consensus = deploying("{'run': 'one', 'rollback': {'run': 'undo one'}}".replace('\'', '"'));
        shell.doing("look", this::late);
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.healthCheck(
                        new HealthCheck("slow", Action.shell("look"), HealthCheck.After.DEPLOY, timing, "builder")));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.RolledBack.class, undone -> assertThat(undone.reason())
                .contains(LATE));
    }

    @Test
    void a_rollback_point_that_is_created_late_is_none() {
        ConsensusDirectory consensus = deploying("{'run': 'one', 'rollback': {'run': 'undo one'}}".replace('\'', '"'));
        Outcome outcome = consensus.run(shell, agent -> agent.stepTimeout(SHORT).rollbackPoint(new QuickPoint("point") {
            @Override
            public StepResult create(StepRequest request) {
                return late(request);
            }
        }));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.reason())
                .contains(LATE));
        assertThat(shell.commands()).doesNotContain("one");
    }
}
