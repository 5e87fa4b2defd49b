package io.github.devopsagent.postgres;

import static io.github.devopsagent.postgres.Workers.bytes;
import static io.github.devopsagent.postgres.Workers.journal;
import static io.github.devopsagent.postgres.Workers.taken;
import static io.github.devopsagent.postgres.Workers.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.PostgresServer;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The database is stopped, frozen, full, or out of reach; what it holds goes on when it is back. */
@FewerCases(every = 2)
class AbsentDatabaseTest {

    private static final LeaseKey EPIC = LeaseKey.directory("/epics/1");
    private static final Duration SHORT = Duration.ofSeconds(12);

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().lease(SHORT).build();

    private Lease lease;

    @BeforeEach
    void a_lease_with_a_record() {
        cluster.migrate();
        lease = taken(cluster, EPIC, "/epics/1", 1);
        journal(lease).append(0, bytes("a"));
    }

    @AfterEach
    void give_back() {
        lease.close();
    }

    private void cannotBeAsked() {
        assertThatThrownBy(() -> journal(lease).append(1, bytes("b")))
                .isInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining("adding record 1 to the journal of directory '/epics/1'");
        assertThatThrownBy(lease::renew).isInstanceOf(CoordinationUnavailableException.class);
        assertThatThrownBy(cluster::runs).isInstanceOf(CoordinationUnavailableException.class);
    }

    private void goesOn() {
        assertThat(lease.renew()).isEmpty();
        assertThat(lease.stands()).isTrue();
        journal(lease).append(1, bytes("b"));
        assertThat(texts(lease)).containsExactly("a", "b");
    }

    @Test
    void a_holder_goes_on_when_a_database_that_was_broken_off_is_there_again() throws Exception {
        database.server().crash();
        try {
            cannotBeAsked();
        } finally {
            database.server().restart();
        }
        goesOn();
    }

    @Test
    void a_database_that_stands_still_keeps_nobody_for_longer_than_its_time() throws Exception {
        database.server().pause();
        try {
            assertThatThrownBy(lease::renew).isInstanceOf(CoordinationUnavailableException.class);
        } finally {
            database.server().goOn();
        }
        goesOn();
    }

    @Test
    void a_connection_that_is_cut_in_the_middle_of_a_question_is_no_end() throws Exception {
        try (SeveredProxy proxy = new SeveredProxy(database.server().port())) {
            PGSimpleDataSource through = TestDatabase.dataSource(PostgresServer.USER, proxy.port());
            Cluster far = Cluster.postgres(through)
                    .schema(database.schema())
                    .lease(SHORT)
                    .build();
            LeaseKey other = LeaseKey.directory("/epics/2");
            Lease farLease = taken(far, other, "/epics/2", 2);
            for (int record = 0; record < 20; record++) {
                appendThrough(proxy, farLease, record);
            }
            proxy.cutAfter(Long.MAX_VALUE);
            assertThat(texts(farLease)).hasSize(20);
            farLease.close();
        }
    }

    /** The connection is cut after ever more bytes of the answers, so that also such are lost that follow a commit. */
    private static void appendThrough(SeveredProxy proxy, Lease lease, int record) {
        int failures = 0;
        proxy.cutAfter(40L * record);
        while (failures < 100) {
            try {
                journal(lease).append(record, bytes("r" + record));
                return;
            } catch (CoordinationUnavailableException e) {
                failures++;
                proxy.cutAfter(Long.MAX_VALUE);
            }
        }
        throw new AssertionError("never through");
    }

    @MatricesOnly
    @Test
    void a_backend_that_an_operator_ends_is_asked_again() throws Exception {
        PGSimpleDataSource source = database.dataSource();
        try (var locking = source.getConnection();
                var statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE " + database.schema() + ".record IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> journal(lease).append(1, bytes("b")))
                    .isInstanceOf(CoordinationUnavailableException.class);
            assertThat(database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE state = 'idle in transaction'"))
                    .containsExactly("t");
        } catch (SQLException cut) {
            assertThat(cut.getSQLState()).isIn("57P01", "08006", "08003");
        }
        goesOn();
    }

    @Test
    void whoever_took_over_meanwhile_stays() throws Exception {
        database.server().crash();
        try {
            cannotBeAsked();
        } finally {
            database.server().restart();
        }
        database.passTerms();
        try (Lease next = taken(cluster, EPIC, "/epics/1", 2)) {
            assertThat(lease.renew().orElseThrow().who()).contains("process 2 of user ci on host host-2");
            assertThat(lease.stands()).isFalse();
            assertThat(texts(next)).containsExactly("a");
        }
    }

    @Test
    void a_holder_knows_by_itself_when_its_term_is_over() {
        long[] passed = {0, 0};
        Cluster timed = database.cluster()
                .lease(SHORT)
                .clocks(() -> passed[0], () -> passed[1])
                .build();
        try (Lease timedLease = taken(timed, LeaseKey.directory("/epics/3"), "/epics/3", 3)) {
            passed[0] = SHORT.toNanos() - 1;
            assertThat(timedLease.stands()).isTrue();
            passed[0]++;
            assertThat(timedLease.stands()).isFalse();
            assertThat(timedLease.renew()).isEmpty();
            assertThat(timedLease.stands()).isTrue();
            passed[1] = SHORT.toMillis();
            assertThat(timedLease.stands()).as("the machine slept").isFalse();
        }
    }
}
