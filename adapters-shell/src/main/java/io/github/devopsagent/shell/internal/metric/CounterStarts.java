package io.github.devopsagent.shell.internal.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When the counters of one exposition began, as it tells that: each by its series {@code _created} of OpenMetrics, or all by
 * {@code process_start_time_seconds}.
 */
final class CounterStarts {

    private static final String PROCESS = "process_start_time_seconds";
    private static final String CREATED = "_created";
    private static final String PART = "_(?:total|count|sum|bucket)$";

    private final Map<String, Double> created = new HashMap<>();
    private Optional<Double> process = Optional.empty();

    /** Takes note of a series if it tells a start. */
    void note(Series series) {
        double value = series.value().value();
        if (!Double.isFinite(value)) {
            return;
        }
        if (series.name().equals(PROCESS) && series.labels().isEmpty()) {
            process = Optional.of(value);
        } else if (series.name().endsWith(CREATED)) {
            String family = series.name().substring(0, series.name().length() - CREATED.length());
            created.put(family + Series.shown(series.labels()), value);
        }
    }

    /** In seconds since 1970; empty if nothing tells it. */
    Optional<Double> of(Series counter) {
        Map<String, String> labels = new TreeMap<>(counter.labels());
        if (counter.name().endsWith("_bucket")) {
            labels.remove("le");
        }
        String family = counter.name().replaceFirst(PART, "");
        return Optional.ofNullable(created.get(family + Series.shown(labels))).or(() -> process);
    }
}
