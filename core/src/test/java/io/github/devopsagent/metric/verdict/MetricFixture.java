package io.github.devopsagent.metric.verdict;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.MetricRule.History;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Monitoring;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** A metric that is sampled every ten seconds, and what was answered. */
final class MetricFixture {

    static final Duration PERIOD = Duration.ofSeconds(10);

    private MetricFixture() {}

    static Metric metric(MetricRule rule) {
        return metric(rule, NoData.FAIL, false);
    }

    static Metric metric(MetricRule rule, NoData noData) {
        return metric(rule, noData, false);
    }

    static Metric metric(MetricRule rule, NoData noData, boolean critical) {
        Duration before = rule.needs() == History.WINDOW ? Duration.ofSeconds(50) : Duration.ZERO;
        return new Metric(
                "p95",
                new Action.Run("cat p95"),
                rule,
                noData,
                critical,
                before,
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "builder");
    }

    static Metric withWindows(MetricRule rule, String before, String initialDelay) {
        return new Metric(
                "p95",
                new Action.Run("cat p95"),
                rule,
                NoData.FAIL,
                false,
                Duration.parse("PT" + before),
                Duration.parse("PT" + initialDelay),
                Metric.DEFAULT_TIMEOUT,
                "builder");
    }

    static Monitoring monitoring(String duration, String period) {
        return new Monitoring(Duration.parse("PT" + duration), Duration.parse("PT" + period), 1);
    }

    static List<Measurement> readings(double... values) {
        return DoubleStream.of(values).mapToObj(Measurement::of).toList();
    }

    static BeforeValues before(List<Measurement> readings) {
        BeforeValues values = BeforeValues.NONE;
        for (Measurement reading : readings) {
            values = values.and(reading);
        }
        return values;
    }

    static BeforeValues before(double... values) {
        return before(readings(values));
    }

    /** Judged in a window of as many samples. */
    static MetricProgress judged(Metric metric, BeforeValues before, List<Measurement> after) {
        return judged(metric, before, after, after.size());
    }

    static MetricProgress judged(Metric metric, BeforeValues before, List<Measurement> after, int expected) {
        MetricProgress progress = MetricProgress.begin(metric, new SampleCount(before.asked(), expected), before);
        for (int sample = 0; sample < after.size(); sample++) {
            progress = progress.after(new Sample(PERIOD.multipliedBy(sample), after.get(sample)));
        }
        return progress;
    }
}
