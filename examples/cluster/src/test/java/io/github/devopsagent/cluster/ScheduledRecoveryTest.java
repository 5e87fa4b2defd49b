package io.github.devopsagent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.contract.PostgresServer;
import io.github.devopsagent.coordination.Coordination.Fate;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.postgres.Cluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The scheduler of the page about a cluster. */
class ScheduledRecoveryTest {

    private static final String SCHEMA = "scheduled";
    private static final Worker DEAD =
            new Worker("shop-0", "ci", Optional.empty(), Optional.empty(), new ProcessId("", 4711, Optional.empty()));

    /** As db-scheduler's own script for PostgreSQL makes it. */
    private static final String TABLE = """
            CREATE TABLE scheduled_tasks (
              task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
              execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,
              last_success timestamptz, last_failure timestamptz, consecutive_failures int,
              last_heartbeat timestamptz, version bigint NOT NULL, priority smallint,
              PRIMARY KEY (task_name, task_instance))
            """;

    @Test
    void a_scheduler_takes_up_what_was_left(@TempDir Path epic) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(PostgresServer.running().url() + "?user=" + PostgresServer.USER);
        Cluster cluster = Cluster.postgres(source).schema(SCHEMA).build();
        cluster.migrate();
        LeaseKey key = LeaseKey.directory(epic.toString());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            Lease lease = cluster.claim(key, key.name(), DEAD).attempt().get();
            lease.journal().orElseThrow().append(0, "begun".getBytes(StandardCharsets.UTF_8));
            lease.close();
            assertThat(cluster.fate(DEAD)).isEqualTo(Fate.UNKNOWN);
            CompletableFuture<Path> asked = new CompletableFuture<>();
            Scheduler scheduler = ScheduledRecovery.scheduler(source, cluster, directory -> {
                asked.complete(directory);
                return DevOpsAgent.builder().consensus(directory);
            });
            try {
                assertThat(asked.get(5, TimeUnit.MINUTES)).isEqualTo(epic);
            } finally {
                scheduler.stop();
            }
        }
    }
}
