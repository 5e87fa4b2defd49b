package io.github.devopsagent.internal.ownership;

import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.internal.attempt.Cancellation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Renews the leases that have a term, each on a thread of its own, since whoever is asked may not answer; and has everything else
 * wait for as long as it is not certain that they are held. No lock of another object is taken while it is asked or waited.
 */
public final class LeaseRenewal implements AutoCloseable {

    /** How often it is looked whether a lease still stands. */
    private static final long LOOK_MILLIS = 20;

    /** How long at most until whoever did not answer is asked again. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** In the last of so many parts of a term nothing is begun or written any more. */
    private static final int LAST_PART = 12;

    private final CompletableFuture<String> lost;
    private final Cancellation cancellation;
    private final Consumer<String> waiting;
    private final List<RenewedLease> leases = new CopyOnWriteArrayList<>();
    private final List<Consumer<Duration>> deadlines = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    private final AtomicInteger lapses = new AtomicInteger();

    private CompletableFuture<String> lapse = new CompletableFuture<>();
    private volatile boolean isFenced;

    /**
     * @param lost is told whose a lease is by now
     * @param cancellation a wish that is made while somebody waits ends the waiting
     * @param waiting is told what is waited for
     */
    LeaseRenewal(CompletableFuture<String> lost, Cancellation cancellation, Consumer<String> waiting) {
        this.lost = lost;
        this.cancellation = cancellation;
        this.waiting = waiting;
    }

    /** A lease that is renewed in time. */
    private final class RenewedLease implements Runnable {

        private final Lease lease;
        private final Duration term;
        private volatile String lastFailure = "";
        private volatile boolean isAtRest;
        private boolean isLapseCounted;
        private final Semaphore wake = new Semaphore(0);

        RenewedLease(Lease lease, Duration term) {
            this.lease = lease;
            this.term = term;
        }

        @Override
        public void run() {
            try {
                while (!lost.isDone() && over.getCount() > 0) {
                    Duration pause = renew();
                    isAtRest = lastFailure.isEmpty();
                    boolean unused = wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                    isAtRest = false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Asks for another term; returns when to do so again. */
        private Duration renew() {
            Duration third = term.dividedBy(3);
            if (isEnding() && !isLapseCounted) {
                isLapseCounted = true;
                lapses.incrementAndGet();
            }
            try {
                Optional<LeaseHolder> other = lease.renew();
                if (other.isPresent()) {
                    fence(lease, other.get().who());
                } else {
                    lastFailure = "";
                    isLapseCounted = false;
                    tellDeadline();
                }
                return third;
            } catch (FencedException e) {
                fence(lease, String.valueOf(e.getMessage()));
            } catch (RuntimeException | Error e) {
                // Whatever it is, such as no memory for a thread, only an answer tells that somebody else has it.
                lastFailure = String.valueOf(e.getMessage());
            }
            return third.compareTo(LONGEST_PAUSE) < 0 ? third : LONGEST_PAUSE;
        }

        /** What is carried out in this process has no watchdog, and a part of the term to come to an end in. */
        boolean isEnding() {
            return lease.remaining().compareTo(term.dividedBy(LAST_PART)) <= 0;
        }

        /** Its time is over before it was to be renewed, as on a machine that stood still. */
        void wake() {
            if (isAtRest) {
                isAtRest = false;
                wake.release();
            }
        }

        String lapsed() {
            return "it is not certain any more that this agent has " + named(lease)
                    + (lastFailure.isEmpty() ? "" : ": " + lastFailure);
        }
    }

    private static String named(Lease lease) {
        return "the lease of "
                + switch (lease.key().scope()) {
                    case DIRECTORY -> "directory ";
                    case TARGET -> "target ";
                }
                + lease.key().name();
    }

    /** Keeps a lease from now on, if it has a term. */
    void hold(Lease lease) {
        Optional<Duration> term = lease.term();
        if (term.isPresent()) {
            RenewedLease renewed = new RenewedLease(lease, term.get());
            if (leases.isEmpty()) {
                start(this::watch, "devops-lease");
            }
            leases.add(renewed);
            start(renewed, "devops-lease " + lease.key().name());
        }
    }

    /** Whether there is a lease that has a term. */
    boolean hasLeases() {
        return !leases.isEmpty();
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks for the end of a term also while the answer to its renewal is waited for. */
    private void watch() {
        try {
            while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                CompletableFuture<String> unused = lapse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<RenewedLease> lapsed() {
        for (RenewedLease each : leases) {
            if (each.isEnding()) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Whether it is certain, without asking anybody, that all leases are held, and will be for a while. */
    boolean stands() {
        return lapsed().isEmpty();
    }

    private void fence(Lease lease, String who) {
        fence(named(lease) + " is another agent's by now: " + who);
    }

    private void fence(String why) {
        isFenced = true;
        lost.complete(why);
    }

    /** How often a lease was over, or nearly so, before it was held for another term; it is counted before it is held again. */
    int lapses() {
        return lapses.get();
    }

    /** How long the longest of those that have a term lasts; zero if there is none. */
    Duration term() {
        return leases.stream()
                .map(each -> each.term)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether another agent has one of the leases, so that nothing of this one can be written any more. */
    boolean isFenced() {
        return isFenced;
    }

    /** Done while it is not certain that each lease is held; another one as soon as it is again. */
    private synchronized CompletableFuture<String> lapse() {
        Optional<RenewedLease> lapsed = lapsed();
        if (lapsed.isPresent()) {
            lapsed.get().wake();
            lapse.complete(lapsed.get().lapsed());
        } else if (lapse.isDone()) {
            lapse = new CompletableFuture<>();
        }
        return lapse;
    }

    /** Done when the right to carry something out is over: nobody can tell whose the leases are, or they are another one's. */
    CompletableFuture<?> end() {
        return leases.isEmpty() ? lost : CompletableFuture.anyOf(lost, lapse());
    }

    /**
     * Has somebody told how long the leases are held for certain: at once, and each time they were renewed.
     *
     * @return ends that, to be closed
     */
    StepOutput.Subscription onDeadline(Consumer<Duration> told) {
        if (leases.isEmpty()) {
            return StepOutput.Subscription.NONE;
        }
        deadlines.add(told);
        tellDeadline();
        return () -> deadlines.remove(told);
    }

    /** How long all of them stand for certain; there is one. */
    private Duration remaining() {
        return leases.stream()
                .map(each -> each.lease.remaining())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private void tellDeadline() {
        Duration left = remaining();
        for (Consumer<Duration> each : deadlines) {
            each.accept(left);
        }
    }

    /**
     * Waits until it is certain that all leases are held.
     *
     * @throws OwnershipLostException if another agent has one
     * @throws CoordinationUnavailableException if the host does not want to wait any more
     */
    void await() {
        Optional<RenewedLease> lapsed = lapsed();
        int wishes = cancellation.requests();
        String told = "";
        while (lapsed.isPresent()) {
            String why = lapsed.get().lapsed();
            requireHeld();
            told = tell(why, told);
            pause(Duration.ofMillis(LOOK_MILLIS), wishes, new CoordinationUnavailableException(why));
            lapsed = lapsed();
        }
        requireHeld();
    }

    /**
     * Asks until there is an answer, and only for as long as it is certain that the leases are held.
     *
     * @throws OwnershipLostException if another agent has one
     * @throws CoordinationUnavailableException if the host does not want to wait any more
     */
    <T> T answered(Supplier<T> question) {
        int wishes = cancellation.requests();
        String told = "";
        while (true) {
            await();
            try {
                return question.get();
            } catch (FencedException e) {
                fence(String.valueOf(e.getMessage()));
                throw new OwnershipLostException(lost.join(), true);
            } catch (CoordinationUnavailableException e) {
                told = tell(String.valueOf(e.getMessage()), told);
                pause(pause(), wishes, e);
            }
        }
    }

    /** Tells what is waited for, unless that is what was told last; returns it. */
    private String tell(String why, String told) {
        if (!why.equals(told)) {
            waiting.accept(why);
        }
        return why;
    }

    /**
     * Makes certain, by asking, that all leases are held at this moment.
     *
     * @throws OwnershipLostException if another agent has one
     * @throws CoordinationUnavailableException if the host does not want to wait any more
     */
    void confirm() {
        for (RenewedLease each : leases) {
            Optional<LeaseHolder> other = answered(each.lease::renew);
            if (other.isPresent()) {
                fence(each.lease, other.get().who());
            }
        }
        requireHeld();
    }

    private Duration pause() {
        Duration shortest = LONGEST_PAUSE;
        for (RenewedLease each : leases) {
            Duration part = each.term.dividedBy(LAST_PART);
            shortest = part.compareTo(shortest) < 0 ? part : shortest;
        }
        return shortest;
    }

    private void pause(Duration time, int wishes, CoordinationUnavailableException why) {
        boolean isCancelled = cancellation.requests() > wishes;
        try {
            if (isCancelled || over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw why;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }

    private void requireHeld() {
        if (isFenced) {
            throw new OwnershipLostException(lost.join(), true);
        }
    }

    @Override
    public void close() {
        over.countDown();
        for (RenewedLease each : leases) {
            each.wake.release();
        }
    }
}
