package io.github.devopsagent.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an executor is that is no more than a lambda, and what it can answer. */
class StepExecutorTest {

    private static final StepExecutor LAMBDA = request -> StepResult.success();

    @Test
    void a_lambda_knows_of_no_finding_nothing_of_lost_attempts_and_has_no_warnings() {
        ExecutionContext context = new ExecutionContext("EP-1", "DEP-001", "production", Path.of("/"), Map.of());
        assertThat(LAMBDA.check(Input.none(), context)).isEmpty();
        assertThat(LAMBDA.resolve(new Attempt("k", 1, NoScratch.NO_SCRATCH))).isEqualTo(new Resolution.Unknown());
        assertThat(LAMBDA.warnings()).isEmpty();
    }

    @Test
    void a_result_is_a_success_or_says_why_not() {
        List<StepResult> results = List.of(
                StepResult.success("2 hosts"),
                StepResult.failure("exit code 1"),
                new StepResult.NotStarted("no such file"),
                new StepResult.StillRunning("pid 42"));
        assertThat(results).extracting(StepResult::isSuccess).containsExactly(true, false, false, false);
        assertThat(results)
                .extracting(StepResult::reason)
                .containsExactly("2 hosts", "exit code 1", "no such file", "pid 42");
        assertThat(results)
                .extracting(result -> result.<String>fold(
                        succeeded -> "succeeded",
                        failed -> "failed",
                        notStarted -> "not started",
                        running -> "running"))
                .containsExactly("succeeded", "failed", "not started", "running");
        assertThat(StepResult.success()).isEqualTo(new StepResult.Succeeded("", StepResult.Exit.NONE));
        assertThat(StepResult.failure("x")).isEqualTo(new StepResult.Failed("x", StepResult.Exit.NONE));
    }

    @Test
    void a_lost_attempt_is_done_not_started_or_unknown() {
        List<Resolution> resolutions = List.of(
                new Resolution.Done(StepResult.success("late")), new Resolution.NotStarted(), new Resolution.Unknown());
        assertThat(resolutions)
                .extracting(resolution ->
                        resolution.<String>fold(done -> done.result().reason(), () -> "not started", () -> "unknown"))
                .containsExactly("late", "not started", "unknown");
    }

    @Test
    void a_line_of_output_ends_with_a_newline_in_utf_8() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StepOutput output = bytes::write;
        output.line("größer");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("größer\n");
    }

    @Test
    void a_finding_knows_how_sure_it_is() {
        assertThat(StepFinding.cannotRun("x")).isEqualTo(new StepFinding(StepFinding.Certainty.CANNOT_RUN, "x"));
        assertThat(StepFinding.missingNow("x")).isEqualTo(new StepFinding(StepFinding.Certainty.MISSING_NOW, "x"));
        assertThat(Optional.of(Stage.PRE_FLIGHT.label())).contains("pre_flight");
    }
}
