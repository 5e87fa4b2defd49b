package io.github.devopsagent.postgres;

import io.github.devopsagent.postgres.internal.database.Database;
import io.github.devopsagent.postgres.internal.lease.LeaseTimes;
import io.github.devopsagent.postgres.internal.lease.WorkerColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks who works on what. */
final class ClusterRuns {

    /** A worker that was killed in the line stays there for a while beside the one that took its directory: the last one waits. */
    private static final String ALL = "SELECT l.name, l.held_until > clock_timestamp() AS is_held, l.run, "
            + WorkerColumns.NAMES_IN_LEASE
            + ", l.held_since, nullif(l.held_until, '-infinity') AS held_until,"
            + " ARRAY(SELECT t.name FROM devops_agent.lease t WHERE t.kind = 'target' AND (t.reserved_directory = l.name"
            + " OR t.directory = l.name AND t.held_until > clock_timestamp()) ORDER BY t.name) AS targets,"
            + " w.name AS awaited, w.since AS awaited_since, (SELECT count(*) FROM devops_agent.waiter b"
            + " WHERE b.kind = w.kind AND b.name = w.name AND b.ticket < w.ticket"
            + " AND b.asked_at > clock_timestamp() - ? * interval '1 microsecond') AS ahead"
            + " FROM devops_agent.lease l LEFT JOIN LATERAL (SELECT * FROM devops_agent.waiter m WHERE m.kind = 'target'"
            + " AND m.directory = l.name AND m.asked_at > clock_timestamp() - ? * interval '1 microsecond'"
            + " ORDER BY m.asked_at DESC, m.ticket DESC LIMIT 1) w ON true"
            + " WHERE l.kind = 'directory' AND (l.held_until > clock_timestamp()"
            + " OR EXISTS (SELECT 1 FROM devops_agent.record r WHERE r.run_number = l.run_number))"
            + " ORDER BY l.held_since, l.name";

    private final Database database;
    private final LeaseTimes times;

    ClusterRuns(Database database, LeaseTimes times) {
        this.database = database;
        this.times = times;
    }

    List<ClusterRun> all() {
        return database.rows("looking who works on what", ALL, ClusterRuns::read, times.patience(), times.patience());
    }

    private static ClusterRun read(ResultSet row) throws SQLException {
        return new ClusterRun(
                row.getString("name"),
                row.getBoolean("is_held") ? ClusterRun.State.HELD : ClusterRun.State.LEFT,
                WorkerColumns.text(row, "run"),
                WorkerColumns.of(row),
                WorkerColumns.time(row, "held_since"),
                WorkerColumns.time(row, "held_until"),
                List.of((String[]) row.getArray("targets").getArray()),
                waiting(row));
    }

    private static Optional<ClusterRun.Waiting> waiting(ResultSet row) throws SQLException {
        Optional<String> target = WorkerColumns.text(row, "awaited");
        Optional<Instant> since = WorkerColumns.time(row, "awaited_since");
        return target.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClusterRun.Waiting(target.get(), since.orElse(Instant.MIN), row.getInt("ahead")));
    }
}
