package io.github.devopsagent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.process.Bash;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt is resolved to when its agent is killed for real. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
class KilledAgentTest {

    private static final int ROUNDS = MatrixCells.drawn(20, 12);
    private static final int STARTS = 8;
    private static final int EFFECTS = 15;

    /** One that passes for a success when it is asked to end. */
    private static final String COUNTING = "trap 'exit 0' TERM; i=0; while [ $i -lt " + EFFECTS
            + " ]; do i=$((i+1)); echo $i >>effects; sleep 0.01; done";

    @TempDir
    Path directory;

    private final ShellExecutor executor = new ShellExecutor(MachineTools.here(), TestStep.GRACE);
    private final String key = "test-" + UUID.randomUUID();

    @AfterEach
    void ends_what_a_failed_test_left() {
        TestStep.processesOf(key).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    @Tag(MatrixCells.TAG)
    void whenever_it_is_killed_the_resolution_is_true_and_nothing_runs_on() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        EnumSet<Found> found = EnumSet.noneOf(Found.class);
        for (int round = 0; round < ROUNDS; round++) {
            Path scratch = Files.createDirectory(directory.resolve("round" + round));
            // The first and the last are at the ends; two more than there are effects is after the step.
            int effects = Math.max(0, round - STARTS) * (EFFECTS + 2) / (ROUNDS - STARTS - 1);
            Process agent = killAfter(scratch, effects, random.nextInt(10_000_000));

            Resolution resolution = executor.resolve(attempt(scratch));

            String what = "round " + round + ", seed " + seed + ": " + resolution;
            assertThat(agent.isAlive()).isFalse();
            assertThat(TestStep.processesOf(key)).as(what).isEmpty();
            found.add(requireTrue(resolution, effectsIn(scratch), what));
            assertThat(executor.resolve(attempt(scratch)))
                    .as(what + ", asked again")
                    .isEqualTo(resolution);
        }
        assertThat(found).as("seed " + seed).contains(Found.NOT_STARTED, Found.UNKNOWN);
    }

    /** Of an attempt that began nobody knows how it ended; of one that did not, nothing may ever be seen. */
    private static Found requireTrue(Resolution resolution, List<String> effects, String what) {
        return resolution.fold(
                done -> {
                    throw new AssertionError("nobody can know that: " + what);
                },
                () -> {
                    assertThat(effects).as(what).isEmpty();
                    return Found.NOT_STARTED;
                },
                () -> Found.UNKNOWN);
    }

    private Process killAfter(Path scratch, int effects, int nanos) throws Exception {
        Process agent = AgentToKill.start(scratch, key, COUNTING);
        TestStep.await(() -> has(scratch, "agent.log", AgentToKill.ABOUT_TO_EXECUTE), "the agent");
        TestStep.await(() -> effectsIn(scratch).size() >= Math.min(effects, EFFECTS), effects + " effects");
        // The first are about the start, which takes some milliseconds; so much longer takes none of the others.
        LockSupport.parkNanos(effects == 0 ? nanos * 20L : nanos);
        kill(agent);
        return agent;
    }

    @MatricesOnly
    @Test
    void a_command_that_takes_its_time_to_exit_with_0_when_asked_to_end_is_no_success() throws Exception {
        Process agent = AgentToKill.start(
                directory, key, "trap 'sleep 0.1; exit 0' TERM; echo $$ >pid; while :; do sleep 0.02; done");
        TestStep.await(() -> directory.resolve("pid").toFile().length() > 0, "the step");

        kill(agent);

        assertThat(executor.resolve(attempt(directory))).isEqualTo(new Resolution.Unknown());
        assertThat(TestStep.processesOf(key)).isEmpty();
    }

    /** It has left the group, and the environment by which others find it. */
    @Test
    void what_is_still_in_the_session_is_ended_by_the_watchdog() throws Exception {
        MachineTools bash = Bash.machine();
        Process agent = AgentToKill.start(
                bash,
                directory,
                key,
                "set -m; env -i PATH=\"$PATH\" sh -c 'trap \"\" TERM; echo $$ >child; while :; do sleep 0.1; done' & wait");
        Path child = directory.resolve("child");
        TestStep.await(() -> child.toFile().length() > 1, "the child");
        ProcessHandle left =
                ProcessHandle.of(Long.parseLong(lines(child).get(0))).orElseThrow();

        kill(agent);

        TestStep.await(() -> !left.isAlive(), "the end of the child");
    }

    /** Agent and watchdog are killed together, and the first process of the step ends before somebody looks. */
    @MatricesOnly
    @Test
    void a_process_that_only_the_session_tells_of_is_not_taken_for_ended() throws Exception {
        Process agent = AgentToKill.start(
                directory,
                key,
                "env -i PATH=\"$PATH\" sh -c 'echo $$ >child; exec sleep 300' & while [ ! -e go ]; do sleep 0.02; done");
        Path child = directory.resolve("child");
        TestStep.await(() -> child.toFile().length() > 1, "the child");
        ProcessHandle left =
                ProcessHandle.of(Long.parseLong(lines(child).get(0))).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-s", "STOP", Long.toString(agent.pid()))
                        .start()
                        .waitFor())
                .isZero();
        List<ProcessHandle> watchdogs = AgentToKill.watchdogsOf(directory);
        assertThat(watchdogs).hasSize(1).allMatch(ProcessHandle::destroyForcibly);
        kill(agent);
        Files.createFile(directory.resolve("go"));
        long leader = attempt(directory).process().orElseThrow().pid();
        // Until somebody collects it, the session is known by it, and what is in it is ended.
        Assumptions.assumeTrue(
                isCollected(leader), "not tried: here nobody collects a process that has ended without its parent");

        try {
            assertThat(executor.resolve(attempt(directory)))
                    .asString()
                    .contains("StillRunning", "process " + left.pid() + " (", "which is in its session");
            assertThat(left.isAlive()).isTrue();
        } finally {
            left.destroyForcibly();
        }
        TestStep.await(() -> !left.isAlive(), "the end of the child");
        assertThat(executor.resolve(attempt(directory))).isEqualTo(new Resolution.Unknown());
    }

    private static boolean isCollected(long pid) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (ProcessHandle.of(pid).isPresent() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return ProcessHandle.of(pid).isEmpty();
    }

    private static void kill(Process agent) throws InterruptedException {
        agent.destroyForcibly();
        assertThat(agent.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }

    private static List<String> effectsIn(Path scratch) {
        return lines(scratch.resolve("effects"));
    }

    private static boolean has(Path scratch, String name, String line) {
        return lines(scratch.resolve(name)).contains(line);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Attempt attempt(Path scratch) {
        Optional<ProcessId> started = lines(scratch.resolve(AgentToKill.STARTED)).stream()
                .map(line -> line.split(" "))
                .map(told -> new ProcessId(told[0], Long.parseLong(told[1]), Optional.of(Instant.parse(told[2]))))
                .findFirst();
        ProcessId agent = MachineTools.here().identify(ProcessHandle.current());
        return new Attempt(key, 1, new DirectoryScratch(scratch), started, Optional.of(agent));
    }

    private enum Found {
        NOT_STARTED,
        UNKNOWN
    }
}
