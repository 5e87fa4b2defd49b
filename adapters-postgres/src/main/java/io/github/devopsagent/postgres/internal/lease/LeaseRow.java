package io.github.devopsagent.postgres.internal.lease;

import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.postgres.internal.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the database says of a lease.
 *
 * @param key what it is of
 * @param fence the greatest one
 * @param claim of who has it, or had it until its term ended; empty if it was given back
 * @param isHeld whether its term lasts, by the database's clock
 * @param directory for whose run it was taken
 * @param run that its worker told
 * @param worker who has or had it
 * @param since when it was taken
 * @param until when its term ends, or ended
 * @param vacancy how long nobody had it when it was taken, since the lease before it ended without being given back
 * @param reservation the unfinished run that it is kept for
 * @param revision of the reservation
 * @param runNumber of a directory: the number of its run
 */
record LeaseRow(
        LeaseKey key,
        long fence,
        Optional<String> claim,
        boolean isHeld,
        Optional<String> directory,
        Optional<String> run,
        Optional<Worker> worker,
        Optional<Instant> since,
        Optional<Instant> until,
        Duration vacancy,
        Optional<Lease.Reservation> reservation,
        long revision,
        long runNumber) {

    /** What is read of a row {@code l}. */
    static final String COLUMNS = "l.fence, l.claim, l.held_until > clock_timestamp() AS is_held, l.directory, l.run, "
            + WorkerColumns.NAMES_IN_LEASE
            + ", l.held_since, nullif(l.held_until, '-infinity') AS held_until,"
            + " greatest(0, extract(epoch FROM l.held_since - l.lost_at) * 1000)::bigint AS vacancy, l.reserved_directory, l.reserved_run,"
            + " l.revision, l.run_number";

    private static final String ONE =
            "SELECT " + COLUMNS + " FROM devops_agent.lease l WHERE l.kind = ? AND l.name = ?";

    static String kind(LeaseKey key) {
        return key.scope().name().toLowerCase(Locale.ROOT);
    }

    /** What is done to a lease, for people. */
    static String what(String deed, LeaseKey key) {
        return deed + " " + kind(key) + " '" + key.name() + "'";
    }

    static LeaseRow read(LeaseKey key, ResultSet row) throws SQLException {
        Optional<String> reserved = WorkerColumns.text(row, "reserved_directory");
        return new LeaseRow(
                key,
                row.getLong("fence"),
                WorkerColumns.text(row, "claim"),
                row.getBoolean("is_held"),
                WorkerColumns.text(row, "directory"),
                WorkerColumns.text(row, "run"),
                WorkerColumns.of(row),
                WorkerColumns.time(row, "held_since"),
                WorkerColumns.time(row, "held_until"),
                Duration.ofMillis(row.getLong("vacancy")),
                reserved.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Lease.Reservation(reserved.get(), row.getString("reserved_run"))),
                row.getLong("revision"),
                row.getLong("run_number"));
    }

    /** Looks at a lease; empty if nobody ever asked for it. */
    static Optional<LeaseRow> look(Database database, LeaseKey key) {
        return database.row(what("looking at the lease of", key), ONE, row -> read(key, row), kind(key), key.name());
    }

    /**
     * Looks at a lease that was taken.
     *
     * @throws FencedException if somebody has removed its row
     */
    static LeaseRow ofTaken(Database database, LeaseKey key) {
        return look(database, key)
                .orElseThrow(() -> new FencedException(
                        what("the row of", key) + " was removed from " + database.schema() + ".lease"));
    }

    /**
     * Ends the term of a lease at once. Where that cannot be done it ends by itself, and what was done under it stands.
     *
     * @param whose the condition that the row is still of who gives it back
     * @param who the parameters of that condition
     */
    static void giveBack(Database database, LeaseKey key, String whose, Object... who) {
        List<Object> parameters = new ArrayList<>(List.of(kind(key), key.name()));
        parameters.addAll(List.of(who));
        try {
            database.rows(
                    what("giving back", key),
                    "UPDATE devops_agent.lease AS l SET held_until = '-infinity', claim = NULL"
                            + " WHERE l.kind = ? AND l.name = ? AND " + whose + " RETURNING 1",
                    row -> true,
                    parameters.toArray());
        } catch (CoordinationUnavailableException | IllegalStateException ignored) {
            // Nobody is held up longer than for its term.
        }
    }

    /** Who has it. */
    Optional<LeaseHolder> holder() {
        return isHeld ? Optional.of(inTheWay(0)) : Optional.empty();
    }

    /**
     * Why who asked did not get it.
     *
     * @param ahead how many stand in line before
     */
    LeaseHolder inTheWay(int ahead) {
        if (isHeld) {
            return new LeaseHolder(
                    worker.map(Worker::toString).orElse("a worker") + work(),
                    "; its lease lasts until " + until.orElse(Instant.MAX) + " if it is not renewed",
                    worker,
                    since,
                    ahead);
        }
        if (reservation.isPresent()) {
            return new LeaseHolder(
                    kept(reservation.get()),
                    "; it is kept for that run until it has come to its end, which Cluster.recover brings about,"
                            + " or run() or giveUp() in that directory",
                    worker,
                    since,
                    ahead);
        }
        return ahead == 0
                ? gone()
                : new LeaseHolder(
                        ahead == 1 ? "another one that stands in line" : ahead + " others that stand in line",
                        "; the first of them gets it as soon as it asks",
                        Optional.empty(),
                        Optional.empty(),
                        ahead);
    }

    /** Why who had it, and was late, has it no more: who has it, or had it last. */
    LeaseHolder overtaken() {
        return holder().orElseGet(this::gone);
    }

    private LeaseHolder gone() {
        String last = worker.map(had -> "last: " + had + ", ").orElse("");
        return new LeaseHolder(
                "another worker had it (" + last + "fence " + fence + ")"
                        + (claim.isEmpty() ? " and has given it back" : " until its term ended"),
                "",
                worker,
                since,
                0);
    }

    private String work() {
        String told = run.isPresent() ? ", run " + run.get() : "";
        return key.scope() == LeaseKey.Scope.TARGET && directory.isPresent()
                ? told + " of consensus directory " + directory.get()
                : told;
    }

    private static String kept(Lease.Reservation reservation) {
        return "unfinished run " + reservation.run() + " of consensus directory " + reservation.directory();
    }

    /** That another one has it by now. */
    FencedException fenced(long held) {
        return new FencedException("the lease of " + kind(key) + " '" + key.name() + "' was lost: its fence is " + fence
                + " by now, and this one's was " + held
                + worker.map(other -> "; by now " + other + " has it").orElse("") + work());
    }
}
