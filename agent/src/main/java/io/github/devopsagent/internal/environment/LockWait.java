package io.github.devopsagent.internal.environment;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.internal.attempt.Countdown;
import io.github.devopsagent.internal.attempt.SilenceNotice;
import io.github.devopsagent.internal.json.Durations;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries to take a lease for as long as the host wants to wait for it. */
public final class LockWait {

    private LockWait() {}

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

        void look(LeaseHolder held, boolean isAnswered, Duration atMost) {
            left = atMost.truncatedTo(ChronoUnit.MILLIS);
            String known = isAnswered ? "another agent works on " + what : "who works on " + what + " is not known";
            String who = known + ": " + held.who()
                    + (held.ahead() > 0 ? ", and " + held.ahead() + " wait in front of this one" : "");
            if (who.equals(told)) {
                silence.look(System.nanoTime());
            } else {
                told = who;
                tell();
            }
        }

        private void tell() {
            runEnvironment.listeners().waiting(runEnvironment.mask().text(told), left);
        }
    }

    /**
     * Takes a lease, and waits for it as long as the host allows. A time in which this process stood still does not count: who
     * has the lease may have stood still with it.
     *
     * @param what it is of, for people
     * @param wait how long to wait for it
     * @param runEnvironment tells if the host does not want to wait any more
     * @param claim tries it
     * @return the lease; or who has it, and how long it was waited for in vain
     * @throws CoordinationUnavailableException if nobody tells at the end of that time
     */
    public static Either<String, Lease> acquire(
            String what, Duration wait, RunEnvironment runEnvironment, Claim claim) {
        return acquire(what, wait, runEnvironment, claim, Countdown.Waiting.REAL);
    }

    static Either<String, Lease> acquire(
            String what, Duration wait, RunEnvironment runEnvironment, Claim claim, Countdown.Waiting clock) {
        long begin = System.nanoTime();
        Countdown time = new Countdown(wait, clock);
        ClaimAttempt attempt = new ClaimAttempt(claim);
        Either<LeaseHolder, Lease> lease = attempt.get();
        if (lease.isRight()) {
            return Either.right(lease.get());
        }
        WaitNotice notice = new WaitNotice(what, begin, runEnvironment);
        boolean isCancelled = false;
        while (lease.isLeft() && !isCancelled && !time.left().isZero()) {
            Duration left = time.left();
            Duration pause = left.compareTo(claim.pause()) < 0 ? left : claim.pause();
            notice.look(lease.getLeft(), attempt.isAnswered(), left);
            isCancelled = time.spend(() -> runEnvironment.cancellation().await(pause));
            if (!isCancelled) {
                lease = time.spend(attempt);
            }
        }
        if (lease.isLeft()) {
            attempt.requireAnswered();
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.MILLIS);
        String inVain = wait.isZero() ? "" : " (after waiting for " + Durations.format(waited) + ")";
        return lease.mapLeft(held -> held.who() + inVain + held.advice());
    }

    /** Nobody who tells who has the lease is waited for like somebody who has it. */
    private static final class ClaimAttempt implements Supplier<Either<LeaseHolder, Lease>> {

        private final Claim claim;
        private Optional<CoordinationUnavailableException> unanswered = Optional.empty();

        ClaimAttempt(Claim claim) {
            this.claim = claim;
        }

        @Override
        public Either<LeaseHolder, Lease> get() {
            unanswered = Optional.empty();
            try {
                return claim.attempt();
            } catch (CoordinationUnavailableException e) {
                unanswered = Optional.of(e);
                return Either.left(
                        new LeaseHolder(String.valueOf(e.getMessage()), "", Optional.empty(), Optional.empty(), 0));
            }
        }

        boolean isAnswered() {
            return unanswered.isEmpty();
        }

        void requireAnswered() {
            if (unanswered.isPresent()) {
                throw unanswered.get();
            }
        }
    }
}
