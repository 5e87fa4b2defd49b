package io.github.devopsagent.shell.internal.metric;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.github.devopsagent.shell.internal.json.PlainNumber;
import io.github.devopsagent.shell.internal.metric.ExpositionLine.NoExposition;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which series of an exposition are meant.
 *
 * @param name of the metric
 * @param labels that a series must have; it may have more
 */
record MetricSelector(String name, Map<String, String> labels) {

    private static final int MOST_NAMED = 5;
    /** The last line of OpenMetrics. */
    static final String END = "# EOF";

    MetricSelector {
        labels = Map.copyOf(labels);
    }

    /** The sum of the series that match, or why there is none. */
    Either<String, MetricReading> in(String exposition) {
        Map<String, Series> found = new LinkedHashMap<>();
        Set<String> others = new TreeSet<>();
        CounterStarts starts = new CounterStarts();
        boolean isYetToCome = false;
        boolean isOver = false;
        int number = 0;
        for (String line : exposition.split("\r?\n", -1)) {
            number++;
            if (isOver && !line.isBlank()) {
                return Either.left(
                        "line " + number + " is behind " + END + ", which is the last line of an exposition: " + line);
            }
            isOver |= line.equals(END);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            try {
                Series series = ExpositionLine.series(line.strip());
                starts.note(series);
                isYetToCome |=
                        series.name().equals(name) && series.labels().keySet().containsAll(labels.keySet());
                if (series.name().equals(name) && series.has(labels)) {
                    newest(found, series);
                } else if (isNear(series.name())) {
                    others.add(series.name());
                }
            } catch (NoExposition e) {
                return Either.left("line " + number + " is none of the text format of Prometheus or OpenMetrics, "
                        + e.getMessage() + ": " + line);
            }
        }
        return found.isEmpty()
                ? Either.left(nothing(others, isYetToCome))
                : recent(List.copyOf(found.values())).map(series -> sum(series, starts));
    }

    private static Either<String, List<Series>> recent(List<Series> all) {
        return all.stream()
                .filter(each -> ValueAge.isTooOld(each.timestamp()))
                .findFirst()
                .<Either<String, List<Series>>>map(
                        old -> Either.left("the value of " + old + " is of " + ValueAge.text(old.timestamp())))
                .orElseGet(() -> Either.right(all));
    }

    /** OpenMetrics has several values of one series, each with its time; without times the same twice is an error. */
    private static void newest(Map<String, Series> found, Series series) throws NoExposition {
        Series before = found.get(series.toString());
        if (before != null
                && (before.timestamp().isEmpty() || series.timestamp().isEmpty())) {
            throw new NoExposition("a series that stands there twice");
        }
        if (before == null
                || series.timestamp().orElseThrow().value()
                        >= before.timestamp().orElseThrow().value()) {
            found.put(series.toString(), series);
        }
    }

    private static MetricReading sum(List<Series> series, CounterStarts starts) {
        double sum = series.stream().mapToDouble(each -> each.value().value()).sum();
        String named = series.stream().limit(MOST_NAMED).map(Series::toString).collect(joining(", "));
        String more = series.size() > MOST_NAMED ? " and " + (series.size() - MOST_NAMED) + " more" : "";
        return new MetricReading(
                new PlainNumber(sum),
                series.size() == 1 ? List.of() : List.of("the sum of " + series.size() + " series: " + named + more),
                series.stream()
                        .collect(toMap(Series::toString, each -> each.value().value())),
                series.stream()
                        .filter(each -> starts.of(each).isPresent())
                        .collect(toMap(Series::toString, each -> starts.of(each).orElseThrow())));
    }

    private boolean isNear(String other) {
        return other.equals(name) || other.startsWith(name + "_") || name.startsWith(other + "_");
    }

    /** Labels of another name are a mistake of who asks; values that are missing are what has not happened. */
    private String nothing(Set<String> others, boolean isYetToCome) {
        if (others.contains(name)) {
            return (isYetToCome ? MetricQuestion.NO_DATA_YET : MetricQuestion.NO_DATA) + "there is " + name
                    + ", but no series of it with " + Series.shown(labels)
                    + (isYetToCome
                            ? " (many are not there before their first event: let the service begin them with 0)"
                            : "");
        }
        return MetricQuestion.NO_DATA + "there is no series " + name
                + (others.isEmpty()
                        ? ""
                        : "; there is " + others.stream().limit(MOST_NAMED).collect(joining(", ")));
    }

    @Override
    public String toString() {
        return name + (labels.isEmpty() ? "" : Series.shown(labels));
    }
}
