package io.github.devopsagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(ToolOutput.of(line)).isEqualTo(ToolOutput.matched(line.stripTrailing()));
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
}
