package io.github.devopsagent.archfixtures;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Each breaks the rule that time is an argument. */
public interface ReadsTheClock {

    /** By the time of day. */
    interface ByInstant {
        default Instant now() {
            return Instant.now();
        }
    }

    /** By a clock of its own. */
    interface ByClock {
        default Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** By milliseconds. */
    interface ByMillis {
        default long millis() {
            return System.currentTimeMillis();
        }
    }

    /** By nanoseconds. */
    interface ByNanos {
        default long nanos() {
            return System.nanoTime();
        }
    }

    /** By the day. */
    interface ByLocalDate {
        default LocalDate today() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }
}
