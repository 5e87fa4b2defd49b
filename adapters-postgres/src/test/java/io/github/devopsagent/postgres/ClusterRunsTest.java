package io.github.devopsagent.postgres;

import static io.github.devopsagent.postgres.Workers.bytes;
import static io.github.devopsagent.postgres.Workers.claim;
import static io.github.devopsagent.postgres.Workers.journal;
import static io.github.devopsagent.postgres.Workers.refused;
import static io.github.devopsagent.postgres.Workers.taken;
import static io.github.devopsagent.postgres.Workers.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who works on what, who waits for which target, and what was left. */
class ClusterRunsTest {

    private static final LeaseKey SHOP = LeaseKey.target("shop");

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().build();

    @BeforeEach
    void tables() {
        cluster.migrate();
    }

    @Test
    void a_worker_and_the_targets_that_it_has_are_told() {
        try (Lease lease = taken(cluster, LeaseKey.directory("/epics/1"), "/epics/1", 1);
                Lease target = taken(cluster, SHOP, "/epics/1", 1)) {
            lease.announce("DEP-004");
            ClusterRun run = cluster.runs().get(0);
            assertThat(run.directory()).isEqualTo("/epics/1");
            assertThat(run.state()).isEqualTo(ClusterRun.State.HELD);
            assertThat(run.run()).contains("DEP-004");
            assertThat(run.worker()).contains(worker(1));
            assertThat(run.targets()).containsExactly("shop");
            // The database reads its clock once for each of the two.
            assertThat(Duration.between(run.since().orElseThrow(), run.until().orElseThrow()))
                    .isBetween(Cluster.DEFAULT_LEASE, Cluster.DEFAULT_LEASE.plusMinutes(1));
            assertThat(run.waiting()).isEmpty();
            assertThat(target.stands()).isTrue();
        }
        assertThat(cluster.runs()).isEmpty();
    }

    @Test
    void those_who_wait_for_a_target_are_told_in_their_order() {
        try (Lease target = taken(cluster, SHOP, "/epics/1", 1);
                Lease second = taken(cluster, LeaseKey.directory("/epics/2"), "/epics/2", 2);
                Lease third = taken(cluster, LeaseKey.directory("/epics/3"), "/epics/3", 3);
                Claim ofSecond = claim(cluster, SHOP, "/epics/2", 2);
                Claim ofThird = claim(cluster, SHOP, "/epics/3", 3)) {
            refused(ofSecond);
            refused(ofThird);
            List<Optional<ClusterRun.Waiting>> waiting =
                    cluster.runs().stream().map(ClusterRun::waiting).toList();
            assertThat(waiting).extracting(each -> each.orElseThrow().target()).containsExactly("shop", "shop");
            assertThat(waiting).extracting(each -> each.orElseThrow().ahead()).containsExactly(0, 1);
            assertThat(List.of(target, second, third)).allMatch(Lease::stands);
        }
    }

    /** A worker that was killed in the line, and another one that took its directory and asks for another target. */
    @Test
    void a_directory_is_told_once_with_the_target_that_was_asked_for_last() {
        LeaseKey other = LeaseKey.target("other");
        try (Lease shop = taken(cluster, SHOP, "/epics/1", 1);
                Lease taken = taken(cluster, other, "/epics/1", 1);
                Lease second = taken(cluster, LeaseKey.directory("/epics/2"), "/epics/2", 2);
                Claim ofDead = claim(cluster, SHOP, "/epics/2", 3);
                Claim ofSecond = claim(cluster, other, "/epics/2", 2)) {
            refused(ofDead);
            refused(ofSecond);
            assertThat(cluster.runs()).singleElement().satisfies(run -> assertThat(
                            run.waiting().orElseThrow().target())
                    .isEqualTo("other"));
            assertThat(List.of(shop, taken, second)).allMatch(Lease::stands);
        }
    }

    @Test
    void a_run_whose_worker_is_gone_is_left_with_the_targets_that_are_kept_for_it() throws Exception {
        Lease lease = taken(cluster, LeaseKey.directory("/epics/1"), "/epics/1", 1);
        Lease target = taken(cluster, SHOP, "/epics/1", 1);
        target.reserve("/epics/1", "DEP-001");
        lease.announce("DEP-001");
        journal(lease).append(0, bytes("begun"));
        database.passTerms();
        ClusterRun left = cluster.runs().get(0);
        assertThat(left.state()).isEqualTo(ClusterRun.State.LEFT);
        assertThat(left.run()).contains("DEP-001");
        assertThat(left.worker()).contains(worker(1));
        assertThat(left.targets()).containsExactly("shop");
        journal(lease).archive("DEP-001");
        assertThat(cluster.runs()).isEmpty();
    }

    @Test
    void a_directory_with_nothing_unfinished_is_told_only_while_somebody_has_it() throws Exception {
        taken(cluster, LeaseKey.directory("/epics/1"), "/epics/1", 1);
        assertThat(cluster.runs()).hasSize(1);
        database.passTerms();
        assertThat(cluster.runs()).isEmpty();
    }
}
