package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * One probe, on a daemon thread of its own. When its time is over, or when the caller is interrupted, all that it holds
 * open is closed, and the thread ends by that.
 */
final class ProbeCall {

    /** How long a thread has to end: one that is inside of a resolver of the JVM cannot be ended. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    /** Who waits so much longer than asked was suspended, or its machine was paused. */
    private static final Duration LATENESS = Duration.ofMillis(250);

    /** How long an answer is still waited for that may have come meanwhile. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    private ProbeCall() {}

    /**
     * What a probe does.
     *
     * @param <T> what it finds
     */
    @FunctionalInterface
    interface ProbeQuestion<T> {
        /** Throws a ProbeFailure with words for people, and any other exception if there are none. */
        T run(ProbeScope scope, Deadline deadline) throws IOException;
    }

    /** What it found, or what went wrong. */
    static <T> Either<String, T> call(ProbeQuestion<T> work, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        ProbeScope scope = new ProbeScope();
        FutureTask<T> task = new FutureTask<>(() -> work.run(scope, deadline));
        Thread thread = new Thread(task, "devops-agent-probe");
        thread.setDaemon(true);
        thread.start();
        try {
            return Either.right(await(task, limit, System::nanoTime));
        } catch (TimeoutException e) {
            return Either.left(timedOut(scope, limit));
        } catch (InterruptedException e) {
            // With its phase, which an exception would not tell: this is how a probe ends whose time is over.
            Thread.currentThread().interrupt();
            return Either.left("interrupted while " + scope.phase());
        } catch (ExecutionException e) {
            return Either.left(failure(Objects.requireNonNullElse(e.getCause(), e), scope, limit));
        } finally {
            end(thread, scope);
        }
    }

    /** What has come by the time this process goes on, after it stood still, came in time. */
    static <T> T await(Future<T> task, Duration limit, LongSupplier nanoTime)
            throws InterruptedException, ExecutionException, TimeoutException {
        long begin = nanoTime.getAsLong();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            boolean stoodStill =
                    nanoTime.getAsLong() - begin > limit.plus(LATENESS).toNanos();
            return task.get(stoodStill ? LAST_LOOK.toNanos() : 0, TimeUnit.NANOSECONDS);
        }
    }

    private static String failure(Throwable cause, ProbeScope scope, Duration limit) {
        if (cause instanceof ProbeFailure known) {
            return known.reason();
        }
        if (cause instanceof ProbeTimeout) {
            return timedOut(scope, limit);
        }
        if (cause instanceof IOException) {
            return "the connection ended before a complete answer, while " + scope.phase() + ": "
                    + ConnectionFailure.message(cause);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    private static String timedOut(ProbeScope scope, Duration limit) {
        return "no complete answer within " + limit.toMillis() + " ms: it timed out while " + scope.phase();
    }

    private static void end(Thread thread, ProbeScope scope) {
        scope.close();
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(ENDING.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Words for what a probe says of itself. */
    static StepResult failed(String question, String failure, Stopwatch time) {
        return StepResult.failure(VisibleText.of(question + failure + ", after " + time));
    }
}
