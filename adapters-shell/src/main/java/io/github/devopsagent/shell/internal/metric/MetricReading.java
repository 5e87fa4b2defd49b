package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.shell.internal.json.PlainNumber;
import java.util.List;

/**
 * One number, with what people should know of it.
 *
 * @param number what was read
 * @param notes lines for people; often none
 */
record MetricReading(PlainNumber number, List<String> notes) {

    MetricReading {
        notes = List.copyOf(notes);
    }
}
