package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Monitoring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A plan with nothing but what the protocol's schema knows: steps and the rollback plan are strings, and health checks
 * have no place in it. So the host brings the health check.
 */
public final class ProtocolPlan {

    private ProtocolPlan() {}

    /**
     * Deploys the site in {@code examples/protocol-plan}.
     *
     * @param args none
     * @throws IOException if the site cannot be copied
     */
    public static void main(String[] args) throws IOException {
        run(Shipped.copyOf("protocol-plan"));
    }

    static Outcome run(Path site) {
        return DevOpsAgent.builder()
                .consensus(site.resolve("consensus"))
                .workingDirectory(site)
                .healthCheck("front page", Action.shell("grep '<h1>' live/index.html"))
                .monitoring(new Monitoring(Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
                .listener(RunListener.printingTo(System.out))
                .run();
    }
}
