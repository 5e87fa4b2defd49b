package io.github.devopsagent.internal.secret;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret in what a host calls its things: codes, places, environments, directories. */
class SecretInNamesTest {

    private static final String PLAN = """
            "deployment_steps": [ {"run": "one", "rollback": {"run": "undo one"}} ]
            """;

    @TempDir
    private Path temporary;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private final RunListener listener = new RunListener() {
        @Override
        public void happened(RunEvent event, RunView run) {
            told.add(event.toString());
            told.add(run.toString());
        }
    };

    @Test
    void a_code_that_contains_one_is_masked_and_still_a_code() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        String secret = "hunter2-hunter2";
        DevOpsAgent agent = consensus
                .agent(aShell())
                .secret("TOKEN", secret)
                .listener(listener)
                .vetoRule(
                        "of the host",
                        evidence -> Either.left(Veto.of("no_" + secret + "_here", "no", Source.of("status.json"))))
                .vetoRule("consents", evidence -> Either.right(new Ok("knows " + secret)))
                .build();
        Preview preview = agent.preview();
        assertThat(preview.toString()).contains("no____" + "_here", "knows ***").doesNotContain(secret);
        Outcome outcome = consensus.run(agent);
        assertThat(outcome.toString()).contains("no____" + "_here").doesNotContain(secret);
        assertThat(told).noneMatch(text -> text.contains(secret));
        SecretLeakTest.files(consensus)
                .forEach((name, text) -> assertThat(text).as(name).doesNotContain(secret));
    }

    @Test
    void the_name_that_a_long_command_gets_shows_no_beginning_of_one() {
        String secret = "hunter2-hunter2";
        String command = "curl -fsS --retry 3 --max-time 30 -o /dev/null -H X-T:" + secret + " https://shop.example/";
        String address = "curl -fsS --retry 3 --max-time 30 --silent https://me:passw0rd-passw0rd@shop.example/";
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("""
                        "deployment_steps": [ {"run": "COMMAND", "rollback": "ADDRESS"} ],
                        "health_checks": [ "COMMAND" ]
                        """.replace("COMMAND", command).replace("ADDRESS", address))
                .in(temporary);
        DevOpsAgent agent = consensus
                .agent(aShell())
                .secret("TOKEN", secret)
                .listener(listener)
                .build();
        assertThat(agent.preview().toString()).contains("X-T:…").doesNotContain("hunter", "passw0");
        Outcome outcome = consensus.run(agent);
        assertThat(outcome.toString()).doesNotContain("hunter", "passw0");
        assertThat(told)
                .as(outcome.toString())
                .isNotEmpty()
                .noneMatch(text -> text.contains("hunter") || text.contains("passw0"));
        SecretLeakTest.files(consensus).forEach((name, text) -> {
            if (!name.endsWith("plan.json") && !name.endsWith("settings.json")) {
                assertThat(text).as(name).doesNotContain("hunter", "passw0");
            }
        });
    }

    @Test
    void where_a_check_comes_from_its_name_the_environment_and_the_directory_are_masked() throws IOException {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        Path work = Files.createDirectories(temporary.resolve("hunter2-hunter2"));
        Duration next = Duration.ofMillis(1);
        HealthCheck.Timing timing =
                new HealthCheck.Timing(Duration.ZERO, Duration.ZERO, next, Duration.ofMinutes(1), 1, 1);
        HealthCheck check =
                new HealthCheck("look", Action.shell("check"), HealthCheck.After.BOTH, timing, "of hunter2-hunter2");
        DevOpsAgent agent = consensus
                .agent(aShell())
                .secret("TOKEN", "hunter2-hunter2")
                .listener(listener)
                .environment("at hunter2-hunter2")
                .workingDirectory(work)
                .healthCheck(check)
                .healthCheck("asks hunter2-hunter2", probe -> StepResult.success())
                .build();
        assertThat(agent.preview().toString()).contains("at ***", "of ***").doesNotContain("hunter2");
        Outcome outcome = consensus.run(agent);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString()).doesNotContain("hunter2");
        assertThat(told).noneMatch(text -> text.contains("hunter2"));
        assertThat(consensus.deployment().path("environment").asString()).isEqualTo("at ***");
        assertThat(consensus.deployment().path("health_checks").toString()).contains("of ***", "asks ***");
        List<String> executed = List.of(".devops/runs/DEP-001/settings.json", ".devops/runs/DEP-001/plan.json");
        SecretLeakTest.files(consensus).forEach((name, text) -> {
            if (!executed.contains(name)) {
                assertThat(text).as(name).doesNotContain("hunter2");
            }
        });
        for (String name : executed) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(consensus.path(name))))
                    .endsWith("---");
        }
    }
}
