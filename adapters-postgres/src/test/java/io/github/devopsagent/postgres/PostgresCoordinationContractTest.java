package io.github.devopsagent.postgres;

import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.testkit.contract.FencedJournalContract;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;

/** The database keeps what is promised of leases and journals. */
class PostgresCoordinationContractTest extends FencedJournalContract {

    private static final TestDatabase DATABASE = new TestDatabase();

    private final AtomicLong passed = new AtomicLong();
    private final Cluster cluster = DATABASE.cluster()
            .clocks(() -> System.nanoTime() + passed.get(), System::currentTimeMillis)
            .build();

    @BeforeAll
    static void tables() {
        DATABASE.cluster().build().migrate();
    }

    @Override
    protected Coordination coordination() {
        return cluster;
    }

    @Override
    protected void lose(Lease lease) throws Exception {
        passed.addAndGet(Cluster.DEFAULT_LEASE.toNanos());
        DATABASE.passTerms();
    }
}
