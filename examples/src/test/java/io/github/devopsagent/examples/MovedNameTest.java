package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment moves a name to another address, while the old instance answers as before. */
class MovedNameTest {

    private static final String HEALTHY = "127.0.0.1";

    @TempDir
    Path root = Path.of(".");

    /** Nobody listens at .9; the JVM would remember the first address for half a minute. */
    @FewerCases(every = 2)
    @ParameterizedTest
    @ValueSource(strings = {"\"http\": \"http://shop.internal:%d/\"", "\"tcp\": \"shop.internal:%d\""})
    void a_name_that_leads_to_nobody_after_the_deployment_is_rolled_back(String check) throws Exception {
        assertThat(deployed(check, "127.0.0.9")).contains("connection refused (127.0.0.9)", "outcome: RolledBack");
    }

    @MatricesOnly
    @Test
    void a_name_that_leads_to_a_healthy_instance_is_deployed() throws Exception {
        assertThat(deployed("\"http\": \"http://shop.internal:%d/\"", HEALTHY)).contains("outcome: Deployed");
    }

    private String deployed(String check, String moved) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(HEALTHY, 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            DeploymentSite site = DeploymentSite.of(root, "");
            Path hosts = Files.writeString(site.work().resolve("hosts"), HEALTHY + " shop.internal\n");
            Files.writeString(site.consensus().resolve("artifacts/plan.json"), """
                    {"epic_id": "EP-KILL-001",
                     "deployment_steps": [ {"run": "echo '%s shop.internal' >hosts",
                       "rollback": {"run": "echo '%s shop.internal' >hosts"}} ],
                     "health_checks": [ {%s, "startup_timeout": "0s", "failure_threshold": 1} ]}
                    """.formatted(
                            moved, HEALTHY, check.formatted(server.getAddress().getPort())));
            return site.run(
                    Map.of("PATH", System.getenv("PATH"), "JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts));
        } finally {
            server.stop(0);
        }
    }
}
