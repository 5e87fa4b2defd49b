package io.github.devopsagent.contract;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a database does for workers, in memory: the model of the ports. Each worker reaches it through a {@link Link} of its own,
 * which a test can cut, or make lose answers.
 */
public class MemoryCoordination {

    private final Duration term;
    private final LongSupplier clock;
    private final Map<LeaseKey, Row> rows = new HashMap<>();
    private final Map<String, OpenRun> runs = new HashMap<>();
    private final Map<String, Map<String, List<byte[]>>> archived = new HashMap<>();
    private final List<Append> appends = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param term of each lease
     * @param clock in nanoseconds, that of the database
     */
    public MemoryCoordination(Duration term, LongSupplier clock) {
        this.term = term;
        this.clock = clock;
    }

    /** A record that was taken, and under which fence. */
    public record Append(String directory, long sequence, long fence) {}

    /** What is known of a lease. */
    private static final class Row {
        private long fence;
        private Optional<Worker> holder = Optional.empty();
        private long until;
        private long vacancy;
        private String announced = "";
        private Optional<Object> claim = Optional.empty();
        private Optional<Lease.Reservation> reservation = Optional.empty();
        private final List<Object> line = new ArrayList<>();

        boolean isHeld(long now) {
            return holder.isPresent() && until - now > 0;
        }
    }

    private static final class OpenRun {
        private final List<byte[]> records = new ArrayList<>();
        private final Map<String, byte[]> kept = new HashMap<>();
    }

    /** How a worker reaches it. */
    public static class Link {

        /** The same as a real one does: nothing is in the way. */
        protected void before(String question) {}

        /** The answer is on its way. */
        protected void after(String question) {}
    }

    /** The records that were taken, in the order in which they took effect. */
    public synchronized List<Append> appends() {
        return List.copyOf(appends);
    }

    /** The greatest fence that was given out, whether or not anybody was told. */
    public synchronized long fence(LeaseKey key) {
        return row(key).fence;
    }

    /** The records of the run that is under way. */
    public synchronized List<byte[]> records(String directory) {
        return List.copyOf(run(directory).records);
    }

    /** As a database that fails over to a standby which lacks the last commit. */
    public synchronized void loseLastRecord(String directory) {
        List<byte[]> records = run(directory).records;
        records.remove(records.size() - 1);
    }

    /** The runs of a directory that were archived. */
    public synchronized List<String> archived(String directory) {
        return archived.getOrDefault(directory, Map.of()).keySet().stream()
                .sorted()
                .toList();
    }

    /** The term of whoever has it is over at once, by the database's clock. */
    public synchronized void expire(LeaseKey key) {
        row(key).until = clock.getAsLong();
    }

    /**
     * As a worker sees it.
     *
     * @param link how it gets there
     * @param clockOfWorker in nanoseconds
     */
    public Coordination through(Link link, LongSupplier clockOfWorker) {
        return through(link, clockOfWorker, worker -> Coordination.Fate.UNKNOWN, Optional.empty());
    }

    /**
     * As a worker sees it whose host knows what became of others.
     *
     * @param link how it gets there
     * @param clockOfWorker in nanoseconds
     * @param fate of others
     * @param grace for those of which nobody knows
     */
    public Coordination through(
            Link link, LongSupplier clockOfWorker, Function<Worker, Coordination.Fate> fate, Optional<Duration> grace) {
        return new Linked(link, clockOfWorker, fate, grace);
    }

    /**
     * Whether something may be written: the rule of which tests make broken ones.
     *
     * @param current the greatest fence
     * @param fence of whoever writes
     */
    protected boolean mayWrite(long current, long fence) {
        return current == fence;
    }

    private Row row(LeaseKey key) {
        return rows.computeIfAbsent(key, none -> new Row());
    }

    private OpenRun run(String directory) {
        return runs.computeIfAbsent(directory, none -> new OpenRun());
    }

    private final class Linked implements Coordination {

        private final Link link;
        private final LongSupplier clockOfWorker;
        private final Function<Worker, Fate> fate;
        private final Optional<Duration> grace;

        Linked(Link link, LongSupplier clockOfWorker, Function<Worker, Fate> fate, Optional<Duration> grace) {
            this.link = link;
            this.clockOfWorker = clockOfWorker;
            this.fate = fate;
            this.grace = grace;
        }

        @Override
        public Fate fate(Worker worker) {
            return fate.apply(worker);
        }

        @Override
        public Optional<Duration> grace() {
            return grace;
        }

        private <T> T ask(String question, Supplier<T> statement) {
            link.before(question);
            T answer;
            synchronized (MemoryCoordination.this) {
                answer = statement.get();
            }
            link.after(question);
            return answer;
        }

        @Override
        public Claim claim(LeaseKey key, String directory, Worker worker) {
            return new Place(key, directory, worker);
        }

        private final class Place implements Claim {

            private final LeaseKey key;
            private final String directory;
            private final Worker worker;

            Place(LeaseKey key, String directory, Worker worker) {
                this.key = key;
                this.directory = directory;
                this.worker = worker;
            }

            @Override
            public Either<LeaseHolder, Lease> attempt() {
                long sent = clockOfWorker.getAsLong();
                return ask("claim " + key.name(), () -> {
                    Row row = row(key);
                    if (!row.line.contains(this)) {
                        row.line.add(this);
                    }
                    if (row.isHeld(clock.getAsLong()) && row.claim.equals(Optional.of(this))) {
                        // The answer to the first question was lost.
                        return Either.right(new Held(key, row.fence, worker, sent));
                    }
                    int ahead = row.line.indexOf(this);
                    boolean isKept = row.reservation
                            .filter(reserved -> !reserved.directory().equals(directory))
                            .isPresent();
                    if (row.isHeld(clock.getAsLong()) || ahead > 0 || isKept) {
                        return Either.left(new LeaseHolder(
                                row.holder.map(Worker::toString).orElse("nobody") + row.announced,
                                "",
                                row.holder,
                                Optional.of(Instant.EPOCH),
                                ahead));
                    }
                    row.line.remove(this);
                    row.vacancy = row.claim.isEmpty() ? 0 : clock.getAsLong() - row.until;
                    row.fence++;
                    row.claim = Optional.of(this);
                    row.holder = Optional.of(worker);
                    row.until = clock.getAsLong() + term.toNanos();
                    row.announced = "";
                    return Either.right(new Held(key, row.fence, worker, sent));
                });
            }

            @Override
            public Duration pause() {
                return Duration.ofMillis(5);
            }

            @Override
            public void close() {
                synchronized (MemoryCoordination.this) {
                    row(key).line.remove(this);
                }
            }
        }

        private final class Held implements Lease {

            private final LeaseKey key;
            private final long fence;
            private final Worker worker;
            private final long vacancy;
            private volatile long until;
            private volatile boolean isOver;

            Held(LeaseKey key, long fence, Worker worker, long sent) {
                this.key = key;
                this.fence = fence;
                this.worker = worker;
                this.vacancy = row(key).vacancy;
                this.until = sent + term.toNanos();
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
                return Optional.of(term);
            }

            @Override
            public Duration vacancy() {
                return Duration.ofNanos(vacancy);
            }

            @Override
            public Duration remaining() {
                return isOver ? Duration.ZERO : Duration.ofNanos(Math.max(0, until - clockOfWorker.getAsLong()));
            }

            private void requireFence() {
                Row row = row(key);
                if (!mayWrite(row.fence, fence)) {
                    isOver = true;
                    throw new FencedException(key.name() + " has fence " + row.fence + ", and this one is " + fence);
                }
            }

            @Override
            public Optional<LeaseHolder> renew() {
                long sent = clockOfWorker.getAsLong();
                Optional<LeaseHolder> other = ask("renew " + key.name(), () -> {
                    Row row = row(key);
                    if (row.fence != fence || row.holder.isEmpty()) {
                        isOver = true;
                        return Optional.of(new LeaseHolder(
                                row.holder.map(Worker::toString).orElse("nobody"),
                                "",
                                row.holder,
                                Optional.empty(),
                                0));
                    }
                    row.until = clock.getAsLong() + term.toNanos();
                    return Optional.empty();
                });
                if (other.isEmpty()) {
                    until = sent + term.toNanos();
                }
                return other;
            }

            @Override
            public void announce(String run) {
                ask("announce " + run, () -> {
                    requireFence();
                    return row(key).announced = ", run " + run;
                });
            }

            @Override
            public void reserve(String directory, String run) {
                ask("reserve " + run, () -> {
                    requireFence();
                    Row row = row(key);
                    row.reservation = Optional.of(new Reservation(directory, run));
                    return run;
                });
            }

            @Override
            public void settle() {
                ask("settle " + key.name(), () -> {
                    requireFence();
                    row(key).reservation = Optional.empty();
                    return key;
                });
            }

            @Override
            public Optional<FencedJournal> journal() {
                return key.scope() == LeaseKey.Scope.DIRECTORY ? Optional.of(new Journal()) : Optional.empty();
            }

            private final class Journal implements FencedJournal {

                @Override
                public List<byte[]> records() {
                    return ask("records", () -> List.copyOf(run(key.name()).records));
                }

                @Override
                public void append(long sequence, byte[] record) {
                    ask("append " + sequence, () -> {
                        requireFence();
                        List<byte[]> records = run(key.name()).records;
                        if (sequence < records.size() && Arrays.equals(records.get((int) sequence), record)) {
                            return sequence;
                        }
                        if (sequence != records.size()) {
                            throw new IllegalStateException(
                                    "there are " + records.size() + " records, and this one has place " + sequence);
                        }
                        records.add(record.clone());
                        appends.add(new Append(key.name(), sequence, fence));
                        return sequence;
                    });
                }

                @Override
                public void keep(String name, byte[] content) {
                    ask("keep " + name, () -> {
                        requireFence();
                        return run(key.name()).kept.put(name, content.clone());
                    });
                }

                @Override
                public Optional<byte[]> kept(String name) {
                    return ask(
                            "kept " + name,
                            () -> Optional.ofNullable(run(key.name()).kept.get(name)));
                }

                @Override
                public void archive(String run) {
                    ask("archive " + run, () -> {
                        requireFence();
                        Optional.ofNullable(runs.remove(key.name()))
                                .ifPresent(open -> archived.computeIfAbsent(key.name(), none -> new HashMap<>())
                                        .put(run, open.records));
                        rows.values().stream()
                                .filter(row -> row.reservation
                                        .filter(reserved -> reserved.directory().equals(key.name()))
                                        .isPresent())
                                .forEach(row -> row.reservation = Optional.empty());
                        return run;
                    });
                }

                @Override
                public boolean isArchived(String run, byte[] opening) {
                    return ask("archived " + run, () -> Optional.ofNullable(
                                    archived.getOrDefault(key.name(), Map.of()).get(run))
                            .filter(records -> Arrays.equals(records.get(0), opening))
                            .isPresent());
                }
            }

            @Override
            public void close() {
                // Whether or not the answer comes back.
                isOver = true;
                ask("close " + key.name(), () -> {
                    Row row = row(key);
                    if (row.fence == fence) {
                        row.holder = Optional.empty();
                        row.claim = Optional.empty();
                    }
                    return key;
                });
            }

            @Override
            public String toString() {
                return "lease " + fence + " of " + key.name() + ", of " + worker;
            }
        }

        @Override
        public Optional<LeaseHolder> holder(LeaseKey key) {
            return ask(
                    "holder of " + key.name(),
                    () -> row(key).isHeld(clock.getAsLong())
                            ? Optional.of(new LeaseHolder(
                                    row(key).holder.map(Worker::toString).orElse("") + row(key).announced,
                                    "",
                                    row(key).holder,
                                    Optional.empty(),
                                    0))
                            : Optional.empty());
        }

        @Override
        public Optional<Lease.Reservation> reservation(LeaseKey key) {
            return ask("reservation of " + key.name(), () -> row(key).reservation);
        }
    }

    /** A link that a test cuts and mends. */
    public static class CutLink extends Link {

        private volatile boolean isAway;
        private volatile boolean losesAnswers;

        /** Nothing gets through, or everything does. */
        public void away(boolean now) {
            isAway = now;
        }

        /** What is asked is done, and the answers do not come back; or they do. */
        public void losesAnswers(boolean now) {
            losesAnswers = now;
        }

        @Override
        protected void before(String question) {
            if (isAway) {
                throw new CoordinationUnavailableException("the database is away: " + question);
            }
        }

        @Override
        protected void after(String question) {
            if (losesAnswers) {
                throw new CoordinationUnavailableException("the answer is lost: " + question);
            }
        }
    }
}
