package io.github.devopsagent.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One thing to do, with everything that applies to it.
 *
 * @param name for people and for {@code deployment.json}
 * @param action what it does
 * @param compensation how a deploy step is undone, in order; empty if it has no way back of its own. A compensation
 *     must tolerate that the step did nothing
 * @param timeout how long one attempt may take; positive
 * @param variables environment variables of this step alone, over the host's and the builder's
 * @param workingDirectory where it runs, absolute or relative to the run's working directory; empty for the latter
 * @param idempotent whether a second execution does no harm
 * @param retries how often it is tried again after a failure; 0 unless {@code idempotent}
 * @param retryDelay how long is waited before the first retry; not negative, see {@link #pauseBefore}
 * @param irreversible whether a deploy step is a point of no return: once it may have had an effect, nothing is rolled
 *     back automatically. It has no compensation
 * @param produces what a backup step leaves: paths, absolute or relative to its working directory. Each must be there
 *     after it, new and not empty, or it has failed
 */
public record Step(
        String name,
        Action action,
        List<Step> compensation,
        Duration timeout,
        Map<String, String> variables,
        Optional<String> workingDirectory,
        boolean idempotent,
        int retries,
        Duration retryDelay,
        boolean irreversible,
        List<String> produces) {

    /** How long an attempt of a step may take unless plan or builder say otherwise: five minutes. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    /** How long is waited before the first retry unless a plan says otherwise: five seconds, as Ansible and Argo CD do. */
    public static final Duration DEFAULT_RETRY_DELAY = Duration.ofSeconds(5);

    /** What a pause does not grow beyond: a minute. */
    public static final Duration LONGEST_GROWN_PAUSE = Duration.ofMinutes(1);

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the timeout is not positive, retries or their delay are negative, there are
     *     retries of a step that is not idempotent, or an irreversible step has a compensation
     */
    public Step {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(action, "action");
        compensation = List.copyOf(compensation);
        variables = Map.copyOf(variables);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, found " + timeout);
        }
        if (retries < 0) {
            throw new IllegalArgumentException("retries must not be negative, found " + retries);
        }
        if (retryDelay.isNegative()) {
            throw new IllegalArgumentException("retryDelay must not be negative, found " + retryDelay);
        }
        if (retries > 0 && !idempotent) {
            throw new IllegalArgumentException(
                    "retries need 'idempotent': true, since a retry executes the step a second time");
        }
        if (irreversible && !compensation.isEmpty()) {
            throw new IllegalArgumentException("an irreversible step has no compensation, found " + compensation);
        }
        produces = List.copyOf(produces);
    }

    /**
     * A step with nothing but a name and an action.
     *
     * @param name the step's name
     * @param action what it does
     * @return the step, with {@link #DEFAULT_TIMEOUT}, no compensation and no retries
     */
    public static Step of(String name, Action action) {
        return new Step(
                name,
                action,
                List.of(),
                DEFAULT_TIMEOUT,
                Map.of(),
                Optional.empty(),
                false,
                0,
                DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }

    /**
     * The same step, undone by others.
     *
     * @param steps the compensation, in order
     * @return the step with this compensation
     */
    public Step withCompensation(List<Step> steps) {
        StepDraft copy = new StepDraft(this);
        copy.compensation = steps;
        return copy.made();
    }

    /**
     * The same step, done by other means.
     *
     * @param other the action
     * @return the step with this action
     */
    public Step withAction(Action other) {
        StepDraft copy = new StepDraft(this);
        copy.action = other;
        return copy.made();
    }

    /**
     * The same step, with other environment variables.
     *
     * @param others the variables of this step alone
     * @return the step with these variables
     */
    public Step withVariables(Map<String, String> others) {
        StepDraft copy = new StepDraft(this);
        copy.variables = others;
        return copy.made();
    }

    /**
     * The same step, safe to execute again.
     *
     * @param times how often it is tried again after a failure
     * @return the step, idempotent, with these retries
     */
    public Step retried(int times) {
        StepDraft copy = new StepDraft(this);
        copy.idempotent = true;
        copy.retries = times;
        return copy.made();
    }

    /**
     * The same step, with another pause before its retries.
     *
     * @param delay how long is waited before the first of them
     * @return the step with this delay
     */
    public Step retriedAfter(Duration delay) {
        StepDraft copy = new StepDraft(this);
        copy.retryDelay = delay;
        return copy.made();
    }

    /**
     * How long is waited before a retry: the delay, doubled for each one before it, up to {@link #LONGEST_GROWN_PAUSE}. A
     * longer delay does not grow.
     *
     * @param retry from 1
     * @return the pause
     */
    public Duration pauseBefore(int retry) {
        Duration longest = longer(LONGEST_GROWN_PAUSE, retryDelay);
        Duration pause = retryDelay;
        for (int i = 1; i < retry && pause.compareTo(longest) < 0 && !pause.isZero(); i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * The same step as a point of no return.
     *
     * @return the step, irreversible
     * @throws IllegalArgumentException if it has a compensation
     */
    public Step withoutReturn() {
        StepDraft copy = new StepDraft(this);
        copy.irreversible = true;
        return copy.made();
    }

    /**
     * The same step, which leaves something.
     *
     * @param paths what must be there after it, new and not empty
     * @return the step, which has failed unless that is there
     */
    public Step producing(List<String> paths) {
        StepDraft copy = new StepDraft(this);
        copy.produces = paths;
        return copy.made();
    }

    /** A step of which something is changed. */
    private static final class StepDraft {

        private final Step original;
        private Action action;
        private List<Step> compensation;
        private Map<String, String> variables;
        private boolean idempotent;
        private int retries;
        private Duration retryDelay;
        private boolean irreversible;
        private List<String> produces;

        StepDraft(Step original) {
            this.original = original;
            action = original.action;
            compensation = original.compensation;
            variables = original.variables;
            idempotent = original.idempotent;
            retries = original.retries;
            retryDelay = original.retryDelay;
            irreversible = original.irreversible;
            produces = original.produces;
        }

        Step made() {
            return new Step(
                    original.name,
                    action,
                    compensation,
                    original.timeout,
                    variables,
                    original.workingDirectory,
                    idempotent,
                    retries,
                    retryDelay,
                    irreversible,
                    produces);
        }
    }

    /** Of variables, only the names: their values may be secrets. */
    @Override
    public String toString() {
        return "Step[name=" + name + ", action=" + action + ", compensation=" + compensation + ", timeout=" + timeout
                + ", variables=" + new TreeSet<>(variables.keySet()) + ", workingDirectory=" + workingDirectory
                + ", idempotent=" + idempotent + ", retries=" + retries + ", retryDelay=" + retryDelay
                + ", irreversible=" + irreversible
                + ", produces=" + produces + "]";
    }
}
