package io.github.devopsagent.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * A question to the deployed system that is asked until the answer is clear.
 *
 * @param name for people and for {@code deployment.json}
 * @param action how it is asked; an action that succeeds is a healthy answer
 * @param after after what it is asked
 * @param timing when and how often it is asked
 * @param source where it was defined, for the record: {@code plan.json#/health_checks/0} or {@code builder}
 */
public record HealthCheck(String name, Action action, After after, Timing timing, String source) {

    public HealthCheck {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(source, "source");
    }

    /**
     * The same check at other times.
     *
     * @param other the timing
     * @return the check with this timing
     */
    public HealthCheck withTiming(Timing other) {
        return new HealthCheck(name, action, after, other, source);
    }

    /**
     * The same check, asked by other means.
     *
     * @param other the action
     * @return the check with this action
     */
    public HealthCheck withAction(Action other) {
        return new HealthCheck(name, other, after, timing, source);
    }

    /** After what a health check is asked. */
    public enum After {
        /** After a deployment, and while monitoring. */
        DEPLOY,
        /** After a rollback. */
        ROLLBACK,
        /** After either: the default. */
        BOTH;

        /**
         * Whether a check applies after a deployment.
         *
         * @return true for {@link #DEPLOY} and {@link #BOTH}
         */
        public boolean deploy() {
            return this != ROLLBACK;
        }

        /**
         * Whether a check applies after a rollback.
         *
         * @return true for {@link #ROLLBACK} and {@link #BOTH}
         */
        public boolean rollback() {
            return this != DEPLOY;
        }
    }

    /**
     * When and how often a check is asked; the words are those of Kubernetes' probes.
     *
     * @param initialDelay wait before the first probe
     * @param startupTimeout failures before the first success count only when this is over, from the first probe on
     * @param period from the start of a probe to the start of the next
     * @param timeout how long one probe may take; positive
     * @param successThreshold consecutive successes that make the check pass; at least 1
     * @param failureThreshold consecutive failures that make it fail; at least 1
     */
    public record Timing(
            Duration initialDelay,
            Duration startupTimeout,
            Duration period,
            Duration timeout,
            int successThreshold,
            int failureThreshold) {

        /** No delay, 60 s to start up, a probe every 2 s of at most 5 s, one success passes, three failures fail. */
        public static final Timing DEFAULT =
                new Timing(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(5), 1, 3);

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a duration is negative, period or timeout are not positive, or a
         *     threshold is less than 1
         */
        public Timing {
            notNegative("initial_delay", initialDelay);
            notNegative("startup_timeout", startupTimeout);
            positive("period", period);
            positive("timeout", timeout);
            atLeastOne("success_threshold", successThreshold);
            atLeastOne("failure_threshold", failureThreshold);
        }

        private static void notNegative(String name, Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException(name + " must not be negative, found " + duration);
            }
        }

        private static void positive(String name, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, found " + duration);
            }
        }

        private static void atLeastOne(String name, int threshold) {
            if (threshold < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, found " + threshold);
            }
        }
    }
}
