package io.github.devopsagent.postgres;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.postgres.internal.database.Database;
import io.github.devopsagent.postgres.internal.database.Schema;
import io.github.devopsagent.postgres.internal.lease.LeaseTimes;
import io.github.devopsagent.postgres.internal.lease.Leases;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Several workers, on machines that come and go, over one PostgreSQL database, which owns locks, fences and journals:
 *
 * <pre>{@code
 * Cluster cluster = Cluster.postgres(dataSource).lease(Duration.ofMinutes(2)).build();
 * cluster.migrate(); // once, or an operator runs the script
 * DevOpsAgent.builder().consensus(epic).target("shop-prod").coordination(cluster).run();
 * }</pre>
 *
 * <p>Each method throws {@link CoordinationUnavailableException} if the database cannot be asked now, and {@link
 * IllegalStateException} if it refuses what it is asked for, and would again: its message says what to mend.
 *
 * <p>It is safe for use by several threads. It keeps no connection, and closes none of the pool's.
 */
public final class Cluster implements Coordination {

    /** How long a lease lasts that is not renewed, by default. */
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(2);

    /** The schema of the tables, by default. */
    public static final String DEFAULT_SCHEMA = "devops_agent";

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MIGRATION_TIMEOUT = Duration.ofMinutes(1);

    private final Database database;
    private final Database patient;
    private final LeaseTimes times;
    private final Function<Worker, Fate> fate;
    private final Optional<Duration> grace;

    private Cluster(Builder builder) {
        this.times = builder.times;
        this.database = new Database(builder.dataSource, builder.schema, builder.timeout());
        this.patient = new Database(builder.dataSource, builder.schema, MIGRATION_TIMEOUT);
        this.fate = builder.fate;
        this.grace = builder.grace;
    }

    /**
     * A cluster over a database. PostgreSQL 13 or later, or what speaks its protocol and locks rows as it does.
     *
     * @param dataSource of connections: each is asked for one statement and given back. A pool in transaction mode will do
     * @return what builds it
     */
    public static Builder postgres(DataSource dataSource) {
        return new Builder(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /**
     * Makes the tables, or brings them to the version that this one knows. It needs a role that may create a schema, or
     * owns it; an operator can run the scripts himself, which are in the jar ({@code V1__leases_and_journals.sql}). Then
     * nobody needs to call this, and workers need no more rights than that script names at its end.
     *
     * @throws IllegalStateException if the tables are newer than this version knows, or the role may not do it: nothing is
     *     changed then
     */
    public void migrate() {
        new Schema(patient).migrate();
    }

    /**
     * Who works on what, and what was left by workers that are gone: a row for each consensus directory that somebody has,
     * or whose run has not come to its end. Nothing is changed.
     *
     * @return those that were taken first come first
     */
    public List<ClusterRun> runs() {
        new Schema(database).check();
        return new ClusterRuns(database, times).all();
    }

    /**
     * Takes up what workers have left that are gone, one after the other: an agent {@linkplain DevOpsAgent#recover()
     * recovers} each directory whose run has not come to its end, and whose lease nobody has. It never begins a deployment:
     * where the run has come to its end meanwhile there is {@linkplain Recovered#isNothingUnfinished() nothing to recover}.
     * This is what a scheduler calls, on any machine, as often as it likes: of several that find the same run one goes on
     * with it, and the others are refused.
     *
     * <p>Whatever comes of one, the others are taken up all the same. Each agent gets this coordination; the target is that
     * of the run. Whoever is interrupted takes up no further one.
     *
     * @param agents describes the agent of a directory, with all that its runs need, such as secrets
     * @return what came of each, in the order in which they were left; none if nothing was left
     */
    public List<Recovered> recover(Function<Path, DevOpsAgent.Builder> agents) {
        List<Recovered> recovered = new ArrayList<>();
        for (ClusterRun run : runs()) {
            if (run.state() == ClusterRun.State.LEFT && !Thread.currentThread().isInterrupted()) {
                recovered.add(new Recovered(run, goOn(run, agents)));
            }
        }
        return List.copyOf(recovered);
    }

    private Either<RuntimeException, Outcome> goOn(ClusterRun run, Function<Path, DevOpsAgent.Builder> agents) {
        try {
            return Either.right(agents.apply(Path.of(run.directory()))
                    .coordination(this)
                    .build()
                    .recover());
        } catch (RuntimeException e) {
            return Either.left(e);
        }
    }

    @Override
    public Claim claim(LeaseKey key, String directory, Worker worker) {
        return new Leases(database, times).claim(key, directory, worker);
    }

    @Override
    public Optional<LeaseHolder> holder(LeaseKey key) {
        new Schema(database).check();
        return new Leases(database, times).holder(key);
    }

    @Override
    public Optional<Lease.Reservation> reservation(LeaseKey key) {
        new Schema(database).check();
        return new Leases(database, times).reservation(key);
    }

    /** What the host's {@link Builder#fate} says. */
    @Override
    public Fate fate(Worker worker) {
        return fate.apply(worker);
    }

    @Override
    public Optional<Duration> grace() {
        return grace;
    }

    @Override
    public String toString() {
        return "cluster over the schema " + database.schema();
    }

    /** The choices of a {@link Cluster}. */
    public static final class Builder {

        /** What needs no quotes, and fits. */
        private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

        private final DataSource dataSource;
        private String schema = DEFAULT_SCHEMA;
        private LeaseTimes times = LeaseTimes.of(DEFAULT_LEASE);
        private Function<Worker, Fate> fate = worker -> Fate.UNKNOWN;
        private Optional<Duration> grace = Optional.empty();

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /**
         * How long a lease lasts that is not renewed. It is renewed after a third of that; when it is over, others may go on
         * with its run. What is shorter finds a dead worker earlier; what is longer bears a longer pause of a worker, and a
         * longer absence of the database. {@link Cluster#DEFAULT_LEASE} by default, which is two minutes.
         *
         * @param term at least 3 seconds
         * @return this
         * @throws IllegalArgumentException if it is shorter, or longer than a day
         */
        public Builder lease(Duration term) {
            if (term.compareTo(SHORTEST_LEASE) < 0 || term.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "a lease lasts from " + SHORTEST_LEASE.toSeconds() + " s to a day, and not " + term);
            }
            times = new LeaseTimes(term, times.patience(), times.monotonic(), times.wall());
            return this;
        }

        /**
         * How long after the end of a worker's lease the step that it had under way counts as lost if nobody knows whether
         * it still runs. A step that does run then may overlap what comes after it: the rollback, or the same step again.
         * By default there is no such time: the run waits, visibly, until {@link #fate} knows, a worker on the same machine
         * looks, or a person decides.
         *
         * @param afterLease from 0 to a day
         * @return this
         * @throws IllegalArgumentException if it is negative, or longer than a day
         */
        public Builder grace(Duration afterLease) {
            if (afterLease.isNegative() || afterLease.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("a grace lasts from 0 to a day, and not " + afterLease);
            }
            grace = Optional.of(afterLease);
            return this;
        }

        /**
         * Who tells whether a worker that cannot be seen has ended, with all that it started: in Kubernetes whether the pod
         * object of {@link Worker#host()} is gone. {@link Fate#DEAD} of a worker that lives lets its step overlap what comes
         * after it. By default nobody knows: {@link Fate#UNKNOWN}.
         *
         * @param ask is asked now and then for as long as a run waits for that; what it throws counts as {@link Fate#UNKNOWN}
         * @return this
         */
        public Builder fate(Function<Worker, Fate> ask) {
            Objects.requireNonNull(ask, "ask");
            fate = worker -> {
                try {
                    return Objects.requireNonNullElse(ask.apply(worker), Fate.UNKNOWN);
                } catch (RuntimeException e) {
                    return Fate.UNKNOWN;
                }
            };
            return this;
        }

        /**
         * The schema of the tables. {@value Cluster#DEFAULT_SCHEMA} by default.
         *
         * @param name lower-case letters, digits and underscores, at most 63, not beginning with a digit
         * @return this
         * @throws IllegalArgumentException if it is no such name
         */
        public Builder schema(String name) {
            if (!SCHEMA.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a schema's name has at most 63 lower-case letters, digits and underscores, and does not begin with"
                                + " a digit: '" + name + "' does not do");
            }
            schema = name;
            return this;
        }

        /** For tests, which move the clocks of this machine. */
        Builder clocks(LongSupplier monotonic, LongSupplier wall) {
            times = new LeaseTimes(times.term(), times.patience(), monotonic, wall);
            return this;
        }

        /** Where a lease is long enough, a renewal can fail twice before it ends. */
        private Duration timeout() {
            Duration share = times.term().dividedBy(6);
            Duration least = share.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : share;
            return least.compareTo(LONGEST_TIMEOUT) < 0 ? least : LONGEST_TIMEOUT;
        }

        /**
         * The cluster. The database is not asked yet.
         *
         * @return a new cluster
         */
        public Cluster build() {
            return new Cluster(this);
        }
    }
}
