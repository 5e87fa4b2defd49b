package io.github.devopsagent.shell.internal.process;

import java.time.Duration;

/**
 * Waits for a moment, longer each time, up to ten milliseconds. While processes are being
 * ended a further interruption must not cut that short: it is remembered, and set again afterwards.
 */
final class Pause {

    private static final long LONGEST_MILLIS = 10;

    private long millis = 1;
    private boolean interrupted;

    void interruptibly() throws InterruptedException {
        Thread.sleep(millis);
        millis = Math.min(millis * 2, LONGEST_MILLIS);
    }

    void regardless() {
        try {
            interruptibly();
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    void restoreInterruption() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static long nanosUntil(Duration fromNow) {
        return System.nanoTime() + fromNow.toNanos();
    }

    static boolean isOver(long nanos) {
        return System.nanoTime() - nanos >= 0;
    }
}
