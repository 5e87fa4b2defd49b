package io.github.devopsagent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.process.StepFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of the output of a process that a step leaves in the background. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
class DaemonOutputTest extends StepFixture {

    /** More than any pipe holds. */
    private static final String MUCH = "head -c 3000000 /dev/zero";

    private static final String DAEMON = "nohup sh -c 'echo $$ >pid; until [ -e go ]; do sleep 0.02; done; " + MUCH
            + " && echo $? >printed; sleep 300' & until [ -s pid ]; do sleep 0.02; done; echo started";

    private static final String REMOVES_ITS_FIFO =
            "fifo=$(readlink /proc/$$/fd/1); rm -rf \"${fifo% (deleted)}\" \"${fifo%/*}\"";

    @Test
    void a_daemon_lives_on_and_prints_to_nowhere_and_the_result_names_it() throws Exception {
        TestStep step = command(DAEMON);

        StepResult result = step.run();

        assertThat(result.isSuccess()).isTrue();
        String pid = Files.readString(step.file("pid")).strip();
        assertThat(result.reason())
                .contains("process " + pid + " (sh)")
                .contains("still hold")
                .contains("dropped");
        goOn();
        TestStep.await(() -> step.file("printed").toFile().length() > 0, "more than a pipe holds");
        assertThat(step.file("printed")).hasContent("0");
        assertThat(step.printed()).endsWith("started\n").hasSizeLessThan(200);
        assertThat(step.processes()).isNotEmpty();
    }

    @Test
    void it_does_so_when_its_agent_has_gone() throws Exception {
        String key = "test-daemon-" + System.nanoTime();
        Process agent = AgentToKill.start(machine(), directory, key, DAEMON);
        TestStep.await(() -> read("agent.log").contains(AgentToKill.ENDED) || !agent.isAlive(), "the end of the step");
        agent.destroyForcibly();
        assertThat(agent.waitFor(10, TimeUnit.MINUTES)).isTrue();

        goOn();

        TestStep.await(() -> directory.resolve("printed").toFile().length() > 0, "more than a pipe holds");
        assertThat(read("printed")).isEqualTo("0\n");
        TestStep.processesOf(key).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void the_next_step_prints_elsewhere_and_what_drains_ends_with_the_daemon() {
        ShellExecutor executor = executor();
        TestStep daemon = command(DAEMON).by(executor);
        TestStep next = command("echo next").by(executor);

        daemon.run();
        next.run();

        assertThat(next.printed()).isEqualTo("next\n");
        assertThat(drainers()).isNotEmpty().allSatisfy(each -> assertThat(
                        each.info().arguments().orElseThrow())
                .as("whoever searches all command lines finds each word of these")
                .containsExactly("-c", "eval \"$DEVOPS_DRAIN\"", "devops-drain"));
        daemon.endAll();
        TestStep.await(() -> drainers().isEmpty(), "the end of what drains");
    }

    @Test
    void it_lives_on_when_what_drains_is_killed_by_its_name() throws Exception {
        TestStep daemon = command(DAEMON);
        daemon.run();
        List<ProcessHandle> drainers = drainers();
        TestStep.await(() -> !catsOf(drainers).isEmpty(), "what drains");
        List<ProcessHandle> cats = catsOf(drainers);

        cats.forEach(ProcessHandle::destroyForcibly);
        goOn();

        TestStep.await(() -> daemon.file("printed").toFile().length() > 0, "more than a pipe holds");
        assertThat(daemon.file("printed")).hasContent("0");
        assertThat(catsOf(drainers)).isNotEmpty().doesNotContainAnyElementsOf(cats);
        daemon.endAll();
        TestStep.await(() -> drainers.stream().noneMatch(ProcessHandle::isAlive), "the end of what drains");
    }

    private static List<ProcessHandle> catsOf(List<ProcessHandle> drainers) {
        return drainers.stream().flatMap(ProcessHandle::children).toList();
    }

    @Test
    void one_that_prints_without_end_holds_nobody() {
        TestStep step = command("yes & until [ -s pid ]; do echo $! >pid; done; echo the end")
                .printingTo((bytes, from, length) -> {});

        assertThat(step.run().isSuccess()).isTrue();

        assertThat(step.processes()).hasSize(1);
    }

    @Test
    void a_child_that_is_about_to_end_is_waited_for() {
        TestStep step = command("(sleep 0.03; echo late) & echo done");

        assertThat(step.run().reason()).isEmpty();

        assertThat(step.printed()).contains("done\n", "late\n");
    }

    @Test
    void where_there_can_be_no_fifo_the_output_is_read_and_the_warnings_say_what_a_daemon_loses() {
        MachineTools machine = new MachineTools(
                machine().setsid(), machine().proc(), "/nowhere", machine().shell());
        ShellExecutor executor = new ShellExecutor(machine, TestStep.GRACE);
        TestStep step = command("echo printed; sleep 300 & echo done").by(executor);

        assertThat(step.run().isSuccess()).isTrue();

        assertThat(step.printed()).isEqualTo("printed\ndone\n");
        assertThat(executor.warnings()).anyMatch(warning -> warning.contains("mkfifo") && warning.contains("SIGPIPE"));
    }

    @Test
    void where_nothing_can_drain_it_it_is_read_until_the_run_ends_and_the_result_says_so() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.createSymbolicLink(
                tools.resolve("mkfifo"),
                Path.of(MachineTools.find("mkfifo", machine().path()).orElseThrow()));
        ShellExecutor executor = executorWith(machine().proc(), tools.toString());
        TestStep daemon = command(DAEMON).by(executor);

        assertThat(daemon.run().reason())
                .containsPattern("\\(sh\\).* still hold")
                .contains("until the run ends")
                .contains("SIGPIPE");

        assertLivesOn(daemon);
        assertThat(command("echo next").by(executor).run().isSuccess()).isTrue();
        executor.release();
    }

    @Test
    void it_lives_on_when_the_step_removes_what_lies_in_the_directory_for_temporary_files() throws Exception {
        TestStep daemon = command(DAEMON + "; " + REMOVES_ITS_FIFO);

        assertThat(daemon.run().reason())
                .containsPattern("\\(sh\\).* still hold")
                .contains("read, and dropped");

        assertLivesOn(daemon);
        assertThat(drainers()).isNotEmpty();
    }

    @Test
    void it_does_so_where_only_its_path_leads_to_the_fifo() throws Exception {
        ShellExecutor executor = executorWith(Optional.empty(), machine().path());
        TestStep daemon = command(DAEMON + "; " + REMOVES_ITS_FIFO).by(executor);
        TestStep next = command("echo next").by(executor);

        assertThat(daemon.run().reason()).contains("still holds its output").contains("until the run ends");

        assertLivesOn(daemon);
        next.run();
        assertThat(next.printed()).isEqualTo("next\n");
        executor.release();
    }

    private void assertLivesOn(TestStep daemon) throws Exception {
        goOn();
        TestStep.await(() -> daemon.file("printed").toFile().length() > 0, "more than a pipe holds");
        assertThat(daemon.file("printed")).hasContent("0");
        assertThat(daemon.processes()).isNotEmpty();
    }

    private ShellExecutor executorWith(Optional<Path> proc, String path) {
        MachineTools machine =
                new MachineTools(machine().setsid(), proc, path, machine().shell());
        return new ShellExecutor(machine, TestStep.GRACE);
    }

    private static List<ProcessHandle> drainers() {
        return ProcessHandle.current()
                .children()
                .filter(each ->
                        Stream.of(each.info().arguments().orElse(new String[0])).anyMatch("devops-drain"::equals))
                .toList();
    }

    private void goOn() throws Exception {
        Files.createFile(directory.resolve("go"));
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (java.io.IOException e) {
            return "";
        }
    }
}
