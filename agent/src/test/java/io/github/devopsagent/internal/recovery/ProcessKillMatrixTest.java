package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.internal.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that the kernel ends at any record of its journal, and the next one, which finds what it left. */
@Tag(MatrixCells.TAG)
class ProcessKillMatrixTest {

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));

    /** The journal is written once before its first record. */
    private static final int BEGINNING = 1;

    @TempDir
    Path directory;

    @FewerCases(every = 6)
    @ParameterizedTest
    @EnumSource
    void whichever_record_an_agent_is_killed_at_the_next_one_brings_its_run_to_a_true_end(UndisturbedRun course)
            throws Exception {
        InterruptedRun clean = new InterruptedRun(course, directory.resolve("clean"));
        int written = (int) clean.runUndisturbed().stream()
                .filter(AgentsToKill::isJournalled)
                .count();
        List<byte[]> records = records(clean.consensus());
        assertThat(written).as("its beginning, and each record").isEqualTo(BEGINNING + records.size());
        int first = firstOfItsOwn(course, records);
        Map<Integer, Path> places = new TreeMap<>();
        Map<Integer, InterruptedRun> cells = new TreeMap<>();
        List<Integer> kills = IntStream.rangeClosed(first, written).boxed().toList();
        for (int n : MatrixCells.tried(kills, course.number())) {
            places.put(n, directory.resolve("kill-" + n));
            cells.put(n, new InterruptedRun(course, directory.resolve("kill-" + n)));
        }
        assertThat(written - first + 1).as("kills of a " + course).isGreaterThanOrEqualTo(least(course));
        AgentsToKill.runAndKill(course, places);
        cells.forEach((n, cell) -> {
            assertThat(cell.consensus().has(".devops/journal")).isTrue();
            cell.isBroughtToItsEndBy(cell.disk(), LATER, "kill " + n, 2);
            cell.isAsIfUndisturbed(clean);
        });
    }

    /** Which of its journal's writings is the first that is not as in the deployment that succeeds; from 1. */
    static int firstOfItsOwn(UndisturbedRun course, List<byte[]> records) {
        return switch (course) {
            case FAILURE, FAILED_ROLLBACK, BEYOND_RETURN -> BEGINNING + 1 + first("deployment_steps/0", records);
            case WORSE -> BEGINNING + 1 + first("\"measured\"", records);
            case SUCCESS, ABORTED, VETO -> 1;
        };
    }

    private static int least(UndisturbedRun course) {
        return switch (course) {
            case VETO -> 3;
            case ABORTED, BEYOND_RETURN -> 8;
            case FAILURE, FAILED_ROLLBACK -> 14;
            // Three values before, two samples of each metric at most, and three of each after the rollback.
            case WORSE -> 25;
            case SUCCESS -> 15;
        };
    }

    static List<byte[]> records(ConsensusDirectory consensus) {
        List<String> runs = consensus.names(".devops/runs");
        assertThat(runs).hasSize(1);
        return Journal.read(consensus.path(".devops/runs/" + runs.get(0) + "/journal"))
                .records();
    }

    /** Up to there every deployment is as the one that succeeds. */
    private static int first(String what, List<byte[]> records) {
        return IntStream.range(0, records.size())
                .filter(n -> new String(records.get(n), StandardCharsets.UTF_8).contains(what))
                .findFirst()
                .orElseThrow();
    }
}
