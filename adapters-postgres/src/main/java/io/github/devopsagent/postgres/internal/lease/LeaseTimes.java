package io.github.devopsagent.postgres.internal.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long leases and places in a line last.
 *
 * @param term of a lease that is not renewed
 * @param patience how long somebody stands in line who does not ask
 * @param pace the least time between two questions of one who waits
 * @param monotonic nanoseconds of a clock that nobody sets
 * @param wall milliseconds since 1970
 */
public record LeaseTimes(Duration term, Duration patience, Duration pace, LongSupplier monotonic, LongSupplier wall) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PACE = Duration.ofMillis(250);

    /**
     * Those of real workers.
     *
     * @param term of a lease that is not renewed
     * @return with the clocks of this machine
     */
    public static LeaseTimes of(Duration term) {
        return new LeaseTimes(term, PATIENCE, PACE, System::nanoTime, System::currentTimeMillis);
    }

    long nanos() {
        return monotonic.getAsLong();
    }
}
