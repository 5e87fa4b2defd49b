package io.github.devopsagent.shell.internal.process;

import static io.github.devopsagent.shell.TestStep.aCommand;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.AgentToKill;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What looks after a step: it may be ended by anybody, and goes when the run has ended. */
@FewerCases(every = 4)
@EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
class WatchdogTest {

    private static final String STUBBORN = "trap '' TERM; echo $$ >pid; (trap '' TERM; while :; do sleep 300; done) &"
            + " while :; do sleep 300; done";

    @TempDir
    Path directory;

    private final String key = "test-" + UUID.randomUUID();
    private final ShellExecutor executor = new ShellExecutor(machine(), TestStep.GRACE);

    /** Whose shell runs the steps. */
    MachineTools machine() {
        return MachineTools.here();
    }

    @AfterEach
    void ends_what_a_failed_test_left() {
        executor.release();
        TestStep.processesOf(key).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void one_that_is_killed_is_replaced_and_the_next_one_ends_the_step_with_its_agent() throws Exception {
        Process agent = AgentToKill.start(machine(), directory, key, STUBBORN);
        awaitFile("pid");
        ProcessHandle first = watchdogs().get(0);

        first.destroyForcibly();
        TestStep.await(() -> watchdogs().stream().anyMatch(each -> !each.equals(first)), "another watchdog");
        kill(agent);

        TestStep.await(() -> TestStep.processesOf(key).isEmpty(), "the end of all processes");
        TestStep.await(() -> watchdogs().isEmpty(), "the end of the watchdog");
    }

    @Test
    void a_step_that_is_interrupted_after_its_watchdog_was_killed_is_ended_all_the_same() {
        TestStep step = aCommand(directory, STUBBORN).by(executor).start();
        awaitFile("pid");

        watchdogs().forEach(ProcessHandle::destroyForcibly);
        StepResult result = step.interrupt().result();

        assertThat(result.isSuccess()).isFalse();
        step.leavesNothing();
    }

    @Test
    void one_that_is_killed_between_two_steps_is_replaced_for_the_second() {
        TestStep first = aCommand(directory, "echo first").by(executor);
        TestStep second = aCommand(directory, "echo second").by(executor);
        first.run();

        // The second step would begin under one that is about to die.
        watchdogs().stream().filter(ProcessHandle::destroyForcibly).forEach(each -> each.onExit()
                .join());
        second.run();

        assertThat(second.printed()).isEqualTo("second\n");
        assertThat(watchdogs()).hasSize(1);
    }

    @Test
    void steps_share_one_and_when_the_run_has_ended_nothing_of_it_is_left() {
        for (int i = 0; i < 3; i++) {
            assertThat(aCommand(directory, "true").by(executor).run().isSuccess())
                    .isTrue();
        }
        assertThat(watchdogs()).hasSize(1);

        executor.release();

        assertThat(watchdogs()).isEmpty();
    }

    @Test
    void it_is_no_part_of_the_step() {
        TestStep step = aCommand(directory, "echo ready; exec sleep 300")
                .by(executor)
                .start()
                .awaitPrinted("ready");

        assertThat(step.processes()).hasSize(1).doesNotContainAnyElementsOf(watchdogs());

        step.interrupt().result();
    }

    @Test
    void whose_agent_is_killed_at_the_gate_has_not_begun_and_never_will() throws Exception {
        Process agent = AgentToKill.start(machine(), directory, key, "touch ran", AgentToKill.HELD_AT_GATE);
        awaitFile(AgentToKill.STARTED);
        assertThat(TestStep.processesOf(key)).isNotEmpty();

        kill(agent);

        TestStep.await(() -> TestStep.processesOf(key).isEmpty(), "the end of what waits at the gate");
        Attempt attempt = new Attempt(
                key,
                1,
                new DirectoryScratch(directory),
                Optional.empty(),
                Optional.of(MachineTools.here().identify(ProcessHandle.current())));
        assertThat(executor.resolve(attempt)).isEqualTo(new Resolution.NotStarted());
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void a_step_that_is_interrupted_while_its_start_is_recorded_does_not_begin() {
        TestStep step = aCommand(directory, "touch ran").by(executor).printingTo(new StepOutput() {
            @Override
            public void write(byte[] bytes, int offset, int length) {}

            @Override
            public void startedAs(ProcessId process) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(step.run()).isInstanceOf(StepResult.NotStarted.class);

        assertThat(directory.resolve("ran")).doesNotExist();
        step.leavesNothing();
    }

    /** The limit of processes is none for root, and somebody else has two: the step, and what is to end it. */
    @MatricesOnly
    @Test
    void one_that_can_fork_nothing_ends_a_step_all_the_same_that_heeds_no_request() throws Exception {
        List<String> somebody = System.getProperty("user.name").equals("root")
                ? List.of("setpriv", "--reuid", "54321", "--clear-groups")
                : List.of("env");
        Process step = started(somebody, List.of("sh", "-c", "trap '' TERM; echo ready; exec sleep 3000"));
        assertThat(step.getInputStream().read()).isEqualTo('r');
        List<String> limited = new ArrayList<>(List.of("prlimit", "--nproc=2"));
        limited.addAll(somebody);
        String grace = Long.toString(Duration.ofHours(1).toMillis() / 100);
        List<String> watchdog =
                List.of(machine().shell(), "-c", Watchdog.SCRIPT, "sh", grace, "", Long.toString(step.pid()));
        started(limited, watchdog).getOutputStream().close();
        assertThat(step.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }

    private static Process started(List<String> by, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(by);
        all.addAll(command);
        return new ProcessBuilder(all).start();
    }

    private List<ProcessHandle> watchdogs() {
        return AgentToKill.watchdogsOf(directory);
    }

    private void awaitFile(String name) {
        TestStep.await(() -> directory.resolve(name).toFile().length() > 0, name);
    }

    private static void kill(Process agent) throws InterruptedException {
        agent.destroyForcibly();
        assertThat(agent.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }
}
