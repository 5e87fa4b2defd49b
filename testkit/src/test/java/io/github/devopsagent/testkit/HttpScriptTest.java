package io.github.devopsagent.testkit;

import static io.github.devopsagent.testkit.DeploymentAssertions.assertThat;
import static io.github.devopsagent.testkit.ScriptedAnswer.respond;
import static io.github.devopsagent.testkit.ScriptedAnswer.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.contract.FewerCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says of a request over HTTP, and of its answer, is judged in a scripted run, too. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HttpScriptTest {

    @TempDir
    Path directory;

    private final ScriptedExecutor script = ScriptedExecutor.in(VirtualTime.start());

    private DevOpsAgent.Builder agent(String fields) {
        return script.agent(ConsensusBuilder.ofPlan("""
                {
                  "epic_id": "EP-1",
                  "deployment_steps": [ {"run": "deploy", "rollback": "undo"} ],
                  "health_checks": [ {"name": "api", "http": "http://localhost:8080/health" FIELDS} ],
                  "monitoring": {"duration": "1s", "period": "1s"}
                }
                """.replace("FIELDS", fields.isEmpty() ? "" : ", " + fields))
                .in(directory));
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "- | 200 | UP | -",
                "- | 503 | down for work | expected status 200 to 299, found status 503: down for work",
                "\"expect_status\": [200, \"300-399\"] | 302 | x | -",
                "\"expect_status\": 204 | 200 | x | expected status 204, found status 200: x",
                "\"expect_body\": \"UP\" | 200 | it is UP | -",
                "\"expect_body\": \"UP\" | 200 | it is DOWN | expected 'UP' in the body, found status 200: it is DOWN",
                "\"expect_body\": \"UP\" | 200 | SETUP | expected 'UP' in the body, and not as in 'SETUP', found status 200",
                "\"expect_json\": {\"/q/0\": 1, \"/s\": \"UP\"} | 200 | {\"s\": \"UP\", \"q\": [1.0]} | -",
                "\"expect_json\": {\"/s\": \"UP\"} | 200 | {\"s\": null} | expected UP at '/s' of the body",
                "\"expect_json\": {\"/s\": \"UP\"} | 200 | {\"s\": \"UP\", \"s\": \"UP\"} | expected JSON in the body",
                "\"expect_json\": {\"/s\": \"UP\"} | 200 | {\"s\": \"UP\"} x | expected JSON in the body",
            })
    void an_answer_is_healthy_if_the_plan_says_so(String fields, int status, String body, String found) {
        script.on("api", succeed(), respond(status, body));
        OutcomeAssert outcome = assertThat(agent(fields == null ? "" : fields).run());
        if (found == null) {
            outcome.isDeployed();
        } else {
            outcome.isRollbackFailed().because(found);
        }
    }

    @Test
    void an_answer_that_takes_longer_than_max_time_is_unhealthy() {
        String fields = "\"timeout\": \"5s\", \"max_time\": \"500ms\"";
        script.on(
                "api",
                succeed().times(2),
                succeed().taking(Duration.ofMillis(501)).untilRun("undo"),
                succeed().taking(Duration.ofMillis(500)));
        assertThat(agent(fields).run())
                .isRolledBack()
                .because("expected an answer within 500 ms ('max_time'), found one in 501 ms");
    }

    @Test
    void a_secret_that_the_plan_names_must_be_given() {
        String fields = "\"bearer_token\": {\"secret\": \"TOKEN\"}";
        DevOpsAgent.Builder agent = agent(fields);
        assertThat(agent.run()).isAborted().because("there is no secret 'TOKEN'");
        assertThat(script.steps()).isEmpty();

        assertThat(agent.secret("TOKEN", "abc-secret-xyz").run()).isDeployed();
    }

    @Test
    void a_command_has_no_answer_over_http() {
        script.on("deploy", respond(200, ""));
        assertThat(agent("").run())
                .isRolledBack()
                .because("respond(…) answers a health check over HTTP, and 'deploy' is none");
        assertThatThrownBy(() -> respond(20, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_answer_to_what_is_called_so_nowhere_fails_each_assertion() {
        script.on("http://localhost:8080/helth", respond(503, ""));
        DevOpsAgent.Builder agent = agent("");
        assertThatThrownBy(() -> assertThat(agent.run()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "the script answers what nothing in the plan is called: [http://localhost:8080/helth]")
                .hasMessageContaining("what there is: [api, deploy, http://localhost:8080/health, undo]");
    }

    @Test
    void an_answer_until_what_is_called_so_nowhere_fails_each_assertion() {
        script.on("http://localhost:8080/health", respond(503, "").untilRun("udno"), respond(200, ""));
        DevOpsAgent.Builder agent = agent("");
        assertThatThrownBy(() -> assertThat(agent.run()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the script answers what nothing in the plan is called: [udno]");
    }

    @Test
    void an_answer_to_what_was_not_reached_is_none_of_these() {
        script.on("undo", succeed()).on("restore git", succeed()).on("orders", succeed());
        assertThat(agent("")
                        .rollbackPoint(script.rollbackPoint("git"))
                        .healthCheck("orders", script)
                        .run())
                .isDeployed();
    }
}
