package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.VetoedFaults;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.StepResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs over more than anybody writes, in a process with a small heap where memory is what matters. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@FewerCases(every = 10)
class LargeInputTest {

    @TempDir
    private Path temporary;

    /** The other process: runs once and says what came of it. */
    public static void main(String[] arguments) {
        System.out.println(
                new ConsensusDirectory(Path.of(arguments[0])).agent(aShell()).run());
    }

    private static String runInAHeapOf(int megabytes, ConsensusDirectory consensus) throws IOException {
        ProcessBuilder builder =
                JavaProcess.of(LargeInputTest.class, consensus.path().toString());
        builder.command().add(1, "-Xmx" + megabytes + "m");
        Process process = builder.redirectErrorStream(true).start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Tag(MatrixCells.TAG)
    void a_million_scenarios_are_judged_in_a_small_heap() throws IOException {
        int scenarios = MatrixCells.drawn(1_000_000, 100_000);
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (BufferedWriter file = Files.newBufferedWriter(consensus.path("artifacts/test_results.json"))) {
            file.write("{\"epic_id\": \"EP-1\", \"scenarios\": [");
            for (int i = 0; i < scenarios; i++) {
                file.write("{\"id\":\"T-" + i + "\",\"type\":\"e2e\",\"description\":\"d\",\"status\":\"pass\"},\n");
            }
            file.write("{\"id\":\"last\",\"type\":\"e2e\",\"description\":\"d\",\"status\":\"fail\"}]}");
        }
        assertThat(runInAHeapOf(scenarios == 1_000_000 ? 64 : 32, consensus))
                .contains(
                        "VETOED",
                        "1 of " + (scenarios + 1) + " scenarios did not pass: last (fail)",
                        "#/scenarios/" + scenarios);
        assertThat(consensus.phase()).isEqualTo("testing");
    }

    /** That as many of each format are read in so small a heap, its reader's tests show. */
    @Test
    @Tag(MatrixCells.TAG)
    void many_tests_that_a_tool_lists_are_judged_in_a_small_heap() throws IOException {
        int tests = MatrixCells.drawn(200_000, 100_000);
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (BufferedWriter file = Files.newBufferedWriter(consensus.path("artifacts/test_results.json"))) {
            file.write("{\"success\": true, \"testResults\": [");
            for (int i = 0; i < tests; i++) {
                file.write((i == 0 ? "" : ",") + "{\"name\": \"s-" + i
                        + "\", \"status\": \"passed\", \"assertionResults\":"
                        + " [{\"fullName\": \"t\", \"status\": \"passed\", \"failureMessages\": []}]}\n");
            }
            file.write("], \"numTotalTests\": " + (tests + 1) + ", \"numPassedTests\": " + tests
                    + ", \"numFailedTests\": 0}");
        }
        assertThat(runInAHeapOf(32, consensus))
                .contains("VETOED", "numTotalTests is " + (tests + 1) + ", but there are " + tests, "#/numTotalTests");
    }

    /** In the end it collects garbage most of the time, so that by default there are less than would fill it. */
    @Test
    @Tag(MatrixCells.TAG)
    void messages_that_would_fill_a_small_heap_are_judged_in_it() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String summary = ("\"" + "x".repeat(300) + "\", ").repeat(79) + "\"Approved\"";
        for (int i = 0; i < MatrixCells.drawn(450, 150); i++) {
            String kind = i % 2 == 0 ? "veto" : "approval";
            Files.writeString(
                    consensus.path("messages/inbox/devops/" + i + ".json"),
                    "{\"st\": \"" + kind + "\", \"r\": \"sre\", \"epic\": \"EP-1\", \"d\": \"2025-12-0" + (1 + i % 2)
                            + "\", \"sm\": [" + summary + "], \"nx\": []}");
        }
        assertThat(runInAHeapOf(24, consensus)).startsWith("DEPLOYED: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "backup", "deployment_steps", "rollback_plan", "health_checks"})
    void a_plan_of_ten_thousand_steps_is_vetoed_before_any_of_them_is_checked(String part) {
        ScriptedShell shell = aShell();
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"" + part + "\": [" + "{\"run\": \"a\"}, ".repeat(9_999) + "{\"run\": \"a\"}]")
                .in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(VetoedFaults.places(outcome)).containsExactly("wrong_value artifacts/plan.json#/" + part);
        assertThat(outcome.toString()).contains("found 10000 of the plan's", "at most 1000 in all", "one script");
    }

    @Test
    void a_plan_of_as_many_steps_as_are_allowed_is_deployed() {
        ScriptedShell shell = aShell();
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [" + "{\"run\": \"a\"}, ".repeat(997)
                        + "{\"run\": \"a\"}], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.count("a")).isEqualTo(998);
    }

    @Test
    void a_plan_of_the_largest_size_is_read_in_a_small_heap() throws IOException {
        String strings = ("\"" + "x".repeat(1 << 16) + "\", ").repeat(40);
        String tokens = "1.25, ".repeat(240_000);
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"x\": [" + strings + tokens + "0], \"deployment_steps\": {\"run\": \"a\"},"
                        + " \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        assertThat(consensus.bytes("artifacts/plan.json")).hasSizeBetween(3 << 20, 4 << 20);
        assertThat(runInAHeapOf(64, consensus)).startsWith("DEPLOYED: ");
    }

    @MatricesOnly
    @Test
    @Tag(MatrixCells.TAG)
    void a_history_of_a_hundred_megabytes_gets_its_line() throws IOException {
        int megabytes = MatrixCells.drawn(100, 40);
        ConsensusDirectory consensus = aConsensus().in(temporary);
        byte[] lines = "{\"ts\":\"2025-12-30T08:00:00Z\",\"status_sha256\":\"0\"}\n"
                .repeat(20_000)
                .getBytes(StandardCharsets.UTF_8);
        try (var file = Files.newOutputStream(consensus.path("status_history.jsonl"))) {
            for (int i = 0; i < megabytes; i++) {
                file.write(lines);
            }
        }
        assertThat(runInAHeapOf(32, consensus)).startsWith("DEPLOYED: ").doesNotContain("history");
        assertThat(Files.size(consensus.path("status_history.jsonl"))).isGreaterThan((long) megabytes * lines.length);
    }

    @Test
    void thousands_of_approvals_and_blockers_of_ours_are_edited() {
        String approvals = "\"qa\", ".repeat(30_000) + "\"developer\"";
        String blocker =
                "{\"type\": \"veto\", \"by\": \"devops\", \"reason\": \"invalid_plan: r (r)\", \"created_at\": \"2025-12-30T08:00:00Z\"}";
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus
                .edit("status.json", "\"developer\", \"qa\"", approvals)
                .edit(
                        "status.json",
                        "\"blockers\": []",
                        "\"blockers\": [" + (blocker + ",").repeat(5_000) + blocker + "]");
        Outcome outcome = consensus.agent(aShell()).run();
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.blockers()).isEmpty();
        assertThat(consensus.approvals()).hasSize(30_002).endsWith("devops");
    }

    /** So large that reading it would take hours. */
    private static void enlarge(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.position(1L << 41).write(ByteBuffer.wrap(new byte[1]));
        }
    }

    @Test
    void of_a_document_that_is_too_large_only_the_size_is_looked_at() throws IOException {
        for (String file : List.of("status.json", "artifacts/plan.json", "artifacts/test_results.json")) {
            ConsensusDirectory consensus = aConsensus()
                    .in(Files.createDirectory(temporary.resolve(Path.of(file).getFileName())));
            enlarge(consensus.path(file));
            assertThat(consensus.agent(aShell()).run().toString())
                    .as(file)
                    .contains(file)
                    .containsAnyOf("found a larger file", "found more than");
        }
    }

    @Test
    void a_status_that_becomes_too_large_during_a_run_stops_it_at_once() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(
                        "\"deployment_steps\": [ {\"run\": \"one\", \"rollback\": {\"run\": \"undo one\"}}, {\"run\": \"two\", \"rollback\": {\"run\": \"undo two\"}} ]")
                .in(temporary);
        ScriptedShell shell = aShell();
        shell.doing("one", step -> {
            try {
                enlarge(consensus.path("status.json"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).run())
                .isInstanceOf(DevOpsAgentException.class)
                .hasMessageContaining("status.json");
        assertThat(shell.commands()).containsExactly("one", "undo one");
    }
}
