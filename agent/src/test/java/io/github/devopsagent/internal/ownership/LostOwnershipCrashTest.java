package io.github.devopsagent.internal.ownership;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent is killed at every operation on the disk that follows the removal of its files. */
class LostOwnershipCrashTest {

    /** So that only the run itself looks, always at the same place. */
    private static final OwnershipGuard.WatchTiming ONLY_BEFORE_ACTIONS =
            new OwnershipGuard.WatchTiming(Duration.ofHours(1), Duration.ZERO);

    @TempDir
    private Path temporary;

    private int directories;

    /** A run whose first deploy step removes all of {@code .devops}. */
    private final class Removal {

        private final ConsensusDirectory consensus;
        private final FaultyDisk disk;
        private final ScriptedShell shell = aShell();
        private int removedAt;

        Removal(int stopAfter) throws IOException {
            consensus =
                    aConsensus().withPlanOf("""
                    "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ],
                    "rollback_plan": {"run": "restart"}
                    """).in(Files.createDirectories(temporary.resolve("d" + directories++)));
            disk = FaultyDisk.below(consensus.path());
            shell.doing("first", step -> {
                remove(consensus.path(".devops"));
                removedAt = disk.operations().size();
                disk.stopAt(stopAfter < Integer.MAX_VALUE ? removedAt + stopAfter : stopAfter);
                return StepResult.success();
            });
        }

        /** Whether it came to its end. */
        boolean run() {
            try {
                assertThat(consensus
                                .agent(shell)
                                .disk(disk)
                                .ownershipWatch(ONLY_BEFORE_ACTIONS)
                                .run())
                        .isInstanceOf(Outcome.RolledBack.class);
                return true;
            } catch (FaultyDisk.Crash e) {
                return false;
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    @Tag(MatrixCells.TAG)
    void as_soon_as_there_is_a_journal_the_next_one_goes_back_and_before_it_does_nothing() throws IOException {
        List<Integer> withoutJournal = new ArrayList<>();
        List<Integer> forgotten = new ArrayList<>();
        // Until it is moved to its place, the journal is nowhere.
        List<String> operations = undisturbed();
        int moved = moveOf("/journal", operations);
        // From the note of the removal on, which comes first, it is known that a run had begun.
        int noted = moveOf("/removal", operations);
        assertThat(noted).isLessThan(moved);
        assertThat(operations).hasSizeGreaterThan(moved + 20);
        List<Integer> all = IntStream.rangeClosed(0, operations.size()).boxed().toList();
        SortedSet<Integer> stops = new TreeSet<>(MatrixCells.tried(all, 0));
        stops.addAll(List.of(noted, noted + 1, moved, moved + 1));
        for (int stop : stops) {
            Removal killed = new Removal(stop);
            assertThat(killed.run()).as("comes to its end").isEqualTo(stop == operations.size());
            if (!killed.consensus.has(".devops/journal") && !killed.consensus.has("artifacts/deployment.json")) {
                withoutJournal.add(stop);
                if (DevOpsAgent.inspect(killed.consensus.path()).isEmpty()) {
                    forgotten.add(stop);
                } else {
                    isLeftToAPerson(killed.consensus);
                }
                continue;
            }
            ScriptedShell next = aShell();
            Outcome outcome = killed.consensus.run(next);
            List<String> commands = new ArrayList<>(killed.shell.commands());
            commands.addAll(next.commands());
            assertThat(commands)
                    .as(killed.disk.operations() + " and then " + outcome)
                    .containsOnlyOnce("first")
                    .doesNotContain("last");
            // Killed just when it was about to be undone: a person is told that it is in doubt.
            assertThat(commands.contains("undo first")
                            || outcome.toString().contains("(deployment_steps/0/rollback/0) is in doubt"))
                    .as(killed.disk.operations() + " and then " + outcome)
                    .isTrue();
            assertThat(killed.consensus.deployment().path("status").asString())
                    .as(killed.disk.operations() + " and then " + outcome)
                    .startsWith("roll");
        }
        assertThat(withoutJournal).containsExactlyElementsOf(stops.headSet(moved + 1));
        assertThat(forgotten).containsExactlyElementsOf(stops.headSet(noted + 1));
    }

    private static int moveOf(String file, List<String> operations) {
        return operations.indexOf(operations.stream()
                .filter(operation -> operation.startsWith("move") && operation.endsWith(file))
                .findFirst()
                .orElseThrow());
    }

    /** Nothing is done again. */
    private static void isLeftToAPerson(ConsensusDirectory consensus) {
        ScriptedShell none = aShell();
        Outcome outcome = consensus.run(none);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString()).contains("DEP-001 had begun: the journal was removed");
        assertThat(none.requests()).isEmpty();
        assertThat(DevOpsAgent.giveUp(consensus.path(), "looked at it"))
                .isInstanceOfSatisfying(Outcome.RollbackFailed.class, failed -> {
                    assertThat(failed.deployment().deploymentId()).isEqualTo("DEP-001");
                    assertThat(failed.warnings()).anyMatch(note -> note.contains("there was no journal to keep"));
                });
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    private List<String> undisturbed() throws IOException {
        Removal undisturbed = new Removal(Integer.MAX_VALUE);
        assertThat(undisturbed.run()).isTrue();
        List<String> all = undisturbed.disk.operations();
        return all.subList(undisturbed.removedAt, all.size());
    }
}
