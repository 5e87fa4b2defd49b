package io.github.devopsagent.shell.internal.metric;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.shell.internal.json.PlainNumber;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of an exposition.
 *
 * @param name of the metric
 * @param labels by name
 * @param value at the moment
 * @param timestamp of the value, as it is written; empty if there is none
 */
record Series(String name, Map<String, String> labels, PlainNumber value, Optional<PlainNumber> timestamp) {

    Series {
        labels = Map.copyOf(labels);
    }

    /** Whether it has these labels, and perhaps more; one that is to be empty is one that it has not. */
    boolean has(Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(each -> labels.getOrDefault(each.getKey(), "").equals(each.getValue()));
    }

    /** Labels as a set in braces. */
    static String shown(Map<?, ?> labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
        return sorted.entrySet().stream()
                .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
                .collect(joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return name + shown(labels);
    }
}
