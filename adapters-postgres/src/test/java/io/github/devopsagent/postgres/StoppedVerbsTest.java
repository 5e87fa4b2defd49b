package io.github.devopsagent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else a worker may be killed in than a deployment, and what a person or a file says to one that was killed. */
@FewerCases(every = 4)
class StoppedVerbsTest {

    /** Longer than any cell takes, so that only the test lets terms pass. */
    private static final int LONG_LEASE = 3600;

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().build();

    @TempDir
    Path directory;

    @BeforeEach
    void tables() {
        cluster.migrate();
    }

    private DevOpsAgent agent(EpicOfWorkers epic) {
        return ClusterWorker.agent(epic.consensus())
                .target(ClusterWorker.TARGET)
                .coordination(cluster)
                .build();
    }

    private void killed(EpicOfWorkers epic, String verb, String moment) throws Exception {
        Process worker =
                epic.start(List.of(), LONG_LEASE, verb, epic.consensus().toString(), moment);
        epic.awaitEnd(worker);
        assertThat(epic.outcome(worker)).as(() -> epic.printed(worker)).isEmpty();
        database.passTerms();
    }

    private void leftInItsDeployStep(EpicOfWorkers epic) throws Exception {
        epic.holdDeployStep(true);
        Process worker =
                epic.start(List.of(), LONG_LEASE, "run", epic.consensus().toString());
        EpicOfWorkers.await("the deploy step runs", () -> epic.ledger().contains("deploy"));
        EpicOfWorkers.signal("KILL", worker);
        epic.awaitEnd(worker);
        database.passTerms();
        epic.holdDeployStep(false);
    }

    private Outcome recovered() {
        List<Recovered> recovered = cluster.recover(ClusterWorker::agent);
        assertThat(recovered).hasSize(1);
        return recovered.get(0).result().getOrElseThrow(thrown -> new AssertionError(thrown));
    }

    private void nothingIsLeft() throws Exception {
        assertThat(cluster.runs()).isEmpty();
        assertThat(database.query("SELECT name FROM devops_agent.lease WHERE reserved_directory IS NOT NULL"))
                .isEmpty();
    }

    @MatricesOnly
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KILL:RECORD:1:true",
                "KILL:RECORD:0:true",
                "KILL:RECORD:1:false",
                "KILL:RECORD:2:true",
                "KILL:RECORD:3:true",
                "KILL:RECORD:4:true"
            })
    void a_rollback_on_demand_is_brought_to_its_end_by_another_worker(String moment) throws Exception {
        try (EpicOfWorkers epic = new EpicOfWorkers(database, directory)) {
            assertThat(agent(epic).run()).isInstanceOf(Outcome.Deployed.class);
            killed(epic, "rollBack", moment);
            Outcome outcome = recovered();
            // Of a step whose end is not recorded nobody knows how it ended.
            assertThat(outcome)
                    .as(outcome::toString)
                    .isInstanceOf(moment.contains(":2:") ? Outcome.RollbackFailed.class : Outcome.RolledBack.class);
            assertThat(epic.ledger())
                    .startsWith("deploy")
                    .containsOnlyOnce("deploy")
                    .doesNotHaveDuplicates();
            nothingIsLeft();
        }
    }

    @MatricesOnly
    @ParameterizedTest
    @ValueSource(strings = {"KILL:RECORD:0:true", "KILL:RECORD:1:false", "KILL:RECORD:1:true"})
    void a_veto_is_told_by_whoever_comes_after_a_worker_that_was_killed(String moment) throws Exception {
        try (EpicOfWorkers epic = new EpicOfWorkers(
                database, directory, ConsensusBuilder.ofPlan(EpicOfWorkers.PLAN).withoutApprovalOf("qa"))) {
            killed(epic, "run", moment);
            Outcome outcome = recovered();
            assertThat(outcome.toString()).containsAnyOf("VETOED", "nothing_unfinished");
            assertThat(Files.readString(epic.consensus().resolve("status.json")))
                    .contains("\"veto\"");
            assertThat(epic.ledger()).isEmpty();
            nothingIsLeft();
            assertThat(agent(epic).run()).isNotInstanceOf(Outcome.Deployed.class);
            assertThat(epic.ledger()).isEmpty();
        }
    }

    @Test
    void a_person_gives_up_what_a_worker_left_and_nothing_is_executed() throws Exception {
        try (EpicOfWorkers epic = new EpicOfWorkers(database, directory)) {
            leftInItsDeployStep(epic);
            Outcome outcome = agent(epic).giveUp("the site is gone");
            assertThat(outcome)
                    .isInstanceOf(Outcome.RollbackFailed.class)
                    .asString()
                    .contains("the site is gone");
            assertThat(epic.ledger()).containsExactly("deploy");
            nothingIsLeft();
            assertThat(cluster.recover(ClusterWorker::agent)).isEmpty();
        }
    }

    /** A deployment that may be half done is not left so because somebody wants none to go on. */
    @MatricesOnly
    @Test
    void a_hold_keeps_all_workers_from_going_forward() throws Exception {
        try (EpicOfWorkers epic = new EpicOfWorkers(database, directory)) {
            Path hold = epic.consensus().resolve("HOLD");
            Files.writeString(hold, "");
            assertThat(agent(epic).run())
                    .isInstanceOf(Outcome.Refused.class)
                    .asString()
                    .contains("HOLD");
            assertThat(epic.ledger()).isEmpty();
            Files.delete(hold);
            leftInItsDeployStep(epic);
            Files.writeString(hold, "");
            Outcome outcome = recovered();
            assertThat(outcome).as(outcome::toString).isInstanceOf(Outcome.RolledBack.class);
            assertThat(epic.ledger()).containsExactly("deploy", "undo");
            nothingIsLeft();
        }
    }
}
