package io.github.devopsagent.postgres.internal.lease;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.postgres.internal.database.Database;
import io.github.devopsagent.postgres.internal.database.Schema;
import io.vavr.control.Either;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A place in the line for a lease: a row that is touched each time the lease is asked for. */
final class PostgresClaim implements Claim {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Of those who stand in line before, by the database's clock. */
    private static final String STILL_ASKS = "w.asked_at > clock_timestamp() - ? * interval '1 microsecond'";

    private static final String ENSURE = "WITH ensured AS (INSERT INTO devops_agent.lease (kind, name, run_number)"
            + " SELECT ?, ?, CASE WHEN ? THEN nextval('devops_agent.run_number') END"
            + " WHERE NOT EXISTS (SELECT 1 FROM devops_agent.lease WHERE kind = ? AND name = ?)"
            + " ON CONFLICT DO NOTHING RETURNING 1) SELECT clock_timestamp() AS now";

    /**
     * Looks at everything while the row is locked. It is asked again without harm: a claim that has it gets it again. One
     * that is carried out late, after a later one of its claim, changes nothing, given back or not; nor does one for which nobody
     * waits any more, since it would keep a free lease from everybody.
     */
    private static final String TAKE = "UPDATE devops_agent.lease AS l SET"
            + " fence = greatest(nextval('devops_agent.fence'), l.fence + 1), claim = ?, last_claim = ?, attempt = ?,"
            + " directory = ?, run = NULL,"
            + " lost_at = CASE WHEN l.claim IS NULL THEN clock_timestamp() WHEN l.claim = ? THEN l.lost_at ELSE l.held_until END,"
            + " held_since = clock_timestamp(), held_until = clock_timestamp() + ? * interval '1 microsecond',"
            + " (" + WorkerColumns.NAMES + ") = (?, ?, ?, ?, ?, ?, ?)"
            + " WHERE l.kind = ? AND l.name = ? AND clock_timestamp() < ?"
            + " AND (l.held_until <= clock_timestamp() OR l.claim = ?)"
            + " AND (l.last_claim IS DISTINCT FROM ? OR l.attempt < ?)"
            + " AND (l.reserved_directory IS NULL OR l.reserved_directory = ?)"
            + " AND NOT EXISTS (SELECT 1 FROM devops_agent.waiter w"
            + " WHERE w.kind = l.kind AND w.name = l.name AND w.claim <> ?"
            + " AND (l.reserved_directory IS NULL OR l.reserved_directory = w.directory) AND " + STILL_ASKS
            + " AND w.ticket < coalesce((SELECT m.ticket FROM devops_agent.waiter m WHERE m.claim = ?),"
            + " 9223372036854775807))"
            + " RETURNING " + LeaseRow.COLUMNS;

    private static final String STAND_IN_LINE = "WITH gone AS (DELETE FROM devops_agent.waiter WHERE claim IN ("
            + "SELECT claim FROM devops_agent.waiter w WHERE NOT " + STILL_ASKS + " AND w.claim <> ?"
            + " FOR UPDATE SKIP LOCKED)),"
            + " mine AS (INSERT INTO devops_agent.waiter (claim, kind, name, directory, " + WorkerColumns.NAMES + ")"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (claim) DO UPDATE SET asked_at = clock_timestamp() RETURNING kind, name, ticket)"
            + " SELECT " + LeaseRow.COLUMNS + ", (SELECT count(*) FROM devops_agent.waiter w WHERE w.kind = mine.kind"
            + " AND w.name = mine.name AND w.ticket < mine.ticket AND " + STILL_ASKS + ") AS ahead,"
            + " clock_timestamp() AS now"
            + " FROM devops_agent.lease l JOIN mine ON l.kind = mine.kind AND l.name = mine.name";

    private static final String LEAVE = "DELETE FROM devops_agent.waiter WHERE claim = ? RETURNING 1";

    private final Database database;
    private final LeaseKey key;
    private final String directory;
    private final Worker worker;
    private final LeaseTimes times;
    private final String claim = UUID.randomUUID().toString();
    private long attempts;
    private Optional<Instant> databaseTime = Optional.empty();
    private long readAt;
    private boolean isInLine;
    private boolean isTaken;
    private boolean isUnanswered;

    /**
     * A place in a line, of which the database learns when the lease is asked for.
     *
     * @param database of the lease
     * @param key what it is of
     * @param directory that it is for
     * @param worker who asks
     * @param times of leases and lines
     */
    PostgresClaim(Database database, LeaseKey key, String directory, Worker worker, LeaseTimes times) {
        this.database = database;
        this.key = key;
        this.directory = directory;
        this.worker = worker;
        this.times = times;
    }

    @Override
    public synchronized Either<LeaseHolder, Lease> attempt() {
        if (databaseTime.isEmpty()) {
            begin();
        }
        LeaseDeadline deadline = new LeaseDeadline(times);
        isUnanswered = true;
        Optional<LeaseRow> taken = take();
        isUnanswered = false;
        if (taken.isPresent()) {
            isTaken = true;
            leaveLine();
            return Either.right(new PostgresLease(database, taken.get(), claim, deadline));
        }
        isInLine = true;
        return Either.left(standInLine());
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    private void begin() {
        new Schema(database).check();
        String kind = LeaseRow.kind(key);
        database.rows(
                LeaseRow.what("beginning the lease of", key),
                ENSURE,
                this::readTime,
                kind,
                key.name(),
                key.scope() == LeaseKey.Scope.DIRECTORY,
                kind,
                key.name());
    }

    /** Each answer tells it anew: a clock that was set, or a machine that slept, keeps nobody from a lease for longer. */
    private Instant readTime(ResultSet row) throws SQLException {
        Instant now = WorkerColumns.time(row, "now").orElseThrow();
        databaseTime = Optional.of(now);
        readAt = times.nanos();
        return now;
    }

    /** When nobody waits for the answer any more to what is asked now, by the database's clock. */
    private Instant untilWhen() {
        return databaseTime.orElseThrow().plusNanos(times.nanos() - readAt).plus(database.longestWait());
    }

    private Optional<LeaseRow> take() {
        List<Object> parameters = new ArrayList<>(List.of(claim, claim, ++attempts, directory, claim, times.term()));
        parameters.addAll(List.of(WorkerColumns.values(worker)));
        parameters.addAll(List.of(LeaseRow.kind(key), key.name(), untilWhen(), claim, claim, attempts));
        parameters.addAll(List.of(directory, claim, times.patience(), claim));
        return database.row(
                LeaseRow.what("taking the lease of", key), TAKE, row -> LeaseRow.read(key, row), parameters.toArray());
    }

    private LeaseHolder standInLine() {
        List<Object> parameters =
                new ArrayList<>(List.of(times.patience(), claim, claim, LeaseRow.kind(key), key.name(), directory));
        parameters.addAll(List.of(WorkerColumns.values(worker)));
        parameters.add(times.patience());
        return database.row(
                        LeaseRow.what("standing in line for", key),
                        STAND_IN_LINE,
                        row -> {
                            Instant unused = readTime(row);
                            return LeaseRow.read(key, row).inTheWay(row.getInt("ahead"));
                        },
                        parameters.toArray())
                .orElseThrow(() -> new IllegalStateException(
                        LeaseRow.what("the row of", key) + " was removed from " + database.schema() + ".lease"));
    }

    /** Whoever has the lease stands in nobody's way any more; and whoever does not ask is soon out of the line. */
    private void leaveLine() {
        if (isInLine) {
            isInLine = false;
            try {
                database.rows(LeaseRow.what("leaving the line for", key), LEAVE, row -> true, claim);
            } catch (CoordinationUnavailableException ignored) {
                // The row is passed over as soon as it is old.
            }
        }
    }

    @Override
    public synchronized void close() {
        leaveLine();
        if (isUnanswered && !isTaken) {
            isUnanswered = false;
            // An attempt of which no answer came may have taken it.
            LeaseRow.giveBack(database, key, "l.claim = ?", claim);
        }
    }
}
