package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that answers 200 to its health check, and does worse than before. */
@FewerCases(every = 4)
class WatchedDeploymentTest {

    @TempDir
    Path elsewhere = Path.of(".");

    @TempDir
    Path home = Path.of(".");

    private final AtomicInteger errors = new AtomicInteger();
    private HttpServer server;
    private Path consensus = Path.of(".");

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/health", () -> "ok");
        answer("/stats", () -> "{\"latency\": {\"p95_ms\": " + (isDeployed() ? 90 : 30) + "}}");
        answer("/metrics", () -> isDeployed() ? "errors_total " + errors.incrementAndGet() + "\n" : "up 1\n");
        server.start();
    }

    private boolean isDeployed() {
        return Files.exists(home.resolve("deployed"));
    }

    private void answer(String path, java.util.function.Supplier<String> text) {
        server.createContext(path, exchange -> {
            byte[] body = text.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private Outcome run(String deploy, String metric) throws IOException {
        consensus = ConsensusBuilder.ofPlan("""
                { "epic_id": "EP-1",
                  "deployment_steps": [ {"run": "DEPLOY"} ],
                  "rollback_plan": {"run": "rm deployed"},
                  "health_checks": [ {"name": "api", "http": "ORIGIN/health", "timeout": "1m"} ],
                  "monitoring": { "duration": "20ms", "period": "10ms", "failure_limit": 0,
                    "metrics": [ METRIC ] } }
                """.replace("METRIC", metric).replace("DEPLOY", deploy).replace(
                        "ORIGIN", "http://localhost:" + server.getAddress().getPort()))
                .in(Files.createTempDirectory(elsewhere, "epic"));
        return DevOpsAgent.builder().consensus(consensus).workingDirectory(home).run();
    }

    @Test
    void a_slower_version_is_rolled_back() throws IOException {
        Outcome outcome = run(
                "touch deployed",
                "{\"name\": \"p95\", \"http\": \"ORIGIN/stats\", \"json\": \"/latency/p95_ms\", \"timeout\": \"1m\","
                        + " \"before\": \"20ms\", \"at_most_times_before\": 1.5}");

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString())
                .contains("metric 'p95' is 90, not at_most_times_before 1.5, was 30 in the middle before");
        assertThat(home.resolve("deployed")).doesNotExist();
    }

    @MatricesOnly
    @Test
    void a_counter_that_begins_with_the_first_error_is_counted_from_zero() throws IOException {
        Outcome outcome = run(
                "touch deployed",
                "{\"name\": \"500s\", \"scrape\": \"ORIGIN/metrics\", \"metric\": \"errors_total\", \"timeout\": \"1m\","
                        + " \"increase_at_most\": 0}");

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("metric '500s' is 1, not increase_at_most 0, has increased by 1");
    }

    @Test
    void lines_that_a_log_had_before_do_not_count() throws IOException {
        Files.writeString(home.resolve("shop.log"), "ERROR of yesterday\n");
        String metric =
                "{\"name\": \"errors\", \"log\": \"shop.log\", \"pattern\": \"ERROR|Exception\", \"at_most\": 0,"
                        + " \"timeout\": \"1m\"}";

        assertThat(run("touch deployed; echo fine >> shop.log", metric)).isInstanceOf(Outcome.Deployed.class);
        Outcome outcome = run("touch deployed; echo 'ERROR of today' >> shop.log", metric);

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("metric 'errors' is 1, not increase_at_most 0");
    }

    @Test
    void a_log_that_the_deployment_begins_is_all_new() throws IOException {
        String metric = "{\"name\": \"errors\", \"log\": \"shop.log\", \"pattern\": \"ERROR\", \"at_most\": 0,"
                + " \"timeout\": \"1m\"}";

        assertThat(run("touch deployed; echo fine > shop.log", metric)).isInstanceOf(Outcome.Deployed.class);
    }
}
