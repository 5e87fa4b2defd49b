package io.github.devopsagent.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.metric.MetricRule.AtLeast;
import io.github.devopsagent.metric.MetricRule.AtMost;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.Between;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.IncreaseAtMost;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import io.github.devopsagent.plan.Action;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** What a metric and its rule are, and which are none. */
class MetricTest {

    private static Metric metric(MetricRule rule, Duration before) {
        return new Metric(
                "p95",
                new Action.Run("cat p95"),
                rule,
                NoData.FAIL,
                false,
                before,
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "builder");
    }

    @Test
    void a_rule_that_compares_windows_needs_one_before() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric(new AtMostTimesBefore(1.5), Duration.ZERO))
                .withMessage("at_most_times_before 1.5 compares with a window before the deployment; add \"before\","
                        + " such as \"2m\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric(new WorseThanBefore(Direction.LOWER), Duration.ZERO));
    }

    @Test
    void a_window_before_that_no_rule_looks_at_is_refused_since_it_delays_the_deployment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric(new AtMost(1), Duration.ofMinutes(2)))
                .withMessageStartingWith("at_most 1 does not look at a window before the deployment")
                .withMessageEndingWith("remove it");
        assertThatIllegalArgumentException().isThrownBy(() -> metric(new IncreaseAtMost(0), Duration.ofMinutes(2)));
    }

    @Test
    void limits_are_finite_numbers() {
        List<DoubleFunction<MetricRule>> rules = List.of(
                AtMost::new,
                AtLeast::new,
                IncreaseAtMost::new,
                AtMostTimesBefore::new,
                low -> new Between(low, 1),
                high -> new Between(1, high),
                part -> new WorseThanBefore(Direction.HIGHER, part, LeastDifference.DEFAULT),
                part -> new WorseThanBefore(Direction.HIGHER, 0.05, new LeastDifference(part, 0)),
                part -> new WorseThanBefore(Direction.HIGHER, 0.05, new LeastDifference(0, part)));
        rules.forEach(rule -> {
            assertThatIllegalArgumentException().isThrownBy(() -> rule.apply(Double.NaN));
            assertThatIllegalArgumentException().isThrownBy(() -> rule.apply(Double.POSITIVE_INFINITY));
        });
    }

    @Test
    void limits_without_a_sense_are_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Between(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new IncreaseAtMost(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AtMostTimesBefore(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorseThanBefore(Direction.HIGHER, 0.5, LeastDifference.DEFAULT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorseThanBefore(Direction.HIGHER, 0, LeastDifference.DEFAULT));
        assertThatIllegalArgumentException().isThrownBy(() -> new LeastDifference(-0.1, 0));
    }

    @Test
    void times_are_not_negative_and_an_answer_has_some() {
        assertThatIllegalArgumentException().isThrownBy(() -> metric(new AtMost(1), Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(Duration.ofSeconds(-1), Measurement.of(1)));
    }

    @Test
    void a_rule_reads_as_in_the_plan() {
        assertThat(new AtMost(0.01).text()).isEqualTo("at_most 0.01");
        assertThat(new AtLeast(3).text()).isEqualTo("at_least 3");
        assertThat(new Between(1, 2.5).text()).isEqualTo("between 1 and 2.5");
        assertThat(new IncreaseAtMost(0).text()).isEqualTo("increase_at_most 0");
        assertThat(new WorseThanBefore(Direction.HIGHER).text()).isEqualTo("worse_than_before higher");
    }
}
