package io.github.devopsagent.internal.settings;

import io.github.devopsagent.internal.plan.Defaults;
import java.time.Duration;

/**
 * How long everything may take.
 *
 * @param defaults of steps, checks and monitoring of a plan that does not say otherwise
 * @param rollbackBudget of a rollback, its verification included
 * @param forwardBudget of everything up to the end of monitoring
 * @param hostCodeLimit of each call of the host's code
 * @param lockWait for another agent that works on the directory
 */
public record TimeLimits(
        Defaults defaults, Duration rollbackBudget, Duration forwardBudget, Duration hostCodeLimit, Duration lockWait) {

    public static final Duration DEFAULT_HOST_CODE_LIMIT = Duration.ofMinutes(1);
}
