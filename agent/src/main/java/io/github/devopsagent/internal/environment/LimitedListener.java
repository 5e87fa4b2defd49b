package io.github.devopsagent.internal.environment;

import io.github.devopsagent.RunListener;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.log.LogContext;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.internal.settings.HostCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells one listener what happens: in this order, one thing at a time, on one thread of its own. A listener that does not
 * return in time is told nothing more; it never disturbs a run in another way.
 */
final class LimitedListener {

    /** So many lines may wait for a listener that is slower than a step that prints. */
    private static final int ROOM = 64;

    private final RunListener listener;
    private final Duration limit;
    private final BlockingQueue<Told> waiting = new ArrayBlockingQueue<>(ROOM);
    private Optional<Thread> thread = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<String> dropped = Optional.empty();
    private volatile boolean closed;

    /** Something to be told, and whether that is done. */
    private record Told(LogContext context, Consumer<RunListener> what, CountDownLatch done) {}

    LimitedListener(RunListener listener, Duration limit) {
        this.listener = listener;
        this.limit = limit;
    }

    /** Tells it, and waits until it knows. */
    void tell(LogContext context, Consumer<RunListener> what) {
        long begun = System.nanoTime();
        Told told = new Told(context, what, new CountDownLatch(1));
        if (offer(told, limit)) {
            Duration left = limit.minusNanos(System.nanoTime() - begun);
            try {
                if (!told.done().await(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS)) {
                    drop(late());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells it soon; waits only if it is far behind. */
    void tellSoon(LogContext context, Consumer<RunListener> what) {
        offer(new Told(context, what, new CountDownLatch(1)), limit);
    }

    private boolean offer(Told told, Duration time) {
        if (dropped.isPresent() || closed) {
            return false;
        }
        try {
            begin();
            boolean taken = waiting.offer(told, time.toNanos(), TimeUnit.NANOSECONDS);
            if (!taken) {
                drop(late());
            }
            return taken;
        } catch (OutOfMemoryError e) {
            // There are no threads left.
            drop("could not be told: " + e);
            return false;
        } catch (InterruptedException e) {
            // A step that is ended does not wait for those who watch it.
            Thread.currentThread().interrupt();
            return waiting.offer(told);
        }
    }

    private synchronized void begin() {
        if (thread.isEmpty()) {
            Thread own = new Thread(this::work, "devops-listener");
            own.setDaemon(true);
            own.start();
            thread = Optional.of(own);
        }
    }

    private String late() {
        return "did not return within " + Durations.format(limit);
    }

    private synchronized void drop(String why) {
        if (dropped.isEmpty()) {
            String what = "a listener (" + listener.getClass().getName() + ") " + why + ", and was told nothing more";
            dropped = Optional.of(what);
            LogEvent.LISTENER_FAILED.log("{}; the run goes on", what);
            thread.ifPresent(Thread::interrupt);
        }
    }

    private void work() {
        try {
            while (dropped.isEmpty()) {
                Told next = waiting.take();
                carryOut(next);
                if (closed && waiting.isEmpty()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // It was dropped, or there is nothing more to tell.
        }
    }

    private void carryOut(Told told) {
        try {
            told.context().running(() -> told.what().accept(listener)).run();
        } catch (Throwable e) {
            if (dropped.isEmpty()) {
                told.context().running(() -> failed(e)).run();
            }
        } finally {
            told.done().countDown();
            forgetItsInterrupt();
        }
    }

    private void failed(Throwable e) {
        Optional<String> words = HostCalls.inWords(e);
        failure = Optional.of("a listener (" + listener.getClass().getName() + ") failed: "
                + words.orElse(e.getClass().getName()));
        if (words.isPresent()) {
            LogEvent.LISTENER_FAILED.log("a listener failed; the run goes on", e);
        } else {
            LogEvent.LISTENER_FAILED.log(
                    "a listener failed, of {}; the run goes on", e.getClass().getName());
        }
    }

    /** A listener that interrupts its own thread is told the next thing all the same. */
    private void forgetItsInterrupt() {
        if (dropped.isEmpty()) {
            Thread.interrupted();
        }
    }

    /** What people should know of it. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        failure.ifPresent(warnings::add);
        dropped.ifPresent(warnings::add);
        return warnings;
    }

    /** Ends its thread when everything is told. */
    void close() {
        closed = true;
        waiting.offer(new Told(LogContext.current(), nobody -> {}, new CountDownLatch(1)));
    }
}
