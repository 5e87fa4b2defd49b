package io.github.devopsagent.internal.environment;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.devopsagent.RunListener;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.log.LogContext;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.internal.settings.HostCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells one listener what happens: in this order, one thing at a time, on one thread of its own. A listener that does not
 * return in time is told nothing more, and one that is slow is not told all lines; it never disturbs a run in another way.
 */
final class LimitedListener {

    /** So many characters may wait for a listener that is slower than a step that prints. */
    private static final int ROOM = 1 << 20;

    /** What a line takes beside its characters. */
    private static final int OF_A_LINE = 64;

    /** How long a step, and then the run, waits for a listener that is behind, before lines are left out. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RunListener listener;
    private final Duration limit;
    private final Duration patience;
    private final BlockingQueue<Told> waiting = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private Optional<Thread> thread = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<String> dropped = Optional.empty();
    private volatile boolean closed;

    /** How often it has returned. */
    private final AtomicLong returns = new AtomicLong();

    /** How long steps may still wait until the next event, in nanoseconds. */
    private final AtomicLong patienceLeft = new AtomicLong();

    /** How many lines were left out since something could be told. */
    private final AtomicLong missed = new AtomicLong();

    private final AtomicLong allMissed = new AtomicLong();

    /** The run waits for what comes after these lines. */
    private volatile boolean isHurried;

    /** Of its own thread: whose lines it told last, and how many it has left out since. */
    private String printing = "";

    private long skipped;

    /**
     * What is to be told.
     *
     * @param context of the log
     * @param printed whose lines they are; empty for anything else, which is one thing
     * @param what one thing after another
     * @param size how much room it takes
     * @param missed how many lines were left out before it
     * @param done whether that is told
     */
    private record Told(
            LogContext context,
            Optional<String> printed,
            List<Consumer<RunListener>> what,
            int size,
            long missed,
            CountDownLatch done) {}

    LimitedListener(RunListener listener, Duration limit) {
        this.listener = listener;
        this.limit = limit;
        Duration half = limit.dividedBy(2);
        this.patience = PATIENCE.compareTo(half) < 0 ? PATIENCE : half;
        this.patienceLeft.set(patience.toNanos());
    }

    /** Whether it is still told what happens. */
    boolean listens() {
        return dropped.isEmpty() && !closed;
    }

    /** Tells it, and waits until it knows. */
    void tell(LogContext context, Consumer<RunListener> what) {
        if (!begins()) {
            return;
        }
        Told told = told(context, Optional.empty(), List.of(what), 0);
        waiting.add(told);
        try {
            if (!isTold(told)) {
                drop("did not return within " + Durations.format(limit));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isHurried = false;
            patienceLeft.set(patience.toNanos());
        }
    }

    /** In time, that is as long as each call returns in time. */
    private boolean isTold(Told told) throws InterruptedException {
        boolean isDone = told.done().await(patience.toNanos(), NANOSECONDS);
        isHurried = !isDone;
        long before = -1;
        while (!isDone && returns.get() != before) {
            before = returns.get();
            isDone = told.done().await(limit.toNanos(), NANOSECONDS);
        }
        return isDone;
    }

    /** Tells it soon. */
    void tellSoon(LogContext context, Consumer<RunListener> what) {
        if (begins()) {
            waiting.add(told(context, Optional.empty(), List.of(what), 0));
        }
    }

    /** Tells it lines soon, one after another, or how many were left out if it is far behind. */
    void tellLines(LogContext context, String name, List<String> lines) {
        if (!begins()) {
            return;
        }
        int size = 0;
        for (String line : lines) {
            size = Math.min(ROOM, size + line.length() + OF_A_LINE);
        }
        if (!room.tryAcquire(size) && !hasRoomSoon(size)) {
            missed.addAndGet(lines.size());
            allMissed.addAndGet(lines.size());
            return;
        }
        List<Consumer<RunListener>> each = new ArrayList<>(lines.size());
        lines.forEach(line -> each.add(listener -> listener.printed(name, line)));
        waiting.add(told(context, Optional.of(name), each, size));
    }

    private boolean hasRoomSoon(int size) {
        long begun = System.nanoTime();
        try {
            return room.tryAcquire(size, patienceLeft.get(), NANOSECONDS);
        } catch (InterruptedException e) {
            // A step that is ended does not wait for those who watch it.
            Thread.currentThread().interrupt();
            return false;
        } finally {
            patienceLeft.addAndGet(begun - System.nanoTime());
        }
    }

    private Told told(LogContext context, Optional<String> printed, List<Consumer<RunListener>> what, int size) {
        return new Told(context, printed, what, size, missed.getAndSet(0), new CountDownLatch(1));
    }

    private boolean begins() {
        try {
            if (listens()) {
                begin();
            }
        } catch (OutOfMemoryError e) {
            // There are no threads left.
            drop("could not be told: " + e);
        }
        return listens();
    }

    private synchronized void begin() {
        if (thread.isEmpty()) {
            Thread own = new Thread(this::work, "devops-listener");
            own.setDaemon(true);
            own.start();
            thread = Optional.of(own);
        }
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
            told.context().running(() -> inTurn(told)).run();
        } finally {
            room.release(told.size());
            told.done().countDown();
        }
    }

    private void inTurn(Told told) {
        printing = told.printed().orElse(printing);
        skipped += told.missed();
        for (Consumer<RunListener> each : told.what()) {
            if (told.printed().isPresent() && isHurried) {
                skipped++;
                allMissed.incrementAndGet();
            } else {
                tellSkipped();
                carryOut(each);
            }
        }
    }

    private void tellSkipped() {
        if (skipped > 0) {
            String line = "(" + skipped + " lines are left out here)";
            skipped = 0;
            carryOut(slow -> slow.printed(printing, line));
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
        if (allMissed.get() > 0) {
            warnings.add("a listener (" + listener.getClass().getName()
                    + ") was too slow to be told all that steps printed: " + allMissed.get() + " lines were left out");
        }
        return warnings;
    }

    /** Ends its thread when everything is told. */
    void close() {
        closed = true;
        waiting.add(told(LogContext.current(), Optional.empty(), List.of(), 0));
    }
}
