package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.shell.internal.json.PlainNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How old a value may be that has a time of its own: what was measured before the deployment says nothing about it. */
final class ValueAge {

    /** As long as Prometheus looks back for a value by default. */
    static final Duration OLDEST = Duration.ofMinutes(5);

    /** The text format of Prometheus has milliseconds, OpenMetrics and the API have seconds. */
    private static final double LEAST_MILLISECONDS = 1e11;

    private static final double MILLISECONDS = 1000;

    private ValueAge() {}

    /** Whether it is older than allowed; without a time it is not. */
    static boolean isTooOld(Optional<PlainNumber> time) {
        return time.isPresent()
                && !(seconds(time.get()) >= Instant.now().minus(OLDEST).getEpochSecond());
    }

    /** When it was measured, for people, after "is of". */
    static String text(Optional<PlainNumber> time) {
        long seconds = time.map(known -> (long) seconds(known)).orElse(0L);
        boolean isShown = Math.abs(seconds) < LEAST_MILLISECONDS;
        return (isShown ? Instant.ofEpochSecond(seconds) : seconds + " s since 1970") + ", and here it is "
                + Instant.ofEpochSecond(Instant.now().getEpochSecond()) + ": a value with a time of its own may be "
                + OLDEST.toMinutes() + " minutes old; let the source tell the newest, and compare the clocks";
    }

    private static double seconds(PlainNumber time) {
        double value = time.value();
        return value >= LEAST_MILLISECONDS ? value / MILLISECONDS : value;
    }
}
