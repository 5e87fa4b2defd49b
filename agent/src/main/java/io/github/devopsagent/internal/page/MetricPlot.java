package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.styled;

import io.github.devopsagent.internal.json.JsonView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The values of a metric as a line, with what its rule allows. Before, window and after the rollback lie side by side. */
final class MetricPlot {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 110;
    private static final int LEFT = 44;
    private static final int TOP = 8;
    private static final int BOTTOM = 88;
    private static final int MOST = 60;

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)";
    private static final Pattern GREATEST = Pattern.compile("at_most " + NUMBER);
    private static final Pattern LEAST = Pattern.compile("at_least " + NUMBER);
    private static final Pattern BETWEEN = Pattern.compile("between " + NUMBER + " and " + NUMBER);

    private final List<Series> parts;
    private final List<Double> limits;
    private final double low;
    private final double high;

    /** Values that lie side by side; an empty one is a sample without a number. */
    private record Series(String title, boolean isBroken, List<Optional<Double>> values) {

        static Series of(String title, JsonView metric) {
            boolean isBroken = metric.text("verdict").orElse("").equals("bad");
            return new Series(title, isBroken, newest(samples(metric)));
        }
    }

    private MetricPlot(List<Series> parts, List<Double> limits) {
        this.parts = parts;
        this.limits = limits;
        DoubleSummaryStatistics range = DoubleStream.concat(
                        parts.stream()
                                .flatMap(part -> part.values().stream())
                                .flatMap(Optional::stream)
                                .mapToDouble(Double::doubleValue),
                        limits.stream().mapToDouble(Double::doubleValue))
                .summaryStatistics();
        // A span that no double can hold is drawn as a flat line.
        boolean isDrawable = range.getCount() > 0 && Double.isFinite(range.getMax() - range.getMin());
        double min = isDrawable ? Math.min(0, range.getMin()) : 0;
        double max = isDrawable ? range.getMax() : 0;
        low = min;
        high = max > min ? max : min + 1;
    }

    static Markup of(JsonView metric, Optional<JsonView> afterRollback) {
        List<Optional<Double>> before =
                metric.numbers("before").stream().map(Optional::of).toList();
        List<Series> parts = Stream.of(
                        Stream.of(new Series("before", false, newest(before))),
                        Stream.of(Series.of("window", metric)),
                        afterRollback.stream().map(after -> Series.of("after rollback", after)))
                .flatMap(each -> each)
                .filter(part -> !part.values().isEmpty())
                .toList();
        return parts.isEmpty()
                ? Markup.NOTHING
                : new MetricPlot(parts, limits(metric.text("rule").orElse(""))).markup();
    }

    private static List<Optional<Double>> samples(JsonView metric) {
        return metric.objects("last").stream()
                .map(sample -> sample.number("value"))
                .toList();
    }

    private static List<Optional<Double>> newest(List<Optional<Double>> values) {
        return values.subList(Math.max(0, values.size() - MOST), values.size());
    }

    /** What a rule names as numbers; one that compares with the time before has none. */
    private static List<Double> limits(String rule) {
        return Stream.of(GREATEST, LEAST, BETWEEN)
                .map(pattern -> pattern.matcher(rule))
                .filter(Matcher::matches)
                .flatMap(match -> Stream.iterate(1, group -> group <= match.groupCount(), group -> group + 1)
                        .map(match::group))
                .map(Double::parseDouble)
                .filter(limit -> Double.isFinite(limit))
                .toList();
    }

    private Markup markup() {
        List<Markup> drawn = new ArrayList<>();
        int count = parts.stream().mapToInt(part -> part.values().size() + 1).sum();
        double slot = (double) (WIDTH - LEFT) / count;
        double x = LEFT;
        for (Series part : parts) {
            double width = slot * (part.values().size() + 1);
            drawn.add(Plot.rect("part " + part.title().replace(' ', '-'), x + 1, TOP, width - 2, BOTTOM - TOP));
            drawn.add(Plot.label("middle", x + width / 2, HEIGHT - 8, part.title()));
            drawn.addAll(curve(part, x + slot, slot));
            x += width;
        }
        limits.forEach(limit -> drawn.add(Plot.line("limit", LEFT, y(limit), WIDTH, y(limit))));
        drawn.add(Plot.label("end", LEFT - 4, TOP + 8, number(high)));
        drawn.add(Plot.label("end", LEFT - 4, BOTTOM, number(low)));
        return Plot.of("metric", WIDTH, HEIGHT, label(), Markup.all(drawn));
    }

    private List<Markup> curve(Series part, double from, double slot) {
        List<Optional<Double>> values = part.values();
        String broken = part.isBroken() ? " broken" : "";
        List<Markup> drawn = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = from + i * slot;
            if (values.get(i).isEmpty()) {
                drawn.add(Plot.cross(x, BOTTOM - 5));
                continue;
            }
            double y = y(values.get(i).get());
            line.append(line.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
            drawn.add(Plot.circle("point" + broken, x, y, 2));
        }
        drawn.add(0, styled("polyline", "curve" + broken).with("points", line.toString()));
        return drawn;
    }

    private double y(double value) {
        double share = (value - low) / (high - low);
        return BOTTOM - (BOTTOM - TOP) * Math.max(0, Math.min(1, share));
    }

    private String label() {
        return "Values "
                + String.join(
                        ", ",
                        parts.stream()
                                .map(part -> part.title() + ": " + part.values().size())
                                .toList())
                + "; from " + number(low) + " to " + number(high);
    }

    /** Three digits that say something. */
    private static String number(double value) {
        double size = Math.abs(value);
        return size != 0 && (size >= 1e6 || size < 1e-3)
                ? String.format(Locale.ROOT, "%.1e", value)
                : new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
