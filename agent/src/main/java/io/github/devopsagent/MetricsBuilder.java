package io.github.devopsagent;

import io.github.devopsagent.internal.settings.HostMetrics;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * The metrics that a host has watched beside those of the plan, as it chooses them in {@link DevOpsAgent.Builder}.
 *
 * @param <B> the builder that hosts see
 */
abstract class MetricsBuilder<B extends MetricsBuilder<B>> extends ConfirmationBuilder<B> {

    private final HostMetrics metrics = new HostMetrics();

    MetricsBuilder() {}

    final HostMetrics hostMetrics() {
        return metrics;
    }

    /**
     * Adds a metric beside those of the plan, which code of the host's measures. None by default. A call that throws,
     * returns null or NaN, or takes longer than {@link Metric#DEFAULT_TIMEOUT} is a failed sample.
     * It has that limit in place of {@code hostCodeLimit}. Code that does not heed its interrupt is left alone, and each sample
     * fails until it returns. The number is its {@link Number#doubleValue()}.
     *
     * @param name for people and for the record
     * @param source called for each sample
     * @param rule what must hold of its numbers; one that compares with nothing, or with the value before the first
     *     deploy step
     * @return this
     * @throws IllegalArgumentException if the name is blank, or the rule compares with a window before
     * @throws IllegalStateException if a metric of this name was added before
     */
    public B metric(String name, Callable<? extends Number> source, MetricRule rule) {
        return metric(name, source, rule, Duration.ZERO);
    }

    /**
     * Adds a metric beside those of the plan, which code of the host's measures, and which is compared with what it was
     * before the deployment. None by default.
     *
     * @param name for people and for the record
     * @param source called for each sample
     * @param rule what must hold of its numbers
     * @param before how long it is sampled before the first deploy step, which waits for that
     * @return this
     * @throws IllegalArgumentException if the name is blank, or {@code before} does not fit the rule, is negative, or
     *     longer than 30 days
     * @throws IllegalStateException if a metric of this name was added before
     */
    public B metric(String name, Callable<? extends Number> source, MetricRule rule, Duration before) {
        Arguments.requireName(name);
        Objects.requireNonNull(rule, "rule");
        Arguments.requireShort("before", before);
        metrics.add(name, source, rule, before);
        return self();
    }

    /**
     * Adds a metric beside those of the plan, which an executor measures: the last line that it prints is the number. Of
     * the executor {@code log} {@code at_most} counts the lines since the deployment began, as {@code increase_at_most} does.
     * None by default.
     *
     * @param metric asked as the plan's are
     * @return this
     * @throws IllegalArgumentException if its name is blank, one of its durations is longer than 30 days, or it has
     *     another rule for {@code log}
     * @throws IllegalStateException if a metric of this name was added before
     */
    public B metric(Metric metric) {
        Arguments.requireName(metric.name());
        Arguments.requireShort("before", metric.before());
        Arguments.requireShort("initial_delay", metric.initialDelay());
        Arguments.requirePositive("timeout", metric.timeout());
        metrics.add(metric);
        return self();
    }
}
