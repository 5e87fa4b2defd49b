package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.VetoedFaults;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.BareStringPolicy;
import io.github.devopsagent.plan.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word that a plan may have, carried out. */
class PlanVocabularyTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory deploying(String step) {
        return deployingAnd(step, "\"rollback_plan\": {\"run\": \"undo\"}");
    }

    private ConsensusDirectory deployingAnd(String step, String more) {
        return aConsensus()
                .withPlanOf("\"deployment_steps\": [ " + step + " ], " + more)
                .in(temporary);
    }

    private static String failureOf(ConsensusDirectory consensus) {
        return consensus.deployment().at("/failure/reason").asString();
    }

    @Test
    void parts_run_in_their_order_and_each_in_its_stage() {
        ConsensusDirectory consensus = deployingAnd("\"./deploy\"", """
                "preflight": "test -w .",
                "backup": ["./dump", {"run": "copy"}],
                "rollback_plan": ["./undo"]
                """);
        consensus.run(shell);
        assertThat(shell.commands()).containsExactly("test -w .", "./dump", "copy", "./deploy");
        assertThat(shell.requests())
                .map(StepRequest::stage)
                .containsExactly(
                        Stage.PRE_FLIGHT,
                        Stage.PRE_FLIGHT,
                        Stage.BACKUP,
                        Stage.BACKUP,
                        Stage.DEPLOY,
                        Stage.HEALTH_CHECK,
                        Stage.MONITOR);
    }

    @Test
    void an_executor_gets_the_input_that_the_plan_has_for_it() {
        List<StepRequest> requests = Collections.synchronizedList(new ArrayList<>());
        ConsensusDirectory consensus = deploying("""
                {"name": "flip", "uses": "load-balancer",
                 "with": {"pool": "green", "weight": 3, "drain": true, "nodes": ["a", {"b": 1.5}]}}
                """);

        Outcome outcome = consensus.run(
                shell,
                agent -> agent.executor("load-balancer", step -> {
                    requests.add(step);
                    return StepResult.success("flipped");
                }));

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        StepRequest request = requests.get(0);
        assertThat(request.name()).isEqualTo("flip");
        assertThat(request.input().required("pool")).isEqualTo("green");
        assertThat(request.input().integer("weight")).contains(3);
        assertThat(request.input().values().get("drain")).isEqualTo(true);
        assertThat(request.input().values().get("nodes")).asString().isEqualTo("[a, {b=1.5}]");
        assertThat(consensus.deployment().at("/steps_executed/2/steps/0/reason").asString())
                .isEqualTo("flipped");
        assertThat(consensus.deployment().at("/steps_executed/2/steps/0/action").asString())
                .isEqualTo("load-balancer");
        assertThat(consensus
                        .deployment()
                        .at("/settings/steps/deployment_steps/0/with/pool")
                        .asString())
                .isEqualTo("green");
    }

    @Test
    void exactly_the_name_of_an_executor_is_that_executor() {
        ConsensusDirectory consensus = deploying("\"load balancer of ours\"");
        Outcome outcome =
                consensus.run(shell, agent -> agent.executor("load balancer of ours", step -> StepResult.success()));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void variables_come_from_the_agent_then_the_host_then_the_plan() {
        ConsensusDirectory consensus = deployingAnd(
                "{\"run\": \"deploy\", \"env\": {\"STAGE\": \"of the plan\", \"ONLY\": \"here\"}, \"rollback\": [\"./undo\"]},"
                        + " {\"run\": \"restart\"}",
                "\"environment\": \"staging\", \"rollback_plan\": {\"run\": \"undo\"}");

        consensus.run(shell.failing("restart"), agent -> agent.variable("STAGE", "of the host")
                .secret("TOKEN", "k9#mVq2!xZ"));

        Map<String, String> variables = shell.request("deploy").context().variables();
        assertThat(variables)
                .containsEntry("STAGE", "of the plan")
                .containsEntry("ONLY", "here")
                .containsEntry("TOKEN", "k9#mVq2!xZ")
                .containsEntry("DEVOPS_EPIC_ID", "EP-1")
                .containsEntry("DEVOPS_DEPLOYMENT_ID", "DEP-001")
                .containsEntry("DEVOPS_ENVIRONMENT", "staging")
                .containsEntry(
                        Attempt.VARIABLE, shell.request("deploy").attempt().key());
        assertThat(consensus.text("artifacts/deployment.json")).doesNotContain("k9#", "of the host");
        assertThat(consensus.text(".devops/runs/DEP-001/settings.json"))
                .contains("\"TOKEN\"", "\"STAGE\" : \"of the host\"")
                .doesNotContain("k9#");
    }

    @Test
    void a_compensation_sees_what_its_step_sees_and_other_steps_do_not() {
        ConsensusDirectory consensus = deployingAnd("""
                {"run": "deploy", "env": {"ONLY": "here"}, "working_directory": "app", "rollback": ["./undo"]},
                {"run": "restart", "rollback": {"run": "stop"}}
                """, "\"x\": 1");

        consensus.run(shell.failing("restart"));

        assertThat(shell.request("./undo").context().variables()).containsEntry("ONLY", "here");
        assertThat(shell.request("./undo").context().workingDirectory()).isEqualTo(consensus.path("app"));
        assertThat(shell.request("restart").context().variables()).doesNotContainKey("ONLY");
        assertThat(shell.request("restart").context().workingDirectory()).isEqualTo(consensus.path());
    }

    @Test
    void every_attempt_has_a_key_of_its_own() {
        ConsensusDirectory consensus =
                deploying("{\"run\": \"deploy\", \"idempotent\": true, \"retry_delay\": \"0s\", \"retries\": 2}");
        consensus.run(shell.answering("deploy", false, false, true));
        assertThat(shell.requests()).map(request -> request.attempt().key()).doesNotHaveDuplicates();
        assertThat(shell.requests().stream()
                        .filter(request -> request.name().equals("deploy"))
                        .map(request -> request.attempt().number()))
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_retry_that_succeeds_is_a_success_and_attempts_are_counted() {
        ConsensusDirectory consensus =
                deploying("{\"run\": \"deploy\", \"idempotent\": true, \"retry_delay\": \"0s\", \"retries\": 2}");
        assertThat(consensus.run(shell.answering("deploy", false, false, true))).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus
                        .deployment()
                        .at("/steps_executed/2/steps/0/attempts")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void retries_come_to_an_end() {
        ConsensusDirectory consensus =
                deploying("{\"run\": \"deploy\", \"idempotent\": true, \"retry_delay\": \"0s\", \"retries\": 2}");
        assertThat(consensus.run(shell.failing("deploy"))).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.count("deploy")).isEqualTo(3);
    }

    @Test
    void without_retries_a_step_is_executed_once() {
        deploying("{\"run\": \"deploy\", \"idempotent\": true}").run(shell.failing("deploy"));
        assertThat(shell.count("deploy")).isEqualTo(1);
    }

    @Test
    void retries_of_a_step_that_is_not_idempotent_are_refused() {
        Outcome outcome = deploying("{\"run\": \"deploy\", \"retries\": 1}").run(shell);
        assertThat(VetoedFaults.places(outcome))
                .containsExactly("wrong_value artifacts/plan.json#/deployment_steps/0/retries");
    }

    @Test
    void a_step_whose_time_is_over_is_interrupted() {
        ConsensusDirectory consensus = deploying("{\"run\": \"deploy\", \"timeout\": \"40ms\"}");
        List<String> interrupted = Collections.synchronizedList(new ArrayList<>());
        shell.doing("deploy", step -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.add(step.name());
                throw e;
            }
            return StepResult.success();
        });

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(interrupted).containsExactly("deploy");
        assertThat(failureOf(consensus)).contains("timed out after 40ms");
        assertThat(shell.request("deploy").timeout()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void the_hosts_timeout_applies_where_the_plan_has_none() {
        deploying("{\"run\": \"deploy\"}").run(shell, agent -> agent.stepTimeout(Duration.ofSeconds(77)));
        assertThat(shell.request("deploy").timeout()).isEqualTo(Duration.ofSeconds(77));
    }

    @Test
    void a_working_directory_is_relative_to_the_runs() {
        ConsensusDirectory consensus = deploying("{\"run\": \"relative\", \"working_directory\": \"app/current\"},"
                + "{\"run\": \"absolute\", \"working_directory\": \"/srv\"}, {\"run\": \"none\"}");
        consensus.run(shell, agent -> agent.workingDirectory(temporary));
        assertThat(shell.request("relative").context().workingDirectory()).isEqualTo(temporary.resolve("app/current"));
        assertThat(shell.request("absolute").context().workingDirectory()).isEqualTo(Path.of("/srv"));
        assertThat(shell.request("none").context().workingDirectory()).isEqualTo(temporary);
    }

    @Test
    void a_check_must_pass_as_often_in_a_row_as_its_threshold_says() {
        ConsensusDirectory consensus = deployingAnd("{\"run\": \"deploy\"}", """
                "rollback_plan": {"run": "undo"},
                "health_checks": [ {"run": "up", "success_threshold": 3, "failure_threshold": 2, "period": "1ms"} ]
                """);
        Outcome outcome = consensus.run(shell.answering("up", true, true, true, true, false, true, true, true));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus
                        .deployment()
                        .at("/health_checks/0/verification/probes")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void a_check_fails_when_it_failed_as_often_in_a_row_as_its_threshold_says() {
        ConsensusDirectory consensus = deployingAnd("{\"run\": \"deploy\"}", """
                "rollback_plan": {"run": "undo"},
                "health_checks": [ {"run": "up", "failure_threshold": 3, "period": "1ms"} ]
                """);
        Outcome outcome = consensus.run(shell.answering("up", true, false, false, false, true));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(failureOf(consensus)).isEqualTo("health check 'up' failed after 3 probes: unhealthy");
    }

    @Test
    void failures_while_a_service_starts_up_do_not_count() {
        ConsensusDirectory consensus = deployingAnd("{\"run\": \"deploy\"}", """
                "rollback_plan": {"run": "undo"},
                "health_checks": [ {"run": "up", "startup_timeout": "1h", "initial_delay": "2ms", "period": "1ms"} ]
                """);
        Outcome outcome = consensus.run(shell.answering("up", true, false, false, false, false, true));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_probe_whose_time_is_over_is_a_failure() {
        ConsensusDirectory consensus = deployingAnd(
                "{\"run\": \"deploy\"}",
                "\"rollback_plan\": {\"run\": \"undo\"}, \"health_checks\": [ {\"run\": \"up\", \"timeout\": \"20ms\"} ]");
        shell.doing("up", step -> {
            new CountDownLatch(1).await();
            return StepResult.success();
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(failureOf(consensus)).contains("timed out after 20ms");
    }

    @Test
    void a_check_applies_after_what_it_says() {
        ConsensusDirectory consensus = deployingAnd("{\"run\": \"deploy\"}", """
                "rollback_plan": {"run": "undo"},
                "health_checks": [ {"run": "new", "after": "deploy"}, {"run": "old", "after": "rollback"} ]
                """);
        assertThat(consensus.run(shell.answering("new", true, false))).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.requests().stream()
                        .map(request -> request.input().required("run") + " "
                                + request.stage().label()))
                .containsExactly(
                        "new pre_flight",
                        "old pre_flight",
                        "deploy deploy",
                        "new health_check",
                        "undo rollback",
                        "old rollback");
    }

    @Test
    void http_and_tcp_checks_are_asked_of_their_executors() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        ConsensusDirectory consensus = deployingAnd("{\"run\": \"deploy\"}", """
                "rollback_plan": {"run": "undo"},
                "health_checks": [
                  {"http": "http://localhost:1/health", "expect_status": 200, "expect_body": "UP"},
                  {"tcp": "localhost:2"} ],
                "monitoring": {"duration": "0s"}
                """);
        Outcome outcome = consensus.run(shell, agent -> agent.executor("http", step -> {
                    asked.add(step.input().values().toString());
                    return StepResult.success("200");
                })
                .executor("tcp", step -> {
                    asked.add(step.input().values().toString());
                    return StepResult.success();
                }));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(asked)
                .hasSize(6)
                .startsWith(
                        "{url=http://localhost:1/health, expect_status=200, expect_body=UP}", "{address=localhost:2}");
        assertThat(consensus
                        .deployment()
                        .at("/health_checks/0/verification/detail")
                        .asString())
                .isEqualTo("200");
    }

    @Test
    void the_plans_monitor_window_applies() {
        ConsensusDirectory consensus = deployingAnd(
                "{\"run\": \"deploy\"}",
                "\"rollback_plan\": {\"run\": \"undo\"},"
                        + "\"monitoring\": {\"duration\": \"30ms\", \"period\": \"10ms\", \"failure_limit\": 1}");
        Outcome outcome = consensus.run(shell.answering("check", true, true, false, true));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().at("/monitoring/failed_samples").asInt())
                .isEqualTo(1);
        assertThat(consensus.deployment().at("/monitoring/samples").asInt()).isEqualTo(3);
        assertThat(consensus.deployment().at("/settings/monitoring/duration").asString())
                .isEqualTo("30ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./deploy.sh production", "docker compose up -d", "make", "systemctl restart app"})
    void a_bare_string_that_is_a_command_is_executed(String command) {
        assertThat(deploying("\"" + command + "\"").run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.commands()).containsExactly(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Deploy the new version to all servers", "Restart it.", "make sure the old version is back"})
    void prose_aborts_with_the_hint(String prose) {
        ConsensusDirectory consensus = deploying("\"" + prose + "\"");
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString())
                .contains("reads as prose", "if it is a command, write {\"run\": \"" + prose + "\"}");
        assertThat(shell.requests()).allMatch(request -> request.stage() == Stage.PRE_FLIGHT);
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void a_bare_string_whose_first_word_does_not_resolve_is_prose_and_one_with_run_is_a_finding() {
        shell.unableToRun("./nothing here").unableToRun("nothing");
        ConsensusDirectory consensus = deploying("\"./nothing here\", {\"run\": \"nothing\"}");
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString())
                .contains("deployment_steps/0: './nothing here': reads as prose")
                .contains("deployment_steps/1: 'nothing': there is no command 'nothing'");
    }

    @Test
    void with_never_no_bare_string_is_executed() {
        ConsensusDirectory consensus = deploying("\"./deploy.sh\"");
        Outcome outcome = consensus.run(shell, agent -> agent.bareStrings(BareStringPolicy.NEVER));
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("bare strings are switched off");
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void with_never_run_and_uses_still_work() {
        Outcome outcome =
                deploying("{\"run\": \"deploy\"}").run(shell, agent -> agent.bareStrings(BareStringPolicy.NEVER));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void an_executor_that_is_not_there_aborts_and_names_those_that_are() {
        Outcome outcome = deploying("{\"uses\": \"load-balancer\"}").run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString())
                .contains(
                        "there is no executor 'load-balancer'", "known are [shell]", "executor(\"load-balancer\", …)");
    }

    @Test
    void a_host_without_a_shell_is_told_how_to_get_one() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = DevOpsAgent.builder()
                .consensus(consensus.path())
                .withoutDiscovery()
                .run();
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("add devops-agent-adapters-shell to the class path");
    }

    @Test
    void a_relative_path_that_is_missing_aborts_only_where_no_earlier_step_can_create_it() {
        shell.missing("./first").missing("./second");
        assertThat(deploying("{\"run\": \"unpack\"}, {\"run\": \"./second\"}").run(shell))
                .isInstanceOf(Outcome.Deployed.class);
        ConsensusDirectory second = deploying("{\"run\": \"./first\"}");
        assertThat(second.run(shell)).isInstanceOf(Outcome.Aborted.class);
        assertThat(failureOf(second)).contains("'./first' is not there yet");
    }

    @Test
    void a_warning_is_in_the_record() {
        ConsensusDirectory consensus = deploying("{\"run\": \"unpack\"}, {\"run\": \"./second\"}");
        consensus.run(shell.missing("./second"));
        assertThat(consensus.deployment().at("/warnings/0").asString())
                .isEqualTo("deployment_steps/1: './second': './second' is not there yet");
    }

    @Test
    void an_executor_that_throws_or_returns_null_has_failed() {
        ConsensusDirectory consensus = deploying("{\"run\": \"deploy\"}");
        shell.doing("deploy", step -> {
            throw new IllegalStateException("the pool is empty");
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(failureOf(consensus)).endsWith("IllegalStateException: the pool is empty");
    }
}
