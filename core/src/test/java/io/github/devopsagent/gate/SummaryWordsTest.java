package io.github.devopsagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.gate.SummaryWords.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the names and texts of a summary mean. */
class SummaryWordsTest {

    @ParameterizedTest
    @CsvSource({
        "numTotalTests, TOTAL",
        "total, TOTAL",
        "tests, TOTAL",
        "total_scenarios, TOTAL",
        "scenarioCount, TOTAL",
        "numPassedTests, PASSED",
        "passed, PASSED",
        "tests_passing, PASSED",
        "success, PASSED",
        "all_tests_passed, PASSED",
        "numFailedTests, FAILED",
        "failures, FAILED",
        "error, FAILED",
        "has_failures, FAILED",
        "FAILED, FAILED",
        "numPendingTests, SKIPPED",
        "numTodoTests, SKIPPED",
        "skipped, SKIPPED",
        "xfailed, SKIPPED",
        "pass_rate, PASS_RATE",
        "passPercentage, PASS_RATE",
        "overall_status, OVERALL",
        "overall, OVERALL",
        "status, VERDICT",
        "test_result, VERDICT",
        "verdict, OVERALL",
        "finalVerdict, VERDICT",
        "exit_code, EXIT_CODE",
        "exitcode, EXIT_CODE",
        "not_run, FAILED",
        "wasInterrupted, FAILED",
        "error_message, FAILED",
        "unhandledErrors, FAILED",
        "no_go, FAILED",
        "numFailedTestSuites, FAILED_SUITES",
        "suitesFailed, FAILED_SUITES",
        "executed, EXECUTED",
        "tests_run, EXECUTED",
        "go, VERDICT",
        "go_no_go, VERDICT",
        "ready_for_deployment, VERDICT",
        "run_status, VERDICT",
    })
    void a_name_is_read_by_its_words(String name, Subject subject) {
        assertThat(SummaryWords.subject(name)).contains(subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "release",
                "message",
                "duration",
                "coverage",
                "startTime",
                "failed_login_limit",
                "environment",
                "flaky",
                "_",
                "id",
                "epic_id",
                "error_rate"
            })
    void other_names_are_about_something_else(String name) {
        assertThat(SummaryWords.subject(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed",
                "FAIL",
                "2 of 3 passed",
                "11/12",
                "not passed",
                "not all passed",
                "partially passed",
                "passed with 1 failure",
                "unstable",
                "3 failed, 0 skipped",
                "no test passed, all failed",
                "0 passed",
                "test-failure",
                "interrupted",
                "pass with issues",
                "PASS, except login",
                "go with caveats",
                "mostly passed",
                "hold",
                "in progress",
                "not yet started",
                "never completed"
            })
    void a_text_denies_that_all_passed(String text) {
        assertThat(VerdictText.deniesPassing(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "passed",
                "pass",
                "green",
                "all 12 passed, 0 failed",
                "passed: 12, failed: 0",
                "12/12",
                "12 of 12 passed",
                "no failures",
                "completed without errors",
                "final",
                "no known issues",
                "passed without problems",
                "no open issues, complete",
                "pending orders: all passed",
                "tests for issue 12 passed"
            })
    void other_texts_do_not(String text) {
        assertThat(VerdictText.deniesPassing(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"passed", "PASS", "completed", "ready for deployment", "all 3 passed", "\u2705", "true"})
    void a_verdict_affirms_that_all_passed(String text) {
        assertThat(VerdictText.affirmsPassing(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "Fehlgeschlagen",
                "passed, 1 failed",
                "\u274C",
                "pending",
                "not ready",
                "ready: no-go"
            })
    void another_does_not(String text) {
        assertThat(VerdictText.affirmsPassing(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail",
                "FAILED",
                "Failed: no answer",
                "FAIL - wrong code",
                "error",
                "timedOut",
                "timed out",
                "not ok"
            })
    void a_remark_is_a_failure(String text) {
        assertThat(VerdictText.isFailure(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "passed",
                "fails as it should with a wrong password",
                "error is shown",
                "Error: shown to the user",
                "xfailed"
            })
    void another_is_none(String text) {
        assertThat(VerdictText.isFailure(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "summary, ALL",
        "test_stats, ALL",
        "results, ALL",
        "test_summary, ALL",
        "tests, ALL",
        "unit_tests, PART",
        "e2e, PART",
        "test_run, PART",
        "sign_off, PART",
        "coverage, NONE",
        "coverage_summary, NONE",
        "previous_results, NONE",
        "test_environment, NONE",
        "defects, NONE"
    })
    void an_object_sums_up_all_tests_or_a_part(String name, SummaryWords.Extent extent) {
        assertThat(SummaryWords.extent(name)).isEqualTo(extent);
    }
}
