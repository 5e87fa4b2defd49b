package io.github.devopsagent.postgres.internal.lease;

import java.time.Duration;

/**
 * Until when a lease certainly lasts, seen from here: its term counts from before it was asked for. While a machine sleeps,
 * the clock that nobody sets may stand still, and the other one goes on: the earlier end of the two counts.
 */
final class LeaseDeadline {

    private final LeaseTimes times;
    private final long monotonic;
    private final long wall;

    /** A term that is asked for now. */
    LeaseDeadline(LeaseTimes times) {
        this.times = times;
        this.monotonic = times.nanos();
        this.wall = times.wall().getAsLong();
    }

    Duration term() {
        return times.term();
    }

    /** A term that is asked for now, by the same clocks. */
    LeaseDeadline again() {
        return new LeaseDeadline(times);
    }

    Duration remaining() {
        Duration monotonicLeft = term().minusNanos(times.nanos() - monotonic);
        Duration wallLeft = term().minusMillis(times.wall().getAsLong() - wall);
        Duration left = monotonicLeft.compareTo(wallLeft) < 0 ? monotonicLeft : wallLeft;
        return left.isNegative() ? Duration.ZERO : left;
    }
}
