package io.github.devopsagent.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.testkit.ConsensusBuilder;
import io.github.devopsagent.testkit.DeploymentAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, asked over HTTP and stopped as a machine stops it. */
class DeployerApplicationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

    /** It waits until the test lets it go on. */
    private static final String PLAN = """
            {"epic_id": "EP-1",
             "deployment_steps": [
               {"name": "publish", "run": "touch live; until [ -e go ]; do sleep 0.05; done; echo \\"token: $TOKEN\\"",
                "rollback": "rm -f live"}],
             "health_checks": [{"name": "up", "run": "test -d ."}],
             "monitoring": {"duration": "0s"}}
            """;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<Process> service = Optional.empty();

    @AfterEach
    void stopService() {
        service.ifPresent(Process::destroyForcibly);
    }

    @Test
    void a_run_is_begun_watched_and_reported_over_http() throws Exception {
        Path consensus = start();
        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");

        assertThat(post("/deployments").statusCode()).isEqualTo(202);
        await(directory.resolve("live"));
        assertThat(post("/deployments").statusCode()).isEqualTo(409);
        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"", "under way");
        assertThat(get("/deployments/progress").body())
                .startsWith("[{")
                .contains("\"kind\":\"started\"", "publish")
                .doesNotContain("\"kind\":\"ended\"");

        Files.createFile(directory.resolve("go"));
        awaitBody("/actuator/health", "DEPLOYED");
        assertThat(get("/deployments/progress").body())
                .contains("\"kind\":\"ended\"", "token: ")
                .doesNotContain("hunter2hunter2");
        assertThat(get("/deployments/report").body())
                .startsWith("<!DOCTYPE html>")
                .contains("DEP-001");
        DeploymentAssertions.assertThatRecordIn(consensus).hasResult("success");
    }

    @Test
    @Tag("matrix")
    @EnabledIfSystemProperty(named = "matrix.every", matches = "1", disabledReason = "run only with -Pmatrices")
    void a_run_under_way_is_undone_when_the_service_is_stopped() throws Exception {
        Path consensus = start();
        post("/deployments");
        await(directory.resolve("live"));

        Process running = service.orElseThrow();
        running.destroy();

        assertThat(running.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
        assertThat(directory.resolve("live")).doesNotExist();
        DeploymentAssertions.assertThatRecordIn(consensus).hasResult("rolled_back");
    }

    @Test
    @Tag("matrix")
    @EnabledIfSystemProperty(named = "matrix.every", matches = "1", disabledReason = "run only with -Pmatrices")
    void a_failed_rollback_makes_the_service_unhealthy() throws Exception {
        Path consensus = start(PLAN.replace("rm -f live", "exit 4").replace("done;", "done; exit 3;"));
        post("/deployments");
        Files.createFile(directory.resolve("go"));

        awaitBody("/actuator/health", "ROLLBACK FAILED");

        assertThat(get("/actuator/health").statusCode()).isEqualTo(503);

        assertThat(post("/deployments").statusCode()).isEqualTo(202);
        awaitBody("/actuator/health", "REFUSED");
        assertThat(get("/actuator/health").statusCode())
                .as("a run that is refused mends nothing")
                .isEqualTo(503);

        service.orElseThrow().destroyForcibly().waitFor();
        launch(consensus);
        assertThat(get("/actuator/health").body())
                .as("nor does a restart")
                .contains("\"status\":\"DOWN\"", "DEP-001 rollback_failed");
    }

    @Test
    void it_is_small_enough_to_be_read_at_once() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            long lines = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(file).size();
            }
            assertThat(lines).isLessThanOrEqualTo(120);
        }
    }

    private Path start() throws IOException {
        return start(PLAN);
    }

    private Path start(String plan) throws IOException {
        Path consensus = ConsensusBuilder.ofPlan(plan).in(directory.resolve("consensus"));
        launch(consensus);
        return consensus;
    }

    private void launch(Path consensus) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeployerApplication.class.getName(),
                        "--server.port=0",
                        "--deployer.consensus=" + consensus,
                        "--deployer.working-directory=" + directory)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().put("DEPLOYER_SECRETS_TOKEN", "hunter2hunter2");
        service = Optional.of(builder.start());
    }

    private Path log() {
        return directory.resolve("service.log");
    }

    private int port() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String text = Files.readString(log(), UTF_8);
            Matcher matcher = PORT.matcher(text);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            pause(end, "the service does not start: " + text);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return client.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    private void await(Path file) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file)) {
            pause(end, file + " is not there: " + Files.readString(log(), UTF_8));
        }
    }

    private void awaitBody(String path, String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!get(path).body().contains(text)) {
            pause(end, text + " is not told: " + Files.readString(log(), UTF_8));
        }
    }

    private static void pause(long end, String what) {
        assertThat(System.nanoTime() - end).as(what).isNegative();
        LockSupport.parkNanos(20_000_000);
    }
}
