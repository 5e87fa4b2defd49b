package io.github.devopsagent.shell.internal.metric;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What several counters have counted together, each by itself: of their sum alone, one that began anew would take off what
 * another has counted.
 *
 * @param counted so far; at the first look the sum of their values
 * @param last the last value of each, by the series
 */
record SeriesCount(double counted, Map<String, Double> last) {

    /** Nothing was counted, and each series that comes begins at 0. */
    static final SeriesCount NONE = new SeriesCount(0, Map.of());

    private static final String VERSION = "v1";
    private static final String END = ".";

    SeriesCount {
        last = Map.copyOf(last);
    }

    /**
     * What is known after one more look. A series that is gone keeps what it has counted, and one that is new began at 0.
     *
     * @param values of the series that are there now
     */
    SeriesCount and(Map<String, Double> values) {
        Map<String, Double> all = new HashMap<>(last);
        double more = 0;
        for (Map.Entry<String, Double> each : values.entrySet()) {
            double value = each.getValue();
            double before = last.getOrDefault(each.getKey(), 0.0);
            // A negative number is no count.
            more += value < before ? Math.max(value, 0) : value - before;
            all.put(each.getKey(), value);
        }
        return new SeriesCount(counted + more, all);
    }

    /** As it is kept. */
    byte[] text() {
        List<String> lines = new ArrayList<>(List.of(VERSION, String.valueOf(counted)));
        last.forEach(
                (series, value) -> lines.add(value + " " + Base64.getEncoder().encodeToString(series.getBytes(UTF_8))));
        lines.add(END);
        return String.join("\n", lines).getBytes(UTF_8);
    }

    /** What was kept; empty if it was not written to its end. */
    static Optional<SeriesCount> of(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3
                || !lines.get(0).equals(VERSION)
                || !lines.get(lines.size() - 1).equals(END)) {
            return Optional.empty();
        }
        Map<String, Double> last = new HashMap<>();
        for (String line : lines.subList(2, lines.size() - 1)) {
            String[] parts = line.split(" ", 2);
            last.put(new String(Base64.getDecoder().decode(parts[1]), UTF_8), Double.valueOf(parts[0]));
        }
        return Optional.of(new SeriesCount(Double.parseDouble(lines.get(1)), last));
    }
}
