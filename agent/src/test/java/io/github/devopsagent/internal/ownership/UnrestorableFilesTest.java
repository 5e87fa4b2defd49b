package io.github.devopsagent.internal.ownership;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.DirectoryRemoval;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was removed cannot be made again: the run goes back from memory, and what can be recorded is. */
@Execution(ExecutionMode.CONCURRENT)
class UnrestorableFilesTest {

    private static final OwnershipGuard.WatchTiming ONLY_BEFORE_ACTIONS =
            new OwnershipGuard.WatchTiming(Duration.ofHours(1), Duration.ZERO);
    private static final OwnershipGuard.WatchTiming ALL_THE_TIME =
            new OwnershipGuard.WatchTiming(Duration.ofMillis(5), Duration.ZERO);

    @TempDir
    private Path temporary;

    private ConsensusDirectory consensus() {
        return aConsensus().withPlanOf("""
                "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
    }

    private ScriptedShell leavingALink(ConsensusDirectory consensus, Path elsewhere) {
        return aShell().doing("first", step -> {
            putALink(consensus.path(".devops"), elsewhere);
            return StepResult.success();
        });
    }

    /** A watch may make the directory anew before the link is there. */
    private static void putALink(Path directory, Path elsewhere) throws IOException {
        while (!Files.isSymbolicLink(directory)) {
            try {
                DirectoryRemoval.of(directory);
                Files.createSymbolicLink(directory, elsewhere);
            } catch (FileAlreadyExistsException e) {
                // Removed once more.
            }
        }
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_link_in_place_of_the_directory_is_not_followed_and_the_way_back_is_recorded(boolean watched)
            throws IOException {
        ConsensusDirectory consensus = consensus();
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        ScriptedShell shell = leavingALink(consensus, elsewhere);
        Outcome outcome = consensus
                .agent(shell)
                .ownershipWatch(watched ? ALL_THE_TIME : ONLY_BEFORE_ACTIONS)
                .run();
        assertThat(outcome)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains("while step 'first' (deployment_steps/0) ran", "could not be made again at once");
        assertThat(outcome.warnings()).anySatisfy(note -> assertThat(note)
                .contains("the journal of this run is lost", "a link is in its place"));
        assertThat(shell.commands()).containsExactly("first", "undo first");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rolled_back");
        Files.delete(consensus.path(".devops"));
        ScriptedShell next = aShell();
        assertThat(consensus.run(next)).asString().contains("open_blocker");
        assertThat(next.commands()).isEmpty();
    }

    @Test
    void once_they_can_be_made_again_the_journal_is_whole() throws IOException {
        ConsensusDirectory consensus = consensus();
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        ScriptedShell shell = leavingALink(consensus, elsewhere).doing("undo first", step -> {
            Files.delete(consensus.path(".devops"));
            return StepResult.success();
        });
        Outcome outcome =
                consensus.agent(shell).ownershipWatch(ONLY_BEFORE_ACTIONS).run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings()).noneMatch(note -> note.contains("is lost"));
        assertThat(consensus.names(".devops/runs/DEP-001")).contains("journal", "plan.json", "settings.json");
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    @MatricesOnly
    @Test
    void on_a_disk_that_is_full_for_good_the_way_back_runs_before_the_exception() {
        ConsensusDirectory consensus = consensus();
        AtomicBoolean isFull = new AtomicBoolean();
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (isFull.get() && operation.startsWith("write")) {
                throw new IOException("No space left on device");
            }
        });
        ScriptedShell shell = aShell().doing("first", step -> {
            isFull.set(true);
            DirectoryRemoval.of(consensus.path(".devops"));
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus
                        .agent(shell)
                        .disk(disk)
                        .ownershipWatch(ONLY_BEFORE_ACTIONS)
                        .run())
                .isInstanceOf(DevOpsAgentException.class)
                .hasMessageContaining("deployment DEP-001 has come to its end (rolled_back), and its journal is lost")
                .hasMessageContaining("No space left on device");
        assertThat(shell.commands()).containsExactly("first", "undo first");
    }

    @Test
    void a_reserve_that_takes_the_room_of_the_journal_is_given_up() {
        ConsensusDirectory consensus = consensus();
        AtomicBoolean isReserveWritten = new AtomicBoolean();
        AtomicBoolean isRemoved = new AtomicBoolean();
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.startsWith("move") && operation.endsWith("/reserve")) {
                isReserveWritten.set(isRemoved.get());
            } else if (operation.startsWith("delete") && operation.endsWith("/reserve")) {
                isReserveWritten.set(false);
            } else if (operation.startsWith("move") && operation.endsWith("/journal") && isReserveWritten.get()) {
                throw new IOException("No space left on device");
            }
        });
        ScriptedShell shell = aShell().doing("first", step -> {
            isRemoved.set(true);
            DirectoryRemoval.of(consensus.path(".devops"));
            return StepResult.success();
        });
        Outcome outcome = consensus
                .agent(shell)
                .disk(disk)
                .ownershipWatch(ONLY_BEFORE_ACTIONS)
                .run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings()).noneMatch(note -> note.contains("is lost"));
        assertThat(consensus.names(".devops/runs/DEP-001")).contains("journal");
    }

    @MatricesOnly
    @ParameterizedTest
    @ValueSource(strings = {"journal", "lock", "register.json"})
    void what_a_link_in_place_of_a_file_leads_to_is_not_written(String file) throws IOException {
        ConsensusDirectory consensus = consensus();
        Path victim = Files.writeString(temporary.resolve("victim"), "precious");
        ScriptedShell shell = aShell().doing("first", step -> {
            Files.delete(consensus.path(".devops/journal"));
            Files.deleteIfExists(consensus.path(".devops/" + file));
            Files.createSymbolicLink(consensus.path(".devops/" + file), victim);
            return StepResult.success();
        });
        Outcome outcome =
                consensus.agent(shell).ownershipWatch(ONLY_BEFORE_ACTIONS).run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("the journal of this run is lost"));
        assertThat(shell.commands()).containsExactly("first", "undo first");
        assertThat(Files.readString(victim, StandardCharsets.UTF_8)).isEqualTo("precious");
    }

    @Test
    void a_step_that_makes_it_impossible_is_not_left_running() throws IOException {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                "deployment_steps": [ {"name": "x", "uses": "mine", "rollback": "undo"} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        List<String> seen = new CopyOnWriteArrayList<>();
        StepExecutor mine = step -> {
            DirectoryRemoval.of(consensus.path(".devops"));
            Files.createSymbolicLink(consensus.path(".devops"), elsewhere);
            step.output().startedAs(new ProcessId("boot", 1, Optional.empty()));
            seen.add("goes on, interrupted: " + Thread.currentThread().isInterrupted());
            return StepResult.success();
        };
        ScriptedShell shell = aShell();
        Outcome outcome = consensus
                .agent(shell)
                .executor("mine", mine)
                .ownershipWatch(ONLY_BEFORE_ACTIONS)
                .run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(seen).containsExactly("goes on, interrupted: false");
        assertThat(shell.commands()).containsExactly("undo");
    }

    /** As the executor of the shell does. */
    @Test
    void the_way_back_finds_a_place_for_its_scripts() throws IOException {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                "deployment_steps": [ {"run": "first", "rollback": {"uses": "mine", "with": {"run": "undo"}}} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        List<Path> scripts = new CopyOnWriteArrayList<>();
        StepExecutor mine = step -> {
            String script = step.attempt().key() + ".sh";
            step.attempt().scratch().create(script, "undo".getBytes(StandardCharsets.UTF_8));
            scripts.add(step.attempt().scratch().directory().resolve(script));
            assertThat(scripts.get(0)).hasContent("undo");
            return StepResult.success();
        };
        Outcome outcome = consensus
                .agent(leavingALink(consensus, elsewhere))
                .executor("mine", mine)
                .ownershipWatch(ONLY_BEFORE_ACTIONS)
                .run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(scripts).hasSize(1).allSatisfy(script -> assertThat(script.getParent())
                .doesNotExist());
        assertThat(elsewhere).isEmptyDirectory();
    }
}
