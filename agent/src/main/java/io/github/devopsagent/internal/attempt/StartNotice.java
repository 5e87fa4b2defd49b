package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.ProcessId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How an attempt's thread tells the run's thread which process it has started. */
public final class StartNotice {

    private final CompletableFuture<ProcessId> given = new CompletableFuture<>();
    private final CompletableFuture<Boolean> taken = new CompletableFuture<>();

    /** Gives the notice, and returns when it was taken; or when this thread is interrupted, since nobody listens then. */
    void give(ProcessId process) {
        given.complete(process);
        try {
            taken.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails a notice", e);
        }
    }

    /** Something that is done when the notice was given. */
    CompletableFuture<?> given() {
        return given;
    }

    /** Takes the notice, if it was given; who gave it is interrupted before it hears of that, if it cannot be noted. */
    void take(AttemptWatch watch, Thread giver) {
        if (given.isDone()) {
            boolean noted = false;
            try {
                noted = watch.started(given.join());
            } finally {
                if (!noted) {
                    giver.interrupt();
                }
                taken.complete(true);
            }
        }
    }
}
