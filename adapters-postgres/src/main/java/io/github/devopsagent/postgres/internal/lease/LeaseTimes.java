package io.github.devopsagent.postgres.internal.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long leases and places in a line last.
 *
 * @param term of a lease that is not renewed
 * @param patience how long somebody stands in line who does not ask
 * @param monotonic nanoseconds of a clock that nobody sets
 * @param wall milliseconds since 1970
 */
public record LeaseTimes(Duration term, Duration patience, LongSupplier monotonic, LongSupplier wall) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Those of real workers.
     *
     * @param term of a lease that is not renewed
     * @return with the clocks of this machine
     */
    public static LeaseTimes of(Duration term) {
        return new LeaseTimes(term, PATIENCE, System::nanoTime, System::currentTimeMillis);
    }

    long nanos() {
        return monotonic.getAsLong();
    }
}
