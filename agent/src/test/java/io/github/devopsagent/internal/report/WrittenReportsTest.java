package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools write of suites that pass, fail, are skipped or broken. */
class WrittenReportsTest {

    @ParameterizedTest
    @CsvSource({
        "jest-pass, JEST, 2, 2, 0, ''",
        "jest-all, JEST, 6, 2, 3, /numFailedTestSuites /success",
        "jest-todo, JEST, 3, 1, 2, ''",
        "jest-filter, JEST, 6, 2, 4, ''",
        "jest-skipfile, JEST, 1, 0, 1, ''",
        "jest-broken, JEST, 2, 1, 0, /numFailedTestSuites /numRuntimeErrorTestSuites /success",
        "jest-empty, JEST, 1, 0, 0, /numFailedTestSuites /numRuntimeErrorTestSuites /success",
        "jest-snap, JEST, 1, 0, 0, /numFailedTestSuites /snapshot/failure /success",
        "jest-retry, JEST, 1, 1, 0, ''",
        "vitest-pass, JEST, 2, 2, 0, ''",
        "vitest-all, JEST, 5, 2, 2, /numFailedTestSuites /success",
        "vitest-filter, JEST, 5, 1, 4, ''",
        "vitest-skip, JEST, 2, 1, 1, ''",
        "vitest-broken, JEST, 2, 1, 0, /numFailedTestSuites /success",
        "vitest-empty, JEST, 1, 0, 0, /numFailedTestSuites /success",
        "vitest-retry, JEST, 1, 0, 0, ''",
        "ctrf-jest-pass, CTRF, 2, 2, 0, ''",
        "ctrf-jest-all, CTRF, 6, 3, 2, ''",
        "ctrf-jest-todo, CTRF, 3, 1, 2, ''",
        "ctrf-jest-retry, CTRF, 1, 1, 0, ''",
        "ctrf-jest-empty, CTRF, 0, 0, 0, ''",
        "ctrf-playwright-all, CTRF, 5, 2, 1, /results/summary/passed",
        "pytest-pass, PYTEST, 2, 2, 0, ''",
        "pytest-all, PYTEST, 5, 1, 3, /exitcode",
        "pytest-skip, PYTEST, 2, 1, 1, ''",
        "pytest-deselect, PYTEST, 2, 1, 1, ''",
        "pytest-module-skip, PYTEST, 2, 1, 1, ''",
        "pytest-broken, PYTEST, 1, 0, 0, /exitcode /summary/collected",
        "pytest-continue, PYTEST, 2, 1, 0, /exitcode",
        "pytest-collectonly, PYTEST, 0, 0, 0, /summary/collected",
        "pytest-empty, PYTEST, 0, 0, 0, /exitcode",
        "pytest-teardown, PYTEST, 2, 0, 0, /exitcode",
        "pytest-strict, PYTEST, 1, 0, 0, /exitcode",
        "pytest-x, PYTEST, 2, 1, 0, /exitcode /summary/collected",
        "pytest-subt, PYTEST, 2, 1, 0, /exitcode",
        "pytest-subtests-pass, PYTEST, 1, 1, 0, ''"
    })
    void are_counted(String report, TestFormat format, long tests, long passed, long skipped, String contradictions) {
        TestResults results = WrittenReport.read(WrittenReport.text(report)).get();
        assertThat(results.format()).isEqualTo(format);
        assertThat(results.counts()).isEqualTo(new TestResults.Counts(tests, passed, skipped));
        assertThat(results.contradictions().stream()
                        .map(TestResults.Contradiction::pointer)
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .isEqualTo(contradictions);
        assertThat(results.epicId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jest-pass", "jest-retry", "vitest-pass", "ctrf-jest-pass", "pytest-pass", "pytest-subtests-pass"
            })
    void pass_if_each_test_passed(String report) {
        assertThat(WrittenReport.passes(WrittenReport.text(report), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stop\": 1", "\"stop\": 2500", "\"stop\": 1764000000"})
    void pass_whenever_a_summary_says_that_they_ran(String stop) {
        String report = WrittenReport.text("ctrf-jest-pass")
                .replace("\"stop\": 1764000000000", stop)
                .replace("\"start\": 1764000000000", stop.replace("stop", "start"));
        assertThat(report).contains(stop);
        assertThat(WrittenReport.passes(report, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenarios-in-full", "ctrf-in-full"})
    void pass_with_all_that_models_and_tools_write_beside_the_tests(String report) {
        assertThat(WrittenReport.read(WrittenReport.text(report)).get().contradictions())
                .isEmpty();
        assertThat(WrittenReport.passes(WrittenReport.text(report), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jest-todo",
                "jest-filter",
                "vitest-filter",
                "vitest-skip",
                "ctrf-jest-todo",
                "pytest-skip",
                "pytest-deselect",
                "pytest-module-skip"
            })
    void pass_with_skips_only_where_they_are_allowed(String report) {
        assertThat(WrittenReport.passes(WrittenReport.text(report), false)).isFalse();
        assertThat(WrittenReport.passes(WrittenReport.text(report), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jest-all",
                "jest-broken",
                "jest-empty",
                "jest-snap",
                "jest-skipfile",
                "vitest-all",
                "vitest-broken",
                "vitest-empty",
                "vitest-retry",
                "ctrf-jest-all",
                "ctrf-jest-empty",
                "ctrf-playwright-all",
                "pytest-all",
                "pytest-broken",
                "pytest-continue",
                "pytest-collectonly",
                "pytest-empty",
                "pytest-teardown",
                "pytest-strict",
                "pytest-x",
                "pytest-subt"
            })
    void never_pass_if_something_failed_or_nothing_ran(String report) {
        assertThat(WrittenReport.passes(WrittenReport.text(report), true)).isFalse();
    }

    @Test
    void a_test_that_was_collected_and_is_not_there_was_skipped() {
        String text = WrittenReport.text("pytest-pass")
                .replaceFirst(
                        "\"nodeid\": \"test_p.py::test_a\",\\s+\"type\"",
                        "\"nodeid\": \"test_p.py::test_c\", \"type\": \"Function\"},"
                                + " {\"nodeid\": \"test_p.py::test_a\", \"type\"");
        assertThat(WrittenReport.passes(text, false)).isFalse();
        assertThat(WrittenReport.passes(text, true)).isTrue();
        assertThat(WrittenReport.read(text).get().skips())
                .containsExactly(new TestResults.Scenario("/collectors", "1 test", "collected, but not in tests"));
    }

    /** As parameterized tests are called; these ids have the same hash code, of any width. */
    @Test
    void tests_with_similar_ids_are_told_apart() {
        String text = WrittenReport.text("pytest-pass");
        assertThat(WrittenReport.passes(
                        text.replace("::test_a", "::test[Aa]").replace("::test_b", "::test[BB]"), false))
                .isTrue();

        String one = "{\"nodeid\": \"t.py::test[Aa]\", \"type\": \"Function\"}";
        String other = one.replace("[Aa]", "[BB]");
        String report = "{\"exitcode\": 0, \"summary\": {\"passed\": 1, \"total\": 1}, \"collectors\": [{\"nodeid\":"
                + " \"t.py\", \"outcome\": \"passed\", \"result\": [" + one + "," + other
                + "]}], \"tests\": [{\"nodeid\":"
                + " \"t.py::test[Aa]\", \"outcome\": \"passed\", \"call\": {\"outcome\": \"passed\"}}]}";
        assertThat(WrittenReport.read(report).get().skips())
                .containsExactly(new TestResults.Scenario("/collectors", "1 test", "collected, but not in tests"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "skipped", "passed", "focused"})
    void a_suite_without_a_test_says_nothing(String status) {
        String suite = "\"testResults\": [{\"name\": \"b.test.js\", \"status\": \"" + status
                + "\", \"message\": \"\", \"assertionResults\": []},";
        String text = WrittenReport.text("jest-pass")
                .replace("\"testResults\": [", suite)
                .replace("\"numTotalTestSuites\": 1", "\"numTotalTestSuites\": 2")
                .replace("\"numPendingTestSuites\": 0", "\"numPendingTestSuites\": 1");
        assertThat(WrittenReport.passes(text, false)).isFalse();
        assertThat(WrittenReport.read(text).get().skips())
                .extracting(TestResults.Scenario::id)
                .contains("b.test.js");
    }

    @Test
    void name_what_did_not_pass_and_why() {
        assertThat(WrittenReport.read(WrittenReport.text("jest-all")).get().notPassed())
                .containsExactly(new TestResults.Scenario("/testResults/0/assertionResults/1", "fails", "failed"));
        assertThat(WrittenReport.read(WrittenReport.text("jest-all")).get().skips())
                .extracting(TestResults.Scenario::status)
                .containsExactly("pending", "todo", "xfail");
        assertThat(WrittenReport.read(WrittenReport.text("vitest-retry")).get().notPassed())
                .extracting(TestResults.Scenario::status)
                .containsExactly("passed, but 'failureMessages' is not empty");
        assertThat(WrittenReport.read(WrittenReport.text("jest-broken")).get().notPassed())
                .containsExactly(new TestResults.Scenario("/testResults/0", "/project/b.test.js", "suite did not run"));
        assertThat(WrittenReport.read(WrittenReport.text("pytest-continue"))
                        .get()
                        .notPassed())
                .extracting(TestResults.Scenario::pointer, TestResults.Scenario::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/collectors/1", "did not run: collection failed"));
        assertThat(WrittenReport.read(WrittenReport.text("ctrf-jest-todo"))
                        .get()
                        .skips())
                .extracting(TestResults.Scenario::status)
                .containsExactly("pending", "todo");
    }
}
