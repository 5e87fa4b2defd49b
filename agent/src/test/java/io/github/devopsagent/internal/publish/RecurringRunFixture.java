package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Runs that a timer begins every five minutes, and what they leave. */
abstract class RecurringRunFixture {

    static final String WITHOUT_A_WAY_BACK = """
            "deployment_steps": [ {"run": "deploy"}, {"run": "restart"} ],
            "rollback_plan": "Revert the commit and redeploy."
            """;

    @TempDir
    Path temporary;

    final ScriptedShell shell = aShell();

    static Outcome run(ConsensusDirectory consensus, ScriptedShell shell, int time) {
        return consensus.run(shell, agent -> agent.clock(at(time)));
    }

    static Clock at(int time) {
        return Clock.fixed(Instant.parse("2025-12-31T10:00:00Z").plus(Duration.ofMinutes(5L * time)), ZoneOffset.UTC);
    }

    static void edit(ConsensusDirectory consensus, String old, String now) {
        consensus.edit("artifacts/plan.json", old, now);
    }

    static ConsensusDirectory withoutBlockers(ConsensusDirectory consensus) {
        String status = consensus.text("status.json");
        int from = status.indexOf("\"blockers\": [") + "\"blockers\": [".length();
        return consensus.write("status.json", status.substring(0, from) + status.substring(status.indexOf("]", from)));
    }

    static List<String> records(ConsensusDirectory consensus) {
        return consensus.names("artifacts/deployments");
    }

    static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusals().get(0).toString();
    }
}
