package io.github.devopsagent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.PostgresServer;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database goes away while a step is under way, and comes back. */
class AbsentDatabaseRunTest {

    private static final String IDEMPOTENT =
            EpicOfWorkers.PLAN.replace("{\"name\": \"deploy\",", "{\"name\": \"deploy\", \"idempotent\": true,");

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().build();

    @TempDir
    Path directory;

    @BeforeEach
    void tables() {
        cluster.migrate();
    }

    private enum DatabaseOutage {
        LONGER_THAN_THE_LEASE(IDEMPOTENT, Outcome.Deployed.class, "deploy", "deploy"),
        AMID_A_STEP_THAT_IS_NOT_IDEMPOTENT(EpicOfWorkers.PLAN, Outcome.RolledBack.class, "deploy", "undo"),
        UNTIL_ANOTHER_WORKER_TAKES_OVER(EpicOfWorkers.PLAN, Outcome.Fenced.class, "deploy", "undo");

        private final String plan;
        private final Class<? extends Outcome> outcome;
        private final List<String> done;

        DatabaseOutage(String plan, Class<? extends Outcome> outcome, String... done) {
            this.plan = plan;
            this.outcome = outcome;
            this.done = List.of(done);
        }
    }

    /** The step waits for a file to go, and is ended by its watchdog before the lease is over. */
    @FewerCases(every = 3)
    @ParameterizedTest
    @EnumSource(DatabaseOutage.class)
    void who_finds_that_nobody_took_over_goes_on_and_else_is_fenced(DatabaseOutage outage) throws Exception {
        List<String> waiting = new CopyOnWriteArrayList<>();
        try (EpicOfWorkers epic = new EpicOfWorkers(database, directory, ConsensusBuilder.ofPlan(outage.plan));
                SeveredProxy proxy = new SeveredProxy(database.server().port())) {
            epic.holdDeployStep(true);
            Cluster far = Cluster.postgres(TestDatabase.dataSource(PostgresServer.USER, proxy.port()))
                    .schema(database.schema())
                    .lease(Duration.ofSeconds(3))
                    .build();
            CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(() -> ClusterWorker.agent(epic.consensus())
                    .target(ClusterWorker.TARGET)
                    .coordination(far)
                    .listener(new RunListener() {
                        @Override
                        public void waiting(String why, Duration atMost) {
                            waiting.add(why);
                        }
                    })
                    .run());
            EpicOfWorkers.await("the deploy step runs", () -> epic.ledger().contains("deploy"));
            // On a busy machine it may have waited before.
            waiting.clear();
            proxy.away(true);
            EpicOfWorkers.await("it waits for its lease", () -> !waiting.isEmpty() || run.isDone());
            epic.holdDeployStep(false);
            if (outage == DatabaseOutage.UNTIL_ANOTHER_WORKER_TAKES_OVER) {
                database.passTerms();
                assertThat(cluster.recover(ClusterWorker::agent).get(0).result().get())
                        .isInstanceOf(Outcome.RolledBack.class);
            }
            proxy.away(false);
            Outcome outcome = run.get(5, TimeUnit.MINUTES);
            assertThat(outcome).as(outcome::toString).isInstanceOf(outage.outcome);
            assertThat(epic.ledger()).isEqualTo(outage.done);
            assertThat(cluster.runs()).isEmpty();
        }
    }
}
