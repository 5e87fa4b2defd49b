package io.github.devopsagent.internal.environment;

import io.github.devopsagent.internal.attempt.Countdown;
import io.github.devopsagent.internal.attempt.SilenceNotice;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries to take a lock for as long as the host wants to wait for it. */
public final class LockWait {

    private static final Duration POLL = Duration.ofMillis(50);

    private LockWait() {}

    /**
     * What keeps an agent away.
     *
     * @param who holds the place, for people
     * @param advice what to do about it; empty if that is said
     */
    public record LockHeld(String who, String advice) {

        /** It is over when a process ends, which has the lock. */
        public static LockHeld endsItself(String who) {
            return new LockHeld(who, "; run again when it is done. The lock ends with its process");
        }
    }

    /** Tells for whom it is waited: at once, when that changes, and now and then. */
    private static final class WaitNotice {

        private final String what;
        private final RunEnvironment runEnvironment;
        private final SilenceNotice silence;
        private String told = "";
        private Duration left = Duration.ZERO;

        WaitNotice(String what, long begin, RunEnvironment runEnvironment) {
            this.what = what;
            this.runEnvironment = runEnvironment;
            this.silence = new SilenceNotice(begin, () -> 0, elapsed -> tell());
        }

        void look(LockHeld held, Duration atMost) {
            left = atMost.truncatedTo(ChronoUnit.MILLIS);
            String who = held.who();
            if (who.equals(told)) {
                silence.look(System.nanoTime());
            } else {
                told = who;
                tell();
            }
        }

        private void tell() {
            runEnvironment
                    .listeners()
                    .waiting(runEnvironment.mask().text("another agent works on " + what + ": " + told), left);
        }
    }

    /** A lock that is kept unless there is something else that keeps an agent away; then it is given back. */
    public static Either<LockHeld, DirectoryLock> unless(
            Either<String, DirectoryLock> lock, Supplier<Optional<LockHeld>> look) {
        return lock.isLeft() ? Either.left(LockHeld.endsItself(lock.getLeft())) : unless(lock.get(), look);
    }

    private static Either<LockHeld, DirectoryLock> unless(DirectoryLock taken, Supplier<Optional<LockHeld>> look) {
        boolean isKept = false;
        try {
            Optional<LockHeld> found = look.get();
            isKept = found.isEmpty();
            return isKept ? Either.right(taken) : Either.left(found.get());
        } finally {
            if (!isKept) {
                taken.close();
            }
        }
    }

    /**
     * Looks who has a lock now, and takes nothing.
     *
     * @param directory what is guarded
     * @return what whoever tries to take it would be told; empty if nobody is seen
     */
    public static Optional<String> heldNow(Path directory) {
        Optional<String> who = DirectoryLock.holderNow(directory);
        return who.isPresent()
                ? Optional.of(who.get() + LockHeld.endsItself(who.get()).advice())
                : Optional.empty();
    }

    /**
     * Takes the lock of a directory, and waits for it as long as the host allows. A time in which this process stood still
     * does not count: who has the lock may have stood still with it.
     *
     * @param what is locked, for people
     * @param wait how long to wait for it
     * @param runEnvironment tells if the host does not want to wait any more
     * @param attempt tries it once
     * @return the lock; or who has it, and how long it was waited for in vain
     */
    public static Either<String, DirectoryLock> acquire(
            String what,
            Duration wait,
            RunEnvironment runEnvironment,
            Supplier<Either<LockHeld, DirectoryLock>> attempt) {
        return acquire(what, wait, runEnvironment, attempt, Countdown.Waiting.REAL);
    }

    static Either<String, DirectoryLock> acquire(
            String what,
            Duration wait,
            RunEnvironment runEnvironment,
            Supplier<Either<LockHeld, DirectoryLock>> attempt,
            Countdown.Waiting clock) {
        long begin = System.nanoTime();
        Countdown time = new Countdown(wait, clock);
        Either<LockHeld, DirectoryLock> lock = attempt.get();
        if (lock.isRight()) {
            return Either.right(lock.get());
        }
        WaitNotice notice = new WaitNotice(what, begin, runEnvironment);
        boolean isCancelled = false;
        while (lock.isLeft() && !isCancelled && !time.left().isZero()) {
            Duration left = time.left();
            notice.look(lock.getLeft(), left);
            isCancelled = time.spend(() -> runEnvironment.cancellation().await(left.compareTo(POLL) < 0 ? left : POLL));
            if (!isCancelled) {
                lock = time.spend(attempt);
            }
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.MILLIS);
        String inVain = wait.isZero() ? "" : " (after waiting for " + Durations.format(waited) + ")";
        return lock.mapLeft(held -> held.who() + inVain + held.advice());
    }
}
