package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.RunState;
import java.time.Duration;
import java.time.Instant;

/**
 * What comes of a lease that ends in the midst of a run. What it has cut short proves nothing and fails nothing, but what is cut
 * each time fails in the end.
 */
final class LeaseCuts {

    /** In a run; a lease that ends more often than that ends nothing but steps, and the run's time goes on. */
    private static final int MOST = 20;

    private final RunSurroundings surroundings;
    private Instant awaited = Instant.MIN;
    private int cuts;
    private int lapses;
    private int lapsesTaken;

    /**
     * Those of a run that begins, or is gone on with.
     *
     * @param before tells which steps were cut while an agent before had the run; of probes it does not
     * @param surroundings of the run
     */
    LeaseCuts(RunState before, RunSurroundings surroundings) {
        this.surroundings = surroundings;
        this.lapses = surroundings.ownership().lapses();
        for (String interruption : before.interruptions()) {
            if (interruption.contains(StepOutput.LEASE_UNCERTAIN)) {
                cuts++;
            }
        }
    }

    /** The run waits of itself until then, so that nobody misses the time. */
    void awaits(Instant moment) {
        awaited = moment.isAfter(awaited) ? moment : awaited;
    }

    /**
     * Whether an agent that was without its lease goes on as another one would have: the time in which nobody could work is not the
     * run's, and what was decided before it is asked again. What is shorter than a lease, or comes each time, is no such time. The
     * clock is looked at only where a lease was over.
     */
    boolean isLapsed(RunState state) {
        if (surroundings.ownership().lapses() == lapses
                || lapsesTaken == MOST
                || state.ending().isPresent()) {
            return false;
        }
        Instant idle = awaited.isAfter(state.now()) ? awaited : state.now();
        Instant now = surroundings.runEnvironment().clock().instant();
        return Duration.between(idle, now).compareTo(surroundings.ownership().term()) >= 0;
    }

    /** The same; the next such time begins now. */
    boolean takeLapse(RunState state) {
        boolean isLapsed = isLapsed(state);
        lapses = surroundings.ownership().lapses();
        lapsesTaken += isLapsed ? 1 : 0;
        return isLapsed;
    }

    /** Counts a result if its lease came before it, and tells whether it is one that has to be made again. */
    boolean isCut(StepResult result) {
        return !(result instanceof StepResult.StillRunning)
                && result.reason().startsWith(StepOutput.LEASE_UNCERTAIN)
                && ++cuts <= MOST;
    }
}
