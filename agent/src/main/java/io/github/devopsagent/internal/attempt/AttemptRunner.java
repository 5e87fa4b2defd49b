package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.log.LogContext;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Runs one attempt on a thread of its own, and ends it when its time is over or the run is cancelled. */
public final class AttemptRunner {

    /** How many characters of a reason are kept: it goes into the journal and the record. */
    static final int LONGEST_REASON = 8192;

    /** How long an executor has to end what it began, once it is interrupted. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    /** Who has not come back, in whatever run, and where it still is. */
    private static final Map<StepExecutor, Thread> UNRETURNED = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Cancellation cancellation;
    private final CompletableFuture<?> lost;
    private final Duration grace;
    private final Countdown.Waiting waiting;
    private Optional<SilenceNotice> silence = Optional.empty();
    private Optional<StepExecutor> remembered = Optional.empty();

    /**
     * A runner of one run, whose attempts end with it.
     *
     * @param cancellation ends an attempt, if it is cancellable
     * @param lost ends any attempt
     * @param grace how long an executor has to end what it began
     */
    public AttemptRunner(Cancellation cancellation, CompletableFuture<?> lost, Duration grace) {
        this(cancellation, lost, grace, Countdown.Waiting.REAL);
    }

    AttemptRunner(Cancellation cancellation, CompletableFuture<?> lost, Duration grace, Countdown.Waiting waiting) {
        this.cancellation = cancellation;
        this.lost = lost;
        this.grace = grace;
        this.waiting = waiting;
    }

    /**
     * A runner of one attempt, which tells when that is silent.
     *
     * @param heard changes whenever it prints something
     * @param tell is told how long it has run
     * @return a new one
     */
    public AttemptRunner telling(LongSupplier heard, Consumer<Duration> tell) {
        AttemptRunner telling = new AttemptRunner(cancellation, lost, grace, waiting);
        telling.silence = Optional.of(new SilenceNotice(waiting.nanoTime(), heard, tell));
        return telling;
    }

    /**
     * The same runner, which remembers an executor that does not come back from an attempt that was given up: each further
     * one would keep a thread.
     *
     * @param asked the executor itself, of which other runs know as well
     * @return this
     */
    public AttemptRunner remembering(StepExecutor asked) {
        remembered = Optional.of(asked);
        return this;
    }

    /** Where an executor still is that has not come back from an attempt that was given up, in whatever run. */
    public static Optional<String> unreturned(StepExecutor executor) {
        Thread before = UNRETURNED.get(executor);
        if (before == null || before.isAlive()) {
            return Optional.ofNullable(before).map(Thread::getName);
        }
        UNRETURNED.remove(executor, before);
        return Optional.empty();
    }

    /**
     * Runs an attempt on a thread of its own, and waits for its end. Nothing begins if the right to is over already.
     *
     * @param executor who carries it out
     * @param request what to do
     * @param cancellable whether a cancelled run ends it
     * @param started tells of the process that carries it out
     * @param watch is told of that process, before this method returns
     * @return how it ended
     */
    public StepResult run(
            StepExecutor executor, StepRequest request, boolean cancellable, StartNotice started, AttemptWatch watch) {
        if (lost.isDone()) {
            return notBegun();
        }
        CompletableFuture<StepResult> result = new CompletableFuture<>();
        Runnable attempt = LogContext.current().running(() -> {
            result.complete(bounded(execute(executor, request)));
        });
        Thread thread = new Thread(attempt, "devops-step " + request.context().step());
        thread.setDaemon(true);
        thread.start();
        long begun = waiting.nanoTime();
        Countdown time = new Countdown(request.timeout(), waiting);
        Optional<StepResult> inTime =
                await(CompletableFuture.anyOf(result, started.given()), result, time, cancellable);
        boolean isTold = false;
        try {
            long told = waiting.nanoTime();
            started.take(watch, thread);
            time.spent(told);
            if (started.given().isDone() && !result.isDone()) {
                long meanwhile = waiting.nanoTime();
                watch.meanwhile();
                time.spent(meanwhile);
            }
            isTold = true;
        } finally {
            if (!isTold) {
                // This agent gives the lock back when it leaves, and the next one must not begin beside this attempt.
                thread.interrupt();
                awaitGrace(result);
            }
        }
        if (inTime.isEmpty()) {
            inTime = await(result, result, time, cancellable);
        }
        if (inTime.isPresent()) {
            return inTime.get();
        }
        boolean cancelled = !lost.isDone() && cancellable && cancellation.isRequested();
        String why = cancelled ? "cancelled by the host" : whyOver(request);
        thread.interrupt();
        Optional<StepResult> inGrace = awaitGrace(result);
        if (inGrace.isEmpty() && remembered.isPresent()) {
            UNRETURNED.values().removeIf(other -> !other.isAlive());
            UNRETURNED.put(remembered.get(), thread);
        }
        return inGrace.map(ended -> cancelled ? ended(ended, why) : late(ended, why, begun))
                .orElseGet(() -> new StepResult.StillRunning(why + ", and its executor has not returned "
                        + Durations.format(grace) + " after it was interrupted (thread '" + thread.getName() + "')"));
    }

    private String whyOver(StepRequest request) {
        return lost.isDone() ? StepOutput.LEASE_UNCERTAIN : "timed out after " + Durations.format(request.timeout());
    }

    /** A result that came at the last moment still counts. */
    private Optional<StepResult> await(
            CompletableFuture<?> until, CompletableFuture<StepResult> result, Countdown time, boolean cancellable) {
        time.await(
                cancellable
                        ? CompletableFuture.anyOf(until, lost, cancellation.future())
                        : CompletableFuture.anyOf(until, lost),
                silence);
        return Optional.ofNullable(result.getNow(null));
    }

    private Optional<StepResult> awaitGrace(CompletableFuture<StepResult> result) {
        new Countdown(grace, waiting).await(result);
        return Optional.ofNullable(result.getNow(null));
    }

    /** What had to end before did not: a success after that proves nothing of what it should prove. */
    private StepResult late(StepResult result, String why, long begun) {
        if (!(result instanceof StepResult.Succeeded succeeded)) {
            return ended(result, why);
        }
        Duration taken = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(waiting.nanoTime() - begun));
        String late = why + "; its executor returned success " + Durations.format(taken) + " after it began";
        return new StepResult.Failed(bounded(join(late, succeeded.reason())), succeeded.exit());
    }

    /** What is said of an attempt that was not begun for want of the leases. */
    public static StepResult notBegun() {
        return new StepResult.NotStarted(StepOutput.LEASE_UNCERTAIN + ": it had not begun");
    }

    private static StepResult ended(StepResult result, String why) {
        return result.fold(
                succeeded -> succeeded,
                failed -> new StepResult.Failed(join(why, failed.reason()), failed.exit()),
                notStarted -> new StepResult.NotStarted(join(why, notStarted.reason())),
                stillRunning -> new StepResult.StillRunning(join(why, stillRunning.reason())));
    }

    private static String join(String why, String reason) {
        if (reason.isEmpty()) {
            return why;
        }
        return reason.startsWith(why) ? reason : why + ": " + reason;
    }

    private static StepResult bounded(StepResult result) {
        if (result.reason().length() <= LONGEST_REASON) {
            return result;
        }
        return result.fold(
                succeeded -> new StepResult.Succeeded(bounded(succeeded.reason()), succeeded.exit()),
                failed -> new StepResult.Failed(bounded(failed.reason()), failed.exit()),
                notStarted -> new StepResult.NotStarted(bounded(notStarted.reason())),
                stillRunning -> new StepResult.StillRunning(bounded(stillRunning.reason())));
    }

    public static String bounded(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    /** Asks what became of an attempt; an executor that cannot tell knows nothing. */
    public static Resolution resolve(StepExecutor executor, Attempt attempt) {
        try {
            Resolution known = Optional.ofNullable(executor.resolve(attempt)).orElseGet(Resolution.Unknown::new);
            return known.fold(
                    done -> new Resolution.Done(bounded(done.result())),
                    Resolution.NotStarted::new,
                    Resolution.Unknown::new);
        } catch (Throwable e) {
            return new Resolution.Unknown();
        }
    }

    private static StepResult execute(StepExecutor executor, StepRequest request) {
        try {
            Optional<StepResult> result = Optional.ofNullable(executor.execute(request));
            return result.isPresent() ? result.get() : StepResult.failure("the executor returned null");
        } catch (InterruptedException e) {
            return StepResult.failure("interrupted");
        } catch (Throwable e) {
            return StepResult.failure(told(e));
        }
    }

    /** Some exceptions fail when they are asked what they say. */
    private static String told(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getMessage())
                    .map(message -> thrown.getClass().getSimpleName() + ": " + message)
                    .or(() -> Optional.ofNullable(thrown.toString()))
                    .orElseGet(() -> thrown.getClass().getName());
        } catch (RuntimeException | Error silent) {
            return thrown.getClass().getName() + ", which says nothing of itself";
        }
    }
}
