package io.github.devopsagent.git.internal.remote;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * An exchange with a remote, on a thread of its own: what it waits for may not notice an interruption, so it is hung up from
 * outside.
 */
final class InterruptibleTransport {

    /** Stays below the time that the agent gives a step that it has interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private InterruptibleTransport() {}

    /**
     * Returns when the talk has ended, in which is logged with this thread's diagnostic context (MDC). If this thread is interrupted, it waits for that only a while: a remote that goes
     * on saying something, or nothing, cannot be hung up on in each kind of transport.
     *
     * @param hangUp lets it end soon, and have no effect here if it goes on
     * @throws InterruptedException if this thread was interrupted; the talk may have its effect at the remote nonetheless
     */
    static <T> T of(Callable<T> talk, Runnable hangUp) throws InterruptedException, ExecutionException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Map<String, String> context = MDC.getCopyOfContextMap();
        Thread thread = new Thread(
                () -> {
                    if (context != null) {
                        MDC.setContextMap(context);
                    }
                    complete(result, talk);
                },
                Thread.currentThread().getName() + " git remote");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get();
        } catch (InterruptedException e) {
            hangUp.run();
            thread.interrupt();
            // Unlike get, join goes on waiting if it is interrupted again.
            result.handle((value, failure) -> "")
                    .completeOnTimeout("", PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            throw e;
        }
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> talk) {
        try {
            result.complete(talk.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }
}
