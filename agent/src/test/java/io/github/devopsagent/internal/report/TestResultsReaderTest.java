package io.github.devopsagent.internal.report;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.TestResults.Counts;
import io.github.devopsagent.domain.TestResults.Scenario;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestResultsReaderTest {

    private static Either<List<Refusal>, TestResults> read(String text) {
        return WrittenReport.read(bytes(text));
    }

    @Test
    void counts_scenarios_and_names_the_first_that_do_not_pass() {
        assertThat(read("""
                        {'scenarios': [{'id': 'S-1', 'type': 'unit', 'status': 'pass', 'evidence': {'status': 'fail'}},
                                       {'status': 'PASSED'}, {'id': 'S-3', 'status': 'skip'}],
                         'coverage': {'lines': 80.5}, 'environment': {'commit': 'abc', 'timestamp': 1},
                         'epic_id': 'EP-1'}""").get())
                .isEqualTo(new TestResults(
                        TestFormat.SCENARIOS,
                        Optional.of("EP-1"),
                        new Counts(3, 2, 1),
                        List.of(),
                        List.of(new Scenario("/scenarios/2", "S-3", "skip")),
                        List.of(),
                        Optional.of("abc")));
    }

    @Test
    void a_scenario_without_a_status_does_not_pass() {
        TestResults results = read("{'epic_id': 'E', 'scenarios': [7, 'pass', null, [], {}, {'status': true, 'id': 12},"
                        + " {'status': null}, {'status': ['pass'], 'id': {}}, {'STATUS': 'pass'}]}")
                .get();
        assertThat(results.scenarios()).isEqualTo(9);
        assertThat(results.passed()).isZero();
        assertThat(results.notPassed())
                .hasSize(9)
                .contains(new Scenario("/scenarios/5", "12", "true"), new Scenario("/scenarios/7", "", ""));
    }

    @Test
    void names_ten_at_most() {
        TestResults results = read("{'epic_id': 'E', 'scenarios': [" + "{},".repeat(50) + "{}]}")
                .get();
        assertThat(results.notPassed()).hasSize(TestResults.MOST_NAMED);
        assertThat(results.scenarios()).isEqualTo(51);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'x':1",
                "'scenarios':null",
                "'scenarios':[]",
                "'environment':'staging'",
                "'environment':{'commit':' '}"
            })
    void what_is_not_there_is_none(String fields) {
        assertThat(read("{'epic_id':'E'," + fields + "}").get())
                .isEqualTo(new TestResults(
                        TestFormat.SCENARIOS,
                        Optional.of("E"),
                        new Counts(0, 0, 0),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | missing_field /epic_id found no 'epic_id'; allowed is the epic's id, such as \"EP-AUTH-001\"; add"
                        + " 'epic_id'",
                "{'epic_id':7} | wrong_type /epic_id found the value 7; allowed is a string; write it in quotes",
                "{'epic_id':'E','scenarios':{'a':[]},'x':1} | wrong_type /scenarios found an object; allowed is a list of"
                        + " scenarios; write it as [ … ]",
                "{'epic_id':'E','environment':{'commit':[1]}} | wrong_type /environment/commit found a list; allowed is a"
                        + " string; write it in quotes",
                "[] | wrong_type  found a list; allowed is a JSON object; write the document as { … }",
                "`` | unreadable  found an empty file; allowed is a JSON object; write the document again",
                "{'epic_id':'E','scenarios':[{'status':'pass','status':'fail'}]} | unreadable /scenarios/0/status found"
                        + " the key \"status\" twice, the second time before line 1, column 56; allowed is each key once; remove one of"
                        + " them",
                "{'epic_id':'E','scenarios':[{ | unreadable /scenarios/0 found the end of the file at line 1, column 30;"
                        + " allowed is a complete JSON document; the file is cut off: write it again",
                "{'epic_id':'E'} {} | unreadable  found more after the end of the document at line 1, column 17; allowed"
                        + " is one JSON object; remove the rest"
            })
    void names_found_allowed_and_fix(String text, String line) {
        assertThat(lines(read(text))).containsExactly(line);
    }

    @Test
    void malformed_bytes_are_refused_wherever_they_are() {
        byte[] latin = "{\"epic_id\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(lines(TestResultsReader.read(new ByteArrayInputStream(latin))))
                .containsExactly(
                        "unreadable  found no UTF-8 at byte 12; allowed is UTF-8; save the file as UTF-8 without"
                                + " a byte order mark");
    }

    @Test
    void a_broken_disk_is_no_refusal() {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("no disk");
            }
        };
        assertThatThrownBy(() -> TestResultsReader.read(broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("no disk");
    }

    @Test
    @Tag(MatrixCells.TAG)
    void a_million_scenarios_fit_in_a_small_heap() throws Exception {
        int count = MatrixCells.drawn(1_000_000, 50_000);
        assertThat(fork("-Xmx" + count / 15_625 + "m", count, "SCENARIOS"))
                .contains("scenarios=" + count + ", passed=" + count + ", skipped=0", "contradictions=[]");
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(strings = {"CTRF", "PYTEST", "JEST"})
    @Tag(MatrixCells.TAG)
    void as_many_tests_of_a_tool_fit_in_it(String format) throws Exception {
        int count = MatrixCells.drawn(200_000, 20_000);
        assertThat(fork("-Xmx16m", count, format))
                .contains(
                        "scenarios=" + count + ", passed=" + count + ", skipped=0",
                        "contradictions=[]",
                        "format=" + format);
    }

    @MatricesOnly
    @Test
    @Tag(MatrixCells.TAG)
    void a_million_keys_of_one_object_fit_in_a_small_heap() throws Exception {
        int count = MatrixCells.drawn(1_000_000, 50_000);
        assertThat(fork("-Xmx" + (4 + count / 31_250) + "m", count, "KEYS")).contains("scenarios=0, passed=0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 20})
    void a_field_that_stands_twice_in_a_test_is_found_whatever_stands_between(int others) {
        StringBuilder scenario = new StringBuilder("{'field-0': 'a'");
        for (int i = 1; i <= others; i++) {
            scenario.append(", 'field-").append(i).append("': 'a'");
        }
        String head = "{'epic_id': 'E', 'scenarios': [";
        assertThat(read(head + scenario + "}]}").isRight()).isTrue();
        for (int i = 0; i <= others; i++) {
            assertThat(read(head + scenario + ", 'field-" + i + "': 'a'}]}").getLeft())
                    .singleElement()
                    .asString()
                    .contains("field-" + i + "\" twice");
        }
    }

    @MatricesOnly
    @ParameterizedTest
    @CsvSource({"100, true", "1000, false"})
    void is_read_quickly_if_the_names_of_its_fields_are_few(int keys, boolean quickly) {
        String coverage = IntStream.range(0, keys)
                .mapToObj(each -> "'" + "k".repeat(300) + each + "': 1")
                .collect(Collectors.joining(", ", "{", "}"));
        byte[] report = bytes("{'epic_id': 'E', 'scenarios': [{'status': 'pass', 'coverage': " + coverage
                + "}], 'other': " + coverage + "}");
        Optional<TestResults> read = TestResultsReader.readQuickly(new ByteArrayInputStream(report));
        assertThat(read.isPresent()).isEqualTo(quickly);
        assertThat(TestResultsReader.read(new ByteArrayInputStream(report))
                        .get()
                        .passed())
                .isEqualTo(1);
    }

    private static String fork(String heap, int count, String keys) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScenarioStreamProcess.class.getName(),
                        Integer.toString(count),
                        keys)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
