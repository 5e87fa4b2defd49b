package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check over HTTP sends, where it goes on, and what it expects. */
class HttpProbeOptionsTest {

    private static final String NOTHING = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final Map<String, Object> TOKEN = Map.of("secret", "API_TOKEN");

    /** By the port of a server, the one of the server that it redirects to. */
    private static final Map<Integer, Integer> OTHER = new ConcurrentHashMap<>();

    @Test
    void headers_are_sent_and_may_replace_its_own() {
        try (TestServer server = TestServer.answering(NOTHING)) {
            TestStep step = probe(server.url())
                    .with("headers", Map.of("Host", "shop.example", "X-Forwarded-Proto", "https", "accept", "text/x"));

            assertThat(step.run().isSuccess()).isTrue();
            assertThat(server.requests())
                    .contains("Host: shop.example", "X-Forwarded-Proto: https", "Accept: text/x", "Connection: close")
                    .filteredOn(line -> line.matches("(?i)(host|accept):.*"))
                    .hasSize(2);
        }
    }

    /** Its answer has the length of a body that does not come. */
    @Test
    void an_answer_to_head_has_no_body_that_is_waited_for() {
        try (TestServer server = TestServer.answering((to, self) -> {
            to.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".getBytes(ISO_8859_1));
            to.flush();
            self.stall();
        })) {
            assertThat(probe(server.url()).with("method", "HEAD").run().isSuccess())
                    .isTrue();
            assertThat(server.requests()).anyMatch(line -> line.startsWith("HEAD /health HTTP/1.1"));
        }
        try (TestServer server = TestServer.answering("HTTP/1.1 405 Method Not Allowed\r\n\r\n")) {
            assertThat(probe(server.url()).with("method", "HEAD").run().reason())
                    .startsWith("HEAD " + server.url() + ": expected status 200 to 299, found status 405");
        }
    }

    @Test
    void credentials_are_secrets_by_their_names() {
        try (TestServer server = TestServer.answering(NOTHING)) {
            probe(server.url())
                    .with("bearer_token", TOKEN)
                    .with("headers", Map.of("X-Api-Key", Map.of("secret", "KEY")))
                    .variable("API_TOKEN", "tok-12345678")
                    .variable("KEY", "key-12345678")
                    .run();
            probe(server.url())
                    .with("basic_auth", Map.of("user", "probe", "password", TOKEN))
                    .variable("API_TOKEN", "päss:word")
                    .run();

            assertThat(server.requests())
                    .contains(
                            "Authorization: Bearer tok-12345678",
                            "X-Api-Key: key-12345678",
                            "Authorization: Basic cHJvYmU6cMOkc3M6d29yZA==");
        }
    }

    @Test
    void what_a_server_repeats_of_them_is_masked() {
        try (TestServer server = TestServer.answering((to, self) ->
                to.write(("HTTP/1.1 500 Oops\r\n\r\n" + String.join("|", self.requests())).getBytes(ISO_8859_1)))) {
            assertThat(probe(server.url())
                            .with("bearer_token", TOKEN)
                            .variable("API_TOKEN", "abc")
                            .run()
                            .reason())
                    .contains("Authorization: Bearer ***")
                    .doesNotContain("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zq9!\"ü",
                "zq9%21%22%c3%bc",
                "zq9%2521%2522%25C3%25BC",
                "zq9!\\\"\\u00fc",
                "&#122;q9&#x21;&quot;&#xFC;",
            })
    void of_a_short_one_no_spelling_is_repeated(String spelled) {
        for (String answer :
                List.of("302 Found\r\nLocation: /?token=" + spelled + "#x\r\n\r\n", "500 No\r\n\r\n " + spelled)) {
            try (TestServer server =
                    TestServer.answering((to, self) -> to.write(("HTTP/1.1 " + answer).getBytes(UTF_8)))) {
                assertThat(probe(server.url())
                                .with("basic_auth", Map.of("user", "probe", "password", TOKEN))
                                .variable("API_TOKEN", "zq9!\"ü")
                                .run()
                                .reason())
                        .contains("***")
                        .doesNotContain("q9");
            }
        }
    }

    @Test
    void json_with_a_byte_that_is_no_character_is_none() {
        try (TestServer server = TestServer.answering((to, self) -> {
            to.write("HTTP/1.1 200 OK\r\n\r\n{\"status\": \"UP\", \"x\": \"".getBytes(US_ASCII));
            to.write(0xFC);
            to.write("\"}".getBytes(US_ASCII));
        })) {
            assertThat(json(server, Map.of("/status", "UP")))
                    .contains("expected JSON in the body", "a byte that belongs to no character of its charset");
        }
    }

    @Test
    void what_a_server_repeats_is_masked_before_it_is_cut() {
        try (TestServer server = TestServer.answering("HTTP/1.1 500 Oops\r\n\r\n" + "x".repeat(195) + "tok-12345678")) {
            assertThat(probe(server.url())
                            .with("bearer_token", TOKEN)
                            .variable("API_TOKEN", "tok-12345678")
                            .run()
                            .reason())
                    .contains("xxx***")
                    .doesNotContain("tok-");
        }
    }

    @Test
    void a_credential_that_is_not_there_is_found_before_anything_is_asked() {
        try (TestServer server = TestServer.answering(NOTHING)) {
            TestStep step = probe(server.url()).with("bearer_token", TOKEN);

            assertThat(check(step))
                    .isEqualTo(StepFinding.cannotRun("there is no secret 'API_TOKEN': give its value to the agent with"
                            + " secret(\"API_TOKEN\", …)"));
            assertThat(step.run()).isInstanceOf(NotStarted.class);
            assertThat(check(probe(server.url()).with("bearer_token", TOKEN).variable("API_TOKEN", "12345678\n"))
                            .message())
                    .contains("the secret 'API_TOKEN' cannot be sent in a header", "line break")
                    .doesNotContain("12345678");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_redirect_is_followed_with_all_headers_on_the_same_origin() {
        try (TestServer server = TestServer.answering((to, self) -> {
            boolean isFirst = self.requests().stream().noneMatch(line -> line.startsWith("GET /up"));
            to.write((isFirst ? "HTTP/1.1 302 Found\r\nLocation: ../up?a=b#c\r\n\r\n" : "HTTP/1.1 204 No\r\n\r\n")
                    .getBytes(US_ASCII));
        })) {
            StepResult result = probe(server.url())
                    .with("follow_redirects", true)
                    .with("bearer_token", TOKEN)
                    .variable("API_TOKEN", "tok-12345678")
                    .run();

            assertThat(result.reason()).startsWith("204 in ");
            assertThat(server.requests())
                    .contains("GET /up?a=b HTTP/1.1")
                    .filteredOn("Authorization: Bearer tok-12345678"::equals)
                    .hasSize(2);
        }
    }

    @Test
    void a_target_that_is_not_encoded_is_encoded() {
        try (TestServer server = TestServer.answering((to, self) -> {
            boolean isFirst = self.requests().stream().noneMatch(line -> line.startsWith("GET /log"));
            to.write((isFirst
                            ? "HTTP/1.1 302 Found\r\nLocation: /log in?to={a|b}%20\r\n\r\n"
                            : "HTTP/1.1 204 No\r\n\r\n")
                    .getBytes(US_ASCII));
        })) {
            assertThat(probe(server.url()).with("follow_redirects", true).run().reason())
                    .startsWith("204 in ");
            assertThat(server.requests()).contains("GET /log%20in?to=%7Ba%7Cb%7D%20 HTTP/1.1");
        }
    }

    /** The second origin leads back to the first, which would answer with the credentials of its own. */
    @Test
    void nothing_of_the_plan_goes_to_another_origin_or_comes_back_from_there() {
        try (TestServer first = TestServer.answering((to, self) -> {
                    boolean isBack = self.requests().contains("GET /back HTTP/1.1");
                    to.write((isBack
                                    ? "HTTP/1.1 200 OK\r\n\r\n"
                                    : "HTTP/1.1 307 Go\r\nLocation: http://localhost:" + port(self) + "/x\r\n\r\n")
                            .getBytes(US_ASCII));
                });
                TestServer second = TestServer.answering((to, self) ->
                        to.write(("HTTP/1.1 308 Back\r\nLocation: http://127.0.0.1:" + first.port() + "/back\r\n\r\n")
                                .getBytes(US_ASCII)))) {
            OTHER.put(first.port(), second.port());
            StepResult result = probe(first.url())
                    .with("follow_redirects", true)
                    .with("headers", Map.of("Cookie", Map.of("secret", "CANARY"), "Host", "shop.example"))
                    .with("bearer_token", TOKEN)
                    .variable("API_TOKEN", "tok-12345678")
                    .variable("CANARY", "canary=1")
                    .run();

            assertThat(result.reason()).startsWith("200 in ");
            assertThat(second.requests())
                    .contains("GET /x HTTP/1.1", "Host: localhost:" + second.port())
                    .noneMatch(line -> line.matches("(?i)(authorization|cookie):.*"));
            assertThat(first.requests())
                    .filteredOn(line -> line.matches("(?i)(authorization|cookie):.*"))
                    .hasSize(2);
        }
    }

    private static int port(TestServer first) {
        TestStep.await(() -> OTHER.containsKey(first.port()), "the other server");
        return OTHER.get(first.port());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/health | it was redirected more than 10 times",
                "ftp://h/ | redirected to ftp://h/, which cannot be asked",
                "http://a:b@127.0.0.1/ | to http://***@127.0.0.1/, an address with credentials",
            })
    void a_redirect_that_leads_nowhere_is_told(String target, String told) {
        try (TestServer server =
                TestServer.answering("HTTP/1.1 301 Moved\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(probe(server.url()).with("follow_redirects", true).run().reason())
                    .contains(told);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-399", "300-302"})
    void a_status_may_be_of_a_range(String range) {
        try (TestServer server = TestServer.answering("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")) {
            assertThat(probe(server.url()).with("expect_status", range).run().isSuccess())
                    .isTrue();
            assertThat(probe(server.url())
                            .with("expect_status", List.of(404, range))
                            .run()
                            .isSuccess())
                    .isTrue();
            assertThat(probe(server.url())
                            .with("expect_status", List.of(200, "303-399"))
                            .run()
                            .reason())
                    .contains("expected status 200, 303 to 399, found status 302 to /");
        }
    }

    @Test
    void json_is_compared_by_value() {
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK\r\n\r\n"
                + "{\"status\": \"UP\", \"n\": 1.0, \"a/b\": [true, null, {\"x\": \"\\u00fc\"}], \"t\": \"1\"}")) {
            assertThat(json(server, Map.of("/status", "UP", "/n", 1, "/a~1b/2/x", "ü", "/a~1b/2", Map.of("x", "ü"))))
                    .startsWith("200 in ");
            assertThat(json(server, Map.of("/status", "DOWN")))
                    .contains("expected \"DOWN\" at '/status' of the body, found \"UP\"");
            assertThat(json(server, Map.of("/t", 1))).contains("expected 1 at '/t' of the body, found \"1\"");
            assertThat(json(server, Map.of("/a~1b/7", 1))).contains("at '/a~1b/7' of the body, found nothing there");
            assertThat(json(server, Map.of("/a~1b/1", "x"))).contains("found null");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html> | there is no JSON at character 1",
                "{\"status\": \"UP\"} x | something follows the JSON at character 18",
                "{\"status\": \"UP\", \"status\": \"DOWN\"} | a name stands there twice",
                "{\"status\": \"UP\" | '}' is missing",
            })
    void what_is_no_json_is_told(String body, String told) {
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK\r\n\r\n" + body)) {
            assertThat(json(server, Map.of("/status", "UP")))
                    .contains("expected JSON in the body (" + told)
                    .contains("found status 200");
        }
    }

    @Test
    void json_that_was_not_read_to_its_end_is_none() {
        String body = "{\"status\": \"UP\", \"x\": \"" + "x".repeat(1 << 20) + "\"}";
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK\r\n\r\n" + body)) {
            assertThat(json(server, Map.of("/status", "UP"))).contains("found a body longer than 1048576 bytes");
        }
    }

    @Test
    void an_answer_that_takes_longer_than_it_may_is_unhealthy() {
        CountDownLatch slow = new CountDownLatch(1);
        try (TestServer server = TestServer.answering((to, self) -> {
            slow.await(50, TimeUnit.MILLISECONDS);
            to.write(NOTHING.getBytes(US_ASCII));
        })) {
            assertThat(probe(server.url()).with("max_time", "1ms").run().reason())
                    .matches(".*expected an answer within 1 ms \\('max_time'\\), found status 200 in \\d+ ms.*");
            assertThat(probe(server.url()).with("max_time", "PT10M").run().isSuccess())
                    .isTrue();
        }
    }

    @Test
    void what_is_wrong_is_told_without_values_that_may_be_credentials() {
        TestStep step = probe("http://h/").with("bearer_token", "eyJhbGciOi").with("expect_status", 99);

        assertThat(check(step).message())
                .isEqualTo(
                        "'bearer_token' is wrong: found a value that is no object; allowed is {\"secret\": \"NAME\"};"
                                + " give the value to the agent with secret(\"NAME\", …), and write its name here;"
                                + " 'expect_status' is wrong: found 99; allowed is a whole number 100 to 599; write a number in"
                                + " this range");
        assertThat(check(probe("http://h/").with("ca_file", "ca.pem")).message())
                .isEqualTo("'ca_file' is of TLS, found 'http://h/': write https://, or remove it");
    }

    @Test
    void people_are_told_what_is_not_secure() {
        assertThat(check(probe("https://h/").with("insecure", true)))
                .isEqualTo(StepFinding.warning("it is insecure: any certificate is taken, for any name, so that whoever"
                        + " answers counts as the service; write 'ca_file' instead"));
        assertThat(check(probe("http://h/").with("bearer_token", TOKEN).variable("API_TOKEN", "x"))
                        .message())
                .contains("sent without TLS");
        assertThat(probe("http://localhost/").with("bearer_token", TOKEN).variable("API_TOKEN", "x"))
                .satisfies(step -> assertThat(executor().check(step.input(), step.context()))
                        .isEmpty());
    }

    private static String json(TestServer server, Map<String, Object> expected) {
        return probe(server.url()).with("expect_json", expected).run().reason();
    }

    private static StepFinding check(TestStep step) {
        return executor().check(step.input(), step.context()).orElseThrow();
    }

    private static HttpExecutor executor() {
        return new HttpExecutor(SystemResolver.of(MachineTools.here()));
    }

    private static TestStep probe(String url) {
        return aProbe(Path.of("").toAbsolutePath(), executor()).with("url", url).within(Duration.ofMinutes(1));
    }
}
