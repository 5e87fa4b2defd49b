package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A deployment of which only the steps matter: how long it takes is measured. */
final class PricedDeployment {

    private PricedDeployment() {}

    /**
     * Deploys, once, below a directory that is made.
     *
     * @param steps JSON of each
     * @param options what else is told to the agent
     */
    static void run(Path site, List<String> steps, UnaryOperator<DevOpsAgent.Builder> options) throws IOException {
        Path consensus = site.resolve("consensus");
        Files.createDirectories(consensus.resolve("artifacts"));
        Files.writeString(consensus.resolve("status.json"), """
                {"epic_id": "EP-KILL-001", "tier": "standard", "phase": "deployment", "mode": "full", "iteration": 1,
                  "approvals": ["tech_lead", "developer", "qa"], "blockers": [], "updated_at": "2026-01-02T09:30:00Z",
                  "updated_by": "qa"}
                """);
        Files.writeString(consensus.resolve("artifacts/test_results.json"), KillScenario.TEST_RESULTS);
        Files.writeString(consensus.resolve("artifacts/plan.json"), """
                {"epic_id": "EP-KILL-001", "deployment_steps": [%s],
                 "rollback_plan": [{"name": "back", "run": "true"}],
                 "health_checks": [{"name": "up", "run": "test -d /"}],
                 "monitoring": {"duration": "1ms", "period": "1ms"}}
                """.formatted(String.join(",\n", steps)));
        Outcome outcome = options.apply(
                        DevOpsAgent.builder().consensus(consensus).workingDirectory(site))
                .run();
        if (!(outcome instanceof Outcome.Deployed)) {
            throw new IllegalStateException(outcome.toString());
        }
    }
}
