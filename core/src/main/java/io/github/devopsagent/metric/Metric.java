package io.github.devopsagent.metric;

import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A number of the deployed system that is watched in the monitor window.
 *
 * @param name for people and for {@code deployment.json}
 * @param action how it is asked; the last line that the action prints is the number
 * @param rule what must hold of it
 * @param noData what a sample without a number means
 * @param critical whether a single bad sample is an anomaly, whatever the failure limit is
 * @param before how long it is sampled before the first deploy step, which waits for that; zero unless the rule needs
 *     such a window
 * @param initialDelay how much of the monitor window is left out, since the system warms up
 * @param timeout how long one answer may take; positive
 * @param source where it was defined, for the record: {@code plan.json#/monitoring/metrics/0} or {@code builder}
 */
public record Metric(
        String name,
        Action action,
        MetricRule rule,
        NoData noData,
        boolean critical,
        Duration before,
        Duration initialDelay,
        Duration timeout,
        String source) {

    /** How long one answer may take unless the plan says otherwise: 10 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** What an action uses that times a health check: {@value}. There is no such executor, since the run does it itself. */
    public static final String PROBE_TIME = "probe-time";

    private static final String CHECK = "check";

    /**
     * Checks that the window before fits the rule.
     *
     * @throws IllegalArgumentException if a duration is negative, the timeout is not positive, or a rule that compares
     *     with a window before has none, or another one has one
     */
    public Metric {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(noData, "noData");
        Objects.requireNonNull(source, "source");
        requireNotNegative("before", before);
        requireNotNegative("initial_delay", initialDelay);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, found " + timeout);
        }
        boolean comparesWindows = rule.needs() == MetricRule.History.WINDOW;
        if (comparesWindows && before.isZero()) {
            throw new IllegalArgumentException(
                    rule.text() + " compares with a window before the deployment; add \"before\", such as \"2m\"");
        }
        if (!comparesWindows && !before.isZero()) {
            throw new IllegalArgumentException(
                    rule.text() + " does not look at a window before the deployment, which \"before\" would delay for"
                            + " nothing; remove it");
        }
    }

    /**
     * The action of a metric that is the seconds which a health check's own probes take. A probe that is not healthy gives no
     * number.
     *
     * @param check the name of a health check that is asked after a deployment
     * @return what {@link #check} tells
     */
    public static Action.Use probeTime(String check) {
        return new Action.Use(PROBE_TIME, Input.of(CHECK, check));
    }

    /**
     * The health check whose probes are timed.
     *
     * @return its name; empty if the metric is anything else
     */
    public Optional<String> check() {
        return Optional.of(action.use())
                .filter(use -> use.executor().equals(PROBE_TIME))
                .map(use -> use.input().text(CHECK).orElse(""));
    }

    private static void requireNotNegative(String field, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(field + " must not be negative, found " + duration);
        }
    }

    /**
     * The same metric, judged by another rule.
     *
     * @param other the rule
     * @return the metric with this rule
     * @throws IllegalArgumentException if the window before does not fit it
     */
    public Metric withRule(MetricRule other) {
        return new Metric(name, action, other, noData, critical, before, initialDelay, timeout, source);
    }

    /**
     * The same metric, asked by other means.
     *
     * @param other the action
     * @return the metric with this action
     */
    public Metric withAction(Action other) {
        return new Metric(name, other, rule, noData, critical, before, initialDelay, timeout, source);
    }
}
