package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.List;

/** The two functions that a run consists of: the real ones, or those of a machine that is broken on purpose. */
interface MachineUnderTest {

    /** The machine that the library uses. */
    MachineUnderTest REAL = new MachineUnderTest() {};

    default RunState begin(RunPlan plan, Instant startedAt) {
        return RunState.begin(plan, startedAt);
    }

    default RunState rollBack(RunState deployed, RollbackOnDemand demand) {
        return RunState.rollBack(deployed, demand);
    }

    default NextAction next(RunState state) {
        return state.next();
    }

    default RunState after(RunState state, RunEvent event) {
        return state.after(event);
    }

    /** What an agent does that finds a journal: it starts from the beginning and folds the events. */
    default RunState replay(RunState begun, List<RunEvent> journal) {
        RunState state = begun;
        for (RunEvent event : journal) {
            state = after(state, event);
        }
        return state;
    }
}
