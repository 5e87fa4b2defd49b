package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Monitoring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the monitor window, and what is sampled in it.
 *
 * @param defaults what applies where the plan says nothing
 */
record MonitoringReader(Monitoring defaults) {

    /**
     * What was read.
     *
     * @param window how long, and how often
     * @param metrics what is sampled besides the health checks
     */
    record ReadMonitoring(Monitoring window, List<Metric> metrics) {}

    ReadMonitoring none() {
        return new ReadMonitoring(defaults, List.of());
    }

    Optional<ReadMonitoring> read(JsonCursor cursor) {
        if (!cursor.isObject()) {
            cursor.wrongType("an object with duration, period and failure_limit", "write it as { … }");
            return Optional.empty();
        }
        PlanFields fields = PlanFields.of(cursor, PlanVocabulary.MONITORING);
        Duration duration = fields.duration("duration").orElse(defaults.duration());
        Duration period = fields.positiveDuration("period").orElse(defaults.period());
        int failureLimit = fields.integer("failure_limit", 0, Integer.MAX_VALUE).orElse(defaults.failureLimit());
        Optional<JsonCursor> listed = fields.value("metrics");
        List<Metric> metrics = listed.isPresent() ? MetricReader.metrics(listed.get()) : List.of();
        return Optional.of(new ReadMonitoring(new Monitoring(duration, period, failureLimit), metrics));
    }
}
