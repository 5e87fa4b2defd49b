package io.github.devopsagent.coordination;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The right to work on something, until somebody with a greater fence has it. */
public interface Lease extends AutoCloseable {

    /** What it is of. */
    LeaseKey key();

    /** Greater than that of each lease of this key before it. */
    long fence();

    /**
     * How long it lasts without being renewed, from the moment before it was asked for.
     *
     * @return empty if it lasts as long as the process
     */
    Optional<Duration> term();

    /**
     * Whether it is certain, without asking anybody, that nobody else has it: it stood at the last look, and its term is not
     * over since then, by a clock that nobody sets.
     */
    default boolean stands() {
        return !remaining().isZero();
    }

    /**
     * How long that will be certain if it is not renewed.
     *
     * @return zero if it does not stand any more; one that has no term stands for longer than anybody asks
     */
    Duration remaining();

    /**
     * How long this lease's key had been nobody's when it was taken, since the lease before it ended without being given back.
     *
     * @return zero, which is the default, if that one was given back, if there was none, or if it is not known
     */
    default Duration vacancy() {
        return Duration.ZERO;
    }

    /**
     * Asks for another term. A lease whose term is over is held again if nobody has taken it meanwhile.
     *
     * @return empty if it is held for another term; else who has it, which is final
     */
    Optional<LeaseHolder> renew();

    /**
     * Tells others what it is held for.
     *
     * @param run such as {@code DEP-001}
     */
    void announce(String run);

    /**
     * Keeps the lease's key for an unfinished run, also when this lease has ended, until {@link #settle()} or {@link
     * FencedJournal#archive}: {@link Coordination#reservation} tells it, so that whoever has the lease then begins no other run.
     *
     * @param directory the {@link LeaseKey#name() name} of the run's directory
     * @param run its id; it takes the place of a run that was kept before
     * @throws FencedException if a greater fence is there
     */
    void reserve(String directory, String run);

    /**
     * The run that the key is kept for has come to its end; nothing happens if there is none.
     *
     * @throws FencedException if a greater fence is there
     */
    void settle();

    /**
     * The journal of this directory's runs, and what else the next worker needs.
     *
     * @return empty if both lie in the directory's own files, which no other machine works on
     */
    Optional<FencedJournal> journal();

    /** Gives it back, if it is still held. What was reserved stays so. */
    @Override
    void close();

    /**
     * An unfinished run that a target is kept for.
     *
     * @param directory of the run
     * @param run its id
     * @param doubt why nobody can tell how it ended, and what to do about that, for people; empty if it only has not come to its end
     */
    record Reservation(String directory, String run, String doubt) {

        public Reservation {
            Objects.requireNonNull(directory, "directory");
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(doubt, "doubt");
        }

        /**
         * A run that has not come to its end.
         *
         * @param directory of the run
         * @param run its id
         */
        public Reservation(String directory, String run) {
            this(directory, run, "");
        }
    }
}
