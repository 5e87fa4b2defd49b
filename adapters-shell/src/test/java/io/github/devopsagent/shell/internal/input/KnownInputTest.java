package io.github.devopsagent.shell.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.TestStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in {@code with} and is not read keeps a step from running. */
class KnownInputTest {

    private static final Map<String, StepExecutor> EXECUTORS = new ShellExecutors().executors();
    private static final Map<String, Map<String, Object>> FINE = Map.of(
            "shell", Map.of("run", "touch effect"),
            "http", Map.of("url", "http://127.0.0.1:1/", "expect_status", 200, "expect_body", "UP"),
            "tcp", Map.of("address", "127.0.0.1:1"));

    @TempDir
    Path directory;

    private TestStep step(String executor, Map<String, Object> more) {
        TestStep step = TestStep.aProbe(directory, Objects.requireNonNull(EXECUTORS.get(executor)));
        Map<String, Object> input = new TreeMap<>(Objects.requireNonNull(FINE.get(executor)));
        input.putAll(more);
        input.forEach(step::with);
        return step;
    }

    private static StepFinding finding(String executor, TestStep step) {
        return Objects.requireNonNull(EXECUTORS.get(executor))
                .check(step.input(), step.context())
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "http, proxy, write anything else as a command",
        "http, header, allowed is 'url'",
        "http, expected_status, allowed is 'url'",
        "http, timeout, write anything else as a command",
        "tcp, tls, write anything else as a command",
        "tcp, Address, allowed is 'address'",
        "shell, cwd, \"working_directory\": \"…\"",
        "shell, env, \"env\": {…}",
        "shell, when, a condition as part of it",
        "shell, command, allowed is 'run'"
    })
    void an_input_that_is_not_known_is_named_and_nothing_is_started(String executor, String name, String fix) {
        TestStep step = step(executor, Map.of(name, "false"));

        StepFinding finding = finding(executor, step);

        assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
        assertThat(finding.message())
                .startsWith("'with' of " + executor + " has '" + name + "'; allowed is ")
                .contains(fix);
        assertThat(step.run()).isEqualTo(new NotStarted(finding.message()));
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"http, expect_body", "http, url", "tcp, address", "shell, run"})
    void a_list_or_an_object_is_no_value_that_may_be_missing(String executor, String name) {
        for (Object value : List.of(List.of("UP"), List.of(), Map.of("contains", "UP"))) {
            TestStep step = step(executor, Map.of(name, value));

            StepFinding finding = finding(executor, step);

            assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
            assertThat(finding.message())
                    .startsWith("'" + name + "' in 'with' of " + executor + " is ")
                    .contains(value instanceof List ? "a list" : "an object");
            assertThat(step.run()).isEqualTo(new NotStarted(finding.message()));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void all_are_named_as_far_as_they_fit_on_a_line() {
        TestStep few = step("http", Map.of("method", "POST", "a\nb", 1));
        assertThat(finding("http", few).message()).contains("'method'", "'a\uFFFDb'");
        Map<String, Object> many = new TreeMap<>();
        for (int i = 10; i < 35; i++) {
            many.put("x".repeat(1000) + i, "y");
        }
        assertThat(finding("tcp", step("tcp", many)).message())
                .contains("x…' and 15 more")
                .hasSizeLessThan(1000);
    }

    @Test
    void what_is_known_is_no_finding() {
        for (String executor : FINE.keySet()) {
            TestStep step = step(executor, Map.of());
            assertThat(Objects.requireNonNull(EXECUTORS.get(executor)).check(step.input(), step.context()))
                    .isEmpty();
        }
    }
}
