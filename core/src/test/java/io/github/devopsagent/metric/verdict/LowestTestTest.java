package io.github.devopsagent.metric.verdict;

import static io.github.devopsagent.metric.verdict.MetricFixture.before;
import static io.github.devopsagent.metric.verdict.MetricFixture.judged;
import static io.github.devopsagent.metric.verdict.MetricFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was at its worst value now and then before, and always is after. */
class LowestTestTest {

    @Test
    void probabilities_are_those_of_all_orders_counted_one_by_one() {
        for (int before = 1; before <= 6; before++) {
            for (int after = 1; after <= 6; after++) {
                int[] reached = counted(before, after);
                for (int lower = 0; lower <= before; lower++) {
                    assertThat(new LowestTest(lower, before, after).probability())
                            .isCloseTo((double) reached[lower] / RankTest.orders(before, after), within(1e-12));
                }
            }
        }
    }

    /** In how many choices of ranks after at least so many before are lower than all of them. */
    private static int[] counted(int before, int after) {
        int[] atLeast = new int[before + 1];
        for (int chosen = 0; chosen < 1 << before + after; chosen++) {
            if (Integer.bitCount(chosen) == after) {
                for (int lower = 0; lower <= Integer.numberOfTrailingZeros(chosen); lower++) {
                    atLeast[lower]++;
                }
            }
        }
        return atLeast;
    }

    @Test
    void with_ties_a_probability_is_not_reached_more_often_than_it_says() {
        Random random = new Random(16);
        for (int round = 0; round < 30; round++) {
            double[] all = random.ints(10, 0, 3).asDoubleStream().toArray();
            double[] probabilities = IntStream.range(0, 1 << 10)
                    .filter(chosen -> Integer.bitCount(chosen) == 5)
                    .mapToObj(chosen -> LowestTest.of(part(all, chosen, 0), part(all, chosen, 1), 0))
                    .mapToDouble(LowestTest::probability)
                    .toArray();
            for (double most : probabilities) {
                long reached = Arrays.stream(probabilities)
                        .filter(each -> each <= most)
                        .count();
                assertThat((double) reached / probabilities.length).isLessThanOrEqualTo(most + 1e-12);
            }
        }
    }

    private static double[] part(double[] all, int chosen, int which) {
        return IntStream.range(0, all.length)
                .filter(index -> (chosen >> index & 1) == which)
                .mapToDouble(index -> all[index])
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1 0 0 1 0 0 1 0 0 0 0, 1, HIGHER, 21",
        "0 0 0 1 0, 1, HIGHER, 21",
        "90 80 10000 85 70, 10000, HIGHER, 21",
        "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1, 1, HIGHER, 41",
        "1 1 0 1 1 1 1 0 1 1 1, 0, LOWER, 21"
    })
    void what_always_is_as_bad_as_it_was_now_and_then_is_worse(String was, double is, Direction worse, int after) {
        double[] values =
                Arrays.stream(was.split(" ")).mapToDouble(Double::parseDouble).toArray();
        MetricProgress progress = judged(
                metric(new WorseThanBefore(worse)), before(values), Collections.nCopies(after, Measurement.of(is)));

        assertThat(progress.failureAtEnd()).isPresent();
        assertThat(progress.tally().bad()).isGreaterThan(1);
    }

    @Test
    void it_says_how() {
        MetricProgress progress = judged(
                metric(new WorseThanBefore(Direction.HIGHER)),
                before(0, 0, 0, 1, 0),
                Collections.nCopies(21, Measurement.of(1)));

        assertThat(progress.text())
                .contains("was 0 in the middle before: each of the last 20 values is higher than 4 of 5 (p = 3.95");
    }

    @Test
    void what_is_no_worse_by_the_least_difference_is_not_lower() {
        assertThat(LowestTest.of(new double[] {1, 1.5, 2}, new double[] {2.4, 2}, 0.5))
                .isEqualTo(new LowestTest(2, 3, 2));
        assertThat(LowestTest.of(new double[] {1, 1}, new double[] {1, 1}, 0)).isEqualTo(new LowestTest(0, 2, 2));
    }
}
