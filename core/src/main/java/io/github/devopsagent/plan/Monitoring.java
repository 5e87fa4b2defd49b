package io.github.devopsagent.plan;

import java.time.Duration;

/**
 * The window after a verified deployment in which the health checks must go on passing.
 *
 * <p>A sample is one round of all checks, and fails if any of them fails. More than {@code failureLimit} failed samples
 * are an anomaly, and so is a failed last sample.
 *
 * @param duration length of the window; zero for a single sample at once
 * @param period from the start of a sample to the start of the next; the last sample is taken when the window ends
 * @param failureLimit how many samples may fail
 */
public record Monitoring(Duration duration, Duration period, int failureLimit) {

    /** 30 s, a sample every 5 s, of which one may fail. */
    public static final Monitoring DEFAULT = new Monitoring(Duration.ofSeconds(30), Duration.ofSeconds(5), 1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the duration or the limit is negative, or the period is not positive
     */
    public Monitoring {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, found " + duration);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be positive, found " + period);
        }
        if (failureLimit < 0) {
            throw new IllegalArgumentException("failure_limit must not be negative, found " + failureLimit);
        }
    }
}
