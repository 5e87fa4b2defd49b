package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of one kind of tests beside the scenarios, of tests that are left, and of what was expected of one. */
class KindsOfTestsTest {

    private static boolean passes(String besides, String inTest) {
        String report = "{'epic_id': 'E'" + (besides.isEmpty() ? "" : ", " + besides)
                + ", 'scenarios': [{'id': 'a', 'status': 'pass'" + (inTest.isEmpty() ? "" : ", " + inTest) + "}]}";
        return WrittenReport.passes(report.replace('\'', '"'), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'unit_tests_passed': 118, 'unit_tests_total': 120",
                "'unit_tests': 120, 'unit_tests_passed': 118",
                "'total_unit_tests': 120, 'passed_unit_tests': 118",
                "'unit_tests_run': 118, 'unit_tests_total': 120",
                "'unitTestsPassed': 118, 'unitTestsTotal': 120",
                "'e2e_run': 12, 'e2e_passed': 11",
                "'details': {'unit_tests_passed': 118, 'unit_tests_total': 120}",
                "'summary': {'integration_passed': 4, 'integration_total': 5}",
                "'test_output': {'failed': 3}",
                "'load_balancer_tests': {'passed': 1, 'failed': 2}",
                "'performance_tests': {'passed': 1, 'failed': 2}",
                "'remaining': ['SC-2 checkout']",
                "'missing': ['SC-3 refund']",
                "'outstanding': ['scenario 4: refund']",
                "'playwright': 'partially'",
                "'recommendation': 'Fix SC-9 first'",
                "'recommendation': 'Fix the refund before the release'",
                "'unit_tests': 250, 'unit_tests_success': 249",
                "'e2e_run': 12, 'e2e_passed': 11, 'e2e_total': 12",
                "'e2e_passed': 10, 'e2e_total': 11, 'e2e_run': 4711",
                "'load_balancer_tests': {'passed': 11, 'errors': 2}",
                "'test_output': {'status': 'failed'}",
                "'test_output': {'passed': 3, 'total': 5}",
                "'test_logs': {'status': 'FAILED'}",
                "'remaining': ['test 4: refund']",
                "'remaining': ['TS-4 refund']",
                "'remaining': ['Scenario: refund']",
                "'failed_on': {'firefox': 2}",
                "'failed_on_firefox': 2"
            })
    void beside_the_scenarios_say_no(String field) {
        assertThat(passes(field, "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'unit_tests_passed': 120, 'unit_tests_total': 120",
                "'unit_tests': 120, 'unit_tests_passed': 120, 'unit_tests_failed': 0",
                "'unit_tests_passed': 120, 'integration_tests_passed': 40, 'e2e_total': 1, 'e2e_passed': 1",
                "'unit_tests_total': 120, 'integration_tests_passed': 40",
                "'unit_tests_run': 120, 'unit_tests_total': 118",
                "'test_output': {'failed': 0, 'lines': 300}",
                "'output': {'files': 3}",
                "'performance_tests': {'passed': 3, 'failed': 0, 'p95_ms': 180}",
                "'load_test': {'requests': 10000, 'passed': 9997, 'failed': 3}",
                "'load': {'passed': 9997, 'failed': 3}",
                "'remaining': []",
                "'remaining': ['update the wiki', 'OPS-12 watch the dashboards']",
                "'missing': ['an index on orders']",
                "'missing': 'nothing'",
                "'playwright': '1.56.0'",
                "'build': 'partial clone'",
                "'recommendation': 'Deploy, and fix the typo in the footer later'",
                "'recommendation': 'First deploy to staging, then to production'",
                "'recommendation': 'Address technical debt before the next quarter'",
                "'unit_tests': 250, 'unit_success': 100",
                "'e2e_run': 4711, 'e2e_passed': 11, 'e2e_total': 11",
                "'smoke_run': 48213",
                "'load_balancer_performance': {'requests': 100000, 'failed': 3}",
                "'load_balancer_latency': {'errors': 2}",
                "'test_logs': {'level': 'error'}",
                "'test_logs': {'errors': 14, 'warnings': 3}",
                "'test_logs': {'failed': 'https://ci/failed.log'}",
                "'test_output': {'failed_tests': 'target/failed.json'}",
                "'test_output': {'status': 'truncated'}",
                "'remaining': ['test environment cleanup']",
                "'remaining': ['Tests: 0']",
                "'deferred': ['Test report upload to the wiki']",
                "'deferred': ['TS-4711 rename a column']",
                "'failed_on_purpose': 1",
                "'failed_on_main': 2",
                "'failed_on_first_try': 2",
                "'failed_on_old_version': 3"
            })
    void beside_the_scenarios_say_nothing(String field) {
        assertThat(passes(field, "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'expected': '200', 'actual': '500'",
                "'expected': 200, 'actual': 503",
                "'expected_status': 403, 'actual_status': 200",
                "'expectedStatusCode': 201, 'actualStatusCode': 404",
                "'expected': true, 'actual': false",
                "'actual': 'FAILED: expected 200 but got 500 from /health after 3 attempts, which is too many'",
                "'notes': 'Could not be run'",
                "'notes': 'could not be tested: no staging'",
                "'result': '3 of the 5 steps failed in the end'",
                "'failed_on': 'firefox'",
                "'failed_in': ['eu-west-1']",
                "'not_passed_on': ['firefox']",
                "'result': '2 of 5 steps failed'",
                "'actual_result': 'FAILED'",
                "'expected': 'the order is paid', 'actual': 'FAILED - timeout'",
                "'actual': 'FAILED with 502'",
                "'expected_result': 'FAIL closed', 'actual': 'FAILED: 500'",
                "'expected_status': 200, 'actual_status': 450",
                "'expected_http_code': 200, 'actual_http_code': 500",
                "'expected': 200, 'actual': 404",
                "'expected_response': 200, 'actual_response': 503"
            })
    void of_one_test_say_no(String field) {
        assertThat(passes("", field)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'expected': '200', 'actual': '200'",
                "'expected': '200', 'actual': '201'",
                "'expected': 500, 'actual': 230",
                "'expected': 403, 'actual': 403",
                "'expected_status': 404, 'actual_status': 404",
                "'expected': true, 'actual': true",
                "'expected': 'yes', 'actual': true",
                "'expected': 'the order is created', 'actual': 'order 17 was created after 2 s'",
                "'expected': 'Error: card declined', 'actual': 'Error: card declined'",
                "'expected': '< 500 ms', 'actual': '230 ms'",
                "'expected': 200",
                "'actual': 500, 'expected_error': 'no database'",
                "'notes': 'Could not be reproduced on Safari, fixed meanwhile'",
                "'result': '3 of 3 orders were paid'",
                "'failed_on': null",
                "'failed_on': []",
                "'fail_on': 'warning'",
                "'on_failure': 'retry'",
                "'actual_result': '0 of 5 checks failed'",
                "'result': '0 of 5 steps failed'",
                "'expected': 'FAILED login message', 'actual': 'FAILED login message shown'",
                "'expected_result': 'FAIL closed', 'actual_result': 'FAIL closed'",
                "'actual': 'FAILURE banner is shown as expected'",
                "'actual': 'FAILED: card declined', 'expected': 'FAILED: card declined'",
                "'expected_rps': 200, 'actual_rps': 450",
                "'expected_users': 200, 'actual_users': 500",
                "'expected': 200, 'actual': 450, 'unit': 'rps'",
                "'expected': 200, 'actual': 500, 'unit': 'rps'"
            })
    void of_one_test_say_nothing(String field) {
        assertThat(passes("", field)).isTrue();
    }
}
