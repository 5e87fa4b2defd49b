package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.settings.HostMetrics;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What metrics make of a deployment whose health checks stay green. */
class WatchedRunTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory watched(String metric) {
        return watched("0s", metric);
    }

    private ConsensusDirectory watched(String duration, String metric) {
        return aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"run\": \"deploy\"}], \"rollback_plan\": {\"run\": \"undo\"},"
                        + " \"monitoring\": {\"duration\": \"" + duration + "\", \"period\": \"1ms\","
                        + " \"failure_limit\": 0, \"metrics\": [" + metric.replace('\'', '"') + "]}")
                .in(temporary);
    }

    private static StepExecutor printing(String... numbers) {
        Iterator<String> each = Arrays.asList(numbers).iterator();
        return step -> {
            step.output().line("the number is");
            step.output().line(each.next());
            return StepResult.success();
        };
    }

    private static JsonNode metric(ConsensusDirectory consensus) {
        return consensus
                .json("artifacts/deployment.json")
                .path("monitoring")
                .path("metrics")
                .path(0);
    }

    @Test
    void a_good_number_is_recorded() {
        ConsensusDirectory consensus = watched("{'name':'errors','run':'count','at_most':2}");
        Outcome outcome = consensus.run(shell.doing("count", printing("2")));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        JsonNode metric = metric(consensus);
        assertThat(metric.path("name").asString()).isEqualTo("errors");
        assertThat(metric.path("source").asString()).isEqualTo("plan.json#/monitoring/metrics/0");
        assertThat(metric.path("rule").asString()).isEqualTo("at_most 2");
        assertThat(metric.path("verdict").asString()).isEqualTo("good");
        assertThat(metric.path("last").path(0).path("value").asDouble()).isEqualTo(2);
    }

    @Test
    void a_bad_number_rolls_back_what_every_check_calls_healthy() {
        ConsensusDirectory consensus = watched("{'name':'errors','run':'count','at_most':2}");
        Outcome outcome = consensus.run(shell.doing("count", printing("3")));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("metric 'errors' is 3, not at_most 2");
        assertThat(shell.commands()).contains("undo");
        assertThat(metric(consensus).path("verdict").asString()).isEqualTo("bad");
        assertThat(metric(consensus).path("bad_samples").asInt()).isEqualTo(1);
    }

    @Test
    void what_is_no_number_is_no_silent_pass() {
        ConsensusDirectory consensus = watched("{'name':'errors','run':'count','at_most':2}");
        Outcome outcome = consensus.run(shell.doing("count", printing("2,5")));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(metric(consensus).path("verdict").asString()).isEqualTo("no_number");
        assertThat(metric(consensus).path("last").path(0).path("missing").asString())
                .contains("2,5");
    }

    @Test
    void a_number_of_a_command_that_fails_is_none_and_the_way_out_is_told() {
        ConsensusDirectory consensus = watched("{'name':'errors','run':'count','at_most':2}");
        consensus.run(shell.doing("count", step -> {
            step.output().line("0");
            return new StepResult.Failed("exited with 1", new StepResult.Exit(Optional.of(1), Optional.empty()));
        }));

        assertThat(metric(consensus).path("last").path(0).path("missing").asString())
                .isEqualTo("exited with 1: 0; a command that fails has no number, whatever it prints: end it with ||"
                        + " true if it has not failed");
    }

    @Test
    void a_counter_is_asked_before_the_first_deploy_step() {
        ConsensusDirectory consensus = watched("{'name':'500s','run':'count','increase_at_most':1}");
        Outcome outcome = consensus.run(shell.doing("count", printing("7", "9")));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("has increased by 2 from 7 before");
        assertThat(metric(consensus).path("before").path(0).asDouble()).isEqualTo(7);
    }

    /** It is what a service tells that has not yet counted anything. */
    @Test
    void a_counter_that_is_not_there_before_began_at_zero() {
        ConsensusDirectory consensus = watched("{'name':'500s','uses':'series','increase_at_most':1}");
        Iterator<String> answers = Arrays.asList("none", "2").iterator();
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.executor("series", step -> {
                    String answer = answers.next();
                    step.output().line(answer);
                    return answer.equals("none") ? StepResult.failure("no such series") : StepResult.success();
                }));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("is 2, not increase_at_most 1, has increased by 2 from 0 before");
    }

    @Test
    void too_few_samples_abort_before_anything_changes() {
        ConsensusDirectory consensus =
                watched("3ms", "{'name':'q','run':'count','before':'20ms','worse_than_before':'higher'}");
        Outcome outcome = consensus.run(shell.doing("count", printing()));
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString())
                .contains("plan.json#/monitoring/metrics/0", "needs 8 samples", "period 0.001s give 4");
        assertThat(shell.commands()).doesNotContain("deploy");
    }

    @Test
    void a_source_that_nobody_can_ask_aborts_before_anything_changes() {
        ConsensusDirectory consensus =
                watched("{'name':'rate','prometheus':'http://prom:9090','query':'up','at_least':1}");
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString())
                .contains("plan.json#/monitoring/metrics/0", "metric 'rate': there is no executor 'prometheus'");
        assertThat(shell.commands()).doesNotContain("deploy");
    }

    /** The window before asks the check itself; in the window its own probes are timed, so that nobody is asked twice. */
    @Test
    void the_time_of_a_health_check_s_own_probes_is_a_metric() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"run\": \"deploy\"}], \"rollback_plan\": {\"run\": \"undo\"},"
                        + " \"health_checks\": [{\"name\": \"api\", \"run\": \"ask\"}],"
                        + " \"monitoring\": {\"duration\": \"2ms\", \"period\": \"1ms\", \"metrics\": [{\"check\": \"api\","
                        + " \"before\": \"1ms\", \"at_most_times_before\": 1000000}]}")
                .in(temporary);

        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        JsonNode metric = metric(consensus);
        assertThat(metric.path("name").asString()).isEqualTo("time of api");
        assertThat(metric.path("samples").asInt()).isEqualTo(3);
        assertThat(metric.path("before").size()).isEqualTo(2);
        assertThat(metric.path("last").path(0).path("value").asDouble()).isPositive();
        // The baseline, two before, the verification, and two in the window.
        assertThat(shell.commands().stream().filter("ask"::equals)).hasSize(6);
    }

    @Test
    void a_host_times_a_check_as_well() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Metric time = new Metric(
                "answer time",
                Metric.probeTime("check"),
                new MetricRule.AtMost(1e-9),
                NoData.FAIL,
                true,
                Duration.ZERO,
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "builder");
        Outcome outcome = consensus.run(shell, agent -> agent.metric(time));

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("metric 'answer time' is ", "it is critical");
    }

    @Test
    void a_probe_that_is_not_healthy_took_no_time_that_could_be_compared() {
        ConsensusDirectory consensus = watched("1ms", "{'check':'check','at_most':1000}");
        Outcome outcome = consensus.run(shell.answering("check", true, true, false, true));

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(metric(consensus).path("last").path(1).path("missing").asString())
                .startsWith("the probe was not healthy: ");
    }

    @Test
    void a_metric_of_a_check_that_is_not_there_aborts_before_anything_changes() {
        ConsensusDirectory consensus = watched("{'name':'time','check':'apj','at_most':1}");
        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString())
                .contains(
                        "plan.json#/monitoring/metrics/0",
                        "metric 'time': 'check' must name one health check that is asked after a deployment, found 'apj',"
                                + " which is the name of 0; there are ");
    }

    @Test
    void after_a_rollback_the_metrics_are_looked_at_again() {
        ConsensusDirectory consensus = watched("{'name':'errors','run':'count','at_most':2}");
        Outcome outcome = consensus.run(shell.doing("count", printing("3", "1", "2", "4")));

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        JsonNode record = consensus.json("artifacts/deployment.json");
        JsonNode after = record.path("rollback").path("metrics").path(0);
        assertThat(after.path("verdict").asString()).isEqualTo("bad");
        assertThat(after.path("samples").asInt()).isEqualTo(3);
        assertThat(after.path("last").path(0).path("value").asDouble()).isEqualTo(1);
        assertThat(record.path("warnings").toString()).contains("after the rollback, metric 'errors' is 4");
        assertThat(Schemas.DEPLOYMENT.errorsIn(consensus.bytes("artifacts/deployment.json")))
                .isEmpty();
    }

    @Test
    void the_preview_shows_how_a_metric_is_read() {
        ConsensusDirectory consensus = watched("{'name':'errors','run':'count','at_most':2}");
        Preview preview = consensus.agent(shell).build().preview();
        assertThat(preview.toString())
                .contains("reads: plan.json#/monitoring/metrics/0 [command] errors: count", "\"at_most\" : 2.0");
    }

    @Test
    void a_host_measures_by_its_own_code() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(shell, agent -> agent.metric("orders", () -> 0.5, new MetricRule.AtLeast(1)));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("metric 'orders' is 0.5, not at_least 1");
        assertThat(metric(consensus).path("source").asString()).isEqualTo("builder");
    }

    @Test
    void a_number_of_the_host_s_is_what_its_double_value_is() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(
                shell, agent -> agent.metric("orders", () -> new BigDecimal("9e400"), new MetricRule.AtMost(1)));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("metric 'orders' is infinite, not at_most 1");
    }

    @Test
    void code_of_the_host_s_that_ignores_its_interrupt_does_not_hold_up_the_rollback() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ConsensusDirectory consensus = aConsensus().in(temporary);
        HostMetrics metrics = new HostMetrics();
        metrics.add("orders", () -> deaf(end), new MetricRule.AtMost(1), Duration.ZERO);
        StepExecutor executor = Objects.requireNonNull(metrics.executors().get("metric/orders"));
        Metric quick = new Metric(
                "orders",
                new Action.Use("deaf", Input.none()),
                new MetricRule.AtMost(1),
                NoData.FAIL,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(30),
                "builder");
        Outcome outcome =
                consensus.run(shell, agent -> agent.executor("deaf", executor).metric(quick));
        end.countDown();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("timed out after 30ms: its code has not returned after an interrupt");
    }

    /** A metric changes nothing, so that what was deployed need not stay beside one that does not end. */
    @Test
    void a_metric_that_does_not_end_is_no_answer_whatever_it_printed_and_is_not_asked_again() {
        ConsensusDirectory consensus = watched("2ms", "{'name':'errors','uses':'endless','increase_at_most':0}");
        AtomicInteger asked = new AtomicInteger();
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.executor("endless", step -> {
                    step.output().line(asked.incrementAndGet() == 1 ? "0" : "none yet");
                    return asked.get() == 1 ? StepResult.success() : new StepResult.StillRunning("process 7");
                }));

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("metric 'errors' has no number", "process 7");
        assertThat(shell.commands()).contains("undo");
        assertThat(asked).hasValue(2);
        JsonNode after = consensus.json("artifacts/deployment.json").at("/rollback/metrics/0/last/0/missing");
        assertThat(after.asString()).contains("not asked again in this run: process 7");
    }

    @Test
    void no_deployment_begins_beside_a_metric_that_does_not_end() {
        ConsensusDirectory consensus =
                watched("{'name':'errors','uses':'endless','increase_at_most':0,'no_data':'ignore'}");
        Outcome outcome = consensus.run(
                shell, agent -> agent.executor("endless", step -> new StepResult.StillRunning("process 7")));

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("metric 'errors' still runs: process 7");
        assertThat(shell.commands()).doesNotContain("deploy");
    }

    private static int deaf(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return 1;
            } catch (InterruptedException e) {
                // It goes on.
            }
        }
    }

    @Test
    void what_was_never_judged_is_told_by_the_outcome() {
        ConsensusDirectory consensus = watched("{'name':'errors','run':'count','at_most':2,'no_data':'ignore'}");
        Outcome outcome = consensus.run(shell.doing("count", printing("none")));
        String told = "metric 'errors' was never judged, and no_data is ignored";
        assertThat(outcome.isDeployed()).isTrue();
        assertThat(outcome.warnings())
                .filteredOn(warning -> warning.startsWith(told))
                .hasSize(1);
        assertThat(outcome.toString()).contains("warning: " + told);
        assertThat(outcome.toJson()).contains(told);
    }

    @Test
    void code_of_the_host_s_that_throws_has_no_number() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.metric(
                        "orders",
                        () -> {
                            throw new IllegalStateException("no orders today");
                        },
                        new MetricRule.AtLeast(1)));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(metric(consensus).path("detail").asString()).contains("no orders today");
    }

    @Test
    void a_metric_of_the_host_s_is_given_once_and_fits_its_rule() {
        TestBuilder agent = TestBuilder.anAgent().metric("orders", () -> 1, new MetricRule.AtLeast(1));
        assertThatThrownBy(() -> agent.metric("orders", () -> 2, new MetricRule.AtLeast(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'orders' was added before");
        assertThatThrownBy(() -> agent.metric("p95", () -> 2, new MetricRule.AtMostTimesBefore(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"before\"");
        assertThatThrownBy(() -> agent.metric("p95", () -> 2, new MetricRule.AtMostTimesBefore(2), Duration.ofDays(31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30 days");
        assertThatThrownBy(() -> agent.executor("metric/orders", step -> StepResult.success()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> agent.executor(Metric.PROBE_TIME, step -> StepResult.success()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
