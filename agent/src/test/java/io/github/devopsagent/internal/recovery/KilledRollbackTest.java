package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DeploymentAudit;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.DirectoryRemoval;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollback on demand whose agent is stopped at any of its file operations, or whose disk fails at one: the next agent
 * brings it to a true end, and never goes forward.
 */
@FewerCases(every = 2)
@Tag(MatrixCells.TAG)
class KilledRollbackTest {

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));
    private static final Clock STILL_LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(2));
    private static final List<String> UNDONE = List.of("undo three", "undo two", "undo one");

    /** So many of all operations are tried in a short matrix. */
    private static final int FIRST = 3;

    @TempDir
    Path temporary;

    private Path deployed;

    @BeforeEach
    void aDeploymentThatSucceeded() {
        deployed = temporary.resolve("deployed");
        InterruptedRun run = new InterruptedRun(UndisturbedRun.SUCCESS, deployed);
        run.runUndisturbed();
    }

    /** A copy of the directory of the deployment, in which it is rolled back. */
    private static final class RollbackCell {

        private final ConsensusDirectory consensus;
        private final RecordingShell effects;

        RollbackCell(Path deployed, Path directory) throws IOException {
            try (Stream<Path> all = Files.walk(deployed)) {
                for (Path file : all.toList()) {
                    // The modes of .devops are checked, so that they are copied, too.
                    Files.copy(
                            file,
                            directory.resolve(deployed.relativize(file).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            consensus = new ConsensusDirectory(directory.resolve("consensus"));
            effects = UndisturbedRun.SUCCESS.effects(directory);
        }

        TestBuilder agent(FaultyDisk disk, Clock clock) {
            return consensus.agent(effects).disk(disk).clock(clock).workingDirectory(Path.of("/"));
        }

        FaultyDisk disk() {
            return FaultyDisk.below(consensus.path());
        }

        List<String> effects() {
            return effects.all().stream()
                    .skip(InterruptedRun.UNDOABLE.size() + 2L)
                    .toList();
        }

        /** Whether it had begun: else nothing is left of it. */
        boolean isUnfinished() {
            return DevOpsAgent.inspect(consensus.path()).isPresent();
        }

        void isUndoneOnce(String what) {
            isUndoneOnce(what, 1);
        }

        /** A message, or a line of the history, that cannot be written is told, and keeps nothing else from being. */
        void isUndoneOnce(String what, int fewestMessages) {
            assertThat(effects()).as(what).doesNotHaveDuplicates().isSubsetOf(UNDONE);
            assertThat(consensus.deployment().path("deployment_id").asString())
                    .as(what)
                    .isEqualTo("DEP-002");
            assertThat(consensus.deployment().path("rolls_back").asString())
                    .as(what)
                    .isEqualTo("DEP-001");
            String result = consensus.deployment().path("status").asString();
            if (result.equals("rolled_back")) {
                assertThat(effects()).as(what).isEqualTo(UNDONE);
                assertThat(consensus.phase()).as(what).isEqualTo("deployment");
            } else {
                assertThat(result).as(what).isEqualTo("rollback_failed");
                assertThat(consensus.phase()).as(what).isEqualTo("blocked");
            }
            assertThat(consensus.blockers())
                    .as(what)
                    .singleElement()
                    .asString()
                    .startsWith("question devops: DEP-002 ");
            assertThat(consensus.approvals()).as(what).doesNotContain("devops");
            assertThat(consensus.inboxOf("developer")).as(what).hasSizeBetween(fewestMessages, 1);
            assertThat(consensus.text("status_history.jsonl").lines().filter(line -> line.endsWith("}")))
                    .as(what)
                    .hasSizeBetween(1, 2);
            assertThat(consensus.has(".devops/journal")).as(what).isFalse();
            assertThat(consensus.text(".devops/register.json"))
                    .as("of a success that is live, " + what)
                    .doesNotContain("last_success");
            consensus.assertValid();
        }
    }

    private RollbackCell cell(String name) throws IOException {
        return new RollbackCell(deployed, temporary.resolve(name));
    }

    private List<String> operations() throws IOException {
        RollbackCell clean = cell("clean");
        FaultyDisk disk = clean.disk();
        Outcome outcome = clean.agent(disk, LATER).rollBack("DEP-001");
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        clean.isUndoneOnce("nothing");
        return disk.operations();
    }

    @Test
    void wherever_its_agent_stops_the_next_one_brings_it_to_a_true_end_and_never_goes_forward() throws IOException {
        List<String> operations = operations();
        assertThat(operations).hasSizeGreaterThan(60);
        for (int n :
                MatrixCells.tried(IntStream.range(0, operations.size()).boxed().toList(), FIRST)) {
            RollbackCell cell = cell("stop-" + n);
            assertThatThrownBy(() -> cell.agent(cell.disk().stopAt(n), LATER).rollBack("DEP-001"))
                    .as("operation " + n)
                    .isInstanceOf(FaultyDisk.Crash.class);
            boolean isUnfinished = cell.isUnfinished();

            // Whoever comes next goes on, be it sent to deploy or to roll back.
            TestBuilder next = cell.agent(cell.disk(), STILL_LATER);
            Outcome outcome = n % 2 == 0 ? next.run() : next.rollBack("DEP-001");

            String what = "stopped at " + operations.get(n) + "; effects " + cell.effects() + "; then " + outcome;
            assertThat(cell.effects()).as(what).doesNotContainAnyElementsOf(InterruptedRun.UNDOABLE);
            if (isUnfinished) {
                assertThat(outcome).as(what).isInstanceOfAny(Outcome.RolledBack.class, Outcome.RollbackFailed.class);
            } else if (outcome instanceof Outcome.Refused && cell.effects().isEmpty()) {
                // It had not begun, and who was to deploy found an epic that is done.
                assertThat(cell.agent(cell.disk(), STILL_LATER).rollBack("DEP-001"))
                        .as(what)
                        .isInstanceOf(Outcome.RolledBack.class);
            }
            cell.isUndoneOnce(what);
            assertThat(DeploymentAudit.of(cell.consensus.path()).findings())
                    .as(what)
                    .isEmpty();
        }
    }

    @Test
    void wherever_the_disk_fails_nothing_is_done_twice_or_without_a_record() throws IOException {
        List<String> operations = operations();
        for (int n :
                MatrixCells.tried(IntStream.range(0, operations.size()).boxed().toList(), FIRST + 2)) {
            RollbackCell cell = cell("fault-" + n);
            String told;
            try {
                told = cell.agent(cell.disk().failAt(n), LATER)
                        .rollBack("DEP-001")
                        .toString();
            } catch (DevOpsAgentException e) {
                told = String.valueOf(e.getMessage());
            }
            Outcome next = cell.agent(cell.disk(), STILL_LATER).run();
            String what =
                    "failed at " + operations.get(n) + ": " + told + "; effects " + cell.effects() + "; then " + next;
            assertThat(cell.effects()).as(what).doesNotContainAnyElementsOf(InterruptedRun.UNDOABLE);
            if (cell.effects().isEmpty()
                    && cell.consensus
                            .deployment()
                            .path("deployment_id")
                            .asString()
                            .equals("DEP-001")) {
                assertThat(cell.agent(cell.disk(), STILL_LATER).rollBack("DEP-001"))
                        .as(what)
                        .isInstanceOf(Outcome.RolledBack.class);
            }
            cell.isUndoneOnce(what, 0);
        }
    }

    @Test
    void whichever_record_its_agent_is_killed_at_the_next_one_brings_it_to_a_true_end() throws Exception {
        int written =
                (int) operations().stream().filter(AgentsToKill::isJournalled).count();
        assertThat(written).isGreaterThan(10);
        Map<Integer, Path> places = new TreeMap<>();
        Map<Integer, RollbackCell> cells = new TreeMap<>();
        // The first two are the beginning of the file, and of the run.
        for (int n : MatrixCells.tried(IntStream.rangeClosed(2, written).boxed().toList(), FIRST)) {
            places.put(n, temporary.resolve("kill-" + n));
            cells.put(n, cell("kill-" + n));
        }
        AgentsToKill.rollBackAndKill("DEP-001", places);
        for (Map.Entry<Integer, RollbackCell> each : cells.entrySet()) {
            RollbackCell cell = each.getValue();
            assertThat(cell.consensus.has(".devops/journal")).isTrue();
            TestBuilder next = cell.agent(cell.disk(), STILL_LATER);
            Outcome outcome = each.getKey() % 2 == 0 ? next.run() : next.rollBack("DEP-001");
            cell.isUndoneOnce("killed at " + each.getKey() + "; then " + outcome);
            assertThat(DeploymentAudit.of(cell.consensus.path()).findings()).isEmpty();
        }
    }

    /** All that is kept of the deployment goes with it. */
    @Test
    void a_step_that_removes_the_agents_own_files_does_not_spoil_it_even_if_the_agent_is_killed_then()
            throws IOException {
        for (boolean isKilled : List.of(false, true)) {
            RollbackCell cell = cell("removed-" + isKilled);
            FaultyDisk disk = cell.disk();
            List<String> undone = new ArrayList<>();
            TestBuilder agent = cell.consensus
                    .agent(request -> {
                        String command = request.input().required("run");
                        undone.add(command);
                        if (command.equals("undo three")) {
                            DirectoryRemoval.of(cell.consensus.path(".devops"));
                        }
                        if (command.equals("undo two") && isKilled) {
                            disk.stopAt(disk.operations().size());
                        }
                        return StepResult.success();
                    })
                    .disk(disk)
                    .clock(LATER);
            Outcome outcome;
            if (isKilled) {
                assertThatThrownBy(() -> agent.rollBack("DEP-001")).isInstanceOf(FaultyDisk.Crash.class);
                outcome = cell.agent(cell.disk(), STILL_LATER).run();
            } else {
                outcome = agent.rollBack("DEP-001");
            }
            assertThat(outcome)
                    .as("what was under way when it was killed is in doubt")
                    .isInstanceOf(isKilled ? Outcome.RollbackFailed.class : Outcome.RolledBack.class);
            assertThat(undone).doesNotContainAnyElementsOf(InterruptedRun.UNDOABLE);
            assertThat(cell.consensus.names(".devops/runs/DEP-002"))
                    .contains("journal", "journal.rolled-back", "plan.json", "settings.json");
            assertThat(cell.consensus.deployment().path("rolls_back").asString())
                    .isEqualTo("DEP-001");
        }
    }

    /** The target's lock is that of the deployment, whatever the agent that rolls back is told. */
    @Test
    void beside_another_run_on_its_target_it_is_not_begun() throws IOException {
        String home = System.getProperty("user.home");
        try {
            System.setProperty(
                    "user.home",
                    Files.createDirectories(temporary.resolve("home")).toString());
            ConsensusDirectory consensus = UndisturbedRun.SUCCESS.in(temporary.resolve("target"));
            RecordingShell effects = UndisturbedRun.SUCCESS.effects(temporary.resolve("target"));
            assertThat(consensus.agent(effects).target("shop").run()).isInstanceOf(Outcome.Deployed.class);
            ConsensusDirectory other = UndisturbedRun.SUCCESS.in(temporary.resolve("other"));
            List<Outcome> seen = new ArrayList<>();
            Outcome beside = other.agent(request -> {
                        if (request.input().required("run").equals("two")) {
                            seen.add(consensus.agent(effects).rollBack("DEP-001"));
                        }
                        return StepResult.success();
                    })
                    .target("shop")
                    .run();
            assertThat(beside).isInstanceOf(Outcome.Deployed.class);
            assertThat(OutcomeRefusals.codes(seen.get(0))).containsExactly("target_held");
            assertThat(consensus.agent(effects).rollBack("DEP-001")).isInstanceOf(Outcome.RolledBack.class);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void a_person_can_give_it_up() throws IOException {
        RollbackCell cell = cell("given-up");
        List<String> operations = operations();
        int middle = IntStream.range(0, operations.size())
                .filter(n -> AgentsToKill.isJournalled(operations.get(n)))
                .skip(3)
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> cell.agent(cell.disk().stopAt(middle), LATER).rollBack("DEP-001"))
                .isInstanceOf(FaultyDisk.Crash.class);
        assertThat(DevOpsAgent.inspect(cell.consensus.path())).hasValueSatisfying(left -> assertThat(left.summary())
                .startsWith(
                        "deployment DEP-002, the rollback of DEP-001 on demand, of EP-1 stopped in stage rollback"));

        Outcome outcome = DevOpsAgent.giveUp(cell.consensus.path(), "the rest was undone by hand");

        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        cell.isUndoneOnce("given up");
        assertThat(DeploymentAudit.of(cell.consensus.path()).findings()).isEmpty();
    }

    @Test
    void a_damaged_journal_of_it_is_given_up_as_one_of_which_nothing_is_known() throws IOException {
        RollbackCell cell = cell("damaged");
        List<String> operations = operations();
        int middle = IntStream.range(0, operations.size())
                .filter(n -> AgentsToKill.isJournalled(operations.get(n)))
                .skip(4)
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> cell.agent(cell.disk().stopAt(middle), LATER).rollBack("DEP-001"))
                .isInstanceOf(FaultyDisk.Crash.class);
        Files.delete(cell.consensus.path(".devops/runs/DEP-002/journal.rolled-back"));
        assertThat(cell.agent(cell.disk(), STILL_LATER).rollBack("DEP-001")).isInstanceOf(Outcome.Refused.class);

        Outcome outcome = DevOpsAgent.giveUp(cell.consensus.path(), "everything was undone by hand");

        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(cell.consensus.deployment().path("rolls_back").asString()).isEqualTo("DEP-001");
        assertThat(cell.consensus.phase()).isEqualTo("blocked");
        assertThat(cell.consensus.approvals()).doesNotContain("devops");
    }
}
