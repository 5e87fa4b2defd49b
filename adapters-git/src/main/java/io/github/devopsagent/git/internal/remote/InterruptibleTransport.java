package io.github.devopsagent.git.internal.remote;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A talk with a remote, on a thread of its own: what it waits for may not notice an interruption, so it is hung up from
 * outside.
 */
final class InterruptibleTransport {

    private InterruptibleTransport() {}

    /**
     * Returns when the talk has ended, in any case.
     *
     * @param hangUp lets it end soon
     * @throws InterruptedException if this thread was interrupted; the talk may have had its effect nonetheless
     */
    static <T> T of(Callable<T> talk, Runnable hangUp) throws InterruptedException, ExecutionException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread =
                new Thread(() -> complete(result, talk), Thread.currentThread().getName() + " git remote");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get();
        } catch (InterruptedException e) {
            hangUp.run();
            thread.interrupt();
            // Unlike get, join goes on waiting if it is interrupted again.
            result.handle((value, failure) -> "").join();
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
