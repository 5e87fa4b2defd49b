package io.github.devopsagent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many epics, four workers of which two are killed, and three targets: none twice, none lost, none at once on one target. */
@Tag(MatrixCells.TAG)
class ManyEpicsTest {

    /** Each epic has a ledger of its own; that of its target tells who was there when. */
    private static final String PLAN = """
            {"epic_id": "EP-1",
             "deployment_steps": [{"name": "deploy",
               "run": "echo deploy >>ledger; echo begin %1$s >>%2$s; sleep 0.05; echo end %1$s >>%2$s",
               "rollback": {"run": "echo undo >>ledger"}}],
             "health_checks": [{"name": "up", "run": "true"}]}
            """;

    private static final int WORKERS = MatrixCells.drawn(4, 2);
    private static final int LEASE = 10;

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.pooledCluster().build();

    @TempDir
    Path root;

    private Path directory;

    @Test
    void each_epic_is_deployed_once_and_each_target_has_one_at_a_time() throws Exception {
        cluster.migrate();
        directory = Files.createDirectories(root.resolve("epics"));
        int epics = MatrixCells.drawn(100, 5);
        for (int epic = 0; epic < epics; epic++) {
            Path place = Files.createDirectories(directory.resolve(Integer.toString(epic)));
            ConsensusBuilder.ofPlan(PLAN.formatted(Integer.toString(epic), root.resolve(ManyEpics.target(place))))
                    .in(place);
        }
        List<String> killed = new ArrayList<>();
        try (EpicOfWorkers workers = new EpicOfWorkers(database, Files.createDirectories(root.resolve("workers")))) {
            List<Process> processes = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                processes.add(workers.start(List.of(), LEASE, "all", directory.toString()));
            }
            for (Process each : processes.subList(0, WORKERS / 2)) {
                EpicOfWorkers.await("it works on an epic", () -> !each.isAlive() || worksOnOne(each));
                killed.addAll(worksOn(each));
                each.destroyForcibly();
            }
            for (Process each : processes) {
                workers.awaitEnd(each);
            }
            for (Process each : processes.subList(WORKERS / 2, WORKERS)) {
                assertThat(each.exitValue()).as(() -> workers.printed(each)).isZero();
            }
        }
        isTrue(epics, killed);
    }

    private List<String> worksOn(Process worker) {
        return cluster.runs().stream()
                .filter(run -> run.worker()
                        .filter(each -> each.process().pid() == worker.pid())
                        .isPresent())
                .map(ClusterRun::directory)
                .toList();
    }

    private boolean worksOnOne(Process worker) {
        return !worksOn(worker).isEmpty();
    }

    private void isTrue(int epics, List<String> killed) throws Exception {
        TreeMap<Integer, String> wrong = new TreeMap<>();
        for (int epic = 0; epic < epics; epic++) {
            Path place = directory.resolve(Integer.toString(epic));
            String ledger = String.join(" ", lines(place.resolve("ledger")));
            boolean isDeployed =
                    Files.readString(place.resolve("consensus/status.json")).contains("\"done\"");
            boolean isRight =
                    isDeployed ? ledger.equals("deploy") : ledger.equals("deploy undo") || ledger.equals("undo");
            boolean wasKilled =
                    killed.contains(place.resolve("consensus").toRealPath().toString());
            if (!isRight || !isDeployed && !wasKilled) {
                wrong.put(epic, isDeployed + ": " + ledger);
            }
        }
        assertThat(wrong).isEmpty();
        // Who was killed while it looked at an epic that was through has its lease for the rest of the term.
        database.passTerms();
        assertThat(cluster.runs()).isEmpty();
        for (int target = 0; target < ManyEpics.TARGETS; target++) {
            oneAtATime(lines(root.resolve("target-" + target)));
        }
    }

    /** Only a step that was killed has no end. */
    private static void oneAtATime(List<String> ledger) {
        String at = "";
        int unended = 0;
        for (String line : ledger) {
            String epic = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("begin")) {
                unended += at.isEmpty() ? 0 : 1;
                at = epic;
            } else {
                assertThat(epic).as(ledger::toString).isEqualTo(at);
                at = "";
            }
        }
        assertThat(unended).as(ledger::toString).isLessThanOrEqualTo(2);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
