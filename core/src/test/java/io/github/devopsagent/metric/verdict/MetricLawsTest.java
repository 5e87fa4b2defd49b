package io.github.devopsagent.metric.verdict;

import static io.github.devopsagent.metric.verdict.MetricFixture.before;
import static io.github.devopsagent.metric.verdict.MetricFixture.judged;
import static io.github.devopsagent.metric.verdict.MetricFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.metric.LeastDifference;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.MetricRule.AtLeast;
import io.github.devopsagent.metric.MetricRule.AtMost;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.Between;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.IncreaseAtMost;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.metric.verdict.MetricVerdict.Bad;
import io.github.devopsagent.metric.verdict.MetricVerdict.Good;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What holds of every rule and every window. Values are whole numbers, so that ties are frequent and sums are exact. */
@FewerTries
class MetricLawsTest {

    /**
     * Two rules of a kind.
     *
     * @param mild passes more
     * @param strict passes less
     */
    private record TwoRules(MetricRule mild, MetricRule strict) {}

    /**
     * What was measured.
     *
     * @param before the deployment
     * @param after it
     */
    private record Measured(List<Integer> before, List<Integer> after) {

        MetricProgress judgedBy(MetricRule rule) {
            return judgedBy(rule, after);
        }

        MetricProgress judgedBy(MetricRule rule, List<Integer> other) {
            return judgedTimes(rule, 1, other);
        }

        MetricProgress judgedTimes(MetricRule rule, double scale, List<Integer> other) {
            return judged(
                    metric(rule), MetricFixture.before(scaled(before, scale)), scaled(other, scale), after.size());
        }
    }

    private static List<Measurement> scaled(List<Integer> values, double scale) {
        return values.stream().map(value -> Measurement.of(scale * value)).toList();
    }

    private static boolean fails(MetricProgress progress) {
        return progress.failureAtEnd().isPresent();
    }

    @Provide
    Arbitrary<Measured> measured() {
        Arbitrary<Integer> level = Arbitraries.integers().between(0, 30);
        Arbitrary<Integer> noise = Arbitraries.integers().between(0, 6);
        return Combinators.combine(
                        level,
                        level,
                        noise.list().ofMinSize(5).ofMaxSize(12),
                        noise.list().ofMinSize(8).ofMaxSize(26))
                .as((was, is, before, after) -> new Measured(
                        before.stream().map(each -> was + each).toList(),
                        after.stream().map(each -> is + each).toList()));
    }

    @Provide
    Arbitrary<TwoRules> twoRules() {
        Arbitrary<Integer> limit = Arbitraries.integers().between(0, 40);
        Arbitrary<Direction> direction = Arbitraries.of(Direction.class);
        Arbitrary<TwoRules> fixed = Combinators.combine(limit, limit)
                .flatAs((one, other) -> fixed(Math.min(one, other), Math.max(one, other)));
        Arbitrary<TwoRules> significance = Combinators.combine(
                        direction, Arbitraries.of(0.005, 0.01, 0.02), Arbitraries.of(1.0, 2.0, 10.0))
                .as((worse, strict, factor) -> new TwoRules(
                        new WorseThanBefore(worse, strict, LeastDifference.DEFAULT),
                        new WorseThanBefore(worse, strict * factor, LeastDifference.DEFAULT)));
        Arbitrary<TwoRules> difference = Combinators.combine(
                        direction, Arbitraries.of(0.0, 0.1, 0.2), Arbitraries.of(0.0, 0.1, 1.0), limit)
                .as((worse, relative, more, absolute) -> new TwoRules(
                        new WorseThanBefore(worse, 0.01, new LeastDifference(relative + more, absolute)),
                        new WorseThanBefore(worse, 0.01, new LeastDifference(relative, absolute / 2.0))));
        return Arbitraries.oneOf(fixed, significance, difference);
    }

    private static Arbitrary<TwoRules> fixed(int low, int high) {
        return Arbitraries.of(
                new TwoRules(new AtMost(high), new AtMost(low)),
                new TwoRules(new AtLeast(low), new AtLeast(high)),
                new TwoRules(new Between(low, high + 5), new Between(low, high)),
                new TwoRules(new Between(low, high + 5), new Between(high, high + 5)),
                new TwoRules(new IncreaseAtMost(high), new IncreaseAtMost(low)),
                new TwoRules(new AtMostTimesBefore(high + 1), new AtMostTimesBefore(low + 1)));
    }

    @Property(tries = 2000)
    void a_stricter_rule_never_passes_what_a_milder_one_fails(
            @ForAll("measured") Measured measured, @ForAll("twoRules") TwoRules rules) {
        MetricProgress mild = measured.judgedBy(rules.mild());
        MetricProgress strict = measured.judgedBy(rules.strict());

        Statistics.label("mild fails").collect(fails(mild));
        assertThat(strict.tally().bad()).isGreaterThanOrEqualTo(mild.tally().bad());
        assertThat(fails(mild) && !fails(strict)).isFalse();
    }

    @Provide
    Arbitrary<MetricRule> higherIsWorse() {
        return Arbitraries.integers()
                .between(0, 40)
                .flatMap(limit -> Arbitraries.of(
                        new AtMost(limit),
                        new AtMostTimesBefore(1 + limit / 20.0),
                        new WorseThanBefore(Direction.HIGHER),
                        new WorseThanBefore(Direction.HIGHER, 0.05, new LeastDifference(0, limit / 4.0)),
                        new WorseThanBefore(Direction.HIGHER, 0.1, new LeastDifference(0, 0))));
    }

    @Property(tries = 2000)
    void worse_samples_never_turn_a_failure_into_a_pass(
            @ForAll("measured") Measured measured, @ForAll("higherIsWorse") MetricRule rule, @ForAll Random random) {
        List<Integer> worse = measured.after().stream()
                .map(value -> random.nextInt(3) == 0 ? value + random.nextInt(8) : value)
                .toList();

        MetricProgress was = measured.judgedBy(rule);
        MetricProgress is = measured.judgedBy(rule, worse);
        Statistics.label("fails").collect(fails(was));
        assertThat(is.tally().bad()).isGreaterThanOrEqualTo(was.tally().bad());
        assertThat(fails(was) && !fails(is)).isFalse();
    }

    @Property
    void a_unit_that_is_half_or_a_quarter_as_large_changes_nothing(
            @ForAll("measured") Measured measured,
            @ForAll Direction direction,
            @ForAll @IntRange(min = -20, max = 20) int power) {
        double scale = Math.scalb(1, power);
        for (MetricRule rule : List.of(new WorseThanBefore(direction), new AtMostTimesBefore(1.5))) {
            MetricProgress was = measured.judgedBy(rule);
            MetricProgress is = measured.judgedTimes(rule, scale, measured.after());
            assertThat(is.tally()).isEqualTo(was.tally());
            assertThat(fails(is)).isEqualTo(fails(was));
        }
    }

    @Property
    void the_order_of_the_values_before_does_not_matter(
            @ForAll("measured") Measured measured, @ForAll Direction direction, @ForAll Random random) {
        List<Integer> shuffled = new ArrayList<>(measured.before());
        Collections.shuffle(shuffled, random);
        Measured other = new Measured(shuffled, measured.after());

        for (MetricRule rule : List.of(new WorseThanBefore(direction), new AtMostTimesBefore(1.5))) {
            assertThat(other.judgedBy(rule).tally())
                    .isEqualTo(measured.judgedBy(rule).tally());
        }
    }

    @Property
    void the_order_of_the_values_that_a_rank_test_compares_does_not_matter_to_it(
            @ForAll("measured") Measured measured, @ForAll Direction direction, @ForAll Random random) {
        WorseThanBefore rule = new WorseThanBefore(direction, 0.1, LeastDifference.DEFAULT);
        List<Integer> all = measured.after()
                .subList(0, Math.min(RankTest.MOST_AFTER, measured.after().size()));
        List<Integer> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);

        MetricProgress was = measured.judgedBy(rule, all);
        Statistics.label("fails").collect(fails(was));
        assertThat(measured.judgedBy(rule, shuffled).verdict() instanceof Bad).isEqualTo(was.verdict() instanceof Bad);
    }

    @Property
    void lower_is_to_a_value_what_higher_is_to_its_negative(@ForAll("measured") Measured measured) {
        MetricProgress lower = measured.judgedBy(new WorseThanBefore(Direction.LOWER));
        MetricProgress higher = measured.judgedTimes(new WorseThanBefore(Direction.HIGHER), -1, measured.after());

        Statistics.label("fails").collect(fails(lower));
        assertThat(higher.tally()).isEqualTo(lower.tally());
    }

    /**
     * A counter that counts, and at times begins anew at 0.
     *
     * @param more what it counts up to the next sample
     * @param restarts whether it begins anew before that
     */
    private record Counted(int more, boolean restarts) {}

    @Provide
    Arbitrary<List<Counted>> counted() {
        return Combinators.combine(Arbitraries.integers().between(0, 5), Arbitraries.of(true, false, false))
                .as(Counted::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property
    void an_increase_is_what_was_counted_however_often_the_counter_began_anew(
            @ForAll("counted") List<Counted> counts, @ForAll @IntRange(max = 100) int first) {
        List<Integer> shown = new ArrayList<>();
        int counter = first;
        int increase = 0;
        for (Counted count : counts) {
            boolean isSeen = count.restarts() && count.more() < counter;
            counter = isSeen ? count.more() : counter + count.more();
            increase += count.more();
            shown.add(counter);
        }
        Measured measured = new Measured(List.of(first), shown);

        assertThat(measured.judgedBy(new IncreaseAtMost(0)).counter().increase())
                .isEqualTo(increase);
        assertThat(fails(measured.judgedBy(new IncreaseAtMost(increase)))).isFalse();
        assertThat(increase > 0 && !fails(measured.judgedBy(new IncreaseAtMost(increase - 0.5))))
                .isFalse();
    }

    /** A service that answers mostly, and then perhaps hardly ever. */
    @Provide
    Arbitrary<List<Measurement>> withGaps() {
        return Combinators.combine(withGaps(3, 1).ofMaxSize(25), withGaps(1, 3).ofMaxSize(30))
                .as((often, seldom) ->
                        Stream.concat(often.stream(), seldom.stream()).toList());
    }

    private static ListArbitrary<Measurement> withGaps(int numbers, int gaps) {
        Arbitrary<Measurement> number = Arbitraries.integers().between(0, 20).map(value -> Measurement.of(value));
        Arbitrary<Measurement> missing =
                Arbitraries.of(Measurement.MissingCause.class).map(why -> new Measurement.Missing(why, "down"));
        return Arbitraries.frequencyOf(Tuple.of(numbers, number), Tuple.of(gaps, missing))
                .list();
    }

    @Provide
    Arbitrary<MetricRule> anyRule() {
        return twoRules().map(TwoRules::strict);
    }

    @Property(tries = 3000)
    void no_window_passes_in_silence(
            @ForAll("withGaps") List<Measurement> before,
            @ForAll("withGaps") List<Measurement> after,
            @ForAll("anyRule") MetricRule rule,
            @ForAll NoData noData) {
        MetricProgress progress = judged(metric(rule, noData), before(before), List.of());
        boolean isGood = false;
        for (Measurement reading : after) {
            int numbers = progress.tally().numbers();
            progress = progress.after(new Sample(MetricFixture.PERIOD, reading));
            isGood = progress.tally().numbers() == numbers ? isGood : progress.verdict() instanceof Good;
        }

        boolean isTold = noData == NoData.IGNORE && progress.unjudged().isPresent();
        Statistics.label("passes").collect(!fails(progress));
        assertThat(fails(progress) || isGood || isTold).isTrue();
        boolean isCountedAsNothing = progress.unjudged()
                .filter(told -> told.contains("counted as 0"))
                .isPresent();
        assertThat(isTold && progress.tally().judged() > 0 && !isCountedAsNothing)
                .isFalse();
    }

    @Property
    void a_window_of_numbers_that_are_missing_passes_only_if_that_is_ignored_and_told(
            @ForAll("anyRule") MetricRule rule,
            @ForAll NoData noData,
            @ForAll Measurement.MissingCause cause,
            @ForAll @IntRange(min = 1, max = 30) int size) {
        Assume.that(!(rule instanceof IncreaseAtMost) || cause != Measurement.MissingCause.NOT_YET);
        Assume.that(cause != Measurement.MissingCause.INFINITE && cause != Measurement.MissingCause.NEGATIVE_INFINITE);
        List<Measurement> missing = Collections.nCopies(size, new Measurement.Missing(cause, "down"));
        MetricProgress progress = judged(metric(rule, noData), before(1, 2, 3, 4, 5, 6), missing);

        assertThat(fails(progress)).isEqualTo(noData != NoData.IGNORE);
        assertThat(progress.unjudged().isPresent()).isEqualTo(noData == NoData.IGNORE);
    }

    @FewerTries(fewest = 50)
    @Property(tries = 700)
    void what_is_kept_does_not_grow_with_the_window(
            @ForAll("anyRule") MetricRule rule, @ForAll @IntRange(min = 100, max = 300) int size) {
        List<Measurement> many = Collections.nCopies(size, Measurement.of(7));
        MetricProgress progress = judged(metric(rule), before(many), many);

        assertThat(progress.recent()).hasSize(RankTest.MOST_AFTER);
        assertThat(progress.before().values()).hasSize(RankTest.MOST_BEFORE);
        assertThat(progress.tally().samples()).isEqualTo(size);
    }
}
