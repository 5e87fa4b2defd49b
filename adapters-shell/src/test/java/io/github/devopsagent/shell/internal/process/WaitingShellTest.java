package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.shell.TestStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell of the next step, which is started before it is certain that the step comes, and in what. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
class WaitingShellTest {

    private static final String SHOW = "echo $$ $WHAT; pwd -P; touch begun";

    @TempDir
    Path root;

    private final StepRunner runner = new StepRunner(MachineTools.here(), TestStep.GRACE, Duration.ofMinutes(10));
    private Path scratch;
    private Path directory;
    private Attempt attempt;

    @BeforeEach
    void directories() throws IOException {
        scratch = Files.createDirectory(root.resolve("scratch"));
        directory = Files.createDirectory(root.resolve("directory"));
        attempt = attempt();
    }

    @AfterEach
    void nothing_waits_on() {
        runner.release();
        assertThat(processes()).isEmpty();
    }

    @Test
    void has_done_nothing_until_the_step_begins_and_then_executes_it() {
        long waits = prepared(command(SHOW), in(directory)).pid();
        assertThat(directory).isEmptyDirectory();

        assertThat(lines(command(SHOW), in(directory))).containsExactly(waits + " set", directory.toString());

        assertThat(directory.resolve("begun")).exists();
    }

    @Test
    void is_not_taken_where_a_link_leads_elsewhere_by_now() throws IOException {
        Path other = Files.createDirectory(root.resolve("other"));
        Path current = Files.createSymbolicLink(root.resolve("current"), directory);
        long waits = prepared(command(SHOW), in(current)).pid();
        Files.delete(current);
        Files.createSymbolicLink(current, other);

        List<String> lines = lines(command(SHOW), in(current));

        assertThat(lines).last().isEqualTo(other.toString());
        assertThat(lines.get(0)).isNotEqualTo(waits + " set");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void is_not_taken_where_the_directory_was_made_anew() throws IOException {
        prepared(command(SHOW), in(directory));
        Files.delete(directory);
        Files.createDirectory(directory);

        lines(command(SHOW), in(directory));

        assertThat(directory.resolve("begun")).exists();
    }

    @Test
    void is_not_taken_for_another_command_or_with_other_variables() {
        prepared(command("echo wrong"), in(directory));
        assertThat(lines(command("echo right"), in(directory))).containsExactly("right");

        attempt = attempt();
        prepared(command("echo $WHAT"), in(directory));
        ExecutionContext other = in(directory).withVariables(Map.of("WHAT", "changed"));
        assertThat(lines(command("echo $WHAT"), other)).containsExactly("changed");
    }

    @Test
    void is_replaced_if_somebody_ended_it() {
        ProcessHandle waits = prepared(command(SHOW), in(directory));
        waits.destroyForcibly();
        TestStep.await(() -> !waits.isAlive(), "its end");

        assertThat(lines(command(SHOW), in(directory))).hasSize(2);
    }

    @Test
    void ends_when_another_step_of_the_run_begins_with_all_that_was_made_for_it() throws IOException {
        ProcessHandle waits = prepared(command(SHOW), in(directory));
        attempt = attempt();

        assertThat(lines(command("echo other"), in(directory))).containsExactly("other");

        assertThat(waits.isAlive()).isFalse();
        assertThat(directory).isEmptyDirectory();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).allMatch(each -> each.getFileName().toString().startsWith(attempt.key()));
        }
    }

    @Test
    void ends_with_the_run() {
        ProcessHandle waits = prepared(command(SHOW), in(directory));

        runner.release();

        assertThat(waits.isAlive()).isFalse();
        assertThat(scratch).isEmptyDirectory();
    }

    /** Its gate closes with the agent, which nobody has opened it for. */
    @Test
    void ends_with_an_agent_that_is_killed_and_has_executed_nothing() throws Exception {
        Process agent = AgentWithWaitingShell.start(scratch, attempt.key(), "touch begun");
        AtomicReference<List<ProcessHandle>> waits = new AtomicReference<>(List.of());
        TestStep.await(() -> !waits.updateAndGet(before -> processes()).isEmpty(), "the shell that waits");

        agent.destroyForcibly();

        TestStep.await(() -> waits.get().stream().allMatch(WaitingShellTest::hasEnded), "its end");
        assertThat(scratch.resolve("begun")).doesNotExist();
    }

    /** Where nobody collects it, what has ended is still there, without arguments. */
    private static boolean hasEnded(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void does_not_wait_long() {
        StepRunner hasty = new StepRunner(MachineTools.here(), TestStep.GRACE, Duration.ofMillis(1));
        hasty.prepare(command(SHOW), attempt, in(directory));

        TestStep.await(() -> processes().isEmpty() && isEmpty(scratch), "its end");
        assertThat(directory).isEmptyDirectory();
        hasty.release();
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> left = Files.list(directory)) {
            return left.findAny().isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Attempt attempt() {
        return new Attempt("test-" + UUID.randomUUID(), 1, new DirectoryScratch(scratch));
    }

    private static StepCommand command(String text) {
        return new StepCommand(text, Optional.empty());
    }

    private static ExecutionContext in(Path directory) {
        return new ExecutionContext("EP-1", "DEP-001", "test", directory, Map.of("WHAT", "set"));
    }

    private ProcessHandle prepared(StepCommand command, ExecutionContext context) {
        runner.prepare(command, attempt, context);
        // While a process is being replaced by exec its environment cannot be read: what one look has found is kept.
        AtomicReference<List<ProcessHandle>> found = new AtomicReference<>(List.of());
        TestStep.await(() -> !found.updateAndGet(before -> processes()).isEmpty(), "the shell that waits");
        return found.get().get(0);
    }

    private List<ProcessHandle> processes() {
        return TestStep.aCommand(scratch, "").of(attempt).processes();
    }

    private List<String> lines(StepCommand command, ExecutionContext context) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (RunningStep step = runner.start(command, attempt, context, printed::write)
                .getOrElseThrow(why -> new AssertionError(why))) {
            assertThat(step.begin()).isEmpty();
            assertThat(step.follow()).isEmpty();
            assertThat(step.exit())
                    .hasValueSatisfying(exit -> assertThat(exit.code()).isZero());
            step.leave();
        }
        return printed.toString(UTF_8).lines().toList();
    }
}
