package io.github.devopsagent.shell.internal.process;

import static io.github.devopsagent.shell.TestStep.aCommand;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.AgentToKill;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step ends with the lease of its worker, by what looks after it outside of the agent's process. */
@FewerCases(every = 2)
@EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
class WatchdogDeadlineTest {

    private static final String STUBBORN =
            "trap '' TERM; echo ready; (trap '' TERM; while :; do sleep 300; done) &" + " while :; do sleep 300; done";
    private static final String UNCERTAIN = "ended, since it was not certain any more that this agent has its lease";
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** A quarter of it is for a step to tidy up. */
    private static final Duration SOON = Duration.ofMillis(2500);

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final ShellExecutor executor = new ShellExecutor(machine(), GRACE);

    MachineTools machine() {
        return MachineTools.here();
    }

    @AfterEach
    void release() {
        executor.release();
        TestStep.await(() -> AgentToKill.watchdogsOf(directory).isEmpty(), "the end of the watchdog and its timers");
    }

    /** Tells the deadlines that a test chooses, and keeps what is printed. */
    private static final class LeasedOutput implements StepOutput {

        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        private final List<Consumer<Duration>> told = new CopyOnWriteArrayList<>();
        private final Duration first;

        LeasedOutput(Duration first) {
            this.first = first;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            printed.write(bytes, offset, length);
        }

        @Override
        public Subscription onDeadline(Consumer<Duration> watchdog) {
            told.add(watchdog);
            watchdog.accept(first);
            return () -> told.remove(watchdog);
        }

        void renew(Duration left) {
            told.forEach(each -> each.accept(left));
        }

        LeasedOutput awaitPrinted(String text) {
            TestStep.await(() -> printed.toString(StandardCharsets.UTF_8).contains(text), text);
            return this;
        }
    }

    private TestStep step(String command, LeasedOutput output) {
        return aCommand(directory, command).by(executor).printingTo(output);
    }

    @Test
    void when_it_is_over_the_step_is_ended_with_all_that_it_began() {
        LeasedOutput output = new LeasedOutput(HOUR);
        TestStep step = step(STUBBORN, output).start();
        output.awaitPrinted("ready").renew(Duration.ofMillis(600));

        assertThat(step.result()).isInstanceOf(StepResult.Failed.class);
        assertThat(step.result().reason())
                .startsWith(UNCERTAIN)
                .matches(".*; ended with SIGKILL (0|100) ms after SIGTERM");
        step.leavesNothing();
    }

    @ParameterizedTest
    @CsvSource({"exit 0, 'ended after SIGTERM, exit code 0'", "trap - TERM; kill -s TERM $$, ended with SIGTERM"})
    void a_step_that_is_ended_then_has_failed_whatever_its_exit_code(String whenTold, String how) {
        LeasedOutput output = new LeasedOutput(HOUR);
        TestStep step = step("trap '" + whenTold + "' TERM; echo ready; while :; do sleep 0.02; done", output)
                .start();
        output.awaitPrinted("ready").renew(SOON);

        assertThat(step.result()).isInstanceOf(StepResult.Failed.class);
        assertThat(step.result().reason()).isEqualTo(UNCERTAIN + "; " + how);
        step.leavesNothing();
        assertThat(step("echo next", new LeasedOutput(HOUR)).run().isSuccess()).isTrue();
    }

    /** A renewal that comes too late does not take the request to end back. */
    @Test
    void a_step_that_was_told_to_end_has_failed_although_the_lease_was_renewed_after_that() {
        LeasedOutput output = new LeasedOutput(HOUR);
        String whenTold = "echo told; until [ -e go ]; do sleep 0.02; done; exit 0";
        TestStep step = step("trap '" + whenTold + "' TERM; echo ready; while :; do sleep 0.02; done", output)
                .start();
        output.awaitPrinted("ready").renew(SOON);
        output.awaitPrinted("told").renew(HOUR);
        assertThat(exit("echo >go")).isZero();

        assertThat(step.result()).isInstanceOf(StepResult.Failed.class);
        assertThat(step.result().reason()).startsWith(UNCERTAIN);
        step.leavesNothing();
    }

    /** As for an agent that stands still together with the timer, and goes on after the step has ended by itself. */
    @Test
    void a_success_that_is_seen_after_that_moment_is_none_although_no_timer_told_it_to_end() {
        LeasedOutput output = new LeasedOutput(HOUR);
        assertThat(mkfifo()).isZero();
        ShellExecutor hasty = new ShellExecutor(machine(), TestStep.GRACE);
        TestStep step = step("echo ready; read -r go <go", output).by(hasty).start();
        output.awaitPrinted("ready");
        List<ProcessHandle> watchdogs = AgentToKill.watchdogsOf(directory);
        watchdogs.forEach(each -> signal("STOP", each));
        output.renew(Duration.ZERO);
        go();
        StepResult result = step.result();
        watchdogs.forEach(each -> signal("CONT", each));
        hasty.release();

        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.reason()).startsWith(UNCERTAIN);
        step.leavesNothing();
    }

    @Test
    void the_last_word_counts() {
        LeasedOutput output = new LeasedOutput(Duration.ofSeconds(20));
        TestStep step = step("echo ready; read -r go <go; echo went on", output);
        assertThat(mkfifo()).isZero();
        step.start();
        output.awaitPrinted("ready");
        for (int i = 0; i < 20; i++) {
            output.renew(Duration.ofSeconds(20 + i));
        }
        output.renew(HOUR);
        go();

        assertThat(step.result().isSuccess()).isTrue();
        output.awaitPrinted("went on");
        assertThat(output.told).isEmpty();
    }

    /** A timer of the step before must not end the next one, nor anybody who has its number by then. */
    @Test
    void it_is_forgotten_when_the_step_has_ended() {
        Duration lease = Duration.ofMillis(600);
        while (!step("true", new LeasedOutput(lease)).run().isSuccess()) {
            // On a busy machine it was ended by its lease.
            lease = lease.multipliedBy(2);
            assertThat(lease).isLessThan(HOUR);
        }
        LeasedOutput second = new LeasedOutput(HOUR);
        assertThat(step("sleep " + lease.plusMillis(999).toSeconds() + "; echo second", second)
                        .run()
                        .isSuccess())
                .isTrue();
        second.awaitPrinted("second");
    }

    @Test
    void a_watchdog_that_takes_the_place_of_another_knows_it() {
        LeasedOutput output = new LeasedOutput(HOUR);
        TestStep step = step(STUBBORN, output).start();
        output.awaitPrinted("ready");
        List<ProcessHandle> before = AgentToKill.watchdogsOf(directory);
        before.forEach(ProcessHandle::destroyForcibly);
        TestStep.await(
                () -> AgentToKill.watchdogsOf(directory).stream().anyMatch(each -> !before.contains(each)),
                "another one");
        output.renew(Duration.ofMillis(400));

        assertThat(step.result().isSuccess()).isFalse();
        step.leavesNothing();
    }

    /** As by a step that ends each {@code sleep} of its user. */
    @Test
    void a_timer_that_is_ended_by_others_ends_no_step_and_another_one_takes_its_place() {
        LeasedOutput output = new LeasedOutput(HOUR);
        TestStep step = step("echo ready; read -r go <go; echo went on", output);
        assertThat(mkfifo()).isZero();
        step.start();
        output.awaitPrinted("ready");
        TestStep.await(() -> !sleeps().isEmpty(), "the sleep of the timer");
        List<ProcessHandle> before = sleeps();
        before.forEach(ProcessHandle::destroyForcibly);
        TestStep.await(() -> sleeps().stream().anyMatch(each -> !before.contains(each)), "another sleep");
        go();

        assertThat(step.result().isSuccess()).isTrue();
        output.awaitPrinted("went on");
    }

    private List<ProcessHandle> sleeps() {
        return AgentToKill.watchdogsOf(directory).stream()
                .flatMap(ProcessHandle::children)
                .filter(each -> each.info().command().orElse("").endsWith("/sleep"))
                .toList();
    }

    private void signal(String name, ProcessHandle process) {
        assertThat(exit("kill -s " + name + " " + process.pid())).isZero();
    }

    private int mkfifo() {
        return exit("mkfifo go");
    }

    private void go() {
        assertThat(exit("echo >go")).isZero();
    }

    private int exit(String command) {
        try {
            return new ProcessBuilder("sh", "-c", command)
                    .directory(directory.toFile())
                    .start()
                    .waitFor();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
