package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import java.nio.file.Path;
import java.time.Duration;

/** A process that runs the agent once over a consensus directory: for tests that kill it. */
final class KillableAgent {

    /** What comes before the outcome in what it prints. */
    static final String OUTCOME = "outcome: ";

    private static final HealthCheck.Timing QUICK =
            new HealthCheck.Timing(Duration.ZERO, Duration.ZERO, Duration.ofMillis(20), Duration.ofSeconds(30), 1, 1);

    private KillableAgent() {}

    public static void main(String[] arguments) {
        Outcome outcome = agent(Path.of(arguments[0]))
                .listener(RunListener.printingTo(System.out))
                .run();
        System.out.println(OUTCOME + outcome.getClass().getSimpleName());
    }

    static DevOpsAgent.Builder agent(Path consensus) {
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(consensus.resolveSibling("work"))
                .healthCheckTiming(QUICK)
                .monitoring(new Monitoring(Duration.ofMillis(80), Duration.ofMillis(40), 0));
    }
}
