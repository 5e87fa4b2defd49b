package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.report.TestResultsReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark runs, and prints what it compares; not how fast anything is; what a scenario allocates is counted. */
class EvidencePriceTest {

    /** It takes 440, and took 2400 when each description was matched against five expressions. */
    private static final long MOST_BYTES = 650;

    @TempDir
    Path directory;

    @Test
    @Tag(MatrixCells.TAG)
    @EnabledIfSystemProperty(named = "matrix.every", matches = "1", disabledReason = "measured only with -Pmatrices")
    void both_processes_judge_the_same_scenarios() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        EvidencePrice.compare(directory, 1000, 1, new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("1000 scenarios", "pair", "median ratio");
    }

    /** Whoever matches an expression against each text allocates some hundred bytes for it, and spends the time that goes with them. */
    @Test
    void a_usual_scenario_is_judged_with_few_objects() throws Exception {
        int scenarios = 2000;
        byte[] report =
                Files.readAllBytes(EvidencePrice.site(directory, scenarios).resolve("artifacts/test_results.json"));
        TestResultsReader.readQuickly(new ByteArrayInputStream(report));
        long before = allocated();
        Optional<TestResults> results = TestResultsReader.readQuickly(new ByteArrayInputStream(report));
        long taken = allocated() - before;
        assertThat(results.orElseThrow().passed()).isEqualTo(scenarios);
        assertThat(taken / scenarios).as("bytes for each").isLessThan(MOST_BYTES);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
