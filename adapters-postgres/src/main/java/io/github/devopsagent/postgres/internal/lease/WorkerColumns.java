package io.github.devopsagent.postgres.internal.lease;

import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.executor.ProcessId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A worker, as seven columns of a row. */
public final class WorkerColumns {

    /** Their names, in the order of {@link #values}. */
    public static final String NAMES =
            "worker_host, worker_user, worker_machine, worker_namespace, worker_boot, worker_pid, worker_started";

    /** The same of a lease that is called {@code l}. */
    public static final String NAMES_IN_LEASE = NAMES.replace("worker_", "l.worker_");

    private WorkerColumns() {}

    static Object[] values(Worker worker) {
        return new Object[] {
            worker.host(),
            worker.user(),
            worker.machineId(),
            worker.pidNamespace(),
            worker.process().bootId(),
            worker.process().pid(),
            worker.process().startedAt()
        };
    }

    /** The worker of a row; empty if nobody ever worked there. */
    public static Optional<Worker> of(ResultSet row) throws SQLException {
        Optional<String> host = text(row, "worker_host");
        return host.isEmpty()
                ? Optional.empty()
                : Optional.of(new Worker(
                        host.get(),
                        row.getString("worker_user"),
                        text(row, "worker_machine"),
                        text(row, "worker_namespace"),
                        new ProcessId(
                                row.getString("worker_boot"), row.getLong("worker_pid"), time(row, "worker_started"))));
    }

    public static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
