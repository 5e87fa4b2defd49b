package io.github.devopsagent.testkit;

import static io.github.devopsagent.testkit.DeploymentAssertions.assertThatRecordIn;
import static io.github.devopsagent.testkit.ScriptedAnswer.fail;
import static io.github.devopsagent.testkit.ScriptedAnswer.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.metric.MetricRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever really waited would meet the limit: each plan here takes longer than that. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@FewerCases(every = 3)
class VirtualTimeTest {

    private static final String WATCHED = """
            {
              "epic_id": "EP-1",
              "deployment_steps": [ {"run": "deploy", "idempotent": true, "retries": 2, "retry_delay": "1h"} ],
              "rollback_plan": {"run": "undo"},
              "health_checks": [ {"name": "health", "run": "check", "period": "30s", "startup_timeout": "10m"} ],
              "monitoring": {"duration": "4h", "period": "1m"}
            }
            """;

    @TempDir
    Path directory;

    private final VirtualTime time = VirtualTime.start();
    private final ScriptedExecutor script = ScriptedExecutor.in(time);

    @Test
    void hours_of_monitoring_pass_at_once_and_each_sample_is_taken() {
        Path consensus = ConsensusBuilder.ofPlan(WATCHED).in(directory);

        DeploymentAssertions.assertThat(script.agent(consensus).run()).isDeployed();

        assertThat(time.elapsed()).isGreaterThanOrEqualTo(Duration.ofHours(4)).isLessThan(Duration.ofHours(5));
        assertThatRecordIn(consensus).hasResult("success").has("/monitoring/samples", 240);
        assertThat(script.count("check")).isGreaterThanOrEqualTo(240);
    }

    @Test
    void the_record_tells_the_time_that_passed() {
        Path consensus = ConsensusBuilder.ofPlan(WATCHED).in(directory);
        Outcome outcome = script.agent(consensus).run();

        Duration told = outcome.fold(
                deployed -> deployed.deployment().duration(),
                vetoed -> Duration.ZERO,
                refused -> Duration.ZERO,
                aborted -> Duration.ZERO,
                rolledBack -> Duration.ZERO,
                rollbackFailed -> Duration.ZERO,
                fenced -> Duration.ZERO);

        assertThat(told).isBetween(Duration.ofHours(4), time.elapsed().plusSeconds(1));
    }

    @Test
    void a_retry_waits_for_its_delay() {
        script.on("deploy", fail("busy").times(2), succeed());
        Path consensus = ConsensusBuilder.ofPlan(WATCHED).in(directory);

        DeploymentAssertions.assertThat(script.agent(consensus).run()).isDeployed();

        assertThat(time.elapsed()).isGreaterThanOrEqualTo(Duration.ofHours(6));
        assertThat(script.steps()).containsExactly("deploy", "deploy", "deploy");
    }

    @Test
    void a_step_that_takes_longer_than_its_timeout_has_failed_when_that_is_over() {
        script.on("deploy", succeed().taking(Duration.ofDays(1)));
        Path consensus = ConsensusBuilder.ready().in(directory);

        DeploymentAssertions.assertThat(script.agent(consensus)
                        .stepTimeout(Duration.ofMinutes(90))
                        .run())
                .isRolledBack()
                .because("timed out after");

        assertThat(time.elapsed()).isBetween(Duration.ofMinutes(90), Duration.ofMinutes(100));
    }

    @Test
    void what_goes_forward_for_longer_than_its_budget_is_rolled_back() {
        script.on("deploy", succeed().taking(Duration.ofMinutes(50)));
        Path consensus = ConsensusBuilder.ready().in(directory);

        DeploymentAssertions.assertThat(script.agent(consensus)
                        .stepTimeout(Duration.ofHours(1))
                        .forwardBudget(Duration.ofMinutes(40))
                        .run())
                .isRolledBack();
    }

    @Test
    void an_answer_that_takes_time_is_a_slow_one() {
        script.on("check", succeed().taking(Duration.ofSeconds(2)));
        Path consensus = ConsensusBuilder.ofPlan("""
                {
                  "epic_id": "EP-1",
                  "deployment_steps": [ {"run": "deploy"} ],
                  "rollback_plan": {"run": "undo"},
                  "health_checks": [ {"name": "health", "run": "check"} ],
                  "monitoring": {"duration": "2h", "period": "1m", "metrics": [
                    {"name": "answer time", "check": "health", "at_most": 1} ]}
                }
                """).in(directory);

        DeploymentAssertions.assertThat(script.agent(consensus).run())
                .isRolledBack()
                .because("answer time");
    }

    @Test
    void a_file_that_is_missing_is_looked_for_twice_without_waiting() {
        Path consensus = ConsensusBuilder.ready().withoutTestResults().in(directory);

        DeploymentAssertions.assertThat(script.agent(consensus).run()).isVetoed("tests_not_passing");

        assertThat(time.elapsed()).isPositive();
    }

    @Test
    void metrics_and_rollback_points_of_the_host_can_be_scripted() {
        Path consensus = ConsensusBuilder.ready().in(directory);

        Outcome outcome = script.agent(consensus)
                .metric("waiting orders", ScriptedMetric.of(3, 4, 900), new MetricRule.AtMost(100))
                .rollbackPoint(script.rollbackPoint("snapshot"))
                .healthCheck("orders", script)
                .run();

        DeploymentAssertions.assertThat(outcome).isRolledBack().because("waiting orders");
        assertThat(script.steps()).contains("create snapshot", "deploy", "undo");
        assertThat(script.count("orders")).isPositive();
    }

    @Test
    void what_really_takes_time_is_refused_by_name() {
        DevOpsAgent.Builder agent = script.agent(ConsensusBuilder.ready().in(directory))
                .executor("balancer", step -> StepResult.success())
                .healthCheck("queue", probe -> StepResult.success())
                .metric("load", () -> 1, new MetricRule.AtMost(2))
                .rollbackPoint(GitAdapter.of(directory).rollbackPoint());

        assertThatThrownBy(agent::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "executor 'balancer', executor 'health-check/queue', metric 'load'," + " rollback point 'git'")
                .hasMessageContaining("ScriptedExecutor");
        assertThat(script.requests()).isEmpty();
    }

    @Test
    void what_adapters_on_the_class_path_bring_is_refused() {
        DevOpsAgent.Builder agent = DevOpsAgent.builder()
                .consensus(ConsensusBuilder.ready().in(directory))
                .clock(time.clock());

        assertThatThrownBy(agent::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withoutDiscovery()");
    }

    @Test
    void it_begins_where_a_test_says_and_goes_forward_only() {
        Instant monday = Instant.parse("2026-03-02T08:00:00Z");
        VirtualTime begun = VirtualTime.startAt(monday);
        begun.pass(Duration.ofHours(1));

        assertThat(begun.now()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(begun.clock().instant()).isEqualTo(begun.now());
        assertThat(begun.elapsed()).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> begun.pass(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
