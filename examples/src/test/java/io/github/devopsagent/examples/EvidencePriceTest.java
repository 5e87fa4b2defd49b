package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatrixCells;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark runs, and prints what it compares; not how fast anything is. */
class EvidencePriceTest {

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
}
