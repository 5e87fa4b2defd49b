package io.github.devopsagent.postgres.internal.database;

import io.github.devopsagent.coordination.CoordinationUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Asks a database, one statement in a transaction of its own at a time. So a worker that freezes holds no lock there, a
 * pool in transaction mode will do, and no level of isolation changes what comes out: a stronger one than read committed
 * makes a statement fail that another came between, and it is asked again.
 *
 * <p>Each is asked in a thread of its own, which has a transaction of the host's no part in it, and which a pool or a
 * server that does not answer can keep without keeping who asked.
 */
public final class Database {

    /** The schema in what is asked, which another one takes the place of. */
    private static final Pattern BY_DEFAULT = Pattern.compile("\\bdevops_agent\\b");

    private static final int TRIES = 10;

    /** The time in which a statement that is cancelled, because it took too long, still answers. */
    private static final Duration CANCELLING = Duration.ofSeconds(1);

    /** More than these that do not come back are not begun. */
    private static final int MOST_AT_ONCE = 64;

    private final DataSource dataSource;
    private final String schema;
    private final Duration timeout;
    private final ExecutorService threads;

    /**
     * A database.
     *
     * @param dataSource of connections to it
     * @param schema of the tables
     * @param timeout how long a statement may take
     */
    public Database(DataSource dataSource, String schema, Duration timeout) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.timeout = timeout;
        this.threads = new ThreadPoolExecutor(0, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "devops-cluster-database");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads a row of what was found.
     *
     * @param <T> what it is read as
     */
    public interface RowReader<T> {

        /**
         * Reads the row that the result is at.
         *
         * @param row its columns
         * @return what it says
         * @throws SQLException if a column is not there
         */
        T read(ResultSet row) throws SQLException;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** The schema of the tables. */
    public String schema() {
        return schema;
    }

    /**
     * Asks for rows, or changes some and asks for them.
     *
     * @param what is asked, for people
     * @param sql one statement, with the schema {@code devops_agent}
     * @param reader of its rows
     * @param parameters of the statement: texts, {@link Long}s, bytes, times, durations (microseconds there), truths, or an
     *     {@link Optional} of one
     * @return the rows
     * @throws CoordinationUnavailableException if the database cannot be asked now
     * @throws IllegalStateException if it refuses that, and would again
     */
    public <T> List<T> rows(String what, String sql, RowReader<T> reader, Object... parameters) {
        return asked(what, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
                statement.setQueryTimeout(seconds());
                for (int i = 0; i < parameters.length; i++) {
                    set(statement, i + 1, parameters[i]);
                }
                try (ResultSet found = statement.executeQuery()) {
                    List<T> rows = new ArrayList<>();
                    while (found.next()) {
                        rows.add(reader.read(found));
                    }
                    return rows;
                }
            }
        });
    }

    /**
     * Asks for a row that may not be there.
     *
     * @param what is asked, for people
     * @param sql one statement
     * @param reader of its row
     * @param parameters of the statement
     * @return the first row
     */
    public <T> Optional<T> row(String what, String sql, RowReader<T> reader, Object... parameters) {
        return rows(what, sql, reader, parameters).stream().findFirst();
    }

    /** What is asked, in this database's schema. */
    String sql(String ofDefault) {
        return BY_DEFAULT.matcher(ofDefault).replaceAll(schema);
    }

    int seconds() {
        return (int) Math.max(1, timeout.plusMillis(999).toSeconds());
    }

    /** Does something with a connection that commits each statement, within the time limit. */
    <T> T asked(String what, Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return inTime(what, work);
            } catch (SQLException e) {
                SqlFailure failure = new SqlFailure(what, schema, e);
                if (!failure.isBetween() || tries == TRIES) {
                    throw failure.told();
                }
            }
        }
    }

    private <T> T inTime(String what, Work<T> work) throws SQLException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> answer(answer, work));
        } catch (RejectedExecutionException e) {
            throw unavailable(what, "of " + MOST_AT_ONCE + " connections none has answered yet", e);
        }
        try {
            return awaited(answer);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw unavailable(what, "no answer within " + longestWait().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Optional<SQLException> failed = SqlFailure.in(e);
            if (failed.isPresent()) {
                throw failed.get();
            }
            throw new IllegalStateException(
                    what + ": " + SqlFailure.masked(String.valueOf(e.getCause())), e.getCause());
        }
    }

    private CoordinationUnavailableException unavailable(String what, String why, Exception cause) {
        return new CoordinationUnavailableException(what + ": the database cannot be asked now: " + why, cause);
    }

    /** How long an answer is waited for. */
    public Duration longestWait() {
        return timeout.plus(CANCELLING).plus(CANCELLING);
    }

    /** Whoever is interrupted meanwhile still learns what came of it: a statement has an end soon. */
    private <T> T awaited(CompletableFuture<T> answer) throws TimeoutException, ExecutionException {
        boolean isInterrupted = false;
        long end = System.nanoTime() + longestWait().toNanos();
        try {
            while (true) {
                try {
                    return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> void answer(CompletableFuture<T> answer, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            if (!answer.isDone()) {
                answer.complete(within(connection, work));
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    /** Of the pool's connection everything stays as it was. */
    private <T> T within(Connection connection, Work<T> work) throws SQLException {
        boolean commits = connection.getAutoCommit();
        Optional<Integer> before = limit(connection, Optional.empty());
        if (!commits) {
            connection.setAutoCommit(true);
        }
        try {
            return work.on(connection);
        } finally {
            asItWas(connection, commits, before);
        }
    }

    /** What cannot be set back is broken, which the pool finds out by itself. */
    @SuppressWarnings("EmptyCatch")
    private void asItWas(Connection connection, boolean commits, Optional<Integer> before) {
        try {
            if (!commits) {
                connection.setAutoCommit(false);
            }
            Optional<Integer> unused = limit(connection, before);
        } catch (SQLException ignored) {
            // What came of the work is what counts.
        }
    }

    /** A driver that cannot do it has the statement's own limit, and who asks does not wait longer either. */
    private Optional<Integer> limit(Connection connection, Optional<Integer> millis) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(
                    Runnable::run, millis.orElse((int) timeout.plus(CANCELLING).toMillis()));
            return Optional.of(before);
        } catch (SQLFeatureNotSupportedException e) {
            return Optional.empty();
        }
    }

    private static void set(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Optional<?> optional) {
            if (optional.isEmpty()) {
                statement.setNull(index, Types.NULL);
            } else {
                set(statement, index, optional.get());
            }
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Duration duration) {
            statement.setLong(index, TimeUnit.NANOSECONDS.toMicros(duration.toNanos()));
        } else if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Boolean isTrue) {
            statement.setBoolean(index, isTrue);
        } else {
            statement.setString(index, value.toString());
        }
    }
}
