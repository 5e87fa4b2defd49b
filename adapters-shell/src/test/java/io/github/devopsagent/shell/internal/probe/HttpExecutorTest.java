package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExecutorTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final Duration SHORT = Duration.ofMillis(400);

    @Test
    void any_status_from_200_to_299_is_success() {
        try (TestServer server = TestServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            StepResult result = probe(server).run();

            assertThat(result.isSuccess()).isTrue();
            assertThat(result.reason()).matches("204 in \\d+ ms");
        }
    }

    @Test
    void another_status_fails_and_the_reason_has_all_that_was_found() {
        try (TestServer server = TestServer.answering("HTTP/1.1 503 Oops\r\nContent-Length: 11\r\n\r\nno\ndatabase")) {
            assertFailure(probe(server))
                    .matches("GET \\Q" + server.url() + "\\E: expected status 200 to 299, found status 503"
                            + " and a body that begins: no database, after \\d+ ms");
        }
    }

    @Test
    void an_error_can_be_what_is_expected() {
        try (TestServer server = TestServer.answering("HTTP/1.1 503 Oops\r\n\r\nmaintenance")) {
            TestStep step = probe(server).with("expect_status", 503).with("expect_body", "maintenance");

            assertThat(step.run().isSuccess()).isTrue();
        }
    }

    @Test
    void the_expected_status_is_the_only_one_that_passes() {
        try (TestServer server = TestServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertFailure(probe(server).with("expect_status", 200))
                    .contains("expected status 200, found status 204 without a body");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 16\r\n\r\n{\"status\": \"UP\"}",
                "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"status\r\n8\r\n\": \"UP\"}\r\n0\r\n\r\n",
                "\r\n{\"status\": \"UP\"}"
            })
    void the_body_must_contain_the_expected_text(String headersAndBody) {
        try (TestServer server = TestServer.answering(OK + headersAndBody)) {
            assertThat(probe(server).with("expect_body", "\": \"UP\"").run().isSuccess())
                    .isTrue();
            assertFailure(probe(server).with("expect_body", "DOWN"))
                    .contains("expected 'DOWN' in the body, found status 200 and a body that begins: {\"status\":");
        }
    }

    @Test
    void a_body_with_the_opposite_of_the_expected_text_is_not_healthy() {
        try (TestServer server = TestServer.answering(OK + "\r\n{\"status\":\"unhealthy\"}")) {
            assertFailure(probe(server).with("expect_body", "healthy"))
                    .contains("expected 'healthy' in the body, and not as in 'unhealthy', found status 200 and a body");
            assertThat(probe(server).with("expect_body", "unhealthy").run().isSuccess())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"200-599 | 200 to 599", "200-503 | 200 to 503", "100-500 | 100 to 500"})
    void statuses_that_a_broken_service_has_as_well_are_told(String statuses, String told) {
        TestStep step = probe("http://127.0.0.1:1/").with("expect_status", statuses);

        assertThat(executor().check(step.input(), step.context()))
                .contains(
                        StepFinding.warning(
                                "'expect_status' takes " + told + ": an answer of 500 or above, as a service"
                                        + " gives that is broken, counts as healthy beside one of 200; leave out what is no success"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-399", "200-499", "500-599", "503"})
    void statuses_that_tell_well_from_broken_are_no_finding(String statuses) {
        TestStep step = probe("http://127.0.0.1:1/").with("expect_status", statuses);

        assertThat(executor().check(step.input(), step.context())).isEmpty();
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() {
        try (TestServer server = TestServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")) {
            assertFailure(probe(server)).contains("found status 302");
            assertThat(probe(server).with("expect_status", 302).run().isSuccess())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2\r\n\r\nUP", "Transfer-Encoding: chunked\r\n\r\n2\r\nUP\r\n0\r\n\r\n"})
    void each_probe_has_a_connection_of_its_own_even_if_the_server_would_keep_it(String headersAndBody) {
        try (TestServer server = TestServer.answering((to, self) -> {
            send(to, OK + "Connection: keep-alive\r\n" + headersAndBody);
            self.stall();
        })) {
            assertThat(probe(server).run().reason()).startsWith("200 in ");
            assertThat(probe(server).run().reason()).startsWith("200 in ");

            assertThat(server.clients()).hasSize(2);
            assertThat(server.requests()).contains("GET /health HTTP/1.1", "Connection: close");
        }
    }

    @Test
    void headers_that_do_not_come_run_into_the_deadline() {
        assertStalled("", "waiting for the status line from 127.0.0.1:");
        assertStalled(OK, "reading status and headers from 127.0.0.1:");
    }

    @Test
    void a_body_that_does_not_go_on_runs_into_the_deadline() {
        assertStalled(
                OK + "Content-Length: 10\r\n\r\nabc",
                "reading the body, after status 200 and 3 bytes of the body, after ");
        assertStalled(
                OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "reading the body, after status 200 and 3 bytes of the body, after ");
    }

    @Test
    void a_body_that_drips_runs_into_the_deadline_though_every_byte_comes_in_time() {
        try (TestServer server = TestServer.answering((to, self) -> {
            send(to, OK + "\r\n");
            while (true) {
                send(to, ".");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        })) {
            assertFailure(probe(server).within(SHORT))
                    .contains(
                            "no complete answer within 400 ms: it timed out while reading the body, after status 200 and ");
        }
    }

    @Test
    void headers_that_drip_run_into_the_deadline() {
        try (TestServer server = TestServer.answering((to, self) -> {
            send(to, OK);
            while (true) {
                send(to, "X-More: x\r\n");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        })) {
            assertFailure(probe(server).within(SHORT))
                    .contains("no complete answer within 400 ms: it timed out while reading status and headers");
        }
    }

    @Test
    void of_a_body_without_end_only_the_beginning_is_read() {
        try (TestServer server = TestServer.answering((to, self) -> {
            send(to, OK + "\r\nUP");
            while (true) {
                send(to, "x".repeat(60_000));
            }
        })) {
            assertThat(probe(server).with("expect_body", "UP").run().isSuccess())
                    .isTrue();
            assertFailure(probe(server).with("expect_body", "DOWN"))
                    .contains("expected 'DOWN' in the body (its first 1048576 bytes), found status 200");
        }
    }

    @Test
    void a_refused_connection_is_named() {
        TestServer server = TestServer.answering("");
        server.close();

        assertFailure(probe(server))
                .contains("cannot connect to 127.0.0.1:" + server.port() + ": connection refused, after ");
    }

    @Test
    void an_unknown_host_is_named() {
        assertFailure(probe("http://no-such-host.invalid:8080/"))
                .contains("the host 'no-such-host.invalid' cannot be resolved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OK, OK + "Content-Length: 10\r\n\r\nabc", OK + CHUNKED + "\r\n3\r\nabc\r\n"})
    void an_answer_that_is_not_whole_is_a_failure(String answer) {
        try (TestServer server = TestServer.answering(answer)) {
            assertFailure(probe(server)).contains("ended before a complete answer");
        }
    }

    @Test
    void a_server_that_does_not_speak_tls_is_named() {
        try (TestServer server = TestServer.answering(OK + "\r\n")) {
            // It answers once it has read an empty line, which the random bytes of a handshake have now and then.
            assertFailure(probe("https://127.0.0.1:" + server.port() + "/").within(SHORT))
                    .containsAnyOf(
                            "it timed out while waiting for the TLS handshake with 127.0.0.1:" + server.port()
                                    + " (does it speak TLS?)",
                            "(the server seems to speak without TLS: write http://)");
        }
    }

    @Test
    void an_interruption_ends_it_at_once() {
        try (TestServer server = TestServer.answering((to, self) -> self.stall())) {
            TestStep step = probe(server).start();
            TestStep.await(() -> !server.requests().isEmpty(), "the request");

            step.interrupt();

            assertThat(step.result().reason())
                    .startsWith("GET " + server.url() + ": interrupted while waiting for the status line from ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:8080/health | must be an absolute http or https address",
                "/health               | must be an absolute http or https address",
                "ftp://localhost/      | must be an absolute http or https address",
                "http:///health        | must have a host",
                "http://localhost:99999/ | must have a port from 1 to 65535",
                "http://local host/    | the character U+0020 is none of them",
                "http://me:hunter2@localhost/ | contains credentials",
                "http://me:hunter2@local:host/ | found 'http://***@local:host/'",
                "http://me:hunter2 @localhost/ | contains credentials",
                "me:hunter2@localhost/  | must be an absolute http or https address such as http://localhost:8080/health, found '***@localhost/'"
            })
    void a_url_that_cannot_be_asked_is_found_out_before(String url, String why) {
        TestStep step = probe(url);

        StepFinding finding = executor().check(step.input(), step.context()).orElseThrow();

        assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
        assertThat(finding.message()).contains(why).doesNotContain("hunter2");
        assertThat(step.run()).isEqualTo(new NotStarted(finding.message()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "600", "OK", "200.5", "100", "103"})
    void an_expected_status_that_is_none_is_found_out_before(String status) {
        TestStep step = probe("http://localhost/").with("expect_status", status);

        assertThat(executor().check(step.input(), step.context()).orElseThrow().message())
                .contains("expect_status")
                .contains(status);
    }

    @Test
    void a_url_that_can_be_asked_is_no_finding() {
        TestStep step = probe("HTTPS://[::1]:8443/health?full=yes").with("expect_status", 200);

        assertThat(executor().check(step.input(), step.context())).isEmpty();
    }

    private static void assertStalled(String sent, String progress) {
        try (TestServer server = TestServer.answering((to, self) -> {
            send(to, sent);
            self.stall();
        })) {
            Stopwatch time = Stopwatch.start();

            assertFailure(probe(server).within(SHORT))
                    .contains("no complete answer within 400 ms: it timed out while " + progress);

            assertThat(time.elapsed()).isBetween(SHORT.minusMillis(50), SHORT.plus(Duration.ofMinutes(5)));
        }
    }

    private static AbstractStringAssert<?> assertFailure(TestStep step) {
        StepResult result = step.run();
        assertThat(result).isInstanceOf(Failed.class);
        return assertThat(result.reason());
    }

    private static HttpExecutor executor() {
        return new HttpExecutor(SystemResolver.of(MachineTools.here()));
    }

    private static TestStep probe(TestServer server) {
        return probe(server.url());
    }

    private static TestStep probe(String url) {
        return aProbe(Path.of("/"), executor()).with("url", url);
    }

    private static void send(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(ISO_8859_1));
        to.flush();
    }
}
