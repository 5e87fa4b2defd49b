package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The line for a consensus directory: whoever has its lease makes the files say what is known, and may find that a step still runs there. */
public final class DirectoryClaim implements Claim {

    private final WorkPlace place;
    private final Claim claim;
    private final JournalCopy copy;
    private final Supplier<Optional<String>> work;
    private Optional<Refusal> refusal = Optional.empty();

    /**
     * The line for a consensus directory.
     *
     * @param place the directory
     * @param runEnvironment where its files are
     * @param work is asked what runs there although the lease is free, for people
     */
    public DirectoryClaim(WorkPlace place, RunEnvironment runEnvironment, Supplier<Optional<String>> work) {
        this.place = place;
        this.claim = place.claim();
        this.copy = new JournalCopy(runEnvironment);
        this.work = work;
    }

    @Override
    public Either<LeaseHolder, Lease> attempt() {
        Either<LeaseHolder, Lease> lease = claim.attempt();
        return lease.isLeft() ? lease : undisturbed(lease.get());
    }

    private Either<LeaseHolder, Lease> undisturbed(Lease taken) {
        boolean isKept = false;
        try {
            refusal = place.refusal();
            Optional<FencedJournal> shared = taken.journal();
            if (refusal.isEmpty() && shared.isPresent()) {
                // Asked, since whoever stood still since it was taken must not write over what another one has written.
                refusal = copy.refresh(shared.get(), () -> taken.renew().isEmpty());
                Optional<LeaseHolder> other = taken.renew();
                if (other.isPresent()) {
                    return Either.left(other.get());
                }
            }
            Optional<String> who = refusal.isPresent() ? Optional.empty() : work.get();
            isKept = who.isEmpty();
            return isKept
                    ? Either.right(taken)
                    : Either.left(new LeaseHolder(who.get(), "", Optional.empty(), Optional.empty(), 0));
        } finally {
            if (!isKept) {
                taken.close();
            }
        }
    }

    /** Why nothing may be done under the lease that was taken. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public Duration pause() {
        return claim.pause();
    }

    @Override
    public void close() {
        claim.close();
    }
}
