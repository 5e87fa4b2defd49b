package io.github.devopsagent.postgres;

import static io.github.devopsagent.postgres.Workers.claim;
import static io.github.devopsagent.postgres.Workers.refused;
import static io.github.devopsagent.postgres.Workers.taken;
import static io.github.devopsagent.postgres.Workers.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workers that wait in line for a target. */
@FewerCases(every = 2)
class TargetQueueTest {

    private static final LeaseKey SHOP = LeaseKey.target("shop");

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().build();

    @BeforeEach
    void tables() {
        cluster.migrate();
    }

    @Test
    void whoever_does_not_ask_any_more_is_passed_over_and_stands_last_when_it_asks_again() throws Exception {
        Lease first = taken(cluster, SHOP, "/epics/1", 1);
        try (Claim second = claim(cluster, SHOP, "/epics/2", 2);
                Claim third = claim(cluster, SHOP, "/epics/3", 3)) {
            refused(second);
            assertThat(refused(third).ahead()).isEqualTo(1);
            database.execute("UPDATE devops_agent.waiter SET asked_at = asked_at - interval '1 minute'"
                    + " WHERE directory = '/epics/2'");
            assertThat(refused(third).ahead()).isZero();
            assertThat(refused(second).ahead()).isEqualTo(1);
            first.close();
            assertThat(refused(second).who()).isEqualTo("another one that stands in line");
            taken(third).close();
            taken(second).close();
        }
        assertThat(database.query("SELECT claim FROM devops_agent.waiter")).isEmpty();
    }

    @Test
    void a_target_that_is_kept_goes_to_its_own_directory_past_those_who_wait() throws Exception {
        Lease dead = taken(cluster, SHOP, "/epics/1", 1);
        dead.reserve("/epics/1", "DEP-001");
        try (Claim second = claim(cluster, SHOP, "/epics/2", 2);
                Claim again = claim(cluster, SHOP, "/epics/1", 3)) {
            refused(second);
            database.passTerms();
            assertThat(refused(second).who()).isEqualTo("unfinished run DEP-001 of consensus directory /epics/1");
            try (Lease lease = taken(again)) {
                assertThat(lease.fence()).isGreaterThan(dead.fence());
                lease.settle();
            }
            taken(second).close();
        }
    }

    @Test
    void who_lost_a_lease_is_told_who_had_it_last_also_where_nobody_has_it_or_it_is_kept() throws Exception {
        Lease first = taken(cluster, SHOP, "/epics/1", 1);
        database.passTerms();
        Lease second = taken(cluster, SHOP, "/epics/2", 2);
        assertThat(toldOfLoss(first)).isEqualTo(worker(2) + " of consensus directory /epics/2");
        second.reserve("/epics/2", "DEP-002");
        database.passTerms();
        String last = "another worker had it (last: " + worker(2) + ", fence " + second.fence() + ")";
        assertThat(toldOfLoss(first)).isEqualTo(last + " until its term ended");
        second.close();
        assertThat(toldOfLoss(first)).isEqualTo(last + " and has given it back");
    }

    @Test
    void a_lease_tells_how_long_that_before_it_was_over_unless_it_was_given_back() throws Exception {
        Lease dead = taken(cluster, SHOP, "/epics/1", 1);
        assertThat(dead.vacancy()).isZero();
        database.execute("UPDATE devops_agent.lease SET held_until = clock_timestamp() - interval '2 hours'");
        Lease next = taken(cluster, SHOP, "/epics/1", 2);
        assertThat(next.vacancy()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
        next.close();
        database.execute("UPDATE devops_agent.lease SET lost_at = lost_at - interval '2 hours'");
        try (Lease given = taken(cluster, SHOP, "/epics/1", 3)) {
            assertThat(given.vacancy()).isLessThan(Duration.ofHours(1));
        }
    }

    private static String toldOfLoss(Lease lease) {
        return lease.renew().orElseThrow().who();
    }
}
