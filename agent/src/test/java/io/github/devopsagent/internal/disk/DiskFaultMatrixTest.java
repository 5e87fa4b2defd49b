package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.internal.recovery.InterruptedRun;
import io.github.devopsagent.internal.recovery.UndisturbedRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent whose disk fails or becomes full at any of its file operations, and the next one, on a mended disk. */
@Tag(MatrixCells.TAG)
class DiskFaultMatrixTest {

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));

    private static final int ENOUGH = 256 << 10;

    @TempDir
    Path directory;

    enum Kind {
        /** Full until the reserve of the run is given up. */
        FULL_BUT_FOR_THE_RESERVE {
            @Override
            FaultyDisk at(int n, FaultyDisk disk) {
                return disk.fullFrom(n).untilFreed(ENOUGH);
            }
        },
        FULL_FOR_GOOD {
            @Override
            FaultyDisk at(int n, FaultyDisk disk) {
                return disk.fullFrom(n);
            }
        },
        FAIL_FOR_GOOD {
            @Override
            FaultyDisk at(int n, FaultyDisk disk) {
                return disk.failFrom(n);
            }
        },
        FAIL_ONCE {
            @Override
            FaultyDisk at(int n, FaultyDisk disk) {
                return disk.failAt(n);
            }
        };

        abstract FaultyDisk at(int n, FaultyDisk disk);
    }

    /** Every operation where a deployment that would succeed comes to need its reserve; of the others every few. */
    @FewerCases(every = 6)
    @ParameterizedTest
    @CsvSource({
        "SUCCESS, FULL_BUT_FOR_THE_RESERVE, 0, 1",
        "SUCCESS, FULL_FOR_GOOD, 0, 3",
        "SUCCESS, FAIL_FOR_GOOD, 0, 5",
        "SUCCESS, FAIL_ONCE, 1, 3",
        "FAILURE, FULL_BUT_FOR_THE_RESERVE, 0, 6",
        "FAILURE, FULL_FOR_GOOD, 1, 7",
        "FAILURE, FAIL_FOR_GOOD, 2, 7",
        "WORSE, FAIL_ONCE, 0, 5",
        "WORSE, FULL_FOR_GOOD, 2, 9",
        "BEYOND_RETURN, FAIL_ONCE, 1, 4",
        "BEYOND_RETURN, FAIL_FOR_GOOD, 0, 5",
        "ABORTED, FULL_BUT_FOR_THE_RESERVE, 1, 3",
        "ABORTED, FAIL_ONCE, 0, 3",
    })
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void whatever_fails_nothing_is_done_twice_or_without_a_record(
            UndisturbedRun course, Kind kind, int first, int stride) {
        InterruptedRun clean = new InterruptedRun(course, directory.resolve("clean"));
        List<String> operations = clean.runUndisturbed();
        int begun = operations.indexOf("write .devops/journal");
        List<String> failures = new ArrayList<>();
        List<Integer> cells = IntStream.iterate(first, n -> n < operations.size(), n -> n + stride)
                .boxed()
                .toList();
        for (int n : MatrixCells.tried(cells, first)) {
            InterruptedRun cell = new InterruptedRun(course, directory.resolve("fault-" + n)).whoseDiskFails();
            String what = kind + " at " + n + ": " + operations.get(n);
            try {
                disturb(cell, kind, n, begun, what);
            } catch (AssertionError e) {
                failures.add(what + ": " + e.getMessage());
            }
        }
        assertThat(failures).isEmpty();
    }

    /** In a directory of another user each file is given to him, which can fail as everything else. */
    @ParameterizedTest
    @EnumSource(names = {"SUCCESS", "ABORTED"})
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void whatever_fails_while_a_file_becomes_another_users_nothing_is_done_twice_or_without_a_record(
            UndisturbedRun course) {
        List<String> operations = new InterruptedRun(course, directory.resolve("clean"))
                .ownedByAnother()
                .runUndisturbed();
        int begun = operations.indexOf("write .devops/journal");
        List<Integer> giving = IntStream.range(0, operations.size())
                .filter(n -> operations.get(n).startsWith("set "))
                .boxed()
                .toList();
        for (int n : MatrixCells.tried(giving, course.number())) {
            InterruptedRun cell = new InterruptedRun(course, directory.resolve("fault-" + n))
                    .ownedByAnother()
                    .whoseDiskFails();
            disturb(cell, Kind.FAIL_ONCE, n, begun, "at " + n + ": " + operations.get(n));
        }
    }

    private static void disturb(InterruptedRun cell, Kind kind, int n, int begun, String what) {
        Optional<Outcome> outcome = outcome(cell, kind.at(n, cell.disk()), what);
        List<String> deployed = deployed(cell);
        List<String> undone = undone(cell);
        assertThat(cell.effects().unrecorded()).as(what).isEmpty();
        if (kind == Kind.FULL_BUT_FOR_THE_RESERVE && n > begun) {
            assertThat(outcome).as(what).isPresent();
        }
        if (outcome.filter(Outcome.Aborted.class::isInstance).isPresent()) {
            assertThat(deployed).as(what).isEmpty();
        }
        boolean isDeployed = outcome.filter(Outcome.Deployed.class::isInstance).isPresent();
        if (kind == Kind.FULL_BUT_FOR_THE_RESERVE
                && !deployed.isEmpty()
                && !isDeployed
                && !hadNoRoomForAScript(outcome)) {
            assertThat(outcome.orElseThrow()).as(what).isInstanceOf(Outcome.RolledBack.class);
            assertThat(undone)
                    .as(what)
                    .containsAll(deployed.stream().map("undo "::concat).toList());
            assertThat(cell.consensus().deployment().path("status").asString())
                    .as(what)
                    .isEqualTo("rolled_back");
        }

        cell.isBroughtToItsEndBy(cell.disk(), LATER, what, 2);

        assertThat(cell.effects().unrecorded()).as(what).isEmpty();
        if (!undone.isEmpty()) {
            assertThat(deployed(cell)).as("forward after a rollback, " + what).isEqualTo(deployed);
        }
    }

    /** The reserve is for the journal and the documents: a rollback step that needs room itself fails, and says so. */
    private static boolean hadNoRoomForAScript(Optional<Outcome> outcome) {
        return outcome.filter(Outcome.RollbackFailed.class::isInstance)
                .filter(failed ->
                        failed.toString().contains(".sh failed: java.io.IOException: No space left on device"))
                .isPresent();
    }

    private static Optional<Outcome> outcome(InterruptedRun cell, FaultyDisk disk, String what) {
        try {
            return Optional.of(cell.run(disk, ConsensusDirectory.CLOCK));
        } catch (DevOpsAgentException e) {
            assertThat(e)
                    .as(what)
                    .hasMessageContaining(e.path().toString())
                    .hasMessageMatching("(?s).*(No space left on device|injected: input/output error).*");
            return Optional.empty();
        }
    }

    private static List<String> deployed(InterruptedRun cell) {
        return cell.effects().all().stream()
                .filter(InterruptedRun.UNDOABLE::contains)
                .toList();
    }

    private static List<String> undone(InterruptedRun cell) {
        return cell.effects().all().stream()
                .filter(each -> each.startsWith("undo "))
                .toList();
    }
}
