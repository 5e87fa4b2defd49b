package io.github.devopsagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ToolOutputTest {

    @Property
    void no_line_that_an_expression_knows_is_passed_over_by_its_beginning(@ForAll("lines") String line) {
        assertThat(ToolOutput.of(line))
                .isEqualTo(ToolOutput.matched(line.stripTrailing()).or(() -> summed(line)));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        " ",
                        "=",
                        "\t",
                        "Tests: ",
                        "Test Files  ",
                        "Tests run: 5",
                        "Failures: 1",
                        "Errors: 0",
                        "Suites ",
                        "Snapshots: ",
                        "3 failed",
                        "0 errors",
                        "12 passed",
                        ", ",
                        "; ",
                        " in 4.2s",
                        "FAIL",
                        "FAIL\t",
                        "FAILED (failures=1)",
                        "test result: FAILED. ",
                        "test result: ok. ",
                        "--- FAIL: ",
                        "BUILD FAILED",
                        "BUILD SUCCESSFUL",
                        "[INFO] ",
                        "BUILD FAILURE",
                        "OK",
                        "OK (3 tests)",
                        "PASS",
                        "# fail 1",
                        "# pass 2",
                        "ok \t",
                        "o",
                        "Total: 7",
                        "\u00a0",
                        "an order")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Example
    void a_later_line_of_its_kind_outdoes_a_failure_in_any_colour() {
        assertThat(ToolOutput.of(
                        "3 passed, 1 failed\nan order is paid\n\u001b[32m== 3 passed, 0 failed in 2s ==\u001b[0m\n\n"))
                .contains(TestOutcome.PASSED);
        assertThat(ToolOutput.of("  Tests run: 5, Failures: 1, Errors: 0")).contains(TestOutcome.FAILED);
        assertThat(ToolOutput.of("at 10:15:00 an order was paid")).isEqualTo(Optional.empty());
    }

    private static Optional<TestOutcome> summed(String line) {
        return SummedFailures.isIn(line) ? Optional.of(TestOutcome.FAILED) : Optional.empty();
    }

    @Example
    void a_line_of_any_tool_that_sums_failures_up_is_one() {
        for (String text : List.of(
                "67% tests passed, 1 tests failed out of 3",
                "3 tests, 1 failure",
                "Executed 3 tests, with 1 failure (0 unexpected) in 0.1 seconds",
                "FAILED | 2 passed | 1 failed (12ms)",
                "5 runs, 9 assertions, 1 failures, 0 errors, 0 skips",
                "\u2139 fail 1",
                "Results: 1 failed, 2 passed",
                "1 test failed, 2 passed",
                "2 scenarios (1 failed, 1 passed)",
                "PASS 2 FAIL 1",
                " 1 fail",
                "not ok 2 b",
                "time=1 level=error msg=\"thresholds on metrics 'a, b' have been crossed\"",
                "1 of 3 tests failed",
                "    \u2716  1 of 3 failed (33%)      00:12   3   2   1   -   -",
                "Failed 1/3 subtests",
                "Chrome Headless 120.0.0.0 (Linux): Executed 3 of 3 (1 FAILED) (0.01 secs / 0.003 secs)",
                "Tests 3 passed 2 failed 1",
                "DONE 3 tests, 1 failure in 0.1s",
                "test cases: 3 | 2 passed | 1 failed",
                "2 doctests, 3 tests, 1 failure, 2 excluded",
                "    not ok 1 - an order is paid",
                "FAIL! -- 2 Passed | 1 Failed | 0 Pending | 0 Skipped",
                "3 tests, 1 failure\n10 tests, 0 failures")) {
            assertThat(ToolOutput.of(text)).as(text).contains(TestOutcome.FAILED);
        }
    }

    @Example
    void no_failure_is_summed_up_where_there_is_none() {
        for (String text : List.of(
                "100% tests passed, 0 tests failed out of 3",
                "3 tests, 0 failures",
                "Executed 3 tests, with 0 failures (0 unexpected) in 0.1 seconds",
                "ok | 3 passed | 0 failed (12ms)",
                "5 runs, 9 assertions, 0 failures, 0 errors, 0 skips",
                "\u2139 fail 0",
                "\u2139 pass 3",
                "Results: 0 failed, 2 passed",
                "0 of 3 tests failed",
                "0/3 tests failed",
                "    \u2716  0 of 3 failed (33%)      00:12   3   2   1   -   -",
                "\u2716 2 problems (1 error, 1 warning)",
                "Failed 0/3 subtests",
                "Chrome Headless 120.0.0.0 (Linux): Executed 3 of 3 SUCCESS (0.01 secs / 0.003 secs)",
                "2 scenarios (2 passed)",
                "PASS 2 FAIL 0",
                "Tests 3 passed 3 failed 0",
                " 0 fail",
                "ok 2 b",
                "not ok 2 b # TODO later",
                "retrying 1 failed connection",
                "1 failed login is counted, test passed",
                "Test 1: error",
                "Step 3 - failure",
                "1 failed connection, 2 tests passed",
                "thresholds on metrics are checked",
                "it is not ok 2 b",
                "3 failed logins lock the account")) {
            assertThat(ToolOutput.of(text)).as(text).isNotEqualTo(Optional.of(TestOutcome.FAILED));
        }
    }
}
