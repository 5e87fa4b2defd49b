package io.github.devopsagent.shell.internal.metric;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.TestStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real server of Prometheus, which has a minute of a shop's requests. Where none is installed, this does not run. */
class RealPrometheusTest {

    /** One request in four fails. */
    private static final String REQUESTS = """
            # TYPE http_requests counter
            http_requests_total{code="200"} 0 1700000000
            http_requests_total{code="500"} 0 1700000000
            http_requests_total{code="200"} 30 1700000030
            http_requests_total{code="500"} 10 1700000030
            http_requests_total{code="200"} 60 1700000060
            http_requests_total{code="500"} 20 1700000060
            # EOF
            """;

    private static final String READY = "Server is ready to receive web requests";

    @TempDir
    private static Path home = Path.of("");

    private static Optional<Process> server = Optional.empty();
    private static int port;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        assumeTrue(
                isInstalled("prometheus") && isInstalled("promtool"),
                "there is no prometheus on the PATH, such as apt-get install prometheus brings");
        Files.writeString(home.resolve("shop.om"), REQUESTS);
        Files.writeString(home.resolve("prometheus.yml"), "{}\n");
        Process filled = new ProcessBuilder("promtool", "tsdb", "create-blocks-from", "openmetrics", "shop.om", "data")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("promtool.log").toFile())
                .start();
        assertThat(filled.waitFor()).isZero();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process started = new ProcessBuilder(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        server = Optional.of(started);
        assertThat(started.inputReader().lines().anyMatch(line -> line.contains(READY)))
                .as("ready")
                .isTrue();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @AfterAll
    static void stopServer() throws InterruptedException {
        if (server.isPresent()) {
            server.get().destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sum(rate(http_requests_total{code=~\"5..\"}[1m] @ 1700000060)) / sum(rate(http_requests_total[1m] @ 1700000060)) | 0.25",
                "http_requests_total{code=\"500\"} @ 1700000060 | 20",
                "scalar(vector(12.5)) | 12.5",
                "vector(1e20) | 1.0E20",
                "0 / 0 | NaN",
                "1 / 0 | Infinity",
                "vector(-1) / 0 | -Infinity",
                "sum(nobody_counts_that) or vector(0) | 0",
            })
    void a_query_gives_one_number(String query, String number) {
        TestStep step = query(query);

        assertThat(step.run()).matches(StepResult::isSuccess);
        assertThat(step.printed()).isEqualTo(number + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nobody_counts_that | no data: the query has no series",
                "http_requests_total @ 1700000060 | expected one series, found 2",
                "http_requests_total[1m] @ 1700000060 | found a result of the type 'matrix'",
                "\"text\" | found a result of the type 'string'",
                "sum( | the server tells an error, bad_data: invalid parameter",
            })
    void a_query_that_gives_none_says_why(String query, String told) {
        assertThat(query(query).run())
                .isInstanceOfSatisfying(StepResult.Failed.class, failed -> assertThat(failed.reason())
                        .contains(told));
    }

    @Test
    void the_server_s_own_exposition_is_scraped() {
        TestStep one = scrape("prometheus_build_info");
        assertThat(one.run()).matches(StepResult::isSuccess);
        assertThat(one.printed()).isEqualTo("1\n");

        TestStep sum = scrape("prometheus_http_request_duration_seconds_count{handler=\"/metrics\"}");
        assertThat(sum.run()).matches(StepResult::isSuccess);
        assertThat(Double.parseDouble(sum.printed())).isPositive();

        TestStep later = scrape("prometheus_http_requests_total{code=\"599\"}");
        assertThat(later.run().reason()).contains("no data yet: there is prometheus_http_requests_total");
        assertThat(later.printed()).isEqualTo("none yet\n");
    }

    private static TestStep query(String query) {
        return step("prometheus", "").with("query", query);
    }

    private static TestStep scrape(String metric) {
        return step("scrape", "metrics").with("metric", metric);
    }

    private static TestStep step(String executor, String path) {
        return aProbe(
                        Path.of(""),
                        Objects.requireNonNull(new ShellExecutors().executors().get(executor)))
                .with("url", "http://127.0.0.1:" + port + "/" + path);
    }
}
