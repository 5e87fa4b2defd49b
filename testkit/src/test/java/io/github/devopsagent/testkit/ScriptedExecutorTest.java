package io.github.devopsagent.testkit;

import static io.github.devopsagent.testkit.DeploymentAssertions.assertThat;
import static io.github.devopsagent.testkit.DeploymentAssertions.assertThatRecordIn;
import static io.github.devopsagent.testkit.ScriptedAnswer.by;
import static io.github.devopsagent.testkit.ScriptedAnswer.fail;
import static io.github.devopsagent.testkit.ScriptedAnswer.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ScriptedExecutorTest {

    private static final String WEB = """
            {
              "epic_id": "EP-WEB",
              "backup": [ {"name": "dump", "run": "pg_dump", "produces": ["dump/app.sql"]} ],
              "deployment_steps": [
                {"name": "drain", "uses": "balancer", "with": {"pool": "blue"}},
                {"run": "./deploy.sh"} ],
              "rollback_plan": {"run": "./undo.sh"},
              "health_checks": [ {"name": "api", "http": "http://localhost:8080/health"} ],
              "monitoring": {"duration": "10m", "period": "10s"}
            }
            """;

    @TempDir
    Path directory;

    private final ScriptedExecutor script = ScriptedExecutor.in(VirtualTime.start());

    private ScriptedExecutor dumped() {
        return script.on("dump", succeed().leaving("dump/app.sql"));
    }

    private Path web() {
        return ConsensusBuilder.ofPlan(WEB).in(directory);
    }

    @Test
    void what_nothing_is_said_of_succeeds() {
        assertThat(script.agent(ConsensusBuilder.ready().in(directory)).run()).isDeployed();
        assertThat(script.steps()).containsExactly("deploy");
    }

    @Test
    void a_service_that_breaks_after_minutes_is_rolled_back_and_well_again() {
        dumped().on(
                        "http://localhost:8080/health",
                        succeed().lasting(Duration.ofMinutes(3)),
                        fail("503").untilRun("./undo.sh"),
                        succeed());
        Path consensus = web();

        assertThat(script.agent(consensus).executors(script.as("balancer")).run())
                .isRolledBack()
                .because("503");

        assertThat(script.steps()).containsExactly("pg_dump", "drain", "./deploy.sh", "./undo.sh");
        assertThatRecordIn(consensus)
                .hasResult("rolled_back")
                .hasFailure("503")
                .hasSteps(
                        "backup/0=success",
                        "deployment_steps/0=success",
                        "deployment_steps/1=success",
                        "rollback_plan/0=success");
    }

    @Test
    void a_service_that_stays_broken_needs_a_person() {
        dumped().on("api", succeed().lasting(Duration.ofMinutes(3)), fail("503"));

        assertThat(script.agent(web()).executors(script.as("balancer")).run()).isRollbackFailed();
    }

    @Test
    void a_text_that_an_executor_is_given_tells_its_step() {
        dumped().on("blue", fail("the pool is empty"));

        assertThat(script.agent(web()).executors(script.as("balancer")).run())
                .isRolledBack()
                .because("the pool is empty");
        assertThat(script.count("blue")).isEqualTo(1);
    }

    @Test
    void a_step_leaves_nothing_by_itself() {
        assertThat(script.agent(web()).executors(script.as("balancer")).run())
                .isAborted()
                .because("app.sql");
    }

    @Test
    void what_stands_in_the_way_is_found_before_anything_is_done() {
        dumped().finding("./deploy.sh", StepFinding.cannotRun("there is no ./deploy.sh"));

        assertThat(script.agent(web()).executors(script.as("balancer")).run())
                .isAborted()
                .because("there is no ./deploy.sh");
        assertThat(script.steps()).isEmpty();
    }

    @Test
    void answers_come_in_turn_and_the_last_one_stands() {
        script.on("deploy", fail("one"), fail("two").times(2), succeed());
        Path consensus = ConsensusBuilder.ofPlan("""
                {
                  "epic_id": "EP-1",
                  "deployment_steps": [ {"run": "deploy", "idempotent": true, "retries": 9} ],
                  "rollback_plan": {"run": "undo"},
                  "health_checks": [ {"run": "check"} ]
                }
                """).in(directory);

        assertThat(script.agent(consensus).run()).isDeployed();
        assertThat(script.count("deploy")).isEqualTo(4);
        assertThat(script.requests()).first().satisfies(request -> assertThat(request.name())
                .isEqualTo("check"));
    }

    @Test
    void a_test_may_answer_by_itself() {
        script.on(
                "deploy",
                by(step -> StepResult.failure(step.context().deploymentId() + " is refused"))
                        .printing("under way"));

        Path consensus = ConsensusBuilder.ready().in(directory);
        assertThat(script.agent(consensus).run()).isRolledBack().because("DEP-001 is refused");
        assertThatRecordIn(consensus).hasText("/failure/output_tail", "under way");
    }

    @Test
    void an_answer_that_nothing_follows_has_no_limit() {
        assertThatThrownBy(() -> script.on("deploy", succeed(), fail("503").times(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("after the last answer");
    }

    @Test
    void nobody_takes_the_record_for_that_of_a_deployment() {
        Path consensus = ConsensusBuilder.ready().in(directory);

        Outcome outcome = script.agent(consensus).run();

        assertThat(outcome).isDeployed();
        assertThat(outcome.warnings()).contains(ScriptedExecutor.WARNING);
        assertThatRecordIn(consensus).hasResult("success").hasWarning("the time of this run was virtual");
    }
}
