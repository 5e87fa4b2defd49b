package io.github.devopsagent.postgres.internal.lease;

import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.postgres.internal.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lease that is held, until the row has another fence. */
final class PostgresLease implements Lease {

    private static final String OF_FENCE = "l.fence = ? AND l.claim = ?";

    private static final String OURS = " WHERE l.kind = ? AND l.name = ? AND " + OF_FENCE;

    private static final String RENEW = "UPDATE devops_agent.lease AS l"
            + " SET held_until = clock_timestamp() + ? * interval '1 microsecond'" + OURS + " RETURNING 1";

    private static final String ANNOUNCE = "UPDATE devops_agent.lease AS l SET run = ?" + OURS + " RETURNING 1";

    /** A late one, of which no answer had come, finds another revision. */
    private static final String OF_REVISION = OURS + " AND l.revision = ?";

    private static final String RESERVE = "UPDATE devops_agent.lease AS l"
            + " SET reserved_directory = ?, reserved_run = ?, revision = l.revision + 1" + OF_REVISION
            + " RETURNING l.revision";

    private static final String SETTLE = "UPDATE devops_agent.lease AS l"
            + " SET reserved_directory = NULL, reserved_run = NULL, revision = l.revision + 1" + OF_REVISION
            + " AND l.reserved_directory IS NOT NULL RETURNING l.revision";

    private final Database database;
    private final LeaseKey key;
    private final long fence;
    private final String claim;
    private final Duration vacancy;
    private final PostgresJournal journal;
    private long revision;
    private volatile LeaseDeadline deadline;
    private volatile boolean isOver;

    /**
     * A lease that was taken.
     *
     * @param database of the lease
     * @param row as it was when it was taken
     * @param claim by which it was taken
     * @param deadline of its first term
     */
    PostgresLease(Database database, LeaseRow row, String claim, LeaseDeadline deadline) {
        this.database = database;
        this.key = row.key();
        this.fence = row.fence();
        this.claim = claim;
        this.deadline = deadline;
        this.revision = row.revision();
        this.vacancy = row.vacancy();
        this.journal = new PostgresJournal(database, row);
    }

    @Override
    public LeaseKey key() {
        return key;
    }

    @Override
    public long fence() {
        return fence;
    }

    @Override
    public Optional<Duration> term() {
        return Optional.of(deadline.term());
    }

    /** It waits for nobody who asks the database. */
    @Override
    public Duration vacancy() {
        return vacancy;
    }

    @Override
    public Duration remaining() {
        return isOver ? Duration.ZERO : deadline.remaining();
    }

    @Override
    public Optional<LeaseHolder> renew() {
        LeaseDeadline next = deadline.again();
        if (!isOver && isChanged("renewing the lease of", RENEW, next.term())) {
            deadline = next;
            return Optional.empty();
        }
        isOver = true;
        return Optional.of(LeaseRow.ofTaken(database, key).overtaken());
    }

    @Override
    public void announce(String run) {
        isChanged("telling the run of", ANNOUNCE, run);
    }

    private boolean isChanged(String deed, String sql, Object first) {
        return database.row(
                        LeaseRow.what(deed, key), sql, row -> true, first, LeaseRow.kind(key), key.name(), fence, claim)
                .isPresent();
    }

    @Override
    public void reserve(String directory, String run) {
        change("reserving", RESERVE, Optional.of(new Reservation(directory, run)), directory, run);
    }

    @Override
    public void settle() {
        change("settling", SETTLE, Optional.empty());
    }

    /** Nothing changed if it was done before and its answer was lost, or if an archived run has freed the target meanwhile. */
    private synchronized void change(String deed, String sql, Optional<Reservation> wanted, Object... values) {
        String what = LeaseRow.what(deed, key);
        for (int tries = 0; tries < 2; tries++) {
            List<Object> parameters = new ArrayList<>(List.of(values));
            parameters.addAll(List.of(LeaseRow.kind(key), key.name(), fence, claim, revision));
            Optional<Long> changed = database.row(what, sql, row -> row.getLong(1), parameters.toArray());
            if (changed.isPresent()) {
                revision = changed.get();
                return;
            }
            LeaseRow found = unlessFenced();
            revision = found.revision();
            if (found.reservation().equals(wanted)) {
                return;
            }
        }
        throw new IllegalStateException(what + ": the lease was given back before");
    }

    /** What is there after nothing was changed. */
    private LeaseRow unlessFenced() {
        LeaseRow found = LeaseRow.ofTaken(database, key);
        if (found.fence() != fence) {
            isOver = true;
            throw found.fenced(fence);
        }
        return found;
    }

    @Override
    public Optional<FencedJournal> journal() {
        return key.scope() == LeaseKey.Scope.DIRECTORY ? Optional.of(journal) : Optional.empty();
    }

    @Override
    public void close() {
        isOver = true;
        LeaseRow.giveBack(database, key, OF_FENCE, fence, claim);
    }
}
