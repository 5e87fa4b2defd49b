package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.internal.plan.CountingSources;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** The metrics that a host adds, and the executors of those that it measures by code of its own. */
public final class HostMetrics {

    /** Begins the names of the executors that are the agent's own. */
    public static final String PREFIX = "metric/";

    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, StepExecutor> executors = new LinkedHashMap<>();
    private final Map<String, Callable<? extends Number>> sources = new LinkedHashMap<>();

    /** Adds one that is judged as the plan's are; two of a name could not be told apart in the record. */
    public void add(Metric metric) {
        Objects.requireNonNull(metric, "metric");
        if (metrics.stream().anyMatch(other -> other.name().equals(metric.name()))) {
            throw new IllegalStateException("a metric '" + metric.name() + "' was added before");
        }
        metrics.add(counted(metric));
    }

    private static Metric counted(Metric metric) {
        MetricRule rule = CountingSources.rule(metric.action(), metric.rule())
                .getOrElseThrow(found -> new IllegalArgumentException(
                        "metric '" + metric.name() + "' must be " + CountingSources.LOG_EXPECTED + "; found " + found));
        return metric.withRule(rule).withAction(CountingSources.action(metric.action(), rule));
    }

    /** Adds one that the host's code measures. */
    public void add(String name, Callable<? extends Number> source, MetricRule rule, Duration before) {
        Objects.requireNonNull(source, "source");
        String executor = PREFIX + name;
        add(new Metric(
                name,
                new Action.Use(executor, Input.none()),
                rule,
                NoData.FAIL,
                false,
                before,
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "builder"));
        executors.put(executor, new HostSource(source));
        sources.put(name, source);
    }

    /** Those that were added, in order. */
    public List<Metric> metrics() {
        return List.copyOf(metrics);
    }

    /** What measures those that the host's code measures, by their names. */
    public Map<String, Callable<? extends Number>> sources() {
        return Map.copyOf(sources);
    }

    /** The executors of those that the host's code measures. */
    public Map<String, StepExecutor> executors() {
        return Map.copyOf(executors);
    }
}
