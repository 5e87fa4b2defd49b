package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.directory.FaultyDisk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that stops for good at any of its file operations, and the next one, which finds what it left. */
class CrashMatrixTest {

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void wherever_an_agent_stops_the_next_one_brings_its_run_to_a_true_end(Course course) {
        Cell clean = new Cell(course, directory.resolve("clean"));
        List<String> operations = clean.runUndisturbed();
        assertThat(operations).as("operations of a " + course).hasSizeGreaterThan(course == Course.VETO ? 40 : 150);
        for (int n = 0; n < operations.size(); n++) {
            Cell cell = new Cell(course, directory.resolve("stop-" + n));
            FaultyDisk disk = cell.disk().stopAt(n);
            assertThatThrownBy(() -> cell.run(disk, ConsensusDirectory.CLOCK))
                    .as("operation " + n)
                    .isInstanceOf(FaultyDisk.Crash.class);
            assertThat(disk.operations().subList(0, n + 1)).isEqualTo(operations.subList(0, n + 1));
            cell.isBroughtToItsEndBy(cell.disk(), LATER, operations.get(n), clean);
        }
    }
}
