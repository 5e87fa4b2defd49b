package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.environment.LockWait;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps two runs from one target, whatever consensus directories they are of. */
public final class TargetLock {

    private final RunEnvironment runEnvironment;
    private final WorkPlace place;
    private Optional<HeldTarget> held = Optional.empty();

    public TargetLock(RunEnvironment runEnvironment, WorkPlace place) {
        this.runEnvironment = runEnvironment;
        this.place = place;
    }

    /** Where its runs are. */
    public WorkPlace place() {
        return place;
    }

    private Coordination coordination() {
        return place.coordination();
    }

    /**
     * Takes the lease, which is held until the call ends, for a run that is to begin.
     *
     * @param target its name; nothing is taken if there is none
     * @param run that is to work on it
     * @return why it could not be taken
     */
    public Optional<Refusal> take(Optional<String> target, String run) {
        return target.isPresent() ? take(target.get(), run, false) : Optional.empty();
    }

    /**
     * Takes the lease, which is held until the call ends, for an unfinished run.
     *
     * @param target its name; nothing is taken if there is none
     * @param run that is gone on with
     * @return why it could not be taken
     */
    public Optional<Refusal> takeAgain(Optional<String> target, String run) {
        return target.flatMap(name -> take(name, run, true));
    }

    /**
     * Looks whether the lease could be taken now, and takes nothing.
     *
     * @param target its name; nothing is looked at if there is none
     * @param run that is to work on it
     * @param isGoneOnWith whether this run is the unfinished one of its directory
     * @return what who tries to take it would be told; empty if nobody is seen
     */
    public Optional<Refusal> heldNow(Optional<String> target, String run, boolean isGoneOnWith) {
        if (target.isEmpty()) {
            return Optional.empty();
        }
        LeaseKey key = LeaseKey.target(target.get());
        return coordination()
                .holder(key)
                .map(TargetLock::worksOnIt)
                .or(() -> reserved(key, run, isGoneOnWith))
                .map(why -> refusal(target.get(), why));
    }

    private static String worksOnIt(LeaseHolder holder) {
        return "another agent works on it: " + holder.who() + holder.advice();
    }

    /** Where it is to be remembered that the run has begun; empty if no lease was taken. */
    public Optional<HeldTarget> held() {
        return held;
    }

    private Optional<Refusal> take(String target, String run, boolean isGoneOnWith) {
        LeaseKey key = LeaseKey.target(target);
        try (Claim claim = coordination().claim(key, place.name(), place.worker())) {
            Either<String, Lease> lease = LockWait.acquire(
                    "target '" + target + "'",
                    runEnvironment.settings().limits().lockWait(),
                    runEnvironment,
                    claim);
            return lease.fold(
                    who -> Optional.of(refusal(target, "another agent works on it: " + who)),
                    taken -> hold(taken, run, isGoneOnWith).map(why -> refusal(target, why)));
        } catch (BrokenFileException e) {
            return Optional.of(
                    refusal(
                            target,
                            "it cannot be locked: " + e.getMessage()
                                    + "; let this user write below its home directory, or start Java with another -Duser.home=…"));
        }
    }

    private Optional<String> hold(Lease lease, String run, boolean isGoneOnWith) {
        OwnershipGuard ownership = runEnvironment.ownership();
        ownership.hold(lease);
        Optional<String> refusal = ownership.answered(() -> reserved(lease.key(), run, isGoneOnWith));
        if (refusal.isEmpty()) {
            HeldTarget taken = new HeldTarget(ownership, lease, place.name(), run);
            ownership.announce(
                    lease,
                    run + " of consensus directory " + runEnvironment.settings().consensus());
            held = Optional.of(taken);
            if (isGoneOnWith) {
                taken.reserve();
            }
        }
        return refusal;
    }

    /**
     * Why this run may not begin here, or not go on: another one has not come to its end.
     *
     * @param isGoneOnWith whether this run is the unfinished one of its directory
     * @return for people; empty if there is none
     */
    private Optional<String> reserved(LeaseKey key, String run, boolean isGoneOnWith) {
        Optional<Lease.Reservation> reserved = coordination().reservation(key);
        if (reserved.isEmpty() || (isGoneOnWith && reserved.get().run().equals(run) && isOurs(reserved.get()))) {
            return Optional.empty();
        }
        Lease.Reservation other = reserved.get();
        String begun = other.run() + " of consensus directory " + other.directory() + " was begun on it";
        if (other.doubt().isEmpty()) {
            return Optional.of(
                    begun
                            + " and did not come to its end; let an agent bring it to its end there, or look at the system, bring it"
                            + " into a known state, and call "
                            + (runEnvironment.settings().coordination().isPresent()
                                    ? "giveUp(reason) of an agent that is built for that directory with this coordination"
                                    : "DevOpsAgent.giveUp(consensus, reason), or give-up on the command line, with that directory"));
        }
        return Optional.of((other.run().isEmpty() ? "" : begun) + other.doubt());
    }

    /** A directory may have several paths. */
    private boolean isOurs(Lease.Reservation reserved) {
        if (reserved.directory().equals(place.name())) {
            return true;
        }
        try {
            return Files.isSameFile(
                    Path.of(reserved.directory()), runEnvironment.settings().consensus());
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** A run of this directory has come to its end without the lease, since nothing of it was executed any more. */
    public void forget(Optional<String> target) {
        if (target.isPresent()) {
            forget(LeaseKey.target(target.get()));
        }
    }

    /** If another agent has the lease, it has looked what is reserved itself: it is refused, or has found the run ended. */
    @SuppressWarnings("EmptyCatch")
    private void forget(LeaseKey key) {
        try (Claim claim = coordination().claim(key, place.name(), place.worker())) {
            Either<LeaseHolder, Lease> lease = claim.attempt();
            if (lease.isRight()) {
                try (Lease taken = lease.get()) {
                    if (coordination().reservation(key).isEmpty()) {
                        taken.settle();
                    }
                }
            }
        } catch (BrokenFileException | CoordinationUnavailableException | IllegalStateException ignored) {
            // It stays, and whoever takes the lease looks whether it still holds.
        }
    }

    private static Refusal refusal(String target, String why) {
        return new Refusal(RefusalCodes.TARGET_HELD, "target '" + target + "': " + why, Source.of("target"));
    }
}
