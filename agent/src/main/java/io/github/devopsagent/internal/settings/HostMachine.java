package io.github.devopsagent.internal.settings;

import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.time.VirtualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The machine on which an agent works, as far as tests play another one.
 *
 * @param clock of the host; empty for the system's time. On a {@link VirtualClock} what would be waited for passes at once
 * @param settling waits until a document that is missing or faulty is looked at once more; true if it was cancelled
 * @param brakePause waits until a status or message that cannot be read is read again; true if it was cancelled
 * @param disk what is written to
 * @param identity who this agent is
 * @param watchTiming how often the agent's own files are looked at
 */
public record HostMachine(
        Optional<Clock> clock,
        Optional<Predicate<Cancellation>> settling,
        Optional<Predicate<Cancellation>> brakePause,
        Disk disk,
        AgentIdentity identity,
        OwnershipGuard.WatchTiming watchTiming) {

    /**
     * How long after the first look a document that is missing or faulty is looked at once more: three seconds. Whoever
     * writes it in place, rather than beside it, takes some milliseconds.
     */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(3);

    /** How often others are given time to finish what they are writing while a deployment goes on. */
    public static final int MOST_BRAKE_PAUSES = 10;

    /** The pause before a half-written file is read again: all pauses together are five seconds. */
    private static final Duration BRAKE_PAUSE = Duration.ofSeconds(5).dividedBy(MOST_BRAKE_PAUSES);

    /** Waits for as long as a document takes to be written; true if it was cancelled. */
    public boolean settle(Cancellation cancellation) {
        return pause(SETTLE_TIME, settling, cancellation);
    }

    /** Waits until what stops a deployment is read again; true if it was cancelled. */
    public boolean pause(Cancellation cancellation) {
        return pause(BRAKE_PAUSE, brakePause, cancellation);
    }

    private boolean pause(Duration time, Optional<Predicate<Cancellation>> instead, Cancellation cancellation) {
        Optional<VirtualClock> virtual = virtualClock();
        if (virtual.isPresent()) {
            return pass(virtual.get(), time, cancellation);
        }
        return instead.isPresent() ? instead.get().test(cancellation) : cancellation.await(time);
    }

    private static boolean pass(VirtualClock virtual, Duration time, Cancellation cancellation) {
        if (!cancellation.isRequested()) {
            virtual.pass(time);
        }
        return cancellation.isRequested();
    }

    /** The clock, if time passes on it only where somebody would wait. */
    public Optional<VirtualClock> virtualClock() {
        return clock.isPresent() && clock.get() instanceof VirtualClock virtual
                ? Optional.of(virtual)
                : Optional.empty();
    }

    /**
     * Waits until the time has passed, a run is to be cancelled, or something else ends the waiting.
     *
     * @param cancellation the wish that ends it
     * @param time how long; not at all if negative
     * @param until ends the waiting as well
     * @return true if the wish was made meanwhile, or before
     */
    public boolean await(Cancellation cancellation, Duration time, CompletableFuture<?> until) {
        Optional<VirtualClock> virtual = virtualClock();
        if (virtual.isEmpty()) {
            return cancellation.await(time, until);
        }
        return until.isDone() ? cancellation.isRequested() : pass(virtual.get(), time, cancellation);
    }

    /** Counts the time that passes, from any beginning. */
    public long nanoTime() {
        Optional<VirtualClock> virtual = virtualClock();
        return virtual.isPresent() ? virtual.get().elapsed().toNanos() : System.nanoTime();
    }
}
