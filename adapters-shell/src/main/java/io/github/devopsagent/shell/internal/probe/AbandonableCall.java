package io.github.devopsagent.shell.internal.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Blocking calls that no interruption reaches, such as resolving a name. They are made on a daemon thread; when their
 * time is over they are interrupted, not waited for, and end by their own time limits.
 */
final class AbandonableCall {

    private AbandonableCall() {}

    /** Throws a TimeoutException too if the work runs into a time limit of its own. */
    static <T> T call(Callable<T> work, Duration limit) throws InterruptedException, TimeoutException, IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "devops-agent-probe");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                throw new TimeoutException();
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
