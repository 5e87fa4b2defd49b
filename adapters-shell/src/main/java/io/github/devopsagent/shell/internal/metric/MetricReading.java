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
 */
record MetricReading(PlainNumber number, List<String> notes, Map<String, Double> series) {

    MetricReading {
        notes = List.copyOf(notes);
        series = Map.copyOf(series);
    }

    MetricReading(PlainNumber number, List<String> notes) {
        this(number, notes, Map.of());
    }
}
