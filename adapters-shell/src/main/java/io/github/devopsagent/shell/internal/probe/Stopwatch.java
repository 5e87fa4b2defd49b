package io.github.devopsagent.shell.internal.probe;

import java.time.Duration;

/** Tells how long something took, in milliseconds. */
final class Stopwatch {

    private final long start = System.nanoTime();

    private Stopwatch() {}

    static Stopwatch start() {
        return new Stopwatch();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public String toString() {
        return elapsed().toMillis() + " ms";
    }
}
