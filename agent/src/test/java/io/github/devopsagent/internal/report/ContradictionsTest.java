package io.github.devopsagent.internal.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.domain.TestResults;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence that contradicts itself does not pass. */
class ContradictionsTest {

    private static final String PASSING =
            "{'epic_id': 'E', 'scenarios': [{'id': 'a', 'status': 'pass'}, {'id': 'b', 'status': 'pass'}]";

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static boolean passes(String text) {
        return WrittenReport.passes(quoted(text), true);
    }

    /** Lines of P and a field of the root, or of C and one of a scenario. */
    private static Stream<String> lines(String resource) throws IOException {
        try (InputStream in = ContradictionsTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        }
    }

    static Stream<String> whatSpeaksAgainst() throws IOException {
        return lines("speak-against.txt");
    }

    static Stream<String> whatSaysNothing() throws IOException {
        return lines("say-nothing.txt");
    }

    private static String withField(String line) {
        String field = line.substring(2);
        return line.startsWith("P ")
                ? quoted(PASSING) + "," + field + "}"
                : "{\"epic_id\": \"E\", \"scenarios\": [{\"status\": \"pass\", " + field + "}]}";
    }

    @FewerCases(every = 12)
    @ParameterizedTest
    @MethodSource("whatSpeaksAgainst")
    void are_found_in_fields_that_no_format_has(String line) {
        assertThat(WrittenReport.passes(withField(line), true)).isFalse();
        assertThat(WrittenReport.read(withField(line)).isRight()).as("read").isTrue();
    }

    @FewerCases(every = 12)
    @ParameterizedTest
    @MethodSource("whatSaysNothing")
    void are_not_found_in_fields_that_say_nothing(String line) {
        assertThat(WrittenReport.read(withField(line)).get().contradictions()).isEmpty();
        assertThat(WrittenReport.passes(withField(line), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'overall_status': 'failed'",
                "'overallStatus': 'FAIL'",
                "'overall': 'red'",
                "'status': 'failed'",
                "'result': 'partially passed'",
                "'verdict': 'not passed'",
                "'conclusion': 'blocked'",
                "'success': false",
                "'passed': false",
                "'all_tests_passed': false",
                "'success': 'false'",
                "'failed': true",
                "'failed': 1",
                "'failed': '1'",
                "'failed': -1",
                "'failed': 0.5",
                "'failed': 1e400",
                "'failures': 1",
                "'failures': [{'id': 'c'}]",
                "'errors': ['no database']",
                "'failed_tests': {'c': 'x'}",
                "'error': 'no database'",
                "'summary': 'All but one passed, 1 failed'",
                "'summary': '1/2 passed'",
                "'summary': '1 of 2 passed'",
                "'summary': {'status': 'failed'}",
                "'summary': {'total': 3, 'passed': 2, 'failed': 1}",
                "'summary': {'total': 3, 'passed': 2}",
                "'summary': {'total': 1}",
                "'summary': {'total': 2, 'passed': 1}",
                "'summary': {'skipped': 1}",
                "'summary': {'unit': {'failed': 1}}",
                "'summary': {'pass_rate': 50}",
                "'pass_rate': '99%'",
                "'success_rate': 0.98",
                "'total_tests': 12",
                "'totalScenarios': '12'",
                "'test_stats': {'num_tests': 5}",
                "'results': {'failed': 2}",
                "'tests': {'failed': 2}",
                "'tests': 5",
                "'unit_tests': {'total': 120, 'passed': 118}",
                "'unit_tests': {'total': 120, 'passed': 118, 'failed': 2}",
                "'e2e': {'status': 'failed'}",
                "'test_suites': [{'name': 'unit', 'failed': 2}]",
                "'sign_off': {'approved': false}",
                "'Scenarios': [{'status': 'fail'}]",
                "'overall_status': 'unknown'",
                "'overall_status': '\u274C'",
                "'exit_code': 1",
                "'exitcode': 2",
                "'blocked': 1",
                "'not_run': 3",
                "'wasInterrupted': true",
                "'numFailedTests': 1",
                "'approved': false",
                "'recommendation': 'Do not deploy yet'",
                "'qa_decision': 'no-go'",
                "'decision': 'reject'",
                "'results': [{'name': 'c', 'status': 'failed'}]",
                "'test_cases': [{'passed': false}]",
                "'tests': [{'status': 'pass'}]",
                "'total': 99999999999999999999",
                "'verdict': 'pass with issues'",
                "'verdict': 'PASS, except login'",
                "'verdict': 'go with caveats'",
                "'overall_status': 'mostly passing'",
                "'overall_status': 'nearly all passed'",
                "'result': 'mostly passed'",
                "'decision': 'hold'",
                "'go': false",
                "'no_go': true",
                "'go_no_go': 'no-go'",
                "'ready_for_deployment': false",
                "'status': 'in progress'",
                "'status': 'not started'",
                "'summary': '3 of 4 passed'",
                "'run_status': 'aborted'",
                "'e2e': 'failed'",
                "'e2e': false",
                "'unit_tests': '3 of 4 passed'",
                "'unit_tests': '2 failed'",
                "'smoke_tests': {'status': 'not run'}",
                "'manual_tests': {'executed': 0, 'total': 4}",
                "'tests_run': 1",
                "'failed_suites': 1",
                "'sign_off': 'no'",
                "'qa_sign_off': 'pending'",
                "'failure_reason': 'no database'",
                "'unhandled_errors': ['x']",
                "'results': {'unit': 'pass', 'e2e': 'failed'}",
                "'results': {'login': 'fail'}",
                "'results': {'load_page': 'failed'}",
                "'results': {'a': {'login': 'FAIL: no answer'}}",
                "'results': {'all': ['login: FAIL']}",
                "'results': ['login: FAIL']",
                "'results': [['login', 'fail']]",
                "'testResults': {'login': 'failed'}",
                "'test_results': {'login': 'timed out'}",
                "'status': 'timed out'",
                "'summary': {'login': 'fail'}",
                "'tests': ['login: FAIL']",
                "'tests': ['open', 'failed']",
                "'tests': [['login', 'fail']]",
                "'collectors': [{'nodeid': 'x', 'outcome': 'failed'}]",
                "'collectors': [{'nodeid': 'x', 'outcome': 'passed'}, {'nodeid': 'y'}]",
                "'collectors': ['x']",
                "'snapshot': {'failure': true}",
                "'snapshot': {'unit': {'status': 'failed'}}"
            })
    void of_scenarios_that_all_pass(String field) {
        assertThat(passes(PASSING + "}")).isTrue();
        assertThat(passes(PASSING + "," + field + "}")).as("after").isFalse();
        assertThat(passes("{" + field + "," + PASSING.substring(1) + "}"))
                .as("before")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'overall_status': 'passed'",
                "'status': 'completed'",
                "'verdict': 'go'",
                "'success': true",
                "'failed': 0",
                "'failed': '0'",
                "'failed': false",
                "'failures': []",
                "'errors': null",
                "'error': 'none'",
                "'errors': '0 errors'",
                "'failures': 'none of them'",
                "'failure': ''",
                "'summary': 'All 2 scenarios passed, 0 failed'",
                "'summary': 'passed: 2, failed: 0'",
                "'summary': '2/2 passed, no failures'",
                "'summary': 'No errors found'",
                "'summary': {'total': 2, 'passed': 2, 'failed': 0, 'skipped': 0, 'status': 'pass', 'pass_rate': 100}",
                "'summary': {'unit': {'total': 1, 'passed': 1}, 'e2e': {'total': 1, 'passed': 1}}",
                "'pass_rate': '100%'",
                "'passRate': 1.0",
                "'coverage': {'lines': 80, 'total': 99}",
                "'coverage_summary': {'total': 1000}",
                "'tests': ['unit', 'e2e']",
                "'notes': 'one test failed before it was mended'",
                "'duration': {'total': 5}",
                "'test_environment': {'failed': 3}",
                "'unit_tests': {'total': 120, 'passed': 120, 'failed': 0}",
                "'unit_tests': {'total': 120, 'passed': 118, 'skipped': 2}",
                "'previous_results': {'passed': 3, 'failed': 2}",
                "'summary': 'All 2 scenarios pass. No failures. Known limitation: retries on timeout are not tested.'",
                "'performance': {'requests': {'failed': 12}}",
                "'sign_off': {'approved': true}",
                "'overall_status': '\u2705'",
                "'exit_code': 0",
                "'blocked': 0",
                "'decision': 'approve'",
                "'recommendation': 'Ready to deploy'",
                "'results': [{'name': 'c', 'status': 'passed'}, 'x', 1]",
                "'bugs': []",
                "'verdict': 'pass, no known issues'",
                "'verdict': 'passed without problems'",
                "'go': true",
                "'go': '1.22'",
                "'no_go': false",
                "'go_no_go': 'go'",
                "'release': '2.0.0'",
                "'run': 17",
                "'tests_run': 2",
                "'executed': '2026-11-29'",
                "'executed_by': 'qa'",
                "'test_command': 'pytest || echo failed'",
                "'e2e': 'n/a'",
                "'e2e': 'passed'",
                "'unit_tests': 120",
                "'manual_tests': {'executed': 4, 'total': 4}",
                "'failed_suites': 0",
                "'unhandled_errors': []",
                "'regression': 'no'",
                "'summary': 'All scenarios passed without any issues'",
                "'qa_sign_off': 'Jane'",
                "'results': {'previous': 'failed'}",
                "'results': {'login': 'passed', 'note': 'the first one failed at first'}",
                "'tests': ['the login fails with a wrong password', ['a', 'b'], 1, null]",
                "'collectors': [{'nodeid': 'x', 'outcome': 'passed'}]",
                "'snapshot': {'failure': false, 'total': 3, 'matched': 3, 'unmatched': 0, 'uncheckedKeysByFile': []}"
            })
    void are_not_found_where_there_are_none(String field) {
        assertThat(WrittenReport.read(quoted(PASSING + "," + field + "}")).get().contradictions())
                .isEmpty();
        assertThat(passes(PASSING + "," + field + "}")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'passed': false",
                "'success': false",
                "'failed': true",
                "'failed': 2",
                "'result': 'fail'",
                "'outcome': 'failed'",
                "'outcome': 'not ok'",
                "'error': 'no database'",
                "'errors': [{}]",
                "'failures': [[]]",
                "'Status': 'fail'",
                "'actual_status': 'FAILED'",
                "'result': 'FAIL: no answer'",
                "'steps': [{'status': 'pass'}, {'status': 'fail'}]",
                "'failureMessages': ['x']",
                "'tests_failed': 2",
                "'failure_count': 1",
                "'status_detail': 'failed'",
                "'skipped': true",
                "'executed': false",
                "'ok': false",
                "'approved': false",
                "'results': {'chrome': 'pass', 'firefox': 'fail'}",
                "'results': {'chrome': {'status': 'fail'}}",
                "'results': {'chrome': 'pass', 'failed': 1}",
                "'steps': ['open: PASS', 'login: FAIL']",
                "'steps': ['open', '\u274C login']",
                "'checks': [{'pass': true}, {'pass': false}]",
                "'assertions': [{'ok': false}]",
                "'pass_rate': '50%'",
                "'pass_rate': '4/5'",
                "'error_message': 'NullPointerException'"
            })
    void within_a_scenario(String field) {
        String all = "{'epic_id': 'E', 'scenarios': [{'id': 'a', 'status': 'pass', " + field + "}]}";
        TestResults results = WrittenReport.read(quoted(all)).get();
        assertThat(results.counts()).isEqualTo(new TestResults.Counts(1, 0, 0));
        assertThat(results.notPassed().get(0).status()).startsWith("pass, but ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'passed': true",
                "'failed': 0",
                "'result': 'the login fails with a wrong password, as it should'",
                "'error': null",
                "'error': ' '",
                "'error': 'None'",
                "'errors': []",
                "'failures': {}",
                "'evidence': {'status': 'fail'}",
                "'expected_result': 'fail'",
                "'expected_error': 'wrong password'",
                "'exit_code': 2, 'name': 'a wrong flag exits with 2'",
                "'failed_attempts': 3",
                "'steps': ['enter a wrong password', 'the login fails', 'Expected: FAIL']",
                "'results': {'chrome': 'pass', 'failed': 0, 'skipped': 1}",
                "'checks': [{'pass': true, 'error': null}]",
                "'pass_rate': '100%'",
                "'pass_rate': 1.0",
                "'pass_rate': '5/5'",
                "'skipped': false",
                "'todo': 'try it with a phone'",
                "'error_message': ''",
                "'executed': true",
                "'executed': '2026-11-29'"
            })
    void are_not_found_within_one_that_has_none(String field) {
        assertThat(passes("{'epic_id': 'E', 'scenarios': [{'status': 'ok', " + field + "}]}"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jest-pass | \"numPassedTests\": 2 | \"numPassedTests\": 3",
                "jest-pass | \"numPassedTests\": 2 | \"numPassedTests\": -2",
                "jest-pass | \"numPassedTests\": 2 | \"numPassedTests\": 2.5",
                "jest-pass | \"numPassedTests\": 2 | \"numPassedTests\": null",
                "jest-pass | \"numPassedTests\": 2 | \"numPassedTests\": []",
                "jest-pass | \"numPassedTests\": 2 | \"numPassedTests\": \"many\"",
                "jest-pass | \"numTotalTests\": 2 | \"numTotalTests\": 9223372036854775809",
                "jest-pass | \"numFailedTests\": 0 | \"numFailedTests\": 1",
                "jest-pass | \"numFailedTests\": 0 | \"numFailedTests\": \"1\"",
                "jest-pass | \"numPendingTests\": 0 | \"numPendingTests\": 1",
                "jest-pass | \"numRuntimeErrorTestSuites\": 0 | \"numRuntimeErrorTestSuites\": 1",
                "jest-pass | \"success\": true | \"success\": false",
                "jest-pass | \"success\": true | \"success\": \"true!\"",
                "jest-pass | \"success\": true | \"success\": 1",
                "jest-pass | \"success\": true | \"succes\": true",
                "jest-pass | \"wasInterrupted\": false | \"wasInterrupted\": true",
                "jest-pass | \"failure\": false | \"failure\": true",
                "jest-pass | \"failureMessages\": [] | \"failureMessages\": [\"x\"]",
                "jest-pass | \"status\": \"passed\" | \"status\": \"failed\"",
                "jest-pass | \"failing\": false | \"failing\": true",
                "jest-pass | \"assertionResults\": | \"numFailingTests\": 1, \"assertionResults\":",
                "jest-pass | \"assertionResults\": | \"errors\": [\"x\"], \"assertionResults\":",
                "jest-pass | \"assertionResults\": | \"error\": \"x\", \"assertionResults\":",
                "jest-pass | \"summary\": \"\" | \"summary\": \"1 failed\"",
                "pytest-pass | \"total\": | \"subtests failed\": 1, \"total\":",
                "ctrf-jest-pass | \"status\": \"passed\" | \"status\": \"passed\", \"extra\": {\"success\": false}",
                "jest-pass | \"testResults\": | \"testResult\":",
                "jest-pass | \"assertionResults\": | \"assertions\":",
                "jest-pass | \"numTotalTestSuites\": 1 | \"numTotalTestSuites\": 9",
                "jest-pass | \"message\": \"\" | \"message\": \"Test suite failed to run\"",
                "jest-pass | \"message\": \"\" | \"failureMessage\": \"x\"",
                "jest-pass | \"message\": \"\" | \"runExecError\": {\"message\": \"x\"}",
                "vitest-pass | \"message\": \"\" | \"message\": \"x\"",
                "ctrf-jest-pass | \"failed\": 0 | \"failed\": 1",
                "ctrf-jest-pass | \"other\": 0 | \"other\": 1",
                "ctrf-jest-pass | \"pending\": 0 | \"pending\": 1",
                "ctrf-jest-pass | \"tests\": 2 | \"tests\": 3",
                "ctrf-jest-pass | \"passed\": 2 | \"passed\": 1",
                "ctrf-jest-pass | \"rawStatus\": \"passed\" | \"rawStatus\": \"failed\"",
                "ctrf-jest-pass | \"rawStatus\": \"passed\" | \"rawStatus\": \"timedOut\"",
                "ctrf-jest-pass | \"status\": \"passed\" | \"status\": \"flaky\"",
                "ctrf-jest-pass | \"tests\": [ | \"test\": [",
                "ctrf-jest-pass | \"summary\" | \"sum\"",
                "ctrf-jest-pass | \"other\": 0 | \"other\": 0, \"suitesFailed\": 1",
                "ctrf-jest-pass | \"tool\": | \"unhandledErrors\": [\"x\"], \"tool\":",
                "ctrf-jest-pass | \"tool\": | \"extra\": {\"exitCode\": 1}, \"tool\":",
                "ctrf-jest-pass | \"tool\": | \"extra\": {\"result\": \"failed\"}, \"tool\":",
                "ctrf-jest-pass | \"retries\": 0 | \"steps\": [{\"name\": \"a\", \"status\": \"failed\"}]",
                "ctrf-jest-pass | \"retries\": 0 | \"retries\": 1, \"retryAttempts\": [{\"status\": \"passed\"}, {\"status\": \"failed\"}]",
                "ctrf-jest-pass | \"retries\": 0 | \"retryAttempts\": [{\"status\": \"failed\"}]",
                "pytest-pass | \"exitcode\": 0 | \"exitcode\": 1",
                "pytest-pass | \"exitcode\": 0 | \"exitcode\": null",
                "pytest-pass | \"exitcode\": 0 | \"exitcode\": \"OK\"",
                "pytest-pass | \"exitcode\": 0 | \"exit\": 0",
                "pytest-pass | \"passed\": 2 | \"passed\": 2, \"failed\": 1",
                "pytest-pass | \"passed\": 2 | \"passed\": 2, \"error\": 1",
                "pytest-pass | \"total\": 2 | \"total\": 3",
                "pytest-pass | \"collected\": 2 | \"collected\": 3",
                "pytest-pass | \"tests\": [ | \"test\": [",
                "pytest-pass | \"outcome\": \"passed\" | \"outcome\": \"failed\"",
                "pytest-pass | \"call\": | \"calls\":",
                "pytest-pass | \"call\": { | \"call\": {\"longrepr\": \"E assert 1 == 2\",",
                "pytest-pass | \"call\": { | \"call\": {\"crash\": {\"lineno\": 3},",
                "pytest-pass | \"setup\": { | \"setup\": {\"traceback\": [{\"lineno\": 3}],",
                "pytest-pass | \"nodeid\": \"test_p.py::test_a\" | \"nodeid\": \"test_q.py::test_a\"",
                "pytest-pass | \"nodeid\": \"test_p.py::test_a\" | \"nodeid\": \"test_p.py::test_b\"",
                "pytest-pass | \"tests\": [ | \"tests\": [\"test_c: PASS\",",
                "pytest-pass | \"exitcode\": | \"snapshot\": {\"failure\": true}, \"exitcode\":",
                "jest-pass | \"testResults\": | \"collectors\": [{\"outcome\": \"failed\"}], \"testResults\":",
                "jest-pass | \"testResults\": | \"tests\": [\"x: FAIL\"], \"testResults\":",
                "jest-pass | \"testResults\": | \"results\": {\"login\": \"fail\"}, \"testResults\":",
                "ctrf-jest-pass | \"results\": | \"tests\": [\"x: FAIL\"], \"results\":",
                "ctrf-jest-pass | \"results\": | \"collectors\": [{\"outcome\": \"failed\"}], \"results\":",
                "ctrf-jest-pass | \"results\": | \"testResults\": {\"login\": \"failed\"}, \"results\":",
                "ctrf-jest-pass | \"tool\": | \"login\": \"fail\", \"tool\":",
                "ctrf-jest-pass | \"retries\": 0 | \"outcome\": \"failed\"",
                "ctrf-jest-pass | \"retries\": 0 | \"failed\": true",
                "ctrf-jest-pass | \"retries\": 0 | \"error\": \"x\"",
                "ctrf-jest-pass | \"retries\": 0 | \"steps\": [{\"name\": \"a\", \"status\": \"skipped\"}]",
                "ctrf-jest-pass | \"rawStatus\": \"passed\" | \"rawStatus\": \"unexpected\"",
                "ctrf-jest-pass | \"rawStatus\": \"passed\" | \"rawStatus\": \"didNotRun\"",
                "ctrf-jest-pass | \"rawStatus\": \"passed\" | \"rawStatus\": \"crash\"",
                "ctrf-jest-pass | \"rawStatus\": \"passed\" | \"rawStatus\": \"NotExecuted\"",
                "jest-pass | \"testResults\": | \"runExecError\": {\"message\": \"x\"}, \"testResults\":",
                "pytest-pass | \"call\": { | \"call\": {}, \"teardown\": {",
                "pytest-pass | \"outcome\": \"passed\" | \"outcome\": \"passed\", \"longrepr\": \"E\"",
                "pytest-pass | \"outcome\": \"passed\" | \"outcome\": \"skipped\"",
            })
    void of_a_report_in_which_one_thing_is_another(String report, String from, String to) {
        String text = WrittenReport.text(report);
        assertThat(WrittenReport.passes(text, false)).isTrue();
        assertThat(text).contains(from);
        for (int at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
            String changed = text.substring(0, at) + to + text.substring(at + from.length());
            assertThat(WrittenReport.passes(changed, false)).as(changed).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tool\": { | \"tool\": {\"extra\": {\"failed\": 1},",
                "\"tool\": | \"extra\": {\"exitCode\": 0, \"total\": 40, \"browser\": {\"failed\": \"none\"}}, \"tool\":",
                "\"tool\": | \"unhandledErrors\": [], \"tool\":",
                "\"other\": 0 | \"other\": 0, \"suites\": 2, \"suitesFailed\": 0, \"flaky\": 1",
                "\"retries\": 0 | \"retries\": 1, \"retryAttempts\": [{\"attempt\": 1, \"status\": \"failed\"}]",
                "\"retries\": 0 | \"retries\": 1, \"retryAttempts\": [{\"status\": \"failed\"}, {\"status\": \"passed\"}]",
                "\"stop\": 1764000000000 | \"stop\": 5321",
                "\"retries\": 0 | \"steps\": [{\"name\": \"a\", \"status\": \"passed\"}]"
            })
    void are_not_found_in_what_ctrf_has_room_for(String from, String to) {
        String text = WrittenReport.text("ctrf-jest-pass");
        assertThat(text).contains(from);
        assertThat(WrittenReport.passes(text.replaceFirst(java.util.regex.Pattern.quote(from), to), false))
                .isTrue();
    }

    @Test
    void tests_that_were_only_skipped_never_pass() {
        assertThat(passes("{'epic_id': 'E', 'scenarios': [{'status': 'skip'}, {'status': 'todo'}]}"))
                .isFalse();
    }

    @Test
    void a_retry_that_passed_counts_as_passed() {
        assertThat(WrittenReport.passes(WrittenReport.text("ctrf-jest-retry"), false))
                .isTrue();
    }
}
