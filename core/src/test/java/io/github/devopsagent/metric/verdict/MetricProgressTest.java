package io.github.devopsagent.metric.verdict;

import static io.github.devopsagent.metric.verdict.MetricFixture.before;
import static io.github.devopsagent.metric.verdict.MetricFixture.judged;
import static io.github.devopsagent.metric.verdict.MetricFixture.metric;
import static io.github.devopsagent.metric.verdict.MetricFixture.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Measurement.MissingCause;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.MetricRule.AtLeast;
import io.github.devopsagent.metric.MetricRule.AtMost;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.Between;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.IncreaseAtMost;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.metric.verdict.MetricProgress.Tally;
import io.github.devopsagent.metric.verdict.MetricVerdict.Undecided;
import io.github.devopsagent.metric.verdict.MetricVerdict.WithoutNumber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the samples of a metric come to, and what is told of it. */
class MetricProgressTest {

    private static final Measurement DOWN = new Measurement.Missing(MissingCause.NO_ANSWER, "connection refused");
    private static final Measurement ABSENT = new Measurement.Missing(MissingCause.NO_SERIES, "no series of this name");

    private static List<Measurement> and(List<Measurement> first, Measurement... more) {
        List<Measurement> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static int bad(MetricRule rule, double... after) {
        return judged(metric(rule), BeforeValues.NONE, readings(after)).tally().bad();
    }

    @Test
    void a_limit_itself_is_good() {
        assertThat(bad(new AtMost(2), 1, 2, 2.1)).isEqualTo(1);
        assertThat(bad(new AtLeast(2), 1.9, 2, 3)).isEqualTo(1);
        assertThat(bad(new Between(1, 2), 0.9, 1, 1.5, 2, 2.1)).isEqualTo(2);
    }

    @Test
    void a_breach_tells_value_rule_since_when_and_the_last_samples() {
        MetricProgress progress =
                judged(metric(new AtMost(0.01)), BeforeValues.NONE, readings(0, 0.02, 0, 0, 0.001, 0.2, 0.25));

        assertThat(progress.text())
                .isEqualTo("metric 'p95' is 0.25, not at_most 0.01; since 50s after the window began; last 0, 0, 0.001,"
                        + " 0.2, 0.25");
        assertThat(progress.tally()).isEqualTo(new Tally(7, 7, 7, 3));
        assertThat(progress.failureAtEnd()).hasValue(progress.text());
    }

    @Test
    void what_it_was_before_is_told() {
        MetricProgress progress =
                judged(metric(new AtMostTimesBefore(1.5)), before(230, 240, 900, 250, 239), readings(250, 360, 361));

        assertThat(progress.tally().bad()).isEqualTo(1);
        assertThat(progress.text())
                .startsWith(
                        "metric 'p95' is 361, not at_most_times_before 1.5, was 240 in the middle before; since 20s");
    }

    @Test
    void where_it_was_zero_before_the_way_out_is_told() {
        MetricProgress progress = judged(metric(new AtMostTimesBefore(1.5)), before(0, 0, 0, 2, 0), readings(0, 1));

        assertThat(progress.tally().bad()).isEqualTo(1);
        assertThat(progress.text())
                .startsWith(
                        "metric 'p95' is 1, not at_most_times_before 1.5, was 0 in the middle before, and many times"
                                + " that is 0; \"at_most\" says how much is too much");
    }

    @Test
    void the_middle_of_an_even_number_of_values_lies_between_two() {
        assertThat(before(1, 2, 3, 10).median()).isEqualTo(2.5);
        assertThat(before(Double.MAX_VALUE, Double.MAX_VALUE).median()).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void a_counter_is_compared_with_its_value_before_the_first_deploy_step() {
        MetricProgress progress = judged(metric(new IncreaseAtMost(3)), before(100), readings(100, 102, 1, 1, 3));

        assertThat(progress.counter().increase()).isEqualTo(5);
        assertThat(progress.tally().bad()).isEqualTo(1);
        assertThat(progress.text()).contains("is 3, not increase_at_most 3, has increased by 5 from 100 before");
    }

    @Test
    void a_negative_number_takes_nothing_off_what_a_counter_has_counted() {
        assertThat(judged(metric(new IncreaseAtMost(3)), before(5), readings(9, -100, -100))
                        .counter()
                        .increase())
                .isEqualTo(4);
    }

    @Test
    void a_counter_that_was_not_there_before_began_at_zero() {
        BeforeValues absent = before(List.of(ABSENT));

        assertThat(judged(metric(new IncreaseAtMost(0), NoData.IGNORE), absent, List.of(ABSENT, Measurement.of(2)))
                        .failureAtEnd())
                .hasValueSatisfying(text -> assertThat(text).contains("has increased by 2 from 0 before"));
        assertThat(judged(metric(new IncreaseAtMost(0), NoData.IGNORE), absent, List.of(ABSENT, Measurement.of(0)))
                        .failureAtEnd())
                .isEmpty();
    }

    /** A process that was begun anew has no series of an error before its first one. */
    @Test
    void a_counter_that_has_not_counted_yet_is_zero_and_keeps_what_it_counted_before() {
        Measurement yet = new Measurement.Missing(MissingCause.NOT_YET, "no series with code=\"500\"");
        Metric metric = metric(new IncreaseAtMost(1));

        assertThat(judged(metric, before(7), List.of(yet, yet)).failureAtEnd()).isEmpty();
        assertThat(judged(metric, before(List.of(yet)), List.of(yet, Measurement.of(2)))
                        .failureAtEnd())
                .hasValueSatisfying(text -> assertThat(text).contains("has increased by 2 from 0 before"));
        assertThat(judged(metric, before(7), List.of(Measurement.of(9), yet)).failureAtEnd())
                .hasValueSatisfying(text -> assertThat(text).contains("has increased by 2 from 7 before"));
        assertThat(judged(metric, before(List.of(yet)), List.of(yet)).unjudged())
                .hasValue("metric 'p95' counted as 0, since there was no such series, up to the end");
        assertThat(judged(metric(new AtMost(1)), BeforeValues.NONE, List.of(yet))
                        .failureAtEnd())
                .isPresent();
        assertThat(judged(metric, before(7), List.of(ABSENT)).failureAtEnd()).isPresent();
    }

    @Test
    void a_counter_that_nobody_could_read_before_is_not_judged() {
        MetricProgress progress = judged(metric(new IncreaseAtMost(0)), before(List.of(DOWN)), readings(7));

        assertThat(progress.verdict()).isInstanceOf(WithoutNumber.class);
        assertThat(progress.sampleFailed()).isTrue();
        assertThat(progress.text()).contains("no value before the deployment", "connection refused");
    }

    @Test
    void ranks_tell_what_is_steadily_worse_and_say_how() {
        MetricProgress progress = judged(
                metric(new WorseThanBefore(Direction.HIGHER)),
                before(11, 12, 10, 13, 12),
                readings(38, 40, 41, 39, 40, 42, 41, 40, 43),
                21);

        assertThat(progress.tally()).isEqualTo(new Tally(9, 9, 2, 2));
        assertThat(progress.text())
                .startsWith(
                        "metric 'p95' is 43, not worse_than_before higher, was 12 in the middle before: of the last 9"
                                + " values 45 of 45 comparisons are higher (p = ");
    }

    @Test
    void ranks_need_eight_numbers_and_one_spike_is_no_anomaly() {
        MetricProgress early = judged(
                metric(new WorseThanBefore(Direction.HIGHER)), before(1, 1, 1, 1, 1), readings(9, 9, 9, 9, 9, 9, 9));
        MetricProgress spike = judged(
                metric(new WorseThanBefore(Direction.HIGHER)),
                before(1, 1, 1, 1, 1),
                readings(1, 1, 1, 900, 1, 1, 1, 1, 1));

        assertThat(early.verdict()).isEqualTo(new Undecided("a rank test needs 8 numbers, so far there are 7"));
        assertThat(early.sampleFailed()).isFalse();
        assertThat(early.failureAtEnd())
                .hasValueSatisfying(text -> assertThat(text).contains("was never judged"));
        assertThat(spike.failureAtEnd()).isEmpty();
    }

    @Test
    void a_difference_that_is_not_relevant_is_no_anomaly_however_regular() {
        MetricRule rule = new WorseThanBefore(Direction.HIGHER);

        assertThat(judged(
                                metric(rule),
                                before(100, 100, 100, 100, 100),
                                readings(109, 109, 109, 109, 109, 109, 109, 109))
                        .failureAtEnd())
                .isEmpty();
        assertThat(judged(
                                metric(rule),
                                before(100, 100, 100, 100, 100),
                                readings(110, 110, 110, 110, 110, 110, 110, 110))
                        .failureAtEnd())
                .isPresent();
    }

    @Test
    void numbers_that_are_missing_fail_are_ignored_or_waited_for() {
        List<Measurement> late = List.of(ABSENT, Measurement.of(1));
        List<Measurement> gone = List.of(Measurement.of(1), DOWN);
        MetricRule rule = new AtMost(1);

        assertThat(judged(metric(rule, NoData.FAIL), BeforeValues.NONE, List.of(DOWN))
                        .sampleFailed())
                .isTrue();
        assertThat(judged(metric(rule, NoData.WAIT), BeforeValues.NONE, List.of(DOWN))
                        .sampleFailed())
                .isFalse();
        assertThat(judged(metric(rule, NoData.WAIT), BeforeValues.NONE, late).failureAtEnd())
                .isEmpty();
        assertThat(judged(metric(rule, NoData.WAIT), BeforeValues.NONE, gone).sampleFailed())
                .isTrue();
        assertThat(judged(metric(rule, NoData.IGNORE), BeforeValues.NONE, gone).failureAtEnd())
                .isEmpty();
        assertThat(judged(metric(rule, NoData.IGNORE), BeforeValues.NONE, gone).unjudged())
                .isEmpty();
    }

    @Test
    void that_there_was_no_number_now_and_then_is_told_unless_it_is_no_failure() {
        List<Measurement> gap = List.of(Measurement.of(1), DOWN, Measurement.of(1));
        MetricRule rule = new AtMost(1);

        assertThat(judged(metric(rule), BeforeValues.NONE, gap).gaps())
                .hasValue("metric 'p95' had no number in 1 of 3 samples: connection refused");
        assertThat(judged(metric(rule), BeforeValues.NONE, readings(1, 1)).gaps())
                .isEmpty();
        assertThat(judged(metric(rule, NoData.IGNORE), BeforeValues.NONE, gap).gaps())
                .isEmpty();
    }

    @Test
    void what_was_bad_when_it_fell_silent_does_not_pass() {
        MetricProgress progress =
                judged(metric(new AtMost(1), NoData.IGNORE), BeforeValues.NONE, and(readings(1, 1, 5), DOWN, DOWN));

        assertThat(progress.sampleFailed()).isFalse();
        assertThat(progress.failureAtEnd()).hasValueSatisfying(text -> assertThat(text)
                .contains("broke at_most 1 when it was judged last, since 20s", "connection refused"));
    }

    @Test
    void a_window_without_a_judgement_fails_or_is_told() {
        assertThat(judged(metric(new AtMost(1), NoData.WAIT), BeforeValues.NONE, List.of(ABSENT, ABSENT))
                        .failureAtEnd())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("was never judged", "no number yet: no series of this name"));
        assertThat(judged(metric(new AtMost(1), NoData.IGNORE), BeforeValues.NONE, List.of(DOWN))
                        .unjudged())
                .hasValueSatisfying(text -> assertThat(text).contains("no_data is ignored", "connection refused"));
        assertThat(judged(metric(new AtMost(1), NoData.IGNORE), BeforeValues.NONE, List.of())
                        .failureAtEnd())
                .isPresent();
    }

    /** Whatever is said of missing numbers: an infinite one is worse than any limit that it breaks. */
    @Test
    void an_infinite_number_breaks_each_rule_on_its_side_and_is_no_number_to_the_others() {
        BeforeValues before = before(1, 2, 3, 4, 5, 6);
        List<MetricRule> broken = List.of(
                new AtMost(1),
                new Between(0, 1),
                new IncreaseAtMost(9),
                new AtMostTimesBefore(2),
                new WorseThanBefore(Direction.HIGHER));
        List<MetricRule> brokenByNegative =
                List.of(new AtLeast(1), new Between(0, 1), new WorseThanBefore(Direction.LOWER));
        for (MetricRule rule : List.of(
                new AtMost(1),
                new AtLeast(1),
                new Between(0, 1),
                new IncreaseAtMost(9),
                new AtMostTimesBefore(2),
                new WorseThanBefore(Direction.HIGHER),
                new WorseThanBefore(Direction.LOWER))) {
            for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                MetricProgress progress =
                        judged(metric(rule, NoData.IGNORE, true), before, List.of(Measurement.of(infinite)));
                boolean isBroken = (infinite > 0 ? broken : brokenByNegative).contains(rule);
                assertThat(progress.isCritical())
                        .as(rule.text() + " " + infinite)
                        .isEqualTo(isBroken);
                assertThat(progress.failureAtEnd().isPresent()).isEqualTo(isBroken);
                assertThat(progress.unjudged().isPresent()).isEqualTo(!isBroken);
            }
        }
        assertThat(judged(metric(new AtMost(1)), BeforeValues.NONE, and(readings(0), Measurement.parse("+Inf")))
                        .text())
                .isEqualTo(
                        "metric 'p95' is infinite, not at_most 1; since 10s after the window began; last 0, the answer"
                                + " is infinite");
        assertThat(judged(metric(new IncreaseAtMost(1)), before(List.of(DOWN)), List.of(Measurement.parse("Inf")))
                        .isCritical())
                .isFalse();
    }

    @Test
    void what_ended_without_a_number_is_told_also_where_that_is_ignored() {
        assertThat(judged(metric(new AtMost(1), NoData.IGNORE), BeforeValues.NONE, and(readings(1, 1), DOWN, DOWN))
                        .gaps())
                .hasValue("metric 'p95' had no number in 2 of 4 samples, also the last one: connection refused");
        assertThat(judged(metric(new AtMost(1), NoData.IGNORE), BeforeValues.NONE, List.of(DOWN))
                        .gaps())
                .isEmpty();
    }

    /** Seven numbers that are all a hundred times higher are no proof, and no reason to pass either. */
    @Test
    void some_numbers_but_too_few_for_a_rank_test_do_not_pass() {
        List<Measurement> seven = readings(100, 100, 100, 100, 100, 100, 100);
        for (NoData noData : NoData.values()) {
            assertThat(judged(
                                    metric(new WorseThanBefore(Direction.HIGHER), noData),
                                    before(1, 1, 1, 1, 1, 1),
                                    and(seven, DOWN))
                            .failureAtEnd())
                    .as(noData.label())
                    .isPresent();
        }
        assertThat(judged(
                                metric(new WorseThanBefore(Direction.HIGHER), NoData.IGNORE),
                                before(1, 1, 1, 1, 1, 1),
                                and(seven, DOWN))
                        .failureAtEnd())
                .hasValueSatisfying(text ->
                        assertThat(text).contains("was never judged", "it had 7 numbers, and a rank test needs 8"));
    }

    /** What was good while it answered says nothing of the numbers that are too few to be compared. */
    @Test
    void numbers_that_fall_out_of_judgement_do_not_pass_however_many_were_judged_before() {
        List<Measurement> after = new ArrayList<>(readings(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        for (int third = 0; third < 20; third++) {
            after.addAll(List.of(DOWN, DOWN, Measurement.of(1000)));
        }
        MetricProgress progress =
                judged(metric(new WorseThanBefore(Direction.HIGHER), NoData.IGNORE), before(1, 1, 1, 1, 1, 1), after);

        assertThat(progress.tally().judged()).isPositive();
        assertThat(progress.tally().bad()).isZero();
        assertThat(progress.failureAtEnd()).hasValueSatisfying(text -> assertThat(text)
                .startsWith("metric 'p95' was not judged at the end: metric 'p95' is not judged yet: a rank test"
                        + " needs 8 numbers, so far there are 7"));
    }

    @Test
    void a_critical_metric_is_so_when_it_is_bad_and_not_when_it_is_silent() {
        assertThat(judged(metric(new AtMost(1), NoData.FAIL, true), BeforeValues.NONE, readings(2))
                        .isCritical())
                .isTrue();
        assertThat(judged(metric(new AtMost(1), NoData.FAIL, true), BeforeValues.NONE, List.of(DOWN))
                        .isCritical())
                .isFalse();
        assertThat(judged(metric(new AtMost(1)), BeforeValues.NONE, readings(2)).isCritical())
                .isFalse();
    }

    @Test
    void too_few_values_before_are_told_before_anything_is_deployed() {
        assertThat(before(and(readings(1, 2, 3), DOWN, DOWN)).fault(metric(new WorseThanBefore(Direction.LOWER))))
                .hasValue("there are 3 of 5 values before the deployment to compare with: connection refused");
        assertThat(before(List.of(ABSENT)).fault(metric(new IncreaseAtMost(1)))).isEmpty();
        assertThat(BeforeValues.NONE.fault(metric(new AtMost(1)))).isEmpty();
    }

    @Test
    void so_many_times_a_negative_number_says_nothing() {
        MetricProgress progress =
                judged(metric(new MetricRule.AtMostTimesBefore(2)), before(-10, -10, -10, -10, -10), readings(-10));

        assertThat(progress.sampleFailed()).isTrue();
        assertThat(progress.text()).contains("the middle value before the deployment is -10", "write \"at_most\"");
    }

    @Test
    void a_rank_test_that_does_not_alarm_tells_what_was_compared() {
        MetricProgress progress = judged(
                metric(new MetricRule.WorseThanBefore(MetricRule.Direction.HIGHER)),
                before(100, 100, 100, 100, 100),
                readings(100, 100, 100, 100, 100, 100, 100, 900));

        assertThat(progress.text())
                .isEqualTo("metric 'p95' is 900; the last 8 values together are not higher beyond chance than the 5"
                        + " before, 100 in the middle");
    }
}
