package io.github.devopsagent.shell;

import static io.github.devopsagent.shell.TestStep.aCommand;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.pipeline.Attempt;
import io.github.devopsagent.pipeline.Resolution;
import io.github.devopsagent.pipeline.StepResult.Exit;
import io.github.devopsagent.pipeline.StepResult.Failed;
import io.github.devopsagent.pipeline.StepResult.Succeeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellResolutionTest {

    @TempDir
    Path directory;

    private final ShellExecutor executor = new ShellExecutor(Machine.here(), TestStep.GRACE);
    private final String key = "test-" + UUID.randomUUID();

    @AfterEach
    void ends_what_a_failed_test_left() {
        TestStep.processesOf(key).forEach(ProcessHandle::destroyForcibly);
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
        TestStep.await(() -> TestStep.processesOf(key).size() == 1, "the daemon alone");
    }

    private Process agentWith(String command) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
        assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Attempt attempt() {
        return new Attempt(key, 1, new DirectoryScratch(directory));
    }
}
