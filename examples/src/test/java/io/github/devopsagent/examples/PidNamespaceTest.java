package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.examples.KillScenario.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents in PID namespaces of their own, as in two containers of one machine with the same host name: neither sees the
 * processes of the other. Where this user may not make namespaces, nothing is run.
 */
@MatricesOnly
@EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces of processes are Linux's")
class PidNamespaceTest {

    private static final List<String> CONTAINER = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

    /** Its process 1 is a shell, which outlives the agent, as an init process may. */
    private static final List<String> WITH_INIT = List.of("sh", "-c", "\"$@\" & wait; exec sleep 1000", "sh");

    /** What it does runs on in a session of its own when the agent is killed, and its wrapper ends the command. */
    private static final String PLAN = """
            {"epic_id": "EP-KILL-001",
             "deployment_steps": [{"name": "a",
               "run": "echo a >>effects; setsid sh -c 'while echo tick >>ticks; do sleep 0.05; done' & wait",
               "rollback": {"run": "echo undo-a >>effects"}}],
             "health_checks": [{"name": "up", "run": "true"}]}
            """;

    private static final String INITIAL = "pid:[4026531836]";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 100;

    @TempDir
    private Path directory;

    private KillableRun run;
    private Optional<Process> container = Optional.empty();

    @BeforeEach
    void can_make_namespaces() throws Exception {
        boolean can;
        try {
            Process trial = new ProcessBuilder(
                            Stream.concat(CONTAINER.stream(), Stream.of("true")).toList())
                    .start();
            can = trial.waitFor(10, TimeUnit.MINUTES) && trial.exitValue() == 0;
        } catch (IOException e) {
            can = false;
        }
        assumeTrue(can, "this user may not make a PID namespace, or there is no unshare");
        run = new KillableRun(directory, new KillScenario(Kind.NOTHING_FAILS, "", Set.of()));
        Files.writeString(run.consensus().resolve("artifacts/plan.json"), PLAN);
    }

    @AfterEach
    void nothing_runs_on() {
        container.ifPresent(PidNamespaceTest::end);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Process idleContainer() throws IOException {
        Process idle = new ProcessBuilder(
                        Stream.concat(CONTAINER.stream(), Stream.of("sh", "-c", "echo up; exec sleep 600"))
                                .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(idle.inputReader().readLine()).isEqualTo("up");
        return idle;
    }

    private void deployingIn(List<String> prefix) throws IOException {
        container = Optional.of(run.start(prefix));
        await(() -> ticks() > 0);
    }

    private long ticks() {
        try {
            Path ticks = directory.resolve("work/ticks");
            return Files.exists(ticks) ? Files.size(ticks) : 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void killAgent() {
        ProcessHandle agent = container.stream()
                .flatMap(Process::descendants)
                .filter(each -> each.info()
                        .command()
                        .filter(name -> name.endsWith("/java"))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        agent.destroyForcibly();
        await(() -> !agent.isAlive());
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as("waited in vain" + run.describe())
                    .isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void isRefused(List<String> prefix) throws Exception {
        assertThat(run.runToItsEnd(prefix)).as(run.describe()).isEqualTo("Refused");
        assertThat(run.effects()).containsExactly("a");
        assertThat(run.unfinished().flatMap(UnfinishedRun::step).map(UnfinishedRun.StepUnderWay::path))
                .contains("deployment_steps/0");
    }

    @Test
    void nobody_rolls_back_beside_a_step_that_still_runs_in_another_container() throws Exception {
        List<String> withInit =
                Stream.concat(CONTAINER.stream(), WITH_INIT.stream()).toList();
        deployingIn(withInit);
        killAgent();

        isRefused(CONTAINER);

        long before = ticks();
        await(() -> ticks() > before);
        assertThat(run.files()).noneMatch(file -> file.contains("deployment.json"));
        assertThat(run.files().stream().filter(file -> file.startsWith("messages/inbox/tech_lead/")))
                .hasSize(1);
        isRefused(List.of());

        container.ifPresent(PidNamespaceTest::end);
        await(() -> run.stepProcesses().isEmpty());
        // Who gets the number of a namespace that is gone is rightly taken for its successor: another one takes it
        // here.
        Process other = idleContainer();
        isRefused(CONTAINER);
        end(other);
        assertThat(other.waitFor(10, TimeUnit.MINUTES)).isTrue();

        assumeTrue(
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals(INITIAL),
                "that the other namespace is gone can only be seen from the initial one");
        // Meanwhile a namespace of somebody else may have the number.
        String end = run.runToItsEnd();
        for (int i = 0; i < ATTEMPTS && end.equals("Refused"); i++) {
            end = run.runToItsEnd();
        }
        assertThat(end).as(run.describe()).isEqualTo("RolledBack");
        assertThat(run.effects()).containsExactly("a", "undo-a");
    }

    @Test
    void a_container_whose_process_1_was_the_agent_is_gone_with_it() throws Exception {
        deployingIn(CONTAINER);
        killAgent();

        assertThat(run.runToItsEnd(CONTAINER)).as(run.describe()).isEqualTo("RolledBack");

        assertThat(run.effects()).containsExactly("a", "undo-a");
        assertThat(run.stepProcesses()).isEmpty();
    }
}
