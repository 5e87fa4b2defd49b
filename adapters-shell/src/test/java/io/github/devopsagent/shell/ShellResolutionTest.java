package io.github.devopsagent.shell;

import static io.github.devopsagent.shell.TestStep.aCommand;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Exit;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.StillRunning;
import io.github.devopsagent.executor.StepResult.Succeeded;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.process.AttemptFiles;
import io.github.devopsagent.shell.internal.process.Lifeline;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void an_attempt_that_was_never_started_is_known_not_to_have_been() {
        assertThat(executor.resolve(attempt())).isEqualTo(new Resolution.NotStarted());
    }

    @Test
    void without_the_scratch_directory_nobody_knows() {
        Attempt attempt = new Attempt(key, 1, new DirectoryScratch(directory.resolve("gone")));

        assertThat(executor.resolve(attempt)).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void a_success_is_done() {
        TestStep step = aCommand(directory, "true");
        step.run();

        assertThat(executor.resolve(step.attempt()))
                .isEqualTo(new Resolution.Done(new Succeeded("", new Exit(Optional.of(0), Optional.empty()))));
    }

    @Test
    void a_failure_is_done() {
        TestStep step = aCommand(directory, "exit 7");
        step.run();

        assertThat(executor.resolve(step.attempt()))
                .isEqualTo(new Resolution.Done(new Failed("exit code 7", new Exit(Optional.of(7), Optional.empty()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1", "x\n", "0\n0\n"})
    void an_exit_code_that_is_not_a_whole_line_is_none(String content) throws IOException {
        Files.writeString(directory.resolve(key + ".sh"), "true");
        Files.writeString(directory.resolve(key + ".exit"), content);

        assertThat(executor.resolve(attempt())).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void an_agent_that_is_killed_takes_the_step_with_it() throws Exception {
        Process agent = agentWith(
                "trap '' TERM; echo $$ >pid; (trap '' TERM; while :; do sleep 300; done) & while :; do sleep 300; done");
        awaitFile("pid");

        kill(agent);

        TestStep.await(() -> TestStep.processesOf(key).isEmpty(), "the end of all processes");
        assertThat(executor.resolve(attempt())).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void what_left_the_session_of_a_killed_agents_step_is_ended_when_that_is_resolved() throws Exception {
        Process agent = agentWith("setsid sh -c 'trap \"\" TERM; echo $$ >pid; while :; do sleep 300; done' & wait");
        awaitFile("pid");

        kill(agent);
        TestStep.await(() -> TestStep.processesOf(key).size() <= 2, "the end of the session");
        Resolution resolution = executor.resolve(attempt());

        assertThat(resolution).isEqualTo(new Resolution.Unknown());
        assertThat(TestStep.processesOf(key)).isEmpty();
    }

    @Test
    void a_step_that_succeeded_before_its_agent_was_killed_is_done_and_its_daemon_lives_on() throws Exception {
        Process agent = agentWith("setsid sleep 300 >/dev/null 2>&1 & echo done");
        awaitFile(key + ".exit");

        kill(agent);
        Resolution resolution = executor.resolve(attempt());

        assertThat(resolution).isInstanceOf(Resolution.Done.class);
        assertThat(TestStep.processesOf(key)).as("the daemon alone").hasSize(1);
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

    @Test
    void a_wrapper_whose_agent_is_killed_before_it_says_so_starts_nothing() throws Exception {
        AttemptFiles files = AttemptFiles.of(attempt());
        files.writeScript("touch ran");
        // What is started in spite of it would survive the TERM that follows at once.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' TERM; exec \"$@\"", "sh"));
        command.addAll(new Lifeline(MachineTools.here(), TestStep.GRACE).command(files));
        Process wrapper =
                new ProcessBuilder(command).directory(directory.toFile()).start();

        wrapper.getOutputStream().close();

        assertThat(wrapper.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(directory.resolve("ran")).doesNotExist();
        assertThat(executor.resolve(attempt())).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void an_exit_code_that_the_wrapper_is_about_to_write_is_waited_for() throws Exception {
        AttemptFiles files = AttemptFiles.of(attempt());
        files.writeScript("echo ready; until [ -e go ]; do sleep 0.01; done");
        ProcessBuilder surroundings = new ProcessBuilder().directory(directory.toFile());
        surroundings.environment().put(Attempt.VARIABLE, key);
        Process wrapper = new Lifeline(MachineTools.here(), TestStep.GRACE).start(files, surroundings);
        processes.add(wrapper);
        assertThat(wrapper.getInputStream().read()).isEqualTo('r');
        send("STOP", wrapper);
        Files.createFile(directory.resolve("go"));
        CompletableFuture<Resolution> resolution = new CompletableFuture<>();

        Thread thread = new Thread(() -> resolution.complete(executor.resolve(attempt())));
        thread.start();
        TestStep.await(() -> thread.getState() == Thread.State.TIMED_WAITING, "the wait for the wrapper");
        send("CONT", wrapper);

        assertThat(resolution.get(10, TimeUnit.MINUTES)).isInstanceOf(Resolution.Done.class);
        assertThat(TestStep.processesOf(key)).isEmpty();
    }

    private static void send(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void a_wrapper_that_does_not_end_is_ended() throws Exception {
        AttemptFiles files = AttemptFiles.of(attempt());
        files.writeScript("trap 'exit 0' TERM; echo ready; while :; do sleep 0.02; done");
        ProcessBuilder surroundings = new ProcessBuilder().directory(directory.toFile());
        surroundings.environment().put(Attempt.VARIABLE, key);
        // It keeps the lifeline, as a process would do that inherited it from a killed agent.
        Process wrapper = new Lifeline(MachineTools.here(), TestStep.GRACE).start(files, surroundings);
        assertThat(wrapper.getInputStream().read()).isEqualTo('r');

        assertThat(executor.resolve(attempt())).isEqualTo(new Resolution.Unknown());

        assertThat(TestStep.processesOf(key)).isEmpty();
        assertThat(files.exitCode()).doesNotExist();
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
        return new Attempt(key, 1, new DirectoryScratch(directory), Optional.of(process));
    }

    private Process agentWith(String command) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentToKill.class.getName(),
                        directory.toString(),
                        key,
                        command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
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
