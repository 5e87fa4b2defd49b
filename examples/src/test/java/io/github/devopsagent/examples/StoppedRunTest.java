package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.plan.Monitoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands, in the midst of which somebody stops the deployment with an editor and a message. */
class StoppedRunTest {

    private static final String STOPPED = """
            sed -i 's/"phase": *"deployment"/"phase": "blocked"/' $DEVOPS_CONSENSUS/status.json
            mkdir -p $DEVOPS_CONSENSUS/messages/inbox/devops
            echo 'Do not deploy this: orders are lost!' > $DEVOPS_CONSENSUS/messages/inbox/devops/stop.txt
            """;

    @TempDir
    Path home = Path.of(".");

    @Test
    void it_goes_no_further_and_is_undone() throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        String epic = Files.readString(consensus.resolve("status.json"))
                .replaceAll("(?s).*\"epic_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        Files.writeString(home.resolve("stop.sh"), STOPPED);
        Files.writeString(consensus.resolve("artifacts/plan.json"), """
                { "epic_id": "%s",
                  "deployment_steps": [
                    {"name": "a", "run": "echo a >> log", "rollback": {"run": "echo undo-a >> log"}},
                    {"name": "someone stops it", "run": "sh stop.sh", "rollback": {"run": "true"}},
                    {"name": "b", "run": "echo b >> log", "rollback": {"run": "echo undo-b >> log"}} ],
                  "health_checks": [ {"run": "true"} ] }
                """.formatted(epic));

        Outcome outcome = DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(home)
                .monitoring(new Monitoring(Duration.ZERO, Duration.ofSeconds(1), 0))
                .run();

        assertThat(outcome.toString())
                .startsWith("ROLLED BACK: the deployment was stopped before step 'b' (deployment_steps/2): wrong_phase")
                .contains("inbox_veto", "stop.txt", "orders are lost!");
        assertThat(home.resolve("log")).hasContent("a\nundo-a\n");
        assertThat(consensus.resolve("status.json"))
                .content()
                .contains("\"phase\": \"blocked\"", "orders are lost!")
                .doesNotContain("\"phase\": \"deployment\"");
    }
}
