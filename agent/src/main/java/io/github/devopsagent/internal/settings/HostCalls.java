package io.github.devopsagent.internal.settings;

import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.log.LogContext;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls code of the host during one run or preview: on a thread of its own, and for a limited time, so that code that
 * hangs fails as code that throws does, and never holds the lock for ever.
 */
public final class HostCalls {

    /** Finding out what became of an attempt may end processes, and wait for them. */
    private static final Duration RESOLVE_LIMIT = Duration.ofMinutes(10);

    /** How long code that was interrupted has to return, until it counts as still running. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Duration limit;
    private final Duration resolveLimit;
    private final Duration grace;
    private final Map<Object, Set<String>> hanging = Collections.synchronizedMap(new IdentityHashMap<>());

    HostCalls(Duration limit, Duration resolveLimit, Duration grace) {
        this.limit = limit;
        this.resolveLimit = resolveLimit;
        this.grace = grace;
    }

    public static HostCalls within(Duration limit) {
        return new HostCalls(limit, limit.compareTo(RESOLVE_LIMIT) > 0 ? limit : RESOLVE_LIMIT, GRACE);
    }

    /**
     * Calls code that throws nothing that is checked.
     *
     * @param owner who is called
     * @param question what is asked: whoever did not answer it once is not asked it again
     * @param code what is called
     * @return its answer
     * @throws HangingHostCode if there is none in time
     */
    <T> T ask(Object owner, String question, Callable<T> code) {
        try {
            return call(owner, question, code);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** The same for code that may throw anything. */
    <T> T call(Object owner, String question, Callable<T> code) throws Exception {
        if (hanging.getOrDefault(owner, Set.of()).contains(question)) {
            throw new HangingHostCode("it did not answer before, and is not asked again in this run", false);
        }
        try {
            return within(limit, question, code);
        } catch (HangingHostCode e) {
            hanging.computeIfAbsent(owner, first -> ConcurrentHashMap.newKeySet())
                    .add(question);
            throw e;
        }
    }

    /** Calls code that finds out what became of an attempt: whoever did not answer before is asked all the same. */
    <T> T resolve(Callable<T> code) throws Exception {
        return within(resolveLimit, "resolve", code);
    }

    private <T> T within(Duration most, String question, Callable<T> code) throws Exception {
        FutureTask<T> answer = new FutureTask<>(new HostCall<>(LogContext.current(), code));
        // The caller's class loader and inheritable thread-locals come with a thread that it makes.
        Thread thread = new Thread(answer, "devops-host " + question);
        thread.setDaemon(true);
        thread.start();
        if (isDone(answer, most)) {
            return outcome(answer);
        }
        thread.interrupt();
        // An answer after the interrupt does not count: the code may only have found a way to end.
        boolean ended = isDone(answer, grace);
        throw new HangingHostCode(
                "it did not answer within " + Durations.format(most)
                        + (ended ? ", and was interrupted" : ", and runs on although it was interrupted"),
                !ended);
    }

    /** Calls the host's code with the logging context of whoever asks; the thread has its own one again afterwards. */
    private record HostCall<T>(LogContext context, Callable<T> code) implements Callable<T> {

        @Override
        public T call() throws Exception {
            LogContext before = LogContext.current();
            context.enter();
            try {
                return code.call();
            } catch (Throwable e) {
                // An exception is the host's, too: one that has no words would be thrown at whoever reports it.
                if (inWords(e).isEmpty()) {
                    throw new IllegalStateException(told(e));
                }
                throw e;
            } finally {
                before.enter();
            }
        }
    }

    /** What an exception says of itself, for people; some fail when they are asked. */
    public static String told(Throwable e) {
        return inWords(e).orElseGet(() -> e.getClass().getName() + ", which says nothing of itself");
    }

    /** What an exception says of itself; empty if it cannot even do that. */
    public static Optional<String> inWords(Throwable e) {
        try {
            String words = String.valueOf(e.getMessage());
            return Optional.of(words.isEmpty() ? e.getClass().getName() : e.toString());
        } catch (Throwable another) {
            return Optional.empty();
        }
    }

    private static boolean isDone(FutureTask<?> answer, Duration time) {
        try {
            answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return answer.isDone();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a run", e);
        }
    }

    private static <T> T outcome(FutureTask<T> answer) throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
