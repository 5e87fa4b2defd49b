package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.StepOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that hands on what a step prints, until no process holds the output any more. */
final class OutputReader {

    private static final int CHUNK = 64 * 1024;

    private final Printed source;
    private final StepOutput output;
    private final Runnable failed;
    private final Thread thread;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long taken;
    private volatile boolean idle = true;
    private volatile Optional<Throwable> failure = Optional.empty();
    private volatile boolean stopped;

    /**
     * @param failed called once, if the output cannot be handed on; what comes later is read, and dropped
     */
    OutputReader(Printed source, StepOutput output, Runnable failed) {
        this.source = source;
        this.output = output;
        this.failed = failed;
        this.thread = new Thread(this::read, Thread.currentThread().getName() + " (output)");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void read() {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        try {
            for (int length = source.read(chunk); length >= 0; length = source.read(chunk)) {
                idle = false;
                hand(chunk, length);
                total += length;
                taken = total;
                idle = true;
            }
        } catch (IOException e) {
            // It was closed: nothing more is wanted.
        } finally {
            end.countDown();
        }
    }

    private void hand(byte[] chunk, int length) {
        if (failure.isPresent() || stopped) {
            return;
        }
        try {
            output.write(chunk, 0, length);
        } catch (Throwable e) {
            failure = Optional.of(e);
            failed.run();
        }
    }

    /** How many bytes were handed on. */
    long taken() {
        return taken;
    }

    /** Whether nothing is being handed on. */
    boolean isIdle() {
        return idle;
    }

    Optional<Throwable> failure() {
        return failure;
    }

    /** Nothing more is handed on, though it is read. */
    void stop() {
        stopped = true;
    }

    boolean awaitEnd(Duration time) throws InterruptedException {
        return end.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }

    /** How many bytes it may have read that it has not handed on yet. */
    static int inHand() {
        return CHUNK;
    }
}
