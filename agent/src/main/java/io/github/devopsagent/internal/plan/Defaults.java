package io.github.devopsagent.internal.plan;

import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.time.Duration;

/**
 * What applies where the plan says nothing.
 *
 * @param stepTimeout how long an attempt of a step may take; positive
 * @param timing of health checks
 * @param monitoring the window after a deployment
 */
public record Defaults(Duration stepTimeout, HealthCheck.Timing timing, Monitoring monitoring) {

    /** The library's own: {@link Step#DEFAULT_TIMEOUT}, {@link HealthCheck.Timing#DEFAULT}, {@link Monitoring#DEFAULT}. */
    public static final Defaults STANDARD =
            new Defaults(Step.DEFAULT_TIMEOUT, HealthCheck.Timing.DEFAULT, Monitoring.DEFAULT);
}
