package io.github.devopsagent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostMetricsTest {

    private static final Input INPUT = new Input(Map.of("url", "http://a/m", "metric", "x"));

    private static Action added(String executor, Input input, MetricRule rule) {
        return metric(executor, input, rule).action();
    }

    private static Metric metric(String executor, Input input, MetricRule rule) {
        HostMetrics metrics = new HostMetrics();
        metrics.add(new Metric(
                "errors",
                new Action.Use(executor, input),
                rule,
                NoData.FAIL,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "builder"));
        return metrics.metrics().get(0);
    }

    @Test
    void several_scraped_series_of_which_the_increase_counts_are_counted_each_by_itself_as_those_of_a_plan() {
        assertThat(added("scrape", INPUT, new MetricRule.IncreaseAtMost(0)))
                .isEqualTo(new Action.Use(
                        "scrape", new Input(Map.of("url", "http://a/m", "metric", "x", "counter", true))));
        assertThat(added("scrape", Input.of("counter", false), new MetricRule.IncreaseAtMost(0)))
                .isEqualTo(new Action.Use("scrape", Input.of("counter", false)));
        assertThat(added("scrape", INPUT, new MetricRule.AtMost(0))).isEqualTo(new Action.Use("scrape", INPUT));
        assertThat(added("other", INPUT, new MetricRule.IncreaseAtMost(0))).isEqualTo(new Action.Use("other", INPUT));
    }

    /** The window's first look would count lines that the deploy steps have written as old ones. */
    @Test
    void the_lines_of_a_log_are_counted_from_the_moment_before_the_first_deploy_step_on_as_those_of_a_plan() {
        Input log = new Input(Map.of("file", "shop.log", "pattern", "ERROR"));

        assertThat(metric("log", log, new MetricRule.AtMost(2)).rule()).isEqualTo(new MetricRule.IncreaseAtMost(2));
        assertThat(metric("log", log, new MetricRule.IncreaseAtMost(2)).rule())
                .isEqualTo(new MetricRule.IncreaseAtMost(2));
        assertThat(metric("other", log, new MetricRule.AtLeast(2)).rule()).isEqualTo(new MetricRule.AtLeast(2));
        for (MetricRule rule : List.of(new MetricRule.AtLeast(2), new MetricRule.AtMost(-1))) {
            assertThatThrownBy(() -> metric("log", log, rule))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("metric 'errors' must be 'log' with 'at_most' from 0 on")
                    .hasMessageContaining("found 'log' with " + rule.text());
        }
    }
}
