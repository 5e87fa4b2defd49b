package io.github.devopsagent.postgres;

import static io.github.devopsagent.postgres.Workers.bytes;
import static io.github.devopsagent.postgres.Workers.journal;
import static io.github.devopsagent.postgres.Workers.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers left is brought to its end, and nothing is begun: its agents have no target of their own. */
class RecoverTest {

    private static final String PLAN = """
            {"epic_id": "EP-1",
             "backup": [{"name": "dump", "run": "echo dump >>ledger; test -e room"}],
             "deployment_steps": [{"name": "deploy", "run": "echo deploy >>ledger", "rollback": {"run": "true"}}],
             "health_checks": [{"name": "up", "run": "true"}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().build();

    @TempDir
    Path directory;

    private Path consensus;

    @BeforeEach
    void epic() {
        cluster.migrate();
        consensus = ConsensusBuilder.ofPlan(PLAN).in(directory);
    }

    private void hasNothingToRecover(List<Recovered> recovered) {
        assertThat(recovered).singleElement().satisfies(each -> {
            assertThat(each.isNothingUnfinished()).as(each::toString).isTrue();
            assertThat(each.left().directory()).isEqualTo(consensus.toString());
        });
        assertThat(cluster.runs()).isEmpty();
        assertThat(cluster.recover(ClusterWorker::agent)).isEmpty();
    }

    @Test
    void a_run_that_was_aborted_and_whose_worker_was_killed_before_it_was_archived_is_archived_and_not_begun_again()
            throws Exception {
        assertThat(ClusterWorker.agent(consensus)
                        .target(ClusterWorker.TARGET)
                        .coordination(cluster)
                        .run())
                .isInstanceOf(Outcome.Aborted.class);
        database.execute("UPDATE devops_agent.lease SET run_number = (SELECT run_number FROM devops_agent.archived_run)"
                + " WHERE kind = 'directory'");
        database.execute("DELETE FROM devops_agent.archived_run");
        hasNothingToRecover(cluster.recover(ClusterWorker::agent));
        assertThat(directory.resolve("ledger")).hasContent("dump");
        assertThat(database.query("SELECT run FROM devops_agent.archived_run")).containsExactly("DEP-001");
    }

    @Test
    void where_another_worker_ends_the_run_after_it_was_listed_no_deployment_begins() throws Exception {
        Lease lease = taken(cluster, LeaseKey.directory(consensus.toString()), consensus.toString(), 1);
        lease.announce("DEP-001");
        journal(lease).append(0, bytes("begun"));
        database.passTerms();
        hasNothingToRecover(cluster.recover(epic -> {
            journal(lease).archive("DEP-001");
            return ClusterWorker.agent(epic);
        }));
        assertThat(directory.resolve("ledger")).doesNotExist();
    }
}
