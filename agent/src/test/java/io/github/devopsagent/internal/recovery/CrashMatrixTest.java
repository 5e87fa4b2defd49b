package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.internal.disk.CrashPoints;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that stops for good at any of its file operations, and the next one, which finds what it left. */
@Tag(MatrixCells.TAG)
class CrashMatrixTest {

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));

    private static final List<UndisturbedRun> COURSES = List.of(UndisturbedRun.values());

    @TempDir
    Path directory;

    @FewerCases(every = 4)
    @ParameterizedTest
    @EnumSource
    void wherever_an_agent_stops_the_next_one_brings_its_run_to_a_true_end(UndisturbedRun course) {
        InterruptedRun clean = new InterruptedRun(course, directory.resolve("clean"));
        CrashPoints points = clean.crashPoints();
        List<String> operations = points.operations();
        assertThat(operations).as("operations of a " + course).hasSizeGreaterThan(least(course));
        for (int n : MatrixCells.tried(points.from(firstOfItsOwn(course, clean, operations)), course.number())) {
            InterruptedRun cell = new InterruptedRun(course, directory.resolve("stop-" + n));
            FaultyDisk disk = cell.disk().stopAt(n);
            assertThatThrownBy(() -> cell.run(disk, ConsensusDirectory.CLOCK))
                    .as("operation " + n)
                    .isInstanceOf(FaultyDisk.Crash.class);
            assertThat(disk.operations().subList(0, n + 1)).isEqualTo(operations.subList(0, n + 1));
            cell.isBroughtToItsEndBy(cell.disk(), LATER, operations.get(n), 2);
            cell.isAsIfUndisturbed(clean);
        }
    }

    /** Until its first deploy step, each deployment is as the one that succeeds. */
    private static int firstOfItsOwn(UndisturbedRun course, InterruptedRun clean, List<String> operations) {
        int writing = ProcessKillMatrixTest.firstOfItsOwn(course, ProcessKillMatrixTest.records(clean.consensus()));
        return writing == 1
                ? 0
                : IntStream.range(0, operations.size())
                        .filter(n -> AgentsToKill.isJournalled(operations.get(n)))
                        .skip(writing - 1)
                        .findFirst()
                        .orElseThrow();
    }

    /** Of the operations those by which a file becomes another user's, and what stands beside them. */
    @ParameterizedTest
    @EnumSource(names = {"SUCCESS", "FAILURE", "VETO"})
    void wherever_an_agent_stops_in_a_directory_of_another_user_everything_becomes_his(UndisturbedRun course) {
        CrashPoints points = new InterruptedRun(course, directory.resolve("clean"))
                .ownedByAnother()
                .crashPoints();
        List<String> operations = points.operations();
        List<Integer> giving = points.from(0).stream()
                .filter(n -> operations.get(n).startsWith("set ")
                        || (n > 0 && operations.get(n - 1).startsWith("set ")))
                .toList();
        assertThat(giving).hasSizeGreaterThan(course == UndisturbedRun.VETO ? 20 : 50);
        for (int n : MatrixCells.tried(giving, course.number())) {
            InterruptedRun cell = new InterruptedRun(course, directory.resolve("stop-" + n)).ownedByAnother();
            assertThatThrownBy(() -> cell.run(cell.disk().stopAt(n), ConsensusDirectory.CLOCK))
                    .as("operation " + n)
                    .isInstanceOf(FaultyDisk.Crash.class);
            cell.isBroughtToItsEndBy(cell.disk(), LATER, operations.get(n), 2);
        }
    }

    private static int least(UndisturbedRun course) {
        return switch (course) {
            case VETO -> 40;
            case ABORTED -> 80;
            case BEYOND_RETURN -> 100;
            case SUCCESS, FAILURE, FAILED_ROLLBACK, WORSE -> 150;
        };
    }

    /** As many as {@code soak.runs} says: thousands in the profile {@code soak}. */
    @MatricesOnly
    @Test
    void an_agent_that_is_stopped_while_it_recovers_leaves_it_to_the_next_one() {
        int runs = Integer.getInteger("soak.runs", MatrixCells.drawn(24, COURSES.size()));
        long seed = Long.getLong("soak.seed", 42);
        Random random = new Random(seed);
        for (int i = 0; i < runs; i++) {
            UndisturbedRun course = COURSES.get(i % COURSES.size());
            InterruptedRun clean = new InterruptedRun(course, directory.resolve("clean-" + i));
            InterruptedRun cell = new InterruptedRun(course, directory.resolve("run-" + i));
            StringBuilder stops = new StringBuilder("seed " + seed + ", run " + i);
            int most = clean.runUndisturbed().size();
            int times = 2 + random.nextInt(3);
            for (int time = 0; time < times; time++) {
                FaultyDisk disk = cell.disk().stopAt(random.nextInt(most));
                try {
                    cell.run(disk, LATER);
                } catch (FaultyDisk.Crash e) {
                    stops.append("; ").append(e.getMessage());
                }
                most = Math.max(1, disk.operations().size());
            }
            cell.isBroughtToItsEndBy(cell.disk(), LATER, stops.toString(), times + 1);
        }
    }
}
