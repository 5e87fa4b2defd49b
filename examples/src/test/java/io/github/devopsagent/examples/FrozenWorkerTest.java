package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatricesOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A worker that stands still: its JVM is stopped by a signal, while its command runs on. */
@MatricesOnly
@EnabledOnOs(value = OS.LINUX, disabledReason = "what runs is looked for in /proc")
class FrozenWorkerTest {

    @TempDir
    Path directory = Path.of(".");

    @Test
    void its_command_is_ended_with_its_lease_and_when_it_wakes_up_it_does_nothing_more() throws Exception {
        int lease = 4;
        while (!isFencedAfter(lease)) {
            lease *= 2;
            assertThat(lease).isLessThan(1000);
        }
    }

    /**
     * Tries it with a lease of so many seconds.
     *
     * @return false if nothing was shown: the machine stood still, and the lease was over before the worker was stopped
     */
    private boolean isFencedAfter(int lease) throws Exception {
        Path home = Files.createDirectory(directory.resolve("lease-" + lease));
        Path log = home.resolve("log");
        Path consensus = Shipped.copyOf("quickstart");
        String epic = Files.readString(consensus.resolve("status.json"))
                .replaceAll("(?s).*\"epic_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        Files.writeString(consensus.resolve("artifacts/plan.json"), """
                { "epic_id": "%s",
                  "deployment_steps": [
                    {"name": "deploy", "run": "echo begun >begun; while :; do sleep 0.1; done",
                     "rollback": {"run": "echo undone >undone"}} ],
                  "health_checks": [ {"run": "true"} ] }
                """.formatted(epic));
        Process worker = new ProcessBuilder(JavaCommand.of(
                        FrozenWorker.class, consensus.toString(), home.toString(), Integer.toString(lease)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await(() -> home.resolve("begun").toFile().length() > 0, worker, log);
            signal("STOP", worker);
            if (commandsOf(consensus).isEmpty()) {
                return false;
            }
            Files.writeString(home.resolve(FrozenWorker.TAKEN), "");
            await(() -> commandsOf(consensus).isEmpty(), worker, log);
            assertThat(state(worker)).isEqualTo("T");

            SortedMap<String, String> before = files(consensus);
            signal("CONT", worker);
            assertThat(worker.waitFor(10, TimeUnit.MINUTES)).isTrue();

            assertThat(home.resolve(FrozenWorker.OUTCOME)).content().startsWith("FENCED: ");
            assertThat(worker.exitValue()).isEqualTo(16);
            assertThat(home.resolve("undone")).doesNotExist();
            assertThat(files(consensus)).isEqualTo(before);
            return true;
        } finally {
            worker.destroyForcibly();
        }
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String state(Process process) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/stat")).replaceAll("(?s)^.*\\) (\\S).*$", "$1");
    }

    private static List<Path> commandsOf(Path consensus) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .filter(each -> environment(each).contains("DEVOPS_CONSENSUS=" + consensus + "\0"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** What others read; the agent's own lies in {@code .devops}. */
    private static SortedMap<String, String> files(Path consensus) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(consensus)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                if (!each.startsWith(consensus.resolve(".devops"))) {
                    files.put(each.toString(), Files.readString(each));
                }
            }
        }
        return files;
    }

    private static void await(BooleanSupplier condition, Process worker, Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !worker.isAlive()) {
                throw new AssertionError(Files.readString(log));
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
