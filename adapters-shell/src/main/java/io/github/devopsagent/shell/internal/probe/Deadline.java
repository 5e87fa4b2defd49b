package io.github.devopsagent.shell.internal.probe;

import java.time.Duration;

/** When a probe must be over: one for all that it does. */
final class Deadline {

    private final Stopwatch time = Stopwatch.start();
    private final Duration limit;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    static Deadline after(Duration limit) {
        return new Deadline(limit);
    }

    /** Never negative. */
    Duration left() {
        Duration left = limit.minus(time.elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
