package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A timer runs the agent on a deployment whose pre-flight step fails, and prints a lot, each time. */
@FewerCases(every = 2)
class PersistentAbortTest {

    private static final long MOST_OUTPUT = 16L << 20;

    @Test
    void five_runs_leave_what_one_leaves() throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        Files.writeString(consensus.resolve("artifacts/plan.json"), """
                { "epic_id": "EP-HELLO-001",
                  "preflight": [ "yes | head -c 3000000; false" ],
                  "deployment_steps": [ {"run": "true"} ],
                  "rollback_plan": {"run": "true"},
                  "health_checks": [ {"run": "true"} ] }
                """.replace("EP-HELLO-001", epic(consensus)));

        for (int i = 0; i < 5; i++) {
            Outcome outcome = DevOpsAgent.builder().consensus(consensus).run();
            assertThat(outcome).asString().startsWith("ABORTED: step").contains("exit code 1");
        }

        assertThat(names(consensus.resolve("artifacts/deployments"))).containsExactly("DEP-001.json");
        assertThat(names(consensus.resolve("messages/inbox/tech_lead"))).hasSize(1);
        assertThat(names(consensus.resolve(".devops/runs"))).containsExactly("DEP-005");
        assertThat(consensus.resolve("artifacts/deployment.json")).content().contains("\"repeated\" : 4");
        try (Stream<Path> files = Files.walk(consensus)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(MOST_OUTPUT);
        }
    }

    private static String epic(Path consensus) throws IOException {
        return Files.readString(consensus.resolve("status.json"))
                .replaceAll("(?s).*\"epic_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
        }
    }
}
