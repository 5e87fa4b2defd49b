package io.github.devopsagent;

import io.github.devopsagent.directory.DirectoryLock;
import io.github.devopsagent.json.Durations;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Tries to take a lock for as long as the host wants to wait for it. */
final class PatientLocking {

    private static final Duration POLL = Duration.ofMillis(50);

    private PatientLocking() {}

    /**
     * Takes a lock.
     *
     * @param wait how long to wait for it
     * @param place tells if the host does not want to wait any more
     * @param attempt tries it once
     * @return the lock; or who has it, and how long it was waited for in vain
     */
    static Either<String, DirectoryLock> acquire(
            Duration wait, Workplace place, Supplier<Either<String, DirectoryLock>> attempt) {
        long begin = System.nanoTime();
        Either<String, DirectoryLock> lock = attempt.get();
        Duration left = wait;
        while (lock.isLeft()
                && !left.isZero()
                && !left.isNegative()
                && !place.cancellation().await(left.compareTo(POLL) < 0 ? left : POLL)) {
            lock = attempt.get();
            left = wait.minusNanos(System.nanoTime() - begin);
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.MILLIS);
        String inVain = wait.isZero() ? "" : " (after waiting for " + Durations.format(waited) + ")";
        return lock.mapLeft(holder -> holder + inVain);
    }
}
