package io.github.devopsagent.shell.internal.metric;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that servers tell: each is the last line of the output, as a command would print it. */
class HttpMetricTest {

    @TempDir
    Path directory;

    private static final Map<String, StepExecutor> EXECUTORS = new ShellExecutors().executors();
    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";

    /** As Prometheus documents them. */
    private static final String VECTOR =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}";

    private static final long NOW = System.currentTimeMillis();

    private static final String ONE = "{\"metric\":{\"job\":\"shop\"},\"value\":[" + NOW / 1000 + ".781,\"0.125\"]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"p95\": 12.50} | /p95 | 12.5",
                "{\"a\": [{\"b/c\": \"1e3\"}]} | /a/0/b~1c | 1000",
                "{\"x\": 0.0} | /x | 0",
                "{\"x\": -1e300} | /x | -1.0E300",
                "{\"x\": \"NaN\"} | /x | NaN",
                "{\"x\": \"+Inf\"} | /x | Infinity",
                "{\"x\": 12345678.9} | /x | 12345678.9",
                "7 | '' | 7",
            })
    void a_number_in_json_is_printed(String body, String pointer, String number) {
        try (TestServer server = TestServer.answering(OK + body)) {
            TestStep step = step("http", server).with("json", pointer);

            assertThat(step.run()).matches(StepResult::isSuccess);
            assertThat(step.printed()).isEqualTo(number + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"x\": \"1,5\"} | expected a number at '/x' of the body, found 1,5, a string that is no number",
                "{\"x\": \"12ms\"} | a string that is no number",
                "{\"x\": \"1d\"} | a string that is no number",
                "{\"x\": null} | found null, null",
                "{\"x\": true} | found true, no number",
                "{\"y\": 1} | no data: expected a number at '/x' of the body, found nothing there",
                "{\"x\": 1 | expected JSON in the body",
                "{\"x\": 01} | expected JSON in the body",
            })
    void what_is_no_number_is_told(String body, String told) {
        try (TestServer server = TestServer.answering(OK + body)) {
            TestStep step = step("http", server).with("json", "/x");

            assertThat(step.run().reason()).contains(told);
            assertThat(step.printed()).isEmpty();
        }
    }

    @Test
    void prometheus_is_asked_for_one_number() {
        try (TestServer server = TestServer.answering(OK + String.format(VECTOR, ONE))) {
            TestStep step = aProbe(Path.of(""), executor("prometheus"))
                    .with("url", "http://127.0.0.1:" + server.port() + "/prom/")
                    .with("query", "sum(rate(x{code=~\"5..\"}[1m])) + 1")
                    .with("bearer_token", Map.of("secret", "TOKEN"))
                    .variable("TOKEN", "tok-12345678");

            assertThat(step.run()).matches(StepResult::isSuccess);
            assertThat(step.printed()).isEqualTo("0.125\n");
            assertThat(server.requests())
                    .contains(
                            "GET /prom/api/v1/query?query=sum%28rate%28x%7Bcode%3D%7E%225..%22%7D%5B1m%5D%29%29+%2B+1"
                                    + " HTTP/1.1",
                            "Authorization: Bearer tok-12345678");
        }
    }

    @Test
    void remarks_of_prometheus_are_told() {
        try (TestServer server = TestServer.answering(OK
                + "{\"status\":\"success\",\"warnings\":[],\"infos\":[\"no\\u001b[2J counter\"],"
                + "\"data\":{\"resultType\":\"scalar\",\"result\":[" + NOW / 1000 + ".781,\"-Inf\"]}}")) {
            TestStep step = query(server);

            assertThat(step.run()).matches(StepResult::isSuccess);
            assertThat(step.printed()).isEqualTo("the server remarks: no\uFFFD[2J counter\n-Infinity\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"} | CANNOT_RUN | bad_data: parse error",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}} | CANNOT_RUN | of the type 'matrix'",
                "422 | {\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many-to-many\"} | CAN_RUN | execution: many-to-many",
                "503 | starting | CAN_RUN | found status 503",
            })
    void a_query_is_asked_once_before_anything_changes(String status, String body, String certainty, String told) {
        try (TestServer server = TestServer.answering("HTTP/1.1 " + status + " X\r\n\r\n" + body)) {
            assertThat(checked(query(server))).hasValueSatisfying(finding -> {
                assertThat(finding.certainty()).hasToString(certainty);
                assertThat(finding.message()).contains(told);
            });
        }
    }

    @Test
    void a_query_that_has_a_number_or_no_series_so_far_is_fine() {
        for (String series : List.of(ONE, "")) {
            try (TestServer server = TestServer.answering(OK + String.format(VECTOR, series))) {
                assertThat(checked(query(server))).isEmpty();
            }
        }
    }

    @Test
    void a_server_that_the_deployment_may_bring_is_a_warning() {
        TestServer server = TestServer.answering(OK);
        server.close();

        assertThat(checked(query(server))).hasValueSatisfying(finding -> assertThat(finding.certainty())
                .isEqualTo(StepFinding.Certainty.CAN_RUN));
    }

    private static Optional<StepFinding> checked(TestStep step) {
        return executor("prometheus").check(step.input(), step.context());
    }

    /** A value of the stores that answered is none of all. */
    @Test
    void a_value_beside_a_warning_of_prometheus_is_no_number() {
        assertTold(
                String.format(VECTOR, ONE)
                        .replace("{\"status\"", "{\"warnings\":[\"one store is\\u001b[2J away\"],\"status\""),
                "the answer, 0.125, may be of a part of the data alone; the server warns: one store is\uFFFD[2J away");
    }

    /** VictoriaMetrics says so in a field of its own; proxies that imitate the API have warnings of other types. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"isPartial\":true | alone, since the server says that it is partial",
                "\"isPartial\":1 | since the server says that it is partial",
                "\"warnings\":\"partial\" | alone; the server warns: partial",
                "\"warnings\":{\"a\":\"b\"} | the server warns: {a=\"b\"}",
                "\"warnings\":[\"\"] | the server warns: ",
                "\"errors\":[\"shard 2 failed\"] | the server warns: shard 2 failed",
            })
    void a_value_that_may_be_partial_is_no_number(String field, String told) {
        assertTold(String.format(VECTOR, ONE).replace("{\"status\"", "{" + field + ",\"status\""), told);
    }

    @Test
    void what_says_that_nothing_is_missing_is_passed_over() {
        try (TestServer server = TestServer.answering(OK
                + String.format(VECTOR, ONE)
                        .replace("{\"status\"", "{\"isPartial\":false,\"warnings\":null,\"status\""))) {
            assertThat(query(server).run()).matches(StepResult::isSuccess);
        }
    }

    @Test
    void a_value_without_a_time_is_no_number() {
        assertTold(String.format(VECTOR, "{\"metric\":{},\"value\":[null,\"1\"]}"), "the answer, 1, has no time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"vector | [{\"metric\":{},\"value\":[%d,\"1\"]}]", "scalar | [%d,\"1\"]"})
    void a_value_that_was_computed_long_ago_is_no_number(String type, String result) {
        long old = NOW / 1000 - 301;
        assertTold(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":"
                        + String.format(result, old) + "}}",
                "the answer, 1, is of " + Instant.ofEpochSecond(old) + ", and here it is ");
    }

    @Test
    void what_prometheus_has_instead_of_a_number_is_told() {
        assertTold(String.format(VECTOR, ""), "no data: the query has no series");
        assertTold(
                String.format(VECTOR, ONE + "," + ONE.replace("shop", "cart")),
                "expected one series, found 2, the first two {job=\"shop\"} and {job=\"cart\"}: make one of them");
        assertTold(
                String.format(VECTOR, "{\"metric\":{},\"histogram\":[1435781451.781,{\"count\":\"1\"}]}"),
                "found a native histogram");
        assertTold(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
                "found a result of the type 'matrix'");
        assertTold(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1,\"5\"]}}",
                "found a result of the type 'string'");
        assertTold("<html>", "the answer is no JSON (there is no JSON at character 1): found status 200");
        assertTold("{\"status\":\"UP\"}", "expected status 200 of the API of Prometheus, found status 200");
    }

    @Test
    void errors_of_prometheus_are_told() {
        try (TestServer server = TestServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n"
                + "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:5: parse error: unclosed left"
                + " parenthesis\",\"warnings\":[\"old\"]}")) {
            assertThat(query(server).run().reason())
                    .isEqualTo(
                            "query up of http://127.0.0.1:" + server.port() + "/: the server tells an error, bad_data:"
                                    + " 1:5: parse error: unclosed left parenthesis; the server warns: old");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h/api/v1/query | up | 'url' is the server's address without /api/v1/query",
                "http://h/?query=up | up | 'url' is the server's address without",
                "http://h/ | '' | 'query' is missing",
            })
    void a_question_that_cannot_be_asked_is_found_before(String url, String query, String told) {
        TestStep step =
                aProbe(Path.of(""), executor("prometheus")).with("url", url).with("query", query);

        assertThat(executor("prometheus")
                        .check(step.input(), step.context())
                        .orElseThrow()
                        .message())
                .contains(told);
    }

    private static final List<String> EXPOSITION = List.of(
            "# HELP http_requests_total The total number of \\n requests.",
            "# TYPE http_requests_total counter",
            "http_requests_total{method=\"post\",code=\"200\"} 1027 " + NOW,
            "http_requests_total{ code=\"500\", method=\"post\", } 3",
            "http_requests_total{method=\"get\",code=\"500\"}4\t",
            "",
            "msdos_file_access_time_seconds{path=\"C:\\\\DIR\\\\FILE.TXT\",error=\"Cannot find file:\\n\\\"}x\\\"\"} 1.458255915e9",
            "metric_without_timestamp_and_labels 12.47",
            "something_weird{problem=\"division by zero\"} +Inf " + NOW,
            "nothing NaN",
            "rpc_duration_seconds_bucket{le=\"0.05\"} 24054 # {trace_id=\"KOO5S4vxi0o\"} 0.67",
            "rpc_duration_seconds_bucket{le=\"+Inf\"} 144320 " + NOW / 1000
                    + ".789 # {trace_id=\"o\"} 9.8 1520879607.789",
            "rpc_duration_seconds_sum 53423",
            "{\"http.server.duration\",\"a.b\"=\"ü\"} 5",
            "point 1 " + NOW / 1000 + ".5",
            "point 2 " + (NOW / 1000 + 1) + ".5",
            "# EOF");

    @ParameterizedTest
    @ValueSource(longs = {1, 1000})
    void a_sample_that_is_old_by_its_own_time_is_no_number(long unit) {
        long old = NOW / 1000 - 301;
        try (TestServer server = scraped("x 1 " + old * (1000 / unit) + "\n")) {
            assertThat(step("scrape", server).with("metric", "x").run().reason())
                    .contains("the value of x{} is of " + Instant.ofEpochSecond(old), "may be 5 minutes old");
        }
    }

    @Test
    void what_is_behind_the_end_of_an_exposition_makes_it_none() {
        try (TestServer server = scraped("x 1\n# EOF\nx 9\n")) {
            assertThat(step("scrape", server).with("metric", "x").run().reason())
                    .contains("line 3 is behind # EOF, which is the last line of an exposition: x 9");
        }
    }

    @Test
    void whether_series_are_counters_is_true_or_false() {
        TestStep step = aProbe(directory, executor("scrape"))
                .with("url", "http://127.0.0.1:1/")
                .with("metric", "n")
                .with("counter", "perhaps");

        assertThat(executor("scrape").check(step.input(), step.context()))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("allowed is true or false"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http_requests_total{code=\"200\"} | 1027",
                "http_requests_total{code=\"200\",method=\"post\"} | 1027",
                "http_requests_total{code=\"500\"} | the sum of 2 series: http_requests_total{code=\"500\",method=\"post\"},"
                        + " http_requests_total{code=\"500\",method=\"get\"}/7",
                "http_requests_total{code=\"500\",zone=\"\"} | the sum of 2 series: http_requests_total{code=\"500\","
                        + "method=\"post\"}, http_requests_total{code=\"500\",method=\"get\"}/7",
                "msdos_file_access_time_seconds{error=\"Cannot find file:\\n\\\"}x\\\"\"} | 1458255915",
                "metric_without_timestamp_and_labels | 12.47",
                "something_weird | Infinity",
                "nothing{} | NaN",
                "rpc_duration_seconds_bucket{le=\"0.05\"} | 24054",
                "rpc_duration_seconds_bucket{le=\"+Inf\"} | 144320",
                "rpc_duration_seconds_sum | 53423",
                "{\"http.server.duration\"} | 5",
                "{\"http.server.duration\",\"a.b\"=\"ü\"} | 5",
                "point | 2",
            })
    void series_of_an_exposition_are_found_by_their_labels_and_added_up(String metric, String printed) {
        try (TestServer server = scraped(String.join("\n", EXPOSITION))) {
            TestStep step = step("scrape", server).with("metric", metric);

            assertThat(step.run()).matches(StepResult::isSuccess);
            assertThat(step.printed()).isEqualTo(printed.replace("}/", "}\n") + "\n");
            assertThat(server.requests()).anyMatch(line -> line.startsWith("Accept: application/openmetrics-text"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http_requests | no data: there is no series http_requests; there is http_requests_total | none",
                "http_requests_total{code=\"404\"} | data yet: there is http_requests_total, but no series of it with {code=\"404\"} | none yet",
                "http_requests_total{status=\"404\"} | no data: there is http_requests_total, but no series of it with | none",
                "http_requests_total{code=\"404\",zone=\"1\"} | no data: there is http_requests_total, but no series | none",
                "another | no data: there is no series another | none",
            })
    void a_series_that_is_not_there_is_no_zero(String metric, String told, String printed) {
        try (TestServer server = scraped(String.join("\r\n", EXPOSITION))) {
            TestStep step = step("scrape", server).with("metric", metric);

            assertThat(step.run().reason()).contains(told);
            assertThat(step.printed()).isEqualTo(printed + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html> | line 1 is none of the text format",
                "x | a value is missing: x",
                "x 1,5 | a number is missing",
                "x{a=\"b} 1 | a quote does not end",
                "x{a=\"b\" c=\"d\"} 1 | ',' or '}' is missing",
                "x{a=\"b\",a=\"c\"} 1 | a label stands there twice",
                "x 1 2 3 | a value is missing",
            })
    void what_is_no_exposition_is_no_number(String line, String told) {
        try (TestServer server = scraped(line + "\nx 1\n")) {
            assertThat(step("scrape", server).with("metric", "x").run().reason())
                    .contains(told);
        }
    }

    @Test
    void a_series_that_stands_there_twice_is_not_added_up() {
        try (TestServer server = scraped("x{a=\"1\",b=\"2\"} 1\nx{b=\"2\",a=\"1\"} 1\n")) {
            assertThat(step("scrape", server).with("metric", "x").run().reason())
                    .contains("line 2 is none of the text format", "a series that stands there twice");
        }
    }

    /** Of a number that is cut nothing else is odd. */
    @ParameterizedTest
    @CsvSource({"text/plain, x 1", "text/plain, x 1|# EO", "application/openmetrics-text; version=1.0.0, x 1|"})
    void an_exposition_without_its_end_is_no_number(String type, String text) {
        String head = "HTTP/1.0 200 OK\r\nContent-Type: " + type + "\r\n\r\n";
        try (TestServer server = TestServer.answering(head + text.replace('|', '\n'))) {
            TestStep step = step("scrape", server).with("metric", "x");

            assertThat(step.run().reason()).contains("the answer may be cut: its last line");
            assertThat(step.printed()).isEmpty();
        }
    }

    @Test
    void an_exposition_that_was_not_read_to_its_end_has_no_sum() {
        try (TestServer server = scraped("x 1\n" + "#".repeat(1 << 20))) {
            assertThat(step("scrape", server).with("metric", "x").run().reason())
                    .contains("a body longer than 1048576 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x{a=~\"5..\"} | of what matches, only = is known",
                "x{a!=\"5\"} | of what matches, only = is known",
                "sum(x) | something follows the labels",
                "{} | a name is missing",
            })
    void a_selector_that_is_none_is_found_before(String metric, String told) {
        TestStep step =
                aProbe(Path.of(""), executor("scrape")).with("url", "http://h/").with("metric", metric);

        assertThat(executor("scrape")
                        .check(step.input(), step.context())
                        .orElseThrow()
                        .message())
                .contains("'metric' is wrong", told);
    }

    private static void assertTold(String body, String told) {
        try (TestServer server = TestServer.answering(OK + body)) {
            TestStep step = query(server);
            assertThat(step.run().reason()).contains(told);
            assertThat(step.printed()).isEqualTo(told.startsWith("no data: ") ? "none\n" : "");
        }
    }

    private static TestServer scraped(String text) {
        return TestServer.answering((to, self) -> {
            to.write(OK.getBytes(UTF_8));
            to.write(text.getBytes(UTF_8));
        });
    }

    private static TestStep query(TestServer server) {
        return aProbe(Path.of(""), executor("prometheus"))
                .with("url", "http://127.0.0.1:" + server.port() + "/")
                .with("query", "up");
    }

    private static TestStep step(String executor, TestServer server) {
        return aProbe(Path.of(""), executor(executor)).with("url", server.url());
    }

    private static StepExecutor executor(String name) {
        return Objects.requireNonNull(EXECUTORS.get(name));
    }
}
