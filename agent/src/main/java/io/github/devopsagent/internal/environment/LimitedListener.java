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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells one listener what happens: in this order, one thing at a time, on one thread of its own. A listener that does not
 * return in time is told nothing more; it never disturbs a run in another way.
 */
final class LimitedListener {

    /** So much may wait for a listener that is slower than a step that prints, which tells many lines at once. */
    private static final int ROOM = 4;

    private final RunListener listener;
    private final Duration limit;
    private final BlockingQueue<Told> waiting = new ArrayBlockingQueue<>(ROOM);
    private Optional<Thread> thread = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<String> dropped = Optional.empty();
    private volatile boolean closed;

    /** How often it has returned. */
    private final AtomicLong returns = new AtomicLong();

    /** What is to be told, one thing after another, and whether that is done. */
    private record Told(LogContext context, List<Consumer<RunListener>> what, CountDownLatch done) {}

    LimitedListener(RunListener listener, Duration limit) {
        this.listener = listener;
        this.limit = limit;
    }

    /** Whether it is still told what happens. */
    boolean listens() {
        return dropped.isEmpty() && !closed;
    }

    /** Tells it, and waits until it knows. */
    void tell(LogContext context, Consumer<RunListener> what) {
        long begun = System.nanoTime();
        Told told = new Told(context, List.of(what), new CountDownLatch(1));
        if (offer(told, false)) {
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

    /** Tells it soon, one thing after another; waits only if it is far behind. */
    void tellSoon(LogContext context, List<Consumer<RunListener>> what) {
        offer(new Told(context, what, new CountDownLatch(1)), true);
    }

    /**
     * Waits for room.
     *
     * @param whileItReturns whether it is waited on as long as each call of the listener returns in time
     */
    private boolean offer(Told told, boolean whileItReturns) {
        if (!listens()) {
            return false;
        }
        try {
            begin();
            long before = returns.get();
            while (!waiting.offer(told, limit.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = returns.get();
                if (!whileItReturns || now == before) {
                    drop(late());
                    return false;
                }
                before = now;
            }
            return true;
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
            told.context().running(() -> told.what().forEach(this::carryOut)).run();
        } finally {
            told.done().countDown();
        }
    }

    private void carryOut(Consumer<RunListener> what) {
        if (dropped.isPresent()) {
            return;
        }
        try {
            what.accept(listener);
        } catch (Throwable e) {
            if (dropped.isEmpty()) {
                failed(e);
            }
        } finally {
            returns.incrementAndGet();
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
        waiting.offer(new Told(LogContext.current(), List.of(), new CountDownLatch(1)));
    }
}
