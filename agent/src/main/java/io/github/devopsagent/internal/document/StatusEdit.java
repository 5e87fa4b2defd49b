package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.gate.KnownBlockers;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What changes in {@code status.json}; everything else stays as it is, byte for byte.
 *
 * @param phase the new phase; empty to leave it
 * @param iteration the new iteration; empty to leave it
 * @param approve true to be among the approvals, false not to be; others' approvals are theirs
 * @param remove the types of blockers of ours that are removed; others' blockers are theirs
 * @param add blockers of ours that must be there; one of the same type and reason is not added again, nor removed
 * @param at the time of the change; written in whole seconds
 * @param reopens whether an epic that is done is changed as well, since what was deployed is undone
 * @param known our blockers by which it is told which of those in our name are ours
 */
public record StatusEdit(
        Optional<Phase> phase,
        Optional<Integer> iteration,
        boolean approve,
        Set<Blocker.Type> remove,
        List<Blocker> add,
        Instant at,
        boolean reopens,
        KnownBlockers known) {

    /** A change that tells our blockers by what they say. */
    public StatusEdit(
            Optional<Phase> phase,
            Optional<Integer> iteration,
            boolean approve,
            Set<Blocker.Type> remove,
            List<Blocker> add,
            Instant at) {
        this(phase, iteration, approve, remove, add, at, false, KnownBlockers.NONE);
    }

    /**
     * Refuses a change that would say something in the name of others.
     *
     * @throws IllegalArgumentException if the iteration is less than 1 or an added blocker is not ours
     */
    public StatusEdit {
        if (iteration.isPresent() && iteration.get() < 1) {
            throw new IllegalArgumentException("iteration starts at 1, found " + iteration.get());
        }
        remove = Set.copyOf(remove);
        add = List.copyOf(add);
        for (Blocker blocker : add) {
            if (!blocker.isOurs()) {
                throw new IllegalArgumentException("only blockers by devops can be added, found " + blocker);
            }
        }
    }

    /**
     * Whether a status shows that this change was made.
     *
     * @return true if phase, iteration, our approval and our blockers are as this change leaves them
     */
    public boolean isIn(Status status) {
        return status.phase() == phase.orElse(Phase.DEPLOYMENT)
                && iteration.orElse(status.iteration()) == status.iteration()
                && approve == status.isApprovedBy(Role.DEVOPS)
                && (phase.isPresent() || !add.isEmpty())
                && missingIn(status).isEmpty();
    }

    /**
     * What follows an iteration, as far as there is a number for it.
     *
     * @param iteration of a status
     * @return the next one
     */
    public static int nextIteration(int iteration) {
        return (int) Math.min(iteration + 1L, Integer.MAX_VALUE);
    }

    /**
     * The same change, but what is said of our approval stays.
     *
     * @param approved whether we are among the approvals
     * @return the change
     */
    public StatusEdit approving(boolean approved) {
        return new StatusEdit(phase, iteration, approved, remove, add, at, reopens, known);
    }

    /**
     * The same change, but of our blockers only those are removed that stood when the run began.
     *
     * @param blockers by which they are told
     * @return the change
     */
    public StatusEdit knowing(KnownBlockers blockers) {
        return new StatusEdit(phase, iteration, approve, remove, add, at, reopens, blockers);
    }

    /**
     * The same change, which is also made where the epic is done: what it was done with is undone.
     *
     * @return the change; it sets a phase in any case
     */
    public StatusEdit reopening() {
        return new StatusEdit(
                phase.or(() -> Optional.of(Phase.DEPLOYMENT)), iteration, approve, remove, add, at, true, known);
    }

    /**
     * Whether a status is in a phase that this change may leave.
     *
     * @param status that it is made in
     * @return false if others have moved the epic on
     */
    public boolean isOfPhase(Status status) {
        return status.phase() == Phase.DEPLOYMENT || (reopens && status.phase() == Phase.DONE);
    }

    /**
     * The change as it can be made in a status that others have moved on. A question waits for a person in whatever phase
     * the epic is; what else we say is for the phase in which we act.
     *
     * @return this change, which may set another phase; or if it asks something, the same change in the status's phase
     */
    public StatusEdit in(Status status) {
        return asks() && !isOfPhase(status)
                ? new StatusEdit(Optional.of(status.phase()), iteration, approve, remove, add, at, reopens, known)
                : this;
    }

    /**
     * Whether someone has to look and answer.
     *
     * @return true if a blocker of the type {@code question} is added
     */
    public boolean asks() {
        for (Blocker blocker : add) {
            if (blocker.type() == Blocker.Type.QUESTION) {
                return true;
            }
        }
        return false;
    }

    /** Whether the next blocker that is there stays, each asked once, in order: one that others wrote in our name does. */
    Predicate<Blocker> keeps() {
        Predicate<Blocker> isWritten = known.inOrder();
        return blocker -> !isWritten.test(blocker) || !remove.contains(blocker.type()) || isAdded(blocker);
    }

    /** An earlier version may have written it in other lines. */
    private boolean isAdded(Blocker blocker) {
        for (Blocker each : add) {
            if (each.saysTheSameAs(blocker)) {
                return true;
            }
        }
        return false;
    }

    /** The blockers that have to be added to a status. */
    List<Blocker> missingIn(Status status) {
        Set<Blocker> missing = new LinkedHashSet<>(add);
        for (Blocker there : status.blockers()) {
            missing.removeIf(there::saysTheSameAs);
        }
        return List.copyOf(missing);
    }
}
