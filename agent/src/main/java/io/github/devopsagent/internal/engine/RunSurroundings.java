package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.ownership.OwnFiles;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.ownership.ReliableJournal;
import io.github.devopsagent.internal.settings.HostMachine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link RunLoop} works with.
 *
 * @param runEnvironment where the agent works
 * @param plan what is executed; the state has a copy of it without secrets
 * @param journal of this run
 * @param questions what is asked each time anew
 * @param files of this run
 * @param own the same, as the run remembers them
 * @param intender who was about to begin the attempt that is in doubt; empty if it is not known, or if there is none
 * @param loss why that attempt counts as lost, and is not looked for; empty if it is
 */
record RunSurroundings(
        RunEnvironment runEnvironment,
        ExecutablePlan plan,
        ReliableJournal journal,
        RunQuestions questions,
        RunDirectory files,
        OwnFiles own,
        Optional<ProcessId> intender,
        Optional<String> loss) {

    /** Where steps and checks run. The fence is that of this agent, and none of the run's own copy of the plan. */
    ExecutionContext context() {
        ExecutionContext pinned = plan.context();
        Map<String, String> variables = new HashMap<>(pinned.variables());
        variables.put(ExecutionContext.FENCE, Long.toString(ownership().fence()));
        return pinned.withVariables(variables);
    }

    OwnershipGuard ownership() {
        return runEnvironment.ownership();
    }

    Cancellation cancellation() {
        return runEnvironment.cancellation();
    }

    Scratch scratch() {
        return ownership().failure().isPresent() ? own.scratchElsewhere() : own.scratch();
    }

    /** Why nothing more can be recorded; empty if it can. */
    Optional<BrokenFileException> unrecordable() {
        Optional<BrokenFileException> ofJournal = journal().failure();
        return ofJournal.isPresent() ? ofJournal : ownership().failure();
    }

    String recordingFailure() {
        return "nothing is done that cannot be recorded: "
                + unrecordable().map(Throwable::getMessage).orElse("");
    }

    AgentIdentity identity() {
        return runEnvironment.settings().identity();
    }

    HostMachine machine() {
        return runEnvironment.settings().machine();
    }

    RunMask mask() {
        return runEnvironment.mask();
    }
}
