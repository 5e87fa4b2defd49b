package io.github.devopsagent.internal.report;

import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.domain.TestResults;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** In which shape a report may come, and what is said of one in another. */
class ReportShapesTest {

    private static final List<String> PASSING =
            List.of("jest-pass", "vitest-pass", "ctrf-jest-pass", "pytest-pass", "pytest-subtests-pass");
    private static final JsonMapper JSON = new JsonMapper();

    private static List<String> faults(String text) {
        return lines(WrittenReport.read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<?xml version=\"1.0\"?>\\n<!-- x -->\\n<testsuites tests=\"1\"/> | JUnit XML",
                "<testsuite name=\"a\"/> | JUnit XML",
                "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><TestRun id=\"1\"/> | TRX",
                "<test-run id=\"2\"/> | NUnit XML",
                "<assemblies/> | xUnit.net XML",
                "<testng-results/> | TestNG XML",
                "<!DOCTYPE html><html></html> | an HTML report",
                "<foo/> | XML",
                "TAP version 13\\n1..2\\nok 1 - a | TAP",
                "1..2\\nok 1 - a | TAP",
                "ok 1 d a\\nnot ok 2 d b | TAP",
                "not ok 1 d a | TAP",
                "=== RUN   TestA\\n--- PASS: TestA (0.00s) | go test output",
                "ok      example.com/shop   0.005s | go test output",
                "===== test session starts ===== | pytest's output for people",
                "PASS src/a.test.ts | Jest's output for people",
                "{\"Time\":\"t\",\"Action\":\"run\",\"Package\":\"p\"}\\n{\"Action\":\"pass\",\"Package\":\"p\"} | go test -json",
                "{\"Action\":\"pass\",\"Package\":\"p\"} | go test -json",
                "{\"pytest_version\": \"9\", \"$report_type\": \"SessionStart\"}\\n{\"exitstatus\": 0} | pytest-reportlog",
                "{\"type\":\"suite\",\"event\":\"started\"}\\n{\"type\":\"test\",\"event\":\"ok\"} | cargo test",
                "{\"config\":{},\"suites\":[],\"errors\":[],\"stats\":{\"expected\":1,\"unexpected\":0}} | Playwright JSON",
                "{\"stats\":{\"tests\":1},\"results\":[],\"meta\":{}} | Mochawesome JSON",
                "{\"runs\":[],\"totalTests\":1,\"totalPassed\":1} | Cypress JSON",
                "{\"version\":\"3\",\"examples\":[{\"status\":\"passed\"}],\"summary\":{\"failure_count\":0},\"summary_line\":\"1 example, 0 failures\"} | RSpec JSON",
                "{\"tests\":1,\"failures\":0,\"testsuites\":[]} | GoogleTest JSON",
                "[{\"uri\":\"f\",\"keyword\":\"Feature\",\"elements\":[]}] | Cucumber JSON",
                "{\"collection\":{},\"run\":{}} | Newman JSON"
            })
    void another_format_is_named_with_the_way_out(String text, String name) {
        assertThat(faults(text.replace("\\n", "\n")))
                .first()
                .asString()
                .startsWith("unreadable")
                .contains("found what looks like " + name, "allowed is the protocol's JSON with scenarios, CTRF");
    }

    @Test
    void what_mocha_writes_is_named() {
        assertThat(faults(WrittenReport.text("foreign-mocha")))
                .singleElement()
                .asString()
                .contains("Mocha JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jest-pass", "ctrf-jest-pass", "pytest-pass"})
    void results_in_two_formats_are_a_fault(String report) {
        String both = WrittenReport.text(report).replaceFirst("\\{", "{\"epic_id\": \"E\", \"scenarios\": [],");
        assertThat(faults(both)).singleElement().asString().contains("more than one format", "scenarios");
    }

    @Test
    void what_a_tool_always_writes_must_be_there() {
        assertThat(faults("{\"testResults\": []}"))
                .hasSize(4)
                .first()
                .asString()
                .isEqualTo(
                        "missing_field /success found no 'success'; allowed is a report as the tool writes it (Jest or"
                                + " Vitest JSON), which has it; put the tool's own file here, whole and unchanged");
        assertThat(faults("{\"epic_id\": \"E\", \"tests\": [{\"name\": \"a\", \"status\": \"passed\"}]}"))
                .singleElement()
                .asString()
                .startsWith("wrong_value /tests found a list of tests, and not what pytest-json-report writes")
                .contains("write what came of the tests to 'scenarios'");
        assertThat(faults("{\"exitcode\": 0, \"summary\": {\"total\": 2, \"passed\": 2}}"))
                .singleElement()
                .asString()
                .startsWith("missing_field /tests");
        assertThat(faults("{\"reportFormat\": \"CTRF\", \"results\": {\"summary\": {\"tests\": 1}}}"))
                .hasSize(3);
        assertThat(faults("{\"numTotalTests\": 1, \"success\": true}")).isNotEmpty();
    }

    @Test
    void an_epic_and_a_commit_are_read_where_the_format_has_room_for_them() {
        String ctrf = WrittenReport.text("ctrf-jest-pass");
        TestResults results = WrittenReport.read(ctrf.replaceFirst(
                        "\"tool\"",
                        "\"extra\": {\"epic_id\": \"EP-1\"}, \"environment\": {\"commit\": \"abc\"}, \"tool\""))
                .get();
        assertThat(results.epicId()).contains("EP-1");
        assertThat(results.commit()).contains("abc");
        assertThat(WrittenReport.read(WrittenReport.text("jest-pass").replaceFirst("\\{", "{\"epic_id\": \"EP-2\","))
                        .get()
                        .epicId())
                .contains("EP-2");
    }

    @Test
    void two_epics_in_one_report_are_a_fault() {
        String ctrf = WrittenReport.text("ctrf-jest-pass")
                .replaceFirst("\"tool\"", "\"extra\": {\"epic_id\": \"EP-1\"}, \"tool\"")
                .replaceFirst("\\{", "{\"epic_id\": \"EP-2\",");
        assertThat(faults(ctrf)).singleElement().asString().contains("one epic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"epicId\": \"EP-2\"",
                "\"epic-id\": \"EP-2\"",
                "\"epic_key\": \"EP-2\"",
                "\"EPIC\": \"EP-2\"",
                "\"epic\": {\"id\": \"EP-2\"}"
            })
    void an_epic_may_stand_under_other_names(String epic) {
        for (String report : List.of("jest-pass", "ctrf-jest-pass", "pytest-pass")) {
            String text = WrittenReport.text(report).replaceFirst("\\{", "{" + epic + ",");
            assertThat(WrittenReport.read(text).get().epicId()).as(report).contains("EP-2");
        }
        String results = WrittenReport.text("ctrf-jest-pass").replaceFirst("\"tool\"", epic + ", \"tool\"");
        assertThat(WrittenReport.read(results).get().epicId()).contains("EP-2");
        assertThat(faults("{\"epic_id\": \"EP-1\", " + epic + ", \"scenarios\": []}"))
                .singleElement()
                .asString()
                .contains("the epic EP-2 here, and EP-1 elsewhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"epic\": \"Order cancellation\"",
                "\"epicId\": \"ep_1\"",
                "\"epic\": \"EP-1: checkout\"",
                "\"epic\": null",
                "\"epic_title\": \"EP-2\""
            })
    void a_title_or_another_spelling_is_no_other_epic(String epic) {
        assertThat(WrittenReport.read("{\"epic_id\": \"EP-1\", " + epic + ", \"scenarios\": []}")
                        .get()
                        .epicId())
                .contains("EP-1");
    }

    @FewerTries(fewest = 10)
    @Property(tries = 30)
    void the_order_of_fields_does_not_matter(@ForAll Random random) {
        for (String report : PASSING) {
            JsonNode shuffled = shuffled(JSON.readTree(WrittenReport.text(report)), random);
            assertThat(WrittenReport.read(shuffled.toString()))
                    .as(report)
                    .isEqualTo(WrittenReport.read(WrittenReport.text(report)));
        }
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        List<String> names = new ArrayList<>(object.propertyNames());
        Collections.shuffle(names, random);
        ObjectNode other = JSON.createObjectNode();
        names.forEach(name -> other.set(name, shuffled(object.get(name), random)));
        return other;
    }

    @FewerTries
    @Property(tries = 200)
    void a_report_that_breaks_off_never_passes(@ForAll @IntRange(max = 10_000) int at) {
        for (String report : PASSING) {
            String text = WrittenReport.text(report).strip();
            assertThat(WrittenReport.read(text.substring(0, at % text.length())).isLeft())
                    .as(report)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jest-pass", "vitest-pass", "ctrf-jest-pass", "pytest-pass"})
    void one_document_without_anything_around_it_is_read(String report) {
        String text = WrittenReport.text(report);
        assertThat(faults(text + text)).singleElement().asString().contains("more after the end of the document");
        assertThat(faults("[" + text + "]")).singleElement().asString().contains("found a list");
        assertThat(faults("\uFEFF" + text)).singleElement().asString().contains("byte order mark");
        assertThat(faults("```json\n" + text + "```"))
                .singleElement()
                .asString()
                .startsWith("unreadable");
        for (Charset other : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            assertThat(lines(TestResultsReader.read(new ByteArrayInputStream(text.getBytes(other)))))
                    .singleElement()
                    .asString()
                    .contains("UTF-16");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jest-pass, testResults",
        "jest-pass, numFailedTests",
        "jest-pass, success",
        "jest-pass, failureMessages",
        "ctrf-jest-pass, results",
        "ctrf-jest-pass, summary",
        "ctrf-jest-pass, status",
        "pytest-pass, exitcode",
        "pytest-pass, summary",
        "pytest-pass, tests"
    })
    void a_key_that_stands_there_twice_is_a_fault(String report, String key) {
        String text = WrittenReport.text(report);
        String twice = text.replaceFirst("\"" + key + "\":", "\"" + key + "\": 0, \"" + key + "\":");
        assertThat(faults(twice)).singleElement().asString().contains("twice");
    }
}
