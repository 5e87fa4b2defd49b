package io.github.devopsagent.internal.document;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.TickingClock;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.TrustedJson;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A record beside what its journal says, also one that an earlier version has written; and what is told of probes. */
class RecordComparisonTest {

    private static final String PLAN = """
            "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"},
            "health_checks": [ {"name": "api", "run": "check"} ],
            "monitoring": { "duration": "500ms", "period": "10ms", "failure_limit": 100,
              "metrics": [ {"name": "load", "run": "load", "at_most": 5} ] }
            """;

    @TempDir
    private Path temporary;

    private byte[] record = new byte[0];

    @BeforeEach
    void aRecord() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        int[] asked = {0};
        StepExecutor shell = aShell().doing("check", step -> {
                    asked[0]++;
                    return asked[0] % 10 == 5 ? StepResult.failure("HTTP 503") : StepResult.success("HTTP 200");
                })
                .doing("load", step -> {
                    step.output().line("1");
                    return StepResult.success();
                });
        consensus.run(shell, agent -> agent.clock(new TickingClock()));
        record = consensus.bytes("artifacts/deployment.json");
    }

    private static List<String> differing(byte[] found, byte[] again) {
        return new RecordComparison(found).differingFrom(again);
    }

    @Test
    void the_last_answers_of_a_check_are_told() {
        JsonNode root = TrustedJson.strict(record);
        JsonNode monitored = root.path("monitoring").path("health_checks").get(0);
        assertThat(monitored.path("name").asString()).isEqualTo("api");
        assertThat(monitored.path("probes").asInt()).isGreaterThan(40);
        assertThat(monitored.path("failed_probes").asInt()).isGreaterThan(3);
        JsonNode last = monitored.path("last");
        assertThat(last.size()).isEqualTo(40);
        int failed = IntStream.range(1, 39)
                .filter(i -> !last.get(i).path("healthy").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(last.get(failed).path("detail").asString()).isEqualTo("HTTP 503");
        assertThat(last.get(failed + 1).path("detail").asString()).isEqualTo("HTTP 200");
        assertThat(last.get(failed + 2).has("detail")).as("as before").isFalse();
        assertThat(root.path("monitoring").path("metrics").get(0).path("last").size())
                .isEqualTo(20);
        assertThat(root.path("health_checks")
                        .get(0)
                        .path("verification")
                        .path("last")
                        .size())
                .isEqualTo(1);
        assertThat(root.path("duration_ms").asLong()).isPositive();
        assertThat(root.path("agent").path("version").asString()).startsWith("0.");
        assertThat(root.path("agent").path("user").asString()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void a_record_is_as_its_journal_says() {
        assertThat(differing(record, record)).isEmpty();
        ObjectNode altered = (ObjectNode) TrustedJson.strict(record);
        ((ObjectNode) altered.path("agent")).put("host", "another");
        altered.put("duration_ms", 1);
        ((ArrayNode) altered.path("monitoring").path("health_checks").get(0).path("last")).remove(0);
        assertThat(differing(TrustedJson.pretty(altered), record))
                .containsExactly("agent", "duration_ms", "monitoring");
    }

    @Test
    void what_an_earlier_version_did_not_write_is_not_missed() {
        ObjectNode earlier = (ObjectNode) TrustedJson.strict(record);
        earlier.remove(List.of("agent", "duration_ms"));
        for (String part : List.of("baseline", "verification")) {
            ((ObjectNode) earlier.path("health_checks").get(0).path(part)).remove("last");
        }
        ((ObjectNode) earlier.path("monitoring")).remove("health_checks");
        ArrayNode last =
                (ArrayNode) earlier.path("monitoring").path("metrics").get(0).path("last");
        while (last.size() > 5) {
            last.remove(0);
        }
        assertThat(differing(TrustedJson.pretty(earlier), record)).isEmpty();

        ((ObjectNode) last.get(4)).put("value", 2);
        ((ObjectNode) earlier.path("health_checks").get(0)).remove("verification");
        assertThat(differing(TrustedJson.pretty(earlier), record)).containsExactly("health_checks", "monitoring");
    }
}
