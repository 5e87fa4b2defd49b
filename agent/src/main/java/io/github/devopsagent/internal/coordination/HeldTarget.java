package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.internal.ownership.OwnershipGuard;

/**
 * The target that a run works on.
 *
 * @param ownership holds its lease
 * @param lease of it
 * @param directory the name of the run's directory
 * @param run its id
 */
public record HeldTarget(OwnershipGuard ownership, Lease lease, String directory, String run) {

    /** The same for a run whose id is another one by now. */
    public HeldTarget forRun(String id) {
        return new HeldTarget(ownership, lease, directory, id);
    }

    /** The run has begun: no other one may, also when this agent is gone, until it has come to its end. */
    public void reserve() {
        ownership.answered(() -> {
            lease.reserve(directory, run);
            return run;
        });
    }

    /** The run has come to its end. */
    public void settle() {
        ownership.answered(() -> {
            lease.settle();
            return run;
        });
    }
}
