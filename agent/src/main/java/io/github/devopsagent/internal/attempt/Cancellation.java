package io.github.devopsagent.internal.attempt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The host's wish that a run stops; once made, it stands. */
public final class Cancellation {

    private final CompletableFuture<Boolean> requested = new CompletableFuture<>();
    private final AtomicInteger requests = new AtomicInteger();

    public void request() {
        requests.incrementAndGet();
        requested.complete(true);
    }

    /** How often it was made: who waits after it was heeded ends that when it is made once more. */
    public int requests() {
        return requests.get();
    }

    public boolean isRequested() {
        return requested.isDone();
    }

    CompletableFuture<Boolean> future() {
        return requested;
    }

    /**
     * Waits until the time has passed, or the run is to be cancelled.
     *
     * @param time how long; not at all if negative
     * @return true if the wish was made meanwhile, or before
     */
    public boolean await(Duration time) {
        return await(time, new CompletableFuture<>());
    }

    /**
     * Waits until the time has passed, the run is to be cancelled, or something else ends the waiting.
     *
     * @param time how long; not at all if negative
     * @param until ends the waiting as well
     * @return true if the wish was made meanwhile, or before
     */
    public boolean await(Duration time, CompletableFuture<?> until) {
        try {
            CompletableFuture.anyOf(requested, until).get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
            return isRequested();
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a run, nor fails a wish", e);
        }
    }
}
