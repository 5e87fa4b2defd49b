package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.StepOutput;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells how long what is carried out may still run. */
public interface Deadlines {

    /**
     * Has somebody told.
     *
     * @param told at once, and each time it may run longer; never on a single machine
     * @return ends that, to be closed
     */
    StepOutput.Subscription onDeadline(Consumer<Duration> told);
}
