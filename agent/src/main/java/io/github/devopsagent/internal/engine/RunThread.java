package io.github.devopsagent.internal.engine;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.log.LogContext;
import io.github.devopsagent.internal.settings.AgentSettings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Calls a {@link RunCoordinator} on a thread of its own. An interrupt closes the file channel on which a thread works, even that
 * of the journal; so the caller's thread only waits, and hands the interrupt on as a wish.
 */
public final class RunThread {

    private static final String NAME = "devops-run";

    private final AgentSettings settings;
    private final Cancellation cancellation = new Cancellation();
    private final RunMask mask;

    private RunThread(AgentSettings settings) {
        this.settings = settings;
        this.mask = new RunMask(settings.secrets().values().values());
    }

    /**
     * Calls a coordinator, and waits until it is done.
     *
     * @throws DevOpsAgentException if the world is broken
     */
    public static <T> T call(AgentSettings settings, Function<RunCoordinator, T> verb) {
        RunThread thread = new RunThread(settings);
        return thread.await(thread.start(verb));
    }

    private <T> CompletableFuture<T> start(Function<RunCoordinator, T> verb) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable work = LogContext.current().running(() -> {
            try {
                result.complete(answer(verb));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        Thread thread = new Thread(work, NAME);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        return result;
    }

    private <T> T answer(Function<RunCoordinator, T> verb) {
        RunCoordinator coordinator = new RunCoordinator(settings, cancellation, mask);
        try {
            return verb.apply(coordinator);
        } finally {
            coordinator.release();
        }
    }

    private <T> T await(CompletableFuture<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancellation.request();
                } catch (ExecutionException e) {
                    throw new RunFailure(Optional.ofNullable(e.getCause()).orElse(e), settings.consensus(), mask)
                            .thrown();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
