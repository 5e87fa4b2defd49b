package io.github.devopsagent.coordination;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps runs apart, on one machine or on many: of each {@link LeaseKey} one worker at a time has the lease, each lease has
 * a greater fence than all before it, and nothing that is asked for with an older fence ever takes effect.
 *
 * <p>Implementations are safe for use by several threads. Each method may throw {@link
 * CoordinationUnavailableException}; then it is not known whether it took effect, and asking once more is safe.
 */
public interface Coordination {

    /**
     * Stands in line for a lease. Nothing is taken yet, and nothing is sent.
     *
     * @param key what for
     * @param directory the {@link LeaseKey#name() name} of the consensus directory that it is for: of a target that is
     *     {@linkplain Lease#reserve kept} for a run of another one it may not get the lease, and does not stand in that one's way
     * @param worker who asks
     * @return the place in the line, to be closed
     */
    Claim claim(LeaseKey key, String directory, Worker worker);

    /**
     * Looks who has a lease, and changes nothing.
     *
     * @param key of the lease
     * @return who has it; empty if nobody has
     */
    Optional<LeaseHolder> holder(LeaseKey key);

    /**
     * Looks which unfinished run a key is kept for, and changes nothing. Only while the lease is held it stays so.
     *
     * @param key of the lease
     * @return what was given to {@link Lease#reserve}, if that run has not come to its end
     */
    Optional<Lease.Reservation> reservation(LeaseKey key);

    /**
     * Whether a worker that cannot be seen from here has ended, with all that it started.
     *
     * @param worker that has worked on an unfinished run
     * @return what is known of it; the default is {@link Fate#UNKNOWN}
     */
    default Fate fate(Worker worker) {
        return Fate.UNKNOWN;
    }

    /**
     * How long after the end of a dead worker's lease its step counts as lost although nobody knows its fate.
     *
     * @return the grace that the host has chosen; empty, which is the default, if such a step is waited for without end
     */
    default Optional<Duration> grace() {
        return Optional.empty();
    }

    /** What became of a worker. */
    enum Fate {
        /** It may work. */
        ALIVE,
        /** It has ended, and nothing that it started runs any more. */
        DEAD,
        /** Nobody knows. */
        UNKNOWN
    }
}
