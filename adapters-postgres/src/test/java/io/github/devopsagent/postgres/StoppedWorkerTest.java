package io.github.devopsagent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.postgres.StoppingDataSource.Moment;
import io.github.devopsagent.postgres.StoppingDataSource.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are killed or frozen beside whatever they write, or inside a step, and those that take over. */
@Tag(MatrixCells.TAG)
class StoppedWorkerTest {

    /** Longer than any cell takes, so that only the test lets terms pass. */
    private static final int LONG_LEASE = 3600;

    private static final int SHORT_LEASE = 3;

    /** Counted once. */
    private static int records;

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.pooledCluster().build();

    @TempDir
    Path directory;

    @BeforeEach
    void tables() {
        cluster.migrate();
    }

    private EpicOfWorkers epic(String name) throws Exception {
        return new EpicOfWorkers(database, Files.createDirectories(directory.resolve(name)));
    }

    /** Before and after whatever a run writes that nobody disturbs. */
    private List<Moment> moments(String signal) throws Exception {
        if (records == 0) {
            records = recordsOfAnUndisturbedRun();
        }
        List<Moment> moments = new ArrayList<>();
        for (Statement statement : Statement.values()) {
            for (int number = 0; number < times(statement); number++) {
                moments.add(new Moment(signal, statement, number, false));
                moments.add(new Moment(signal, statement, number, true));
            }
        }
        return moments;
    }

    private static int times(Statement statement) {
        return switch (statement) {
            case RECORD -> records;
            case RESERVE, ARCHIVE -> 1;
            case TAKE, ANNOUNCE, KEEP, GIVE_BACK -> 2;
        };
    }

    /**
     * Before it has told anybody that it is there it has no run, and at its end nothing that another one can take. An answer
     * that did not come in time is asked for again, but for the lease itself.
     */
    private static List<String> outcomes(Moment frozen) {
        return switch (frozen.statement()) {
            case TAKE -> List.of("Fenced", "Refused", "none");
            case ANNOUNCE -> List.of("Fenced", "Refused");
            case KEEP, RECORD, RESERVE -> List.of("Fenced");
            case ARCHIVE -> frozen.isAfter() ? List.of("Deployed", "Fenced") : List.of("Fenced");
            case GIVE_BACK -> List.of("Deployed");
        };
    }

    private int recordsOfAnUndisturbedRun() throws Exception {
        try (EpicOfWorkers epic = epic("undisturbed")) {
            Process worker =
                    epic.start(List.of(), LONG_LEASE, "run", epic.consensus().toString());
            epic.awaitEnd(worker);
            assertThat(epic.outcome(worker)).as(() -> epic.printed(worker)).contains("Deployed");
            assertThat(epic.ledger()).containsExactly("deploy");
            int counted = Integer.parseInt(
                    database.query("SELECT count(*) FROM devops_agent.record").get(0));
            assertThat(counted).isGreaterThan(10);
            return counted;
        }
    }

    /** What another worker makes of what was left; of a run that had not begun it makes a run. */
    private Outcome takenOver(EpicOfWorkers epic) {
        List<Recovered> recovered = cluster.recover(ClusterWorker::agent);
        assertThat(recovered).hasSizeLessThan(2);
        return recovered.isEmpty()
                ? ClusterWorker.agent(epic.consensus())
                        .target(ClusterWorker.TARGET)
                        .coordination(cluster)
                        .run()
                : recovered.get(0).result().getOrElseThrow(thrown -> new AssertionError(thrown));
    }

    private void isTrue(Outcome outcome, EpicOfWorkers epic) throws Exception {
        List<String> ledger = epic.ledger();
        String last = ledger.isEmpty() ? "" : ledger.get(ledger.size() - 1);
        String kind = ClusterWorker.name(outcome);
        assertThat(kind).as(outcome::toString).isIn("Deployed", "RolledBack", "Aborted", "Refused");
        if (kind.equals("Deployed")) {
            // A step that is not idempotent goes once; of one that was undone nothing is deployed.
            assertThat(ledger).as(outcome::toString).containsExactly("deploy");
        } else if (kind.equals("Refused")) {
            // All was done, perhaps but the archiving: then there is nothing to recover, else the epic is deployed.
            assertThat(outcome.toString()).containsAnyOf("nothing_unfinished", "wrong_phase");
            assertThat(ledger).containsExactly("deploy");
        } else {
            assertThat(last).as(outcome::toString).isIn("", "undo");
        }
        assertThat(cluster.runs())
                .filteredOn(run -> run.state() == ClusterRun.State.LEFT)
                .isEmpty();
        assertThat(database.query("SELECT a.run_number FROM devops_agent.record a JOIN devops_agent.record b"
                        + " ON a.run_number = b.run_number AND a.sequence < b.sequence AND a.fence > b.fence"))
                .isEmpty();
        assertThat(database.query("SELECT name FROM devops_agent.lease WHERE reserved_directory IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void whatever_a_worker_is_killed_at_another_one_brings_its_run_to_a_true_end() throws Exception {
        int tried = 0;
        for (Moment moment : MatrixCells.tried(moments("KILL"), 7)) {
            try (EpicOfWorkers epic = epic(moment.toString())) {
                Process worker = epic.start(
                        List.of(), LONG_LEASE, "run", epic.consensus().toString(), moment.toString());
                epic.awaitEnd(worker);
                if (isOver(epic, worker)) {
                    continue;
                }
                database.passTerms();
                isTrue(takenOver(epic), epic);
                tried++;
            }
        }
        assertThat(tried).isPositive();
    }

    @Test
    void whatever_a_worker_is_frozen_at_it_writes_nothing_when_it_wakes_up() throws Exception {
        int tried = 0;
        for (Moment moment : MatrixCells.tried(moments("STOP"), 11)) {
            try (EpicOfWorkers epic = epic(moment.toString())) {
                Process worker = epic.start(
                        List.of(), LONG_LEASE, "run", epic.consensus().toString(), moment.toString());
                epic.awaitStop(worker);
                if (!worker.isAlive()) {
                    assertThat(isOver(epic, worker))
                            .as(moment + ": " + epic.printed(worker))
                            .isTrue();
                    continue;
                }
                database.passTerms();
                isTrue(takenOver(epic), epic);
                Map<String, String> seen = epic.seen();
                Set<String> scripts = epic.unannouncedScripts();
                EpicOfWorkers.signal("CONT", worker);
                epic.awaitEnd(worker);
                assertThat(scripts).as(moment::toString).containsAll(epic.unannouncedScripts());
                assertThat(outcomes(moment))
                        .as(moment + ": " + epic.printed(worker))
                        .contains(epic.outcome(worker).orElse("none"));
                assertThat(epic.changedSince(seen)).as(moment::toString).isEmpty();
                tried++;
            }
        }
        assertThat(tried).isPositive();
    }

    /** Whether the run was through before it came to the record: on a busy machine there are fewer samples in its window. */
    private boolean isOver(EpicOfWorkers epic, Process worker) {
        return epic.outcome(worker).filter("Deployed"::equals).isPresent();
    }

    /** In each build the tests of the watchdog show that a step ends in time, and those of the agent what comes of it. */
    @MatricesOnly
    @ParameterizedTest
    @ValueSource(strings = {"STOP", "KILL"})
    void a_step_ends_with_the_lease_of_its_worker_before_another_one_rolls_back(String signal) throws Exception {
        try (EpicOfWorkers epic = epic(signal)) {
            epic.holdDeployStep(true);
            Process worker =
                    epic.start(List.of(), SHORT_LEASE, "run", epic.consensus().toString());
            EpicOfWorkers.await("the deploy step runs", () -> epic.ledger().contains("deploy"));
            EpicOfWorkers.signal(signal, worker);
            EpicOfWorkers.await("its lease is over", () -> cluster.runs().get(0).state() == ClusterRun.State.LEFT);
            AtomicReference<Outcome> outcome = new AtomicReference<>();
            EpicOfWorkers.await("another one goes on", () -> {
                outcome.set(takenOver(epic));
                return !ClusterWorker.name(outcome.get()).equals("Refused");
            });
            assertThat(ClusterWorker.name(outcome.get()))
                    .as(outcome.get()::toString)
                    .isEqualTo("RolledBack");
            assertThat(epic.ledger()).containsExactly("deploy", "undo");
            if (signal.equals("STOP")) {
                Map<String, String> seen = epic.seen();
                EpicOfWorkers.signal("CONT", worker);
                epic.awaitEnd(worker);
                assertThat(epic.outcome(worker)).as(() -> epic.printed(worker)).contains("Fenced");
                assertThat(epic.changedSince(seen)).isEmpty();
            }
        }
    }
}
