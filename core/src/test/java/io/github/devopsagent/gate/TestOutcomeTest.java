package io.github.devopsagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of reports mean. */
class TestOutcomeTest {

    @ParameterizedTest
    @ValueSource(strings = {"pass", "passed", "PASS", "Passed", "ok", "Success", "succeeded"})
    void a_scenario_passes_in_any_case(String status) {
        assertThat(TestOutcome.of(status)).isEqualTo(TestOutcome.PASSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fail",
                "error",
                "passing",
                "passed?",
                "pass pass",
                " pass",
                "blocked",
                "rerun",
                "flaky",
                "true"
            })
    void everything_else_does_not(String status) {
        assertThat(TestOutcome.of(status)).isEqualTo(TestOutcome.FAILED);
    }
}
