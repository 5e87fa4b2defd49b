package io.github.devopsagent.shell;

import static io.github.devopsagent.shell.TestStep.aCommand;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.StillRunning;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FewerCases(every = 4)
class ShellResolutionTest {

    private static final MachineTools WITHOUT_PROC = new MachineTools(
            Optional.empty(), Optional.empty(), MachineTools.here().path());

    @TempDir
    Path directory;

    private final ShellExecutor executor = new ShellExecutor(MachineTools.here(), TestStep.GRACE);
    private final List<Process> processes = new ArrayList<>();
    private final List<ProcessHandle> children = new ArrayList<>();
    private final String key = "test-" + UUID.randomUUID();

    @AfterEach
    void ends_what_a_failed_test_left() {
        TestStep.processesOf(key).forEach(ProcessHandle::destroyForcibly);
        processes.forEach(each -> each.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void an_attempt_whose_start_is_not_recorded_has_not_begun_while_the_machine_runs_on() {
        assertThat(executor.resolve(intended(here()))).isEqualTo(new Resolution.NotStarted());
    }

    @Test
    void an_attempt_at_its_gate_has_not_begun() throws Exception {
        Files.writeString(
                directory.resolve(key + ".sh"),
                "unset -f command; command read -r DEVOPS_GATE || exit; exec </dev/null; unset DEVOPS_GATE; : /bin/sh; "
                        + "touch ran\n");

        assertThat(executor.resolve(intended(here()))).isEqualTo(new Resolution.NotStarted());
    }

    @Test
    void a_script_without_a_gate_as_earlier_versions_wrote_it_may_have_begun() throws Exception {
        Files.writeString(directory.resolve(key + ".sh"), "touch ran\n");

        assertThat(executor.resolve(intended(here()))).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void after_a_reboot_nobody_knows_whether_the_record_of_the_start_was_lost() {
        ProcessId before = new ProcessId("00000000-0000-4000-8000-000000000001", 1, Optional.empty());

        assertThat(executor.resolve(intended(before))).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void nothing_is_known_of_an_attempt_of_an_unknown_agent() {
        assertThat(executor.resolve(attempt())).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void without_the_scratch_directory_nobody_knows() {
        Attempt attempt = new Attempt(
                key, 1, new DirectoryScratch(directory.resolve("gone")), Optional.empty(), Optional.of(here()));

        assertThat(executor.resolve(attempt)).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void an_attempt_that_began_is_in_doubt_though_it_has_ended() {
        TestStep step = aCommand(directory, "true");
        step.run();

        assertThat(executor.resolve(new Attempt(
                        step.attempt().key(), 1, step.attempt().scratch(), Optional.of(here()), Optional.of(here()))))
                .isEqualTo(new Resolution.Unknown());
    }

    private static ProcessId here() {
        return MachineTools.here().identify(ProcessHandle.current());
    }

    private Attempt intended(ProcessId agent) {
        return new Attempt(key, 1, new DirectoryScratch(directory), Optional.empty(), Optional.of(agent));
    }

    @Test
    void an_agent_that_is_killed_takes_the_step_with_it() throws Exception {
        Process agent = AgentToKill.start(
                directory,
                key,
                "trap '' TERM; echo $$ >pid; (trap '' TERM; while :; do sleep 300; done) & while :; do sleep 300; done");
        awaitFile("pid");

        kill(agent);

        TestStep.await(() -> TestStep.processesOf(key).isEmpty(), "the end of all processes");
        assertThat(executor.resolve(attempt())).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void what_left_the_session_of_a_killed_agents_step_is_ended_when_that_is_resolved() throws Exception {
        Process agent = AgentToKill.start(
                directory, key, "setsid sh -c 'trap \"\" TERM; echo $$ >pid; while :; do sleep 300; done' & wait");
        awaitFile("pid");

        kill(agent);
        TestStep.await(() -> TestStep.processesOf(key).size() <= 2, "the end of the session");
        Resolution resolution = executor.resolve(attempt());

        assertThat(resolution).isEqualTo(new Resolution.Unknown());
        assertThat(TestStep.processesOf(key)).isEmpty();
    }

    @Test
    void where_processes_cannot_be_looked_for_what_is_left_is_not_taken_for_ended() throws Exception {
        Files.createFile(directory.resolve(key + ".sh"));
        MachineTools unreadable = new MachineTools(Optional.empty(), Optional.of(directory), "/bin");

        Resolution resolution = new ShellExecutor(unreadable, Duration.ZERO).resolve(attempt());

        assertThat(resolution).isInstanceOfSatisfying(Resolution.Done.class, done -> assertThat(done.result())
                .isInstanceOf(StillRunning.class)
                .extracting(StepResult::reason)
                .asString()
                .contains("cannot list the processes in " + directory));
    }

    @Test
    void the_process_that_was_told_leads_to_those_of_its_session_that_dropped_their_environment() throws Exception {
        Process left = aProcess("setsid", "env", "-i", "sh", "-c", "echo up; sleep 300 & wait");

        assertThat(executor.resolve(attemptOf(MachineTools.here().identify(left.toHandle()))))
                .isEqualTo(new Resolution.Unknown());

        TestStep.await(() -> !left.isAlive(), "the end of the session's leader");
        assertThat(children).isNotEmpty().noneMatch(ShellResolutionTest::runs);
    }

    @Test
    void without_proc_the_process_that_was_told_is_ended_with_its_children() throws Exception {
        Process left = aProcess("sh", "-c", "echo up; sleep 300 & wait");

        assertThat(withoutProc().resolve(attemptOf(WITHOUT_PROC.identify(left.toHandle()))))
                .isEqualTo(new Resolution.Unknown());

        TestStep.await(() -> !left.isAlive(), "the end of the process");
        assertThat(children).isNotEmpty().noneMatch(ShellResolutionTest::runs);
    }

    @Test
    void a_process_of_the_same_number_that_was_started_at_another_time_is_left_alone() throws Exception {
        Process other = aProcess("sh", "-c", "echo up; sleep 300 & wait");
        Instant before = other.info().startInstant().orElseThrow().minusSeconds(1);

        assertThat(withoutProc().resolve(attemptOf(new ProcessId("", other.pid(), Optional.of(before)))))
                .isEqualTo(new Resolution.Unknown());
        assertThat(withoutProc().resolve(attemptOf(new ProcessId("", other.pid(), Optional.empty()))))
                .isEqualTo(new Resolution.Unknown());

        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void a_process_of_another_machines_boot_is_left_alone() throws Exception {
        Process other = aProcess("sh", "-c", "echo up; sleep 300 & wait");

        assertThat(withoutProc()
                        .resolve(attemptOf(new ProcessId(
                                "another", other.pid(), other.info().startInstant()))))
                .isEqualTo(new Resolution.Unknown());

        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void after_a_reboot_nothing_of_the_attempt_can_live_and_nothing_is_looked_for() throws Exception {
        Files.createFile(directory.resolve(key + ".sh"));
        MachineTools unreadable = new MachineTools(Optional.empty(), Optional.of(directory), "/bin");
        Path bootId = directory.resolve("sys/kernel/random/boot_id");
        Files.createDirectories(bootId.getParent());
        Files.writeString(bootId, "f2a1c1d0-3b5e-4c55-9d0e-0123456789ab\n");

        assertThat(new ShellExecutor(unreadable, Duration.ZERO)
                        .resolve(attemptOf(new ProcessId("first", 1, Optional.empty()))))
                .isEqualTo(new Resolution.Unknown());
    }

    private Process aProcess(String... command) throws IOException {
        Files.createFile(directory.resolve(key + ".sh"));
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        assertThat(process.getInputStream().read()).isEqualTo('u');
        TestStep.await(() -> process.children().findAny().isPresent(), "its child");
        process.children().forEach(children::add);
        return process;
    }

    /** Not a zombie, which some containers are slow to reap. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static ShellExecutor withoutProc() {
        return new ShellExecutor(WITHOUT_PROC, TestStep.GRACE);
    }

    private Attempt attemptOf(ProcessId process) {
        return new Attempt(key, 1, new DirectoryScratch(directory), Optional.of(process), Optional.empty());
    }

    private void awaitFile(String name) {
        TestStep.await(() -> directory.resolve(name).toFile().length() > 0, name);
    }

    private static void kill(Process agent) throws InterruptedException {
        agent.destroyForcibly();
        assertThat(agent.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }

    private Attempt attempt() {
        return new Attempt(key, 1, new DirectoryScratch(directory));
    }
}
