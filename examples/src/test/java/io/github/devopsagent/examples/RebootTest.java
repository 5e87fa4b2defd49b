package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.examples.KillScenario.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose machine was started anew before it is gone on with: the kernel tells another boot to the second agent, in
 * a mount namespace of its own. Where this user may not make one, nothing is run.
 */
@MatricesOnly
@EnabledOnOs(value = OS.LINUX, disabledReason = "boot ids, and namespaces of mounts to change one, are Linux's")
class RebootTest {

    private static final String PLAN = """
            {"epic_id": "EP-KILL-001",
             "deployment_steps": [{"name": "a", "run": "echo a >>effects; sleep 1000", "rollback": {"run": "echo undo-a >>effects"}}],
             "health_checks": [{"name": "up", "run": "true"}]}
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private KillableRun run;

    @BeforeEach
    void another_boot_can_be_told() throws Exception {
        Files.writeString(directory.resolve("machine-id"), "0123456789abcdef0123456789abcdef\n");
        Files.writeString(directory.resolve("boot_id"), "11111111-2222-4333-8444-555555555555\n");
        boolean can;
        try {
            Process trial = new ProcessBuilder(Stream.concat(afterReboot().stream(), Stream.of("true"))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            can = trial.waitFor(10, TimeUnit.MINUTES) && trial.exitValue() == 0;
        } catch (IOException e) {
            can = false;
        }
        assumeTrue(can, "this user may not make a mount namespace, or there is no unshare");
        run = new KillableRun(directory, new KillScenario(Kind.NOTHING_FAILS, "", Set.of()));
        Files.writeString(run.consensus().resolve("artifacts/plan.json"), PLAN);
    }

    /** Of the same machine as the other one, which has its id from its node, as a container has it. */
    private List<String> beforeReboot() {
        return mounting("mount --bind \"$0\"/machine-id /etc/machine-id");
    }

    private List<String> afterReboot() {
        return mounting("mount --bind \"$0\"/machine-id /etc/machine-id"
                + " && mount --bind \"$0\"/boot_id /proc/sys/kernel/random/boot_id");
    }

    private List<String> mounting(String mounts) {
        return List.of("unshare", "--mount", "sh", "-c", mounts + " && exec \"$@\"", directory.toString());
    }

    @Test
    void what_began_is_undone_and_nothing_of_before_is_taken_for_a_process_of_now() throws Exception {
        Process first = run.start(beforeReboot());
        await(() -> run.effects().contains("a"));
        first.destroyForcibly();
        KillableRun.awaitEnd(first);
        await(() -> run.stepProcesses().isEmpty());

        assertThat(run.runToItsEnd(afterReboot())).as(run.lastLog()).isEqualTo("RolledBack");

        assertThat(run.effects()).containsExactly("a", "undo-a");
        assertThat(run.unfinished()).isEmpty();
    }

    /** Its record of the start need not have reached the disk: only that it was intended is certain. */
    @Test
    void what_was_only_intended_may_have_begun_and_is_undone() throws Exception {
        Process first = run.start(beforeReboot());
        await(() -> run.effects().contains("a"));
        first.destroyForcibly();
        KillableRun.awaitEnd(first);
        await(() -> run.stepProcesses().isEmpty());
        Path journal = run.consensus().resolve(".devops/journal");
        loseRecordsAfterIntent(journal);

        assertThat(run.runToItsEnd(afterReboot())).as(run.lastLog()).isEqualTo("RolledBack");

        assertThat(run.effects()).containsExactly("a", "undo-a");
    }

    /** As a machine leaves it that stops: the last record is torn. */
    private static void loseRecordsAfterIntent(Path journal) throws IOException {
        String records = Files.readString(journal, ISO_8859_1);
        int started = records.indexOf("{\"type\":\"step_started\"");
        assertThat(records.substring(0, started)).contains("step_intended");
        Files.writeString(journal, records.substring(0, started), ISO_8859_1);
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited in vain").isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }
}
