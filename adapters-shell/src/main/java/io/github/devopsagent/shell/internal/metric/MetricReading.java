package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.shell.internal.json.PlainNumber;
import java.util.List;
import java.util.Map;

/**
 * One number, with what people should know of it.
 *
 * @param number what was read
 * @param notes lines for people; often none
 * @param series the values that it is the sum of, by the series; empty if the source tells none
 * @param starts when they began to count, in seconds since 1970, by the series; those of which the source tells it
 */
record MetricReading(PlainNumber number, List<String> notes, Map<String, Double> series, Map<String, Double> starts) {

    MetricReading {
        notes = List.copyOf(notes);
        series = Map.copyOf(series);
        starts = Map.copyOf(starts);
    }

    MetricReading(PlainNumber number, List<String> notes) {
        this(number, notes, Map.of(), Map.of());
    }
}
