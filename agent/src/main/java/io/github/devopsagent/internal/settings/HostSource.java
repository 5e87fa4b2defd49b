package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.log.LogContext;
import io.github.devopsagent.metric.Measurement.Figure;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Code of the host's that measures. It is called on a thread that is given up when the code does not heed its interrupt: it
 * changes nothing, so that a rollback need not wait for it. Until it returns, each further sample fails.
 */
final class HostSource implements StepExecutor {

    private static final long PATIENCE_MILLIS = 1000;

    private final Callable<? extends Number> source;
    private Optional<Thread> last = Optional.empty();

    HostSource(Callable<? extends Number> source) {
        this.source = source;
    }

    @Override
    public synchronized StepResult execute(StepRequest request) throws Exception {
        if (last.filter(Thread::isAlive).isPresent()) {
            return StepResult.failure("the call for a sample before has not returned");
        }
        FutureTask<Double> call = new FutureTask<>(
                () -> Objects.requireNonNull(source.call(), "it returned null").doubleValue());
        Thread thread = new Thread(
                LogContext.current().running(call), Thread.currentThread().getName() + " measures");
        thread.setDaemon(true);
        last = Optional.of(thread);
        thread.start();
        try {
            String number = text(call.get());
            request.output().line(number);
            return StepResult.success(number);
        } catch (InterruptedException e) {
            thread.interrupt();
            thread.join(PATIENCE_MILLIS);
            return StepResult.failure(
                    thread.isAlive() ? "its code has not returned after an interrupt" : "its code was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static String text(double value) {
        return Double.isFinite(value) ? new Figure(value).toString() : String.valueOf(value);
    }
}
