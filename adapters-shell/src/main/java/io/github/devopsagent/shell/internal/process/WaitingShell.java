package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The shell of the next step, started while the step before it runs, and waiting at its gate. It does not wait long: it holds
 * a directory, which that step may want to unmount, and a step that takes longer would gain nothing.
 */
final class WaitingShell {

    static final Duration LONGEST = Duration.ofSeconds(1);

    private final StepCommand command;
    private final Attempt attempt;
    private final ExecutionContext context;
    private final Runnable forgetFiles;
    private final CompletableFuture<Optional<StartGate.HeldShell>> started = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean isOver;

    WaitingShell(StepCommand command, Attempt attempt, ExecutionContext context, Runnable forgetFiles) {
        this.command = command;
        this.attempt = attempt;
        this.context = context;
        this.forgetFiles = forgetFiles;
    }

    /** Starts it on a thread of its own, which gives it up after this time. */
    void start(Callable<Either<String, StartGate.HeldShell>> start, Duration longest) {
        Thread thread = new Thread(
                () -> {
                    started.complete(result(start));
                    await(longest);
                    giveUp();
                },
                "devops-next " + attempt.key());
        thread.setDaemon(true);
        thread.start();
    }

    private static Optional<StartGate.HeldShell> result(Callable<Either<String, StartGate.HeldShell>> start) {
        try {
            return start.call().toJavaOptional();
        } catch (Exception e) {
            // Whatever stands in its way is told when the step itself is started.
            return Optional.empty();
        }
    }

    private void await(Duration longest) {
        try {
            boolean unused = over.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is of an attempt of the same run. */
    boolean isOfRun(Attempt other) {
        return attempt.scratch().directory().equals(other.scratch().directory());
    }

    /**
     * Takes it, if it is what would be started now; otherwise it is given up, with all that was made for it.
     *
     * @throws InterruptedException if that came while it was just being started; it is given up when it is
     */
    Optional<StartGate.HeldShell> take(StepCommand wanted, Attempt next, ExecutionContext where, Path proc)
            throws InterruptedException {
        Optional<StartGate.HeldShell> shell = await();
        synchronized (this) {
            boolean fits = !isOver
                    && attempt.key().equals(next.key())
                    && command.equals(wanted)
                    && context.equals(where)
                    && shell.filter(each -> each.isIn(where.workingDirectory(), proc))
                            .isPresent();
            if (!fits) {
                giveUp();
                return Optional.empty();
            }
            isOver = true;
            over.countDown();
            return shell;
        }
    }

    private Optional<StartGate.HeldShell> await() throws InterruptedException {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails it", e);
        } catch (InterruptedException e) {
            over.countDown();
            throw e;
        }
    }

    /** Ends it, unless it was taken, or given up before. */
    void giveUp() {
        over.countDown();
        Optional<StartGate.HeldShell> shell = started.join();
        synchronized (this) {
            if (!isOver) {
                isOver = true;
                shell.ifPresent(StartGate.HeldShell::giveUp);
                forgetFiles.run();
            }
        }
    }
}
