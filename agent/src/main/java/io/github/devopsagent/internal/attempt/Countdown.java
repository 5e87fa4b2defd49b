package io.github.devopsagent.internal.attempt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Counts down the time that something may take. Time in which this agent itself stood still does not count, as while it was
 * suspended or its machine was paused: what was done meanwhile could not be seen.
 */
public final class Countdown {

    /** So much counts at most of a time in which this agent stood still. */
    static final Duration SLICE = Duration.ofSeconds(1);

    /** Who waits so much longer than asked has stood still. */
    static final Duration LATENESS = Duration.ofMillis(250);

    /** A clock, and waiting by it. */
    public interface Waiting {

        Waiting REAL = new Waiting() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void await(CompletableFuture<?> until, long nanos) {
                try {
                    until.get(nanos, TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    // Who waits looks himself.
                } catch (ExecutionException | InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts the thread of a run, nor fails a result", e);
                }
            }
        };

        long nanoTime();

        /** Returns when this is done, or its time is over. */
        void await(CompletableFuture<?> until, long nanos);
    }

    private final Waiting waiting;
    private long left;
    private boolean isLastLook;

    public Countdown(Duration time, Waiting waiting) {
        this.waiting = waiting;
        left = time.toNanos();
    }

    /** Waits until it is done, or the time is over. */
    void await(CompletableFuture<?> until) {
        await(until, Optional.empty());
    }

    /** The same, and tells now and then that it still waits. */
    void await(CompletableFuture<?> until, Optional<SilenceNotice> silence) {
        while (!until.isDone() && left > 0) {
            long asked = slice();
            long begin = waiting.nanoTime();
            waiting.await(until, asked);
            count(asked, begin);
            if (silence.isPresent()) {
                silence.get().look(waiting.nanoTime());
            }
        }
    }

    /** Something was done that takes time of it, which began then. */
    void spent(long begin) {
        count(slice(), begin);
    }

    /** Does something that takes time of it, and has a result. */
    public <T> T spend(Supplier<T> work) {
        long begin = waiting.nanoTime();
        T result = work.get();
        spent(begin);
        return result;
    }

    /** How much is left; nothing when the time is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, left));
    }

    private long slice() {
        return Math.max(0, Math.min(left, SLICE.toNanos()));
    }

    private void count(long asked, long begin) {
        long taken = waiting.nanoTime() - begin;
        boolean stoodStill = taken > asked + LATENESS.toNanos();
        left -= stoodStill ? asked : taken;
        if (stoodStill && left <= 0 && !isLastLook) {
            // What was done meanwhile is about to be seen.
            isLastLook = true;
            left = SLICE.toNanos();
        }
    }
}
