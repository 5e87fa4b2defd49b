package io.github.devopsagent.postgres;

import static io.github.devopsagent.postgres.Workers.bytes;
import static io.github.devopsagent.postgres.Workers.claim;
import static io.github.devopsagent.postgres.Workers.journal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workers whose terms pass at any moment write to one journal, and the table shows that nothing of an old fence took effect. */
@Tag(MatrixCells.TAG)
class FencesInTheTableTest {

    private static final int WORKERS = 4;

    /** So many turns without a term that passed in the midst of one would be a wonder. */
    private static final int MOST = 100_000;

    private static final String DIRECTORY = "/epics/1";

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.pooledCluster().build();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<String> fenced = ConcurrentHashMap.newKeySet();

    @Test
    void no_record_of_an_old_fence_stands_behind_one_of_a_greater() throws Exception {
        cluster.migrate();
        int turns = MatrixCells.drawn(400, 40);
        CountDownLatch working = new CountDownLatch(WORKERS);
        List<Throwable> failures = new ArrayList<>();
        for (int number = 1; number <= WORKERS; number++) {
            Random random = new Random(number);
            int worker = number;
            Thread thread = new Thread(() -> {
                try {
                    work(worker, turns, random);
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                } finally {
                    working.countDown();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        while (working.getCount() > 0) {
            database.passTerms();
        }
        assertThat(failures).isEmpty();
        assertThat(database.query("SELECT convert_from(content, 'UTF8') FROM devops_agent.record"))
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(database.query("SELECT a.run_number FROM devops_agent.record a JOIN devops_agent.record b"
                        + " ON (a.run_number, a.sequence) < (b.run_number, b.sequence) AND a.fence > b.fence"))
                .isEmpty();
        assertThat(database.query("SELECT run_number FROM devops_agent.record GROUP BY run_number"
                        + " HAVING max(sequence) + 1 <> count(*)"))
                .isEmpty();
        assertThat(fenced).as("whoever lost its lease tried to write").isNotEmpty();
    }

    private void work(int number, int turns, Random random) {
        for (int turn = 0; turn < turns || fenced.isEmpty() && turn < MOST; turn++) {
            try (Claim claim = claim(cluster, LeaseKey.directory(DIRECTORY), DIRECTORY, number)) {
                Either<LeaseHolder, Lease> lease = claim.attempt();
                if (lease.isRight()) {
                    write(lease.get(), number + "." + turn, random);
                }
            }
        }
    }

    /** Sometimes it goes away without giving the lease back. */
    private void write(Lease lease, String name, Random random) {
        String record = "";
        try {
            int sequence = journal(lease).records().size();
            for (int n = random.nextInt(6); n >= 0; n--) {
                record = name + "." + n;
                journal(lease).append(sequence++, bytes(record));
                written.add(record);
            }
            if (random.nextInt(4) == 0) {
                journal(lease).archive("DEP-" + name);
            }
            if (random.nextBoolean()) {
                lease.close();
            }
        } catch (FencedException e) {
            fenced.add(record);
        }
    }
}
