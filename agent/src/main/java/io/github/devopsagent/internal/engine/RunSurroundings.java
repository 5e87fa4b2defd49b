package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.EventContext;
import io.github.devopsagent.internal.ownership.OwnFiles;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.ownership.ReliableJournal;
import io.github.devopsagent.run.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@link RunLoop} works with.
 *
 * @param runEnvironment where the agent works
 * @param plan what is executed; the state has a copy of it without secrets
 * @param journal of this run
 * @param findings whether everything can run
 * @param gateReasons asks gate and rules again
 * @param stops looks whether others stop the deployment
 * @param observed what was seen of others, and is not recorded yet
 * @param files of this run
 * @param own the same, as the run remembers them
 * @param intender who was about to begin the attempt that is in doubt; empty if it is not known, or if there is none
 */
record RunSurroundings(
        RunEnvironment runEnvironment,
        ExecutablePlan plan,
        ReliableJournal journal,
        Supplier<List<Finding>> findings,
        Supplier<List<String>> gateReasons,
        Supplier<List<String>> stops,
        Supplier<Optional<EventContext>> observed,
        RunDirectory files,
        OwnFiles own,
        Optional<ProcessId> intender) {

    OwnershipGuard ownership() {
        return runEnvironment.ownership();
    }

    Cancellation cancellation() {
        return runEnvironment.cancellation();
    }

    Scratch scratch() {
        return ownership().failure().isPresent() ? own.scratchElsewhere() : own.scratch();
    }

    RunMask mask() {
        return runEnvironment.mask();
    }
}
