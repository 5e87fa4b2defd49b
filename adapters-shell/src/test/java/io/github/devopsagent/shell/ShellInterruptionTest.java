package io.github.devopsagent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Exit;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.Succeeded;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.process.ProcStepProcesses;
import io.github.devopsagent.shell.internal.process.ProcessCleanup;
import io.github.devopsagent.shell.internal.process.StepFixture;
import io.github.devopsagent.shell.internal.process.StepProcesses;
import io.github.devopsagent.shell.internal.process.StepProcesses.View;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@FewerCases(every = 4)
class ShellInterruptionTest extends StepFixture {

    @Test
    void the_command_is_sent_term_and_the_result_says_so() throws Exception {
        TestStep step = command("echo ready; sleep 300").start().awaitPrinted("ready");

        StepResult result = step.interrupt().result();

        assertThat(result)
                .isEqualTo(new Failed(
                        "interrupted; ended with SIGTERM", new Exit(Optional.of(143), Optional.of("SIGTERM"))));
        assertThat(step.isInterruptionKept()).isTrue();
        step.leavesNothing();
    }

    @Test
    void a_command_that_handles_term_may_tidy_up_and_is_a_failure_even_if_it_exits_with_0() {
        TestStep step = command("trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.02; done")
                .start()
                .awaitPrinted("ready");

        StepResult result = step.interrupt().result();

        assertThat(result.reason()).isEqualTo("interrupted; ended after SIGTERM, exit code 0");
        assertThat(result).isInstanceOf(Failed.class);
        assertThat(step.printed()).endsWith("tidied\n");
        step.leavesNothing();
    }

    @Test
    void a_command_that_ignores_term_is_killed_after_the_grace() {
        TestStep step = command("trap '' TERM; echo ready; while :; do sleep 300; done")
                .start()
                .awaitPrinted("ready");

        StepResult result = step.interrupt().result();

        assertThat(result)
                .isEqualTo(new Failed(
                        "interrupted; ended with SIGKILL 300 ms after SIGTERM",
                        new Exit(Optional.of(137), Optional.of("SIGKILL"))));
        step.leavesNothing();
    }

    @Test
    void a_child_that_ignores_term_is_killed_though_the_command_has_ended() {
        TestStep step = command("(trap '' TERM; echo ready; while :; do sleep 300; done) & wait")
                .start()
                .awaitPrinted("ready");

        assertThat(step.interrupt().result().reason()).startsWith("interrupted; ended with SIGTERM");

        step.leavesNothing();
    }

    @Test
    void a_stopped_command_is_killed() {
        TestStep step = command("echo ready; kill -s STOP $$").start().awaitPrinted("ready");

        assertThat(step.interrupt().result().reason()).contains("SIGKILL");

        step.leavesNothing();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
    void a_process_that_left_the_session_is_found() {
        TestStep step = command("setsid sh -c 'trap \"\" TERM; echo ready; while :; do sleep 300; done' & wait")
                .start()
                .awaitPrinted("ready");

        assertThat(step.interrupt().result()).isInstanceOf(Failed.class);

        step.leavesNothing();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
    void a_process_of_the_session_that_dropped_group_and_environment_is_found() {
        Assumptions.assumeThat(Path.of("/bin/bash")).isExecutable();
        // With job control, bash gives every job a process group of its own.
        TestStep step = command("bash -mc 'env -i sh -c \"echo pid=\\$\\$; exec sleep 300\" & wait' 2>/dev/null")
                .start()
                .awaitPrinted("\n");
        long pid = Long.parseLong(step.printed().strip().replace("pid=", ""));

        step.interrupt().result();

        TestStep.await(() -> ProcessHandle.of(pid).isEmpty(), "the end of " + pid);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
    void children_that_multiply_are_ended() {
        TestStep step = command("storm() { trap '' TERM; echo ready; n=0; while [ $n -lt 60 ]; do n=$((n+1));"
                        + " (while :; do sleep 0.05; done) & done; wait; }; storm & storm & wait")
                .start()
                .awaitPrinted("ready\nready");

        assertThat(step.interrupt().result()).isInstanceOf(Failed.class);

        step.leavesNothing();
    }

    @FewerCases(every = 6)
    @RepeatedTest(5)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
    void a_process_that_runs_away_from_session_to_session_is_caught() {
        // One that is not caught ends by itself, so that it is nobody's burden.
        TestStep step = command("cat >hop <<'END'\ntrap '' TERM\n[ $1 -gt 0 ] && setsid sh hop $(($1 - 1)) &\nEND\n"
                        + "setsid sh hop 100000 & echo ready; wait; sleep 300")
                .start()
                .awaitPrinted("ready");

        assertThat(step.interrupt().result().reason()).startsWith("interrupted; ended with SIG");

        step.leavesNothing();
    }

    @Test
    void a_command_that_prints_without_end_is_interrupted_too() {
        TestStep step = command("yes").printingTo((bytes, from, length) -> {}).start();
        TestStep.await(() -> step.processes().size() > 1, "the command");

        assertThat(step.interrupt().result().reason()).isEqualTo("interrupted; ended with SIGTERM");

        step.leavesNothing();
    }

    @Test
    void a_child_that_holds_the_output_open_does_not_hold_a_failed_step() {
        TestStep step = command("setsid sleep 300 & echo done; exit 1");

        assertThat(step.run().reason()).isEqualTo("exit code 1");

        step.leavesNothing();
    }

    @FewerCases(every = 6)
    @RepeatedTest(4)
    void an_interruption_before_the_start_leaves_nothing() {
        TestStep step = command("sleep 300").start();

        StepResult result = step.interrupt().result();

        assertThat(result).isNotInstanceOf(Succeeded.class);
        step.leavesNothing();
    }

    @FewerCases(every = 6)
    @RepeatedTest(5)
    void an_interruption_while_it_starts_leaves_nothing(RepetitionInfo repetition) {
        TestStep step = command("sleep 300").start();
        TestStep.await(() -> !step.processes().isEmpty(), "its process");

        LockSupport.parkNanos(repetition.getCurrentRepetition() * 400_000L);
        StepResult result = step.interrupt().result();

        assertThat(result).isNotInstanceOf(Succeeded.class);
        step.leavesNothing();
    }

    @Test
    void further_interruptions_do_not_cut_the_end_short() {
        TestStep step = command("trap '' TERM; echo ready; while :; do sleep 300; done")
                .start()
                .awaitPrinted("ready");

        TestStep.await(() -> step.interrupt().future().isDone(), "the result");

        assertThat(step.result().reason()).contains("SIGKILL");
        step.leavesNothing();
    }

    @Test
    void a_success_that_came_before_the_interruption_remains_one() {
        CountDownLatch ended = new CountDownLatch(1);
        TestStep step = command("echo $$ >pid; echo x").printingTo((bytes, from, length) -> {
            awaitQuietly(ended);
        });
        step.start();
        TestStep.await(
                () -> step.file("pid").toFile().length() > 0 && step.processes().isEmpty(), "its end");

        assertThat(step.interrupt().result()).isInstanceOf(Succeeded.class);
        ended.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread that reads", e);
        }
    }

    @Test
    void what_cannot_be_verified_is_not_taken_for_ended() {
        StepProcesses unreadable = new ProcStepProcesses(directory, "key", OptionalLong.empty(), true);

        assertThat(new ProcessCleanup(unreadable, Duration.ZERO, Duration.ZERO).end())
                .singleElement()
                .asString()
                .startsWith("unknown, cannot list the processes in " + directory);
    }

    @Test
    void term_is_sent_once() {
        TestStep step = command("setsid sh -c 'trap \"echo asked\" TERM; echo ready; n=0;"
                        + " while [ $n -lt 15 ]; do n=$((n+1)); sleep 0.02; done' & wait")
                .start()
                .awaitPrinted("ready");

        step.interrupt().result();

        assertThat(step.processes()).isEmpty();
        assertThat(step.printed().split("asked", -1)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
    void without_setsid_the_key_still_leads_to_the_processes() {
        MachineTools machine = new MachineTools(
                Optional.empty(),
                MachineTools.here().proc(),
                MachineTools.here().path());

        assertEndsWhatItFinds(machine);
    }

    @Test
    void without_proc_the_parents_lead_to_the_processes() {
        MachineTools machine = new MachineTools(
                Optional.empty(), Optional.empty(), MachineTools.here().path());

        assertEndsWhatItFinds(machine);
    }

    private void assertEndsWhatItFinds(MachineTools machine) {
        TestStep step = command("(trap '' TERM; while :; do sleep 300; done) & (sleep 300 & wait) & echo ready; wait")
                .by(new ShellExecutor(machine, TestStep.GRACE))
                .start()
                .awaitPrinted("ready");

        assertThat(step.interrupt().result()).isInstanceOf(Failed.class);

        TestStep.await(() -> step.processes().isEmpty(), "the end of all processes");
    }

    @Test
    void what_cannot_be_ended_is_named() {
        List<String> left =
                new ProcessCleanup(ShellInterruptionTest::aJvmRefusesToEndItself, Duration.ZERO, Duration.ZERO).end();

        assertThat(left)
                .singleElement()
                .asString()
                .startsWith(ProcessHandle.current().pid() + " (");
    }

    @Test
    void a_look_that_may_have_missed_one_is_not_the_last_though_the_grace_is_over() throws Exception {
        Process missed = new ProcessBuilder("sleep", "300").start();
        AtomicInteger looks = new AtomicInteger();
        StepProcesses processes = found -> {
            if (looks.incrementAndGet() > 1 && missed.isAlive()) {
                found.accept(missed.toHandle());
            }
            return looks.get() > 1 ? View.COMPLETE : View.SOME_ENDED;
        };

        assertThat(new ProcessCleanup(processes, Duration.ZERO).end()).isEmpty();

        assertThat(missed.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void looks_that_may_all_have_missed_one_do_not_pass_as_ended() {
        List<String> left = new ProcessCleanup(found -> View.SOME_HIDDEN, Duration.ZERO, Duration.ZERO).end();

        assertThat(left).singleElement().asString().startsWith("unknown, since there was always one");
    }

    @Test
    void others_that_end_during_each_look_are_no_reason_to_look_for_ever() {
        assertThat(new ProcessCleanup(found -> View.SOME_ENDED, Duration.ZERO, Duration.ZERO).end())
                .isEmpty();
    }

    private static View aJvmRefusesToEndItself(Consumer<ProcessHandle> found) {
        found.accept(ProcessHandle.current());
        return View.COMPLETE;
    }
}
