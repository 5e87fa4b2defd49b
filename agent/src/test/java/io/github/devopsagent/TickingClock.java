package io.github.devopsagent;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** A clock on which a millisecond passes whenever it is looked at. */
@SuppressWarnings("missing-explicit-ctor")
public final class TickingClock extends Clock {

    private final AtomicLong ticks = new AtomicLong();

    @Override
    public Instant instant() {
        return ConsensusDirectory.CLOCK.instant().plusMillis(ticks.incrementAndGet());
    }

    @Override
    public ZoneId getZone() {
        return ConsensusDirectory.CLOCK.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock is in UTC");
    }
}
