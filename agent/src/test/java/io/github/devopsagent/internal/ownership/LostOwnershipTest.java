package io.github.devopsagent.internal.ownership;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.DirectoryRemoval;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something removes what the agent has in {@code .devops} while a run goes on. */
@FewerCases(every = 2)
class LostOwnershipTest {

    /** So that an agent whose lock is held by another one has not to be waited for. */
    private static final OwnershipGuard.WatchTiming HASTY =
            new OwnershipGuard.WatchTiming(Duration.ofMillis(5), Duration.ofMillis(200));

    /** How often another agent insists. */
    private static final int TIMES = MatrixCells.drawn(100, 10);

    @TempDir
    private Path temporary;

    private final List<Process> thieves = new CopyOnWriteArrayList<>();

    @AfterEach
    void endTheThieves() {
        thieves.forEach(Process::destroyForcibly);
    }

    private ConsensusDirectory consensus() {
        return aConsensus().withPlanOf("""
                "preflight": [ {"run": "pre"} ],
                "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
    }

    private static StepExecutor removing(ConsensusDirectory consensus) {
        return step -> {
            DirectoryRemoval.of(consensus.path(".devops"));
            return StepResult.success();
        };
    }

    private static List<byte[]> journal(ConsensusDirectory consensus) {
        return Journal.read(consensus.path(".devops/runs/DEP-001/journal")).records();
    }

    private static void assertIsKept(ConsensusDirectory consensus) {
        assertThat(JournalRecords.isClosed(journal(consensus))).isTrue();
        assertThat(consensus.names(".devops/runs/DEP-001")).contains("plan.json", "settings.json", "journal");
        assertThat(consensus.names(".devops")).contains(".gitignore", "lock", "register.json");
        assertThat(consensus.deployment().path("warnings").toString()
                        + consensus.deployment().path("failure").toString())
                .contains("the agent's own files were removed: ", "git clean -fdx -e .devops");
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    @Test
    void a_pre_flight_step_that_removes_them_aborts_the_run() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().doing("pre", removing(consensus));
        Outcome outcome = consensus.run(shell);
        assertThat(outcome)
                .isInstanceOf(Outcome.Aborted.class)
                .asString()
                .contains("while step 'pre' (preflight/0) ran: the agent's own files were removed");
        assertThat(shell.commands()).containsExactly("pre");
        assertIsKept(consensus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last"})
    void a_deploy_step_that_removes_them_is_rolled_back(String command) {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().doing(command, removing(consensus));
        Outcome outcome = consensus.run(shell);
        assertThat(outcome)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains("while step '" + command + "' (deployment_steps/");
        assertThat(shell.commands())
                .isEqualTo(
                        command.equals("first")
                                ? List.of("pre", "first", "undo first")
                                : List.of("pre", "first", "last", "undo last", "undo first"));
        assertIsKept(consensus);
    }

    @Test
    void what_is_removed_during_the_monitoring_is_rolled_back() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell();
        shell.doing("check", step -> {
            if (step.stage() == Stage.MONITOR) {
                DirectoryRemoval.of(consensus.path(".devops"));
            }
            return StepResult.success();
        });
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("while health check 'check'");
        assertThat(shell.commands()).containsExactly("pre", "first", "last", "undo last", "undo first");
        assertIsKept(consensus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"undo last", "undo first", "restart"})
    void a_step_of_the_way_back_that_removes_them_does_not_keep_it_from_working(String command) {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}},
                  {"run": "bad"} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
        ScriptedShell shell = aShell().failing("bad").doing(command, removing(consensus));
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("bad is broken");
        assertThat(shell.commands()).containsExactly("first", "last", "bad", "undo last", "undo first", "restart");
        assertThat(outcome.warnings())
                .anySatisfy(note -> assertThat(note).contains("while step '" + command + "'", "git clean"));
        assertIsKept(consensus);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".devops/lock",
                ".devops/journal",
                ".devops/.gitignore",
                ".devops/runs/DEP-001/settings.json",
                ".devops/runs/DEP-001/reserve",
                ".devops/runs"
            })
    void a_part_of_them_is_as_good_as_all(String part) {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().doing("first", step -> {
            DirectoryRemoval.of(consensus.path(part));
            return StepResult.success();
        });
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).containsExactly("pre", "first", "undo first");
        assertIsKept(consensus);
    }

    @Test
    void a_journal_that_is_removed_while_a_step_runs_is_there_again_before_the_step_ends() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().doing("first", step -> {
            Files.delete(consensus.path(".devops/journal"));
            while (DevOpsAgent.inspect(consensus.path())
                    .flatMap(UnfinishedRun::step)
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(DevOpsAgent.inspect(consensus.path()).orElseThrow().step())
                    .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo("deployment_steps/0"));
            return StepResult.success();
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void a_veto_is_written_all_the_same() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        Outcome outcome = consensus.run(
                aShell(),
                agent -> agent.vetoRule("theirs", evidence -> {
                    DirectoryRemoval.of(consensus.path(".devops"));
                    return Either.right(new Ok("no objection"));
                }));
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.warnings()).isEmpty();
        assertThat(consensus.phase()).isEqualTo("testing");
        assertThat(consensus.names(".devops/runs")).hasSize(1);
    }

    /** Both are at it at the same time, over and over. */
    @Test
    @Tag(MatrixCells.TAG)
    void no_other_agent_gets_in_at_the_very_moment_of_the_removal() throws Exception {
        ConsensusDirectory consensus = consensus();
        List<String> told = new CopyOnWriteArrayList<>();
        Path log = temporary.resolve("log");
        ScriptedShell shell = aShell().doing("first", step -> {
            Process others = JavaProcess.of(Insisting.class, consensus.path().toString(), Integer.toString(TIMES))
                    .redirectError(log.toFile())
                    .start();
            thieves.add(others);
            BufferedReader lines = others.inputReader(StandardCharsets.UTF_8);
            while (!told.contains("end") && (others.isAlive() || lines.ready())) {
                DirectoryRemoval.of(consensus.path(".devops"));
                if (lines.ready()) {
                    told.add(lines.readLine());
                }
            }
            return StepResult.success();
        });
        Outcome outcome = consensus.run(shell);
        // What is thrown within a step only makes it fail.
        assertThat(told.stream().distinct())
                .as(Files.readString(log))
                .containsExactlyInAnyOrder("begin", "refused", "end");
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        // As long as it lives, what it noted beside the lock may tell of an agent that works.
        for (Process each : thieves) {
            assertThat(each.waitFor(10, TimeUnit.MINUTES)).isTrue();
        }
        assertIsKept(consensus);
    }

    /** Another agent, which would deploy, many times. */
    public static final class Insisting {

        private Insisting() {}

        public static void main(String[] arguments) {
            System.out.println("begin");
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                try {
                    Outcome outcome = new ConsensusDirectory(Path.of(arguments[0]))
                            .agent(aShell())
                            .run();
                    System.out.println(outcome instanceof Outcome.Refused ? "refused" : outcome);
                } catch (DevOpsAgentException e) {
                    // Its own lock file was removed beneath it.
                    System.out.println("refused");
                }
            }
            System.out.println("end");
        }
    }

    @Test
    void while_the_step_runs_on_no_other_agent_gets_in() throws Exception {
        ConsensusDirectory consensus = consensus();
        AtomicReference<String> other = new AtomicReference<>("");
        ScriptedShell shell = aShell().doing("first", step -> {
            DirectoryRemoval.of(consensus.path(".devops"));
            Process process = JavaProcess.of(Looking.class, consensus.path().toString())
                    .redirectErrorStream(true)
                    .start();
            other.set(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            process.waitFor(10, TimeUnit.MINUTES);
            return StepResult.success();
        });
        Outcome outcome = consensus.run(shell);
        assertThat(other.get()).contains("REFUSED", "lock_held");
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
    }

    /** Another agent, which would deploy. */
    public static final class Looking {

        private Looking() {}

        public static void main(String[] arguments) {
            System.out.println(new ConsensusDirectory(Path.of(arguments[0]))
                    .agent(aShell())
                    .build()
                    .run());
        }
    }

    private void theLockIsStolenFrom(ConsensusDirectory consensus) throws IOException {
        Process thief = JavaProcess.of(Thief.class, consensus.path(".devops").toString())
                .start();
        thieves.add(thief);
        assertThat(thief.getInputStream().read()).isEqualTo('t');
    }

    @Test
    void another_agent_that_has_the_new_lock_ends_the_run_and_nothing_is_written() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell();
        AtomicReference<Object> left = new AtomicReference<>();
        shell.doing("first", step -> {
            left.set(consensus.files());
            theLockIsStolenFrom(consensus);
            new CountDownLatch(1).await();
            return StepResult.success();
        });
        List<Object> ends = new CopyOnWriteArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void ended(Outcome outcome) {
                ends.add(outcome);
            }

            @Override
            public void failed(DevOpsAgentException failure) {
                ends.add(failure);
            }
        };
        Outcome outcome =
                consensus.agent(shell).listener(listener).ownershipWatch(HASTY).run();
        assertThat(ends).hasSize(1).hasOnlyElementsOfType(Outcome.RollbackFailed.class);
        assertThat(outcome)
                .isInstanceOf(Outcome.RollbackFailed.class)
                .asString()
                .contains(
                        "while step 'first' (deployment_steps/0) ran",
                        "by now another agent holds it: the thief",
                        "this one is pid " + ProcessHandle.current().pid(),
                        "nothing more was written");
        assertThat(shell.commands()).containsExactly("pre", "first");
        assertThat(consensus.files()).isEqualTo(left.get());
        assertThat(consensus.text(".devops/lock-owner")).isEqualTo("the thief");
        assertThat(JournalRecords.isClosed(
                        Journal.read(consensus.path(".devops/journal")).records()))
                .isFalse();
    }

    @Test
    void before_a_deploy_step_it_is_no_failed_rollback() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().doing("pre", step -> {
            theLockIsStolenFrom(consensus);
            return StepResult.success();
        });
        Outcome outcome = consensus.agent(shell).ownershipWatch(HASTY).run();
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class).asString().contains("the thief");
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
    }

    @Test
    void during_the_monitoring_it_is_one() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell();
        shell.doing("check", step -> {
            if (step.stage() == Stage.MONITOR) {
                theLockIsStolenFrom(consensus);
            }
            return StepResult.success();
        });
        Outcome outcome = consensus.agent(shell).ownershipWatch(HASTY).run();
        assertThat(outcome)
                .isInstanceOf(Outcome.RollbackFailed.class)
                .asString()
                .contains("the thief");
        assertThat(shell.commands()).containsExactly("pre", "first", "last");
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
    }

    @Test
    void another_run_that_came_and_went_meanwhile_ends_this_one() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().doing("first", step -> {
            DirectoryRemoval.of(consensus.path(".devops"));
            Files.createDirectories(consensus.path(".devops/runs/DEP-007"));
            return StepResult.success();
        });
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.ownershipWatch(new OwnershipGuard.WatchTiming(Duration.ofHours(1), Duration.ZERO)));
        assertThat(outcome)
                .isInstanceOf(Outcome.RollbackFailed.class)
                .asString()
                .contains("another agent has worked here meanwhile: .devops/runs/DEP-007");
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void while_it_is_recorded_what_the_run_came_to_is_told(boolean works) {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = works ? aShell() : aShell().failing("last");
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.contains("artifacts/deployment") && thieves.isEmpty()) {
                theLockIsStolenFrom(consensus);
            }
        });
        Outcome outcome =
                consensus.agent(shell).disk(disk).ownershipWatch(HASTY).run();
        assertThat(outcome)
                .isInstanceOf(Outcome.RollbackFailed.class)
                .asString()
                .contains(
                        "had come to its end before (" + (works ? "deployed" : "rolled_back") + ")",
                        "may be there or not")
                .doesNotContain("No rollback was run");
        assertThat(((Outcome.RollbackFailed) outcome).deployment().result())
                .isEqualTo(Deployment.Result.ROLLBACK_FAILED);
        assertThat(consensus.phase()).isEqualTo("deployment");
    }

    @Test
    void a_step_of_the_way_back_is_ended_as_well() {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().failing("last").doing("undo last", step -> {
            theLockIsStolenFrom(consensus);
            new CountDownLatch(1).await();
            return StepResult.success();
        });
        Outcome outcome = consensus.agent(shell).ownershipWatch(HASTY).run();
        assertThat(outcome)
                .isInstanceOf(Outcome.RollbackFailed.class)
                .asString()
                .contains("the thief", "Of the way back only this was begun: step 'undo last'")
                .doesNotContain("No rollback was run");
        assertThat(shell.commands()).containsExactly("pre", "first", "last", "undo last");
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
    }

    /** Puts a lock file of its own in place of the one that is there, at one stroke, and keeps it locked. */
    public static final class Thief {

        private Thief() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path own = directory.resolve("own");
            try (FileChannel channel = FileChannel.open(own, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.lock();
                Files.writeString(directory.resolve("lock-owner"), "the thief");
                Files.move(own, directory.resolve("lock"), StandardCopyOption.REPLACE_EXISTING);
                System.out.write('t');
                System.out.flush();
                System.in.read();
            }
        }
    }

    @Test
    void a_run_that_removed_nothing_is_recorded_as_ever() {
        ConsensusDirectory consensus = consensus();
        Outcome outcome = consensus.run(aShell(), agent -> agent.ownershipWatch(HASTY));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).isEmpty();
        assertThat(consensus.deployment().path("warnings").isEmpty()).isTrue();
    }
}
