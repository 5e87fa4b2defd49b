package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.RunState;

/** Counts what a lease has cut short: that proves nothing and fails nothing, but what is cut each time fails in the end. */
final class LeaseCuts {

    /** In a run; a lease that ends more often than that ends nothing but steps. */
    private static final int MOST = 20;

    private int cuts;

    /**
     * Those of a run that begins, or is gone on with.
     *
     * @param before tells which steps were cut while an agent before had the run; of probes it does not
     */
    LeaseCuts(RunState before) {
        for (String interruption : before.interruptions()) {
            if (interruption.contains(StepOutput.LEASE_UNCERTAIN)) {
                cuts++;
            }
        }
    }

    /** Counts a result if its lease came before it, and tells whether it is one that has to be made again. */
    boolean isCut(StepResult result) {
        return !(result instanceof StepResult.StillRunning)
                && result.reason().startsWith(StepOutput.LEASE_UNCERTAIN)
                && ++cuts <= MOST;
    }
}
