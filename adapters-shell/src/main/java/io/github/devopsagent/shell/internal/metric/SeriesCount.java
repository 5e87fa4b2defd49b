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
 * @param starts when each began to count, in seconds since 1970, by the series; those of which that is known
 */
record SeriesCount(double counted, Map<String, Double> last, Map<String, Double> starts) {

    /** Nothing was counted, and each series that comes begins at 0. */
    static final SeriesCount NONE = new SeriesCount(0, Map.of(), Map.of());

    /** What the kernel tells of a start may move by a second when the clock is set. */
    private static final double LEAST_SECONDS = 2;

    private static final String VERSION = "v2";
    private static final String BEFORE = "v1";
    private static final String UNKNOWN = "-";
    private static final String END = ".";

    SeriesCount {
        last = Map.copyOf(last);
        starts = Map.copyOf(starts);
    }

    /**
     * What is known after one more look. A series that is gone keeps what it has counted, and one that is new began at 0. So
     * did one that shows less than before, or that began later.
     *
     * @param values of the series that are there now
     * @param begun when they began to count
     */
    SeriesCount and(Map<String, Double> values, Map<String, Double> begun) {
        Map<String, Double> all = new HashMap<>(last);
        Map<String, Double> allStarts = new HashMap<>(starts);
        allStarts.putAll(begun);
        double more = 0;
        for (Map.Entry<String, Double> each : values.entrySet()) {
            double value = each.getValue();
            boolean isNew = isBegunAnew(each.getKey(), begun);
            double before = isNew ? 0 : last.getOrDefault(each.getKey(), 0.0);
            // A negative number is no count.
            more += value < before ? Math.max(value, 0) : value - before;
            all.put(each.getKey(), value);
        }
        return new SeriesCount(counted + more, all, allStarts);
    }

    private boolean isBegunAnew(String series, Map<String, Double> begun) {
        Double before = starts.get(series);
        Double now = begun.get(series);
        return before != null && now != null && now - before >= LEAST_SECONDS;
    }

    /** As it is kept. */
    byte[] text() {
        List<String> lines = new ArrayList<>(List.of(VERSION, String.valueOf(counted)));
        last.forEach(
                (series, value) -> lines.add(value + " " + Base64.getEncoder().encodeToString(series.getBytes(UTF_8))
                        + " " + (starts.containsKey(series) ? String.valueOf(starts.get(series)) : UNKNOWN)));
        lines.add(END);
        return String.join("\n", lines).getBytes(UTF_8);
    }

    /** What was kept; empty if it was not written to its end. */
    static Optional<SeriesCount> of(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3
                || !(lines.get(0).equals(VERSION) || lines.get(0).equals(BEFORE))
                || !lines.get(lines.size() - 1).equals(END)) {
            return Optional.empty();
        }
        Map<String, Double> last = new HashMap<>();
        Map<String, Double> starts = new HashMap<>();
        for (String line : lines.subList(2, lines.size() - 1)) {
            String[] parts = line.split(" ", 3);
            String series = new String(Base64.getDecoder().decode(parts[1]), UTF_8);
            last.put(series, Double.valueOf(parts[0]));
            if (parts.length == 3 && !parts[2].equals(UNKNOWN)) {
                starts.put(series, Double.valueOf(parts[2]));
            }
        }
        return Optional.of(new SeriesCount(Double.parseDouble(lines.get(1)), last, starts));
    }
}
