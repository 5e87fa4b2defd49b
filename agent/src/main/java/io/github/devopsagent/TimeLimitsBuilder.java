package io.github.devopsagent;

import io.github.devopsagent.internal.plan.Defaults;
import io.github.devopsagent.internal.settings.TimeLimits;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import java.time.Duration;

/**
 * How long everything may take, as a host chooses it in {@link DevOpsAgent.Builder}.
 *
 * @param <B> the builder that hosts see
 */
abstract class TimeLimitsBuilder<B extends TimeLimitsBuilder<B>> {

    private Duration stepTimeout = Defaults.STANDARD.stepTimeout();
    private HealthCheck.Timing timing = Defaults.STANDARD.timing();
    private Monitoring monitoring = Defaults.STANDARD.monitoring();
    private Duration rollbackBudget = RunPlan.DEFAULT_ROLLBACK_BUDGET;
    private Duration forwardBudget = RunPlan.DEFAULT_FORWARD_BUDGET;
    private Duration hostCodeLimit = TimeLimits.DEFAULT_HOST_CODE_LIMIT;
    private Duration lockWait = Duration.ZERO;

    TimeLimitsBuilder() {}

    /** The builder that hosts see, which all methods return. */
    abstract B self();

    final TimeLimits timeLimits() {
        Defaults defaults = new Defaults(stepTimeout, timing, monitoring);
        return new TimeLimits(defaults, rollbackBudget, forwardBudget, hostCodeLimit, lockWait);
    }

    /**
     * How long an attempt of a step may take if the plan does not say. {@link
     * io.github.devopsagent.plan.Step#DEFAULT_TIMEOUT} by default.
     *
     * @param timeout positive, at most 30 days
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public B stepTimeout(Duration timeout) {
        Arguments.requirePositive("stepTimeout", timeout);
        stepTimeout = timeout;
        return self();
    }

    /**
     * When and how often health checks are asked that do not say otherwise. {@link HealthCheck.Timing#DEFAULT} by
     * default.
     *
     * @param defaultTiming for each check that has none of its own
     * @return this
     * @throws IllegalArgumentException if one of its durations is longer than 30 days
     */
    public B healthCheckTiming(HealthCheck.Timing defaultTiming) {
        Arguments.requireShort(defaultTiming);
        timing = defaultTiming;
        return self();
    }

    /**
     * The window after a deployment if the plan does not say. {@link Monitoring#DEFAULT} by default.
     *
     * @param window its length, its period, and how many samples may fail
     * @return this
     * @throws IllegalArgumentException if its length or its period is longer than 30 days
     */
    public B monitoring(Monitoring window) {
        Arguments.requireShort("duration", window.duration());
        Arguments.requireShort("period", window.period());
        monitoring = window;
        return self();
    }

    /**
     * How long a rollback may take, its verification included. {@link DevOpsAgent#DEFAULT_ROLLBACK_BUDGET} by default.
     *
     * @param budget positive, at most 30 days
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public B rollbackBudget(Duration budget) {
        Arguments.requirePositive("rollbackBudget", budget);
        rollbackBudget = budget;
        return self();
    }

    /**
     * How long a run may go forward: pre-flight, backup, deployment, verification and monitoring together, as far as
     * an agent works on it. When that time is over nothing further begins, what runs is ended, and what was deployed
     * is rolled back. {@link DevOpsAgent#DEFAULT_FORWARD_BUDGET} by default.
     *
     * @param budget positive, at most 30 days; a plan whose monitoring alone takes as long is aborted in pre-flight
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public B forwardBudget(Duration budget) {
        Arguments.requirePositive("forwardBudget", budget);
        forwardBudget = budget;
        return self();
    }

    /**
     * How long code of the host may take: each call of an evidence source, a veto rule, a listener, or a method of an
     * executor or rollback point besides those that carry out a step, which have the step's timeout, and metrics,
     * which have their own. Such code is
     * called on a thread of its own, with the context class loader and the inheritable thread-locals of the thread
     * that called {@link DevOpsAgent#run()}; what else is bound to a thread (a transaction, a logging context) is not there.
     * When the time is over that thread is interrupted, and the call has failed as if it had thrown an exception. A
     * listener is told nothing more then. {@link DevOpsAgent#DEFAULT_HOST_CODE_LIMIT} by default.
     *
     * @param limit positive, at most 30 days
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public B hostCodeLimit(Duration limit) {
        Arguments.requirePositive("hostCodeLimit", limit);
        hostCodeLimit = limit;
        return self();
    }

    /**
     * How long a run waits while another agent works on the directory, before it is {@link Outcome.Refused}.
     * Interrupting the thread ends the waiting. By default it does not wait.
     *
     * @param time not negative, at most 30 days
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public B lockWait(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("lockWait must not be negative, found " + time);
        }
        Arguments.requireShort("lockWait", time);
        lockWait = time;
        return self();
    }
}
