package io.github.devopsagent.postgres.internal.lease;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.postgres.internal.database.Database;
import java.util.Optional;

/** The leases of a database. */
public final class Leases {

    private final Database database;
    private final LeaseTimes times;

    /**
     * The leases of a database.
     *
     * @param database where the rows lie
     * @param times how long they last
     */
    public Leases(Database database, LeaseTimes times) {
        this.database = database;
        this.times = times;
    }

    /** A place in the line for a lease; nothing is sent yet. */
    public Claim claim(LeaseKey key, String directory, Worker worker) {
        return new PostgresClaim(database, key, directory, worker, times);
    }

    /** Who has a lease. */
    public Optional<LeaseHolder> holder(LeaseKey key) {
        return LeaseRow.look(database, key).flatMap(LeaseRow::holder);
    }

    /** The unfinished run that a lease is kept for. */
    public Optional<Lease.Reservation> reservation(LeaseKey key) {
        return LeaseRow.look(database, key).flatMap(LeaseRow::reservation);
    }
}
