package io.github.devopsagent;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock of the host that tells, or throws, what it is told to. */
public final class SuppliedClock extends Clock {

    private final Supplier<Instant> time;

    public SuppliedClock(Supplier<Instant> time) {
        this.time = time;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return time.get();
    }
}
