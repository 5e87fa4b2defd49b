package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that wants to know who asks, and that repeats what it was told. */
class HttpCheckTest {

    private static final String TOKEN = "tok-0123456789";

    @TempDir
    Path elsewhere = Path.of(".");

    @TempDir
    Path home = Path.of(".");

    private HttpServer server;
    private Path consensus = Path.of(".");

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            String told = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean isKnown = told.equals("Bearer " + TOKEN);
            byte[] body = ("{\"status\": \"" + (isKnown ? "UP" : "UNKNOWN") + "\", \"asked\": \"" + told + "\"}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(isKnown ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private DevOpsAgent.Builder agent(String fields) throws IOException {
        consensus = ConsensusBuilder.ofPlan("""
                { "epic_id": "EP-1",
                  "deployment_steps": [ {"run": "touch deployed"} ],
                  "rollback_plan": {"run": "rm deployed"},
                  "health_checks": [ {"name": "api", "http": "http://localhost:%d/health", "failure_threshold": 1,
                    "startup_timeout": "0s", "timeout": "1m", %s} ] }
                """.formatted(server.getAddress().getPort(), fields))
                .in(Files.createTempDirectory(elsewhere, "epic"));
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(home)
                .monitoring(new Monitoring(Duration.ZERO, Duration.ofSeconds(1), 0));
    }

    @Test
    void a_check_with_a_secret_passes() throws IOException {
        Outcome outcome = agent("\"bearer_token\": {\"secret\": \"PROBE\"}, \"expect_json\": {\"/status\": \"UP\"}")
                .secret("PROBE", TOKEN)
                .run();

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_check_that_fails_repeats_no_secret() throws IOException {
        DevOpsAgent.Builder agent = agent(
                        "\"bearer_token\": {\"secret\": \"PROBE\"}, \"expect_json\": {\"/status\": 1}")
                .secret("PROBE", TOKEN);
        Outcome outcome = agent.run();

        assertThat(outcome.toString())
                .contains("expected 1 at '/status' of the body, found \"UP\"")
                .doesNotContain(TOKEN);
        try (Stream<Path> all = Files.walk(consensus)) {
            assertThat(all.filter(Files::isRegularFile).map(HttpCheckTest::text))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains(TOKEN));
        }
    }

    @Test
    void a_secret_that_the_host_does_not_give_is_found_before_anything_changes() throws IOException {
        Outcome outcome = agent("\"bearer_token\": {\"secret\": \"PROBE\"}").run();

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("there is no secret 'PROBE'");
        assertThat(home.resolve("deployed")).doesNotExist();
    }

    @Test
    void preview_and_record_warn_of_what_is_insecure() throws IOException {
        String fields = "\"insecure\": true, \"follow_redirects\": true, \"expect_status\": [200, \"400-499\"]";
        Preview preview = agent(fields).build().preview();
        DevOpsAgent.Builder agent = agent(fields);
        Outcome outcome = agent.run();

        assertThat(preview.toString()).contains("it is insecure: any certificate is taken");
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(Files.readString(consensus.resolve("artifacts/deployment.json")))
                .contains("it is insecure: any certificate is taken");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
