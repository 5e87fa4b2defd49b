package io.github.devopsagent.metric.verdict;

import static io.github.devopsagent.metric.verdict.MetricFixture.monitoring;
import static io.github.devopsagent.metric.verdict.MetricFixture.withWindows;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.metric.LeastDifference;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.MetricRule.AtMost;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many samples there are, and whether they are enough. */
class SampleCountTest {

    private static final MetricRule RANKS = new WorseThanBefore(Direction.HIGHER);

    @ParameterizedTest
    @CsvSource({
        "30S, 10S, 0S, 4",
        "30S, 20S, 0S, 3",
        "10M, 30S, 0S, 21",
        "10M, 30S, 1M, 19",
        "0S, 5S, 0S, 1",
        "3S, 5S, 0S, 2",
        "30S, 10S, 30S, 1",
        "100S, 20S, 30S, 4",
        "33S, 10S, 31S, 1",
        "33S, 10S, 33S, 1",
        "3S, 5S, 1S, 1",
        "30S, 10S, 31S, 0"
    })
    void a_window_has_a_sample_at_its_beginning_each_period_and_at_its_end(
            String duration, String period, String delay, int samples) {
        SampleCount count = SampleCount.of(withWindows(new AtMost(1), "0S", delay), monitoring(duration, period));

        assertThat(count).isEqualTo(new SampleCount(0, samples));
    }

    @Test
    void the_example_of_the_documentation_is_enough() {
        assertThat(SampleCount.of(withWindows(RANKS, "2M", "0S"), monitoring("10M", "30S")))
                .isEqualTo(new SampleCount(5, 21));
        assertThat(SampleCount.fault(withWindows(RANKS, "2M", "0S"), monitoring("10M", "30S")))
                .isEmpty();
    }

    @Test
    void too_short_a_window_is_refused_with_the_arithmetic() {
        assertThat(SampleCount.fault(withWindows(RANKS, "2M", "0S"), monitoring("30S", "10S")))
                .hasValue("worse_than_before higher needs 8 samples, duration 30s and period 10s give 4; lengthen"
                        + " \"duration\", or shorten \"period\"");
        assertThat(SampleCount.fault(withWindows(RANKS, "2M", "20S"), monitoring("1M30S", "20S")))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("duration 1m30s, initial_delay 20s and period 20s give 5"));
    }

    @Test
    void too_short_a_window_before_is_refused_with_the_arithmetic() {
        assertThat(SampleCount.fault(withWindows(RANKS, "20S", "0S"), monitoring("10M", "10S")))
                .hasValue("worse_than_before higher needs 5 samples before, before 20s and period 10s give 3; lengthen"
                        + " \"before\", or shorten \"period\"");
    }

    @Test
    void the_longer_the_window_the_more_must_be_known_of_before() {
        String fault = SampleCount.fault(withWindows(RANKS, "40S", "0S"), monitoring("24H", "10S"))
                .orElseThrow();

        assertThat(fault).contains("needs 6 samples before, before 40s and period 10s give 5");
        assertThat(SampleCount.fault(withWindows(RANKS, "50S", "0S"), monitoring("24H", "10S")))
                .isEmpty();
    }

    @Test
    void a_significance_that_no_samples_reach_is_refused() {
        MetricRule rule = new WorseThanBefore(Direction.HIGHER, 1e-18, LeastDifference.DEFAULT);

        assertThat(SampleCount.fault(withWindows(rule, "24H", "0S"), monitoring("24H", "10S")))
                .hasValueSatisfying(fault -> assertThat(fault).contains("cannot be told"));
    }

    @Test
    void a_delay_that_is_longer_than_the_window_is_refused() {
        assertThat(SampleCount.fault(withWindows(new AtMost(1), "0S", "1M"), monitoring("30S", "10S")))
                .hasValue("initial_delay 1m leaves nothing of the duration 30s; shorten it");
    }

    @Test
    void other_rules_need_a_single_sample() {
        assertThat(SampleCount.fault(withWindows(new AtMost(1), "0S", "0S"), monitoring("0S", "10S")))
                .isEmpty();
        assertThat(SampleCount.fault(withWindows(new AtMostTimesBefore(2), "1S", "0S"), monitoring("0S", "10S")))
                .isEmpty();
    }

    @Test
    void values_that_are_all_worse_are_told_in_every_window_that_is_not_refused() {
        for (int after = SampleCount.LEAST_AFTER; after < 3000; after += 7) {
            for (int before = SampleCount.LEAST_BEFORE; before < 12; before++) {
                boolean isRefused = SampleCount.fault(
                                withWindows(RANKS, 10 * (before - 1) + "S", "0S"),
                                monitoring(10 * (after - 1) + "S", "10S"))
                        .isPresent();
                int compared = Math.min(after, RankTest.MOST_AFTER);
                double least = new RankTest(before * compared, before, compared).probability();
                assertThat(isRefused || least <= new SampleCount(before, after).ofRanks(0.05))
                        .isTrue();
            }
        }
    }
}
