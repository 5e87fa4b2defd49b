package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.examples.KillScenario.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * A step leaves a service in the background that prints to it, and agent, watchdog and what drains the service are killed,
 * mostly about the moment when the step has ended. Some runs by default; more with {@code mvn -Pkills}.
 */
@MatricesOnly
class DaemonKillsTest {

    private static final long SEED = Long.getLong("kills.seed", 20_260_102L);
    private static final Duration FULL = Duration.ofMinutes(Long.getLong("kills.minutes", 0) / 4);
    private static final int SHORT_RUNS = MatrixCells.drawn(6, Victims.values().length);

    /** A step looks who holds its output for so long, and a little more. */
    private static final long LEAVING_MILLIS = 250;

    /** It waits to be told, prints more than any pipe holds, and lives on. */
    private static final String DAEMON =
            "rm -f pids; nohup sh -c 'echo $$ >>pids; until [ -e go ]; do sleep 0.02; done;"
                    + " head -c 300000 /dev/zero && echo $$ >>printed; exec sleep 300' & until [ -s pids ]; do sleep 0.02; done;"
                    + " echo ended >>effects";

    private enum Victims {
        AGENT,
        HELPERS,
        HELPERS_AND_AGENT
    }

    private final Map<Victims, Integer> killed = new EnumMap<>(Victims.class);
    private final List<String> ends = new ArrayList<>();

    @Test
    @Tag(MatrixCells.TAG)
    void whoever_is_killed_a_service_that_is_told_as_deployed_prints_on_and_another_one_is_gone() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "NOT TRIED: there is no /proc");
        Path directory = Files.createDirectories(Path.of("target/kills").toAbsolutePath());
        long over = System.nanoTime() + FULL.toNanos();
        for (int each = 0; each < SHORT_RUNS || System.nanoTime() - over < 0; each++) {
            Random random = new Random(new SplittableRandom(SEED + each).nextLong());
            Victims victims = Victims.values()[each % Victims.values().length];
            KillableRun run = new KillableRun(
                    Files.createTempDirectory(directory, "daemon-"),
                    new KillScenario(Kind.NOTHING_FAILS, "", Set.of()),
                    plan(random.nextBoolean()));
            try {
                killAndFinish(run, victims, random);
                run.delete();
            } catch (AssertionError | RuntimeException | IOException e) {
                throw new AssertionError("run " + each + " of seed " + SEED + ", " + victims + run.describe(), e);
            } finally {
                daemons(run).forEach(ProcessHandle::destroyForcibly);
            }
        }
        System.out.println("kills about daemons, seed " + SEED + ": " + killed + "; ends " + ends);
    }

    private static String plan(boolean isIdempotent) {
        return """
                {"epic_id": "EP-KILL-001",
                 "deployment_steps": [{"name": "start", "run": "%s", "idempotent": %s, "rollback": {"run": "true"}}],
                 "health_checks": [{"name": "up", "run": "true"}]}
                """.formatted(DAEMON, isIdempotent);
    }

    private void killAndFinish(KillableRun run, Victims victims, Random random) throws Exception {
        Process agent = run.start();
        try {
            while (agent.isAlive() && run.effects().isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            LockSupport.parkNanos((long) (random.nextDouble() * TimeUnit.MILLISECONDS.toNanos(LEAVING_MILLIS)));
            if (victims != Victims.AGENT) {
                KillableRun.killHelpers(agent);
            }
            if (victims == Victims.HELPERS) {
                KillableRun.awaitEnd(agent);
            }
        } finally {
            agent.destroyForcibly();
        }
        KillableRun.awaitEnd(agent);
        killed.merge(victims, 1, Integer::sum);
        run.runToItsEnd();
        accountFor(run, victims);
    }

    private void accountFor(KillableRun run, Victims victims) throws IOException {
        String record = run.document("artifacts/deployment.json");
        boolean isDeployed = !record.isEmpty()
                && new JsonMapper().readTree(record).path("status").asString().equals("success");
        ends.add(victims + (isDeployed ? ": deployed" : ": not deployed"));
        assertThat(isDeployed || victims != Victims.HELPERS)
                .as("deployed, since nobody but helpers was killed")
                .isTrue();
        if (!isDeployed) {
            assertThat(daemons(run)).isEmpty();
            return;
        }
        List<ProcessHandle> daemons = daemons(run);
        assertThat(daemons).hasSize(1);
        ProcessHandle daemon = daemons.get(0);
        Files.createFile(run.work().resolve("go"));
        while (daemon.isAlive() && run.work().resolve("printed").toFile().length() == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertThat(Files.readAllLines(run.work().resolve("printed"))).containsExactly(Long.toString(daemon.pid()));
        assertThat(daemon.isAlive()).isTrue();
    }

    /** Those that still run of all that were started. */
    private static List<ProcessHandle> daemons(KillableRun run) throws IOException {
        Path pids = run.work().resolve("pids");
        return Files.notExists(pids)
                ? List.of()
                : Files.readAllLines(pids).stream()
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                        .filter(each ->
                                run.stepProcesses().stream().anyMatch(process -> process.startsWith(each.pid() + " ")))
                        .toList();
    }
}
