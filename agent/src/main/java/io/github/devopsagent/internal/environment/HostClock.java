package io.github.devopsagent.internal.environment;

import io.github.devopsagent.DevOpsAgentException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The host's clock, which must tell a time that can be recorded, and from which one can count on. */
final class HostClock extends Clock {

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9998-12-31T23:59:59Z");

    private final Clock clock;
    private final Path consensus;

    HostClock(Clock clock, Path consensus) {
        this.clock = clock;
        this.consensus = consensus;
    }

    /** As the host's clock tells it. */
    @Override
    public Instant instant() {
        Instant now = asked().orElseThrow(() -> broken("returned null", new IllegalStateException("no time")));
        if (now.isBefore(FIRST) || now.isAfter(LAST)) {
            throw broken("says that it is " + now, new DateTimeException("out of range: " + now));
        }
        return now;
    }

    private Optional<Instant> asked() {
        try {
            return Optional.ofNullable(clock.instant());
        } catch (RuntimeException e) {
            throw broken("threw " + e, e);
        }
    }

    private DevOpsAgentException broken(String what, RuntimeException cause) {
        return new DevOpsAgentException(
                "the clock of the host (clock(…), " + clock.getClass().getName() + ") " + what
                        + "; allowed is a time from " + FIRST + " to " + LAST,
                consensus,
                cause);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new HostClock(clock.withZone(other), consensus);
    }
}
