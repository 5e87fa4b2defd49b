package io.github.devopsagent.metric.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probabilities of the rank test, beside published tables and beside all orders, counted one by one. */
class RankTestTest {

    private static final double ROUNDING = 1e-12;

    /**
     * The critical values of U as textbooks print them (one-sided): the greatest U that is significant, for a smaller
     * sample of 3 to 20 (the lines) and a larger one from that size to 20; -1 where no U is.
     */
    private static final String TABLE_OF_5_PERCENT = """
            0 0 1 2 2 3 4 4 5 5 6 7 7 8 9 9 10 11
            1 2 3 4 5 6 7 8 9 10 11 12 14 15 16 17 18
            4 5 6 8 9 11 12 13 15 16 18 19 20 22 23 25
            7 8 10 12 14 16 17 19 21 23 25 26 28 30 32
            11 13 15 17 19 21 24 26 28 30 33 35 37 39
            15 18 20 23 26 28 31 33 36 39 41 44 47
            21 24 27 30 33 36 39 42 45 48 51 54
            27 31 34 37 41 44 48 51 55 58 62
            34 38 42 46 50 54 57 61 65 69
            42 47 51 55 60 64 68 72 77
            51 56 61 65 70 75 80 84
            61 66 71 77 82 87 92
            72 77 83 88 94 100
            83 89 95 101 107
            96 102 109 115
            109 116 123
            123 130
            138
            """;

    private static final String TABLE_OF_2_5_PERCENT = """
            -1 -1 0 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8
            0 1 2 3 4 4 5 6 7 8 9 10 11 11 12 13 14
            2 3 5 6 7 8 9 11 12 13 14 15 17 18 19 20
            5 6 8 10 11 13 14 16 17 19 21 22 24 25 27
            8 10 12 14 16 18 20 22 24 26 28 30 32 34
            13 15 17 19 22 24 26 29 31 34 36 38 41
            17 20 23 26 28 31 34 37 39 42 45 48
            23 26 29 33 36 39 42 45 48 52 55
            30 33 37 40 44 47 51 55 58 62
            37 41 45 49 53 57 61 65 69
            45 50 54 59 63 67 72 76
            55 59 64 69 74 78 83
            64 70 75 80 85 90
            75 81 86 92 98
            87 93 99 105
            99 106 112
            113 119
            127
            """;

    private static final String TABLE_OF_1_PERCENT = """
            -1 -1 -1 -1 0 0 1 1 1 2 2 2 3 3 4 4 4 5
            -1 0 1 1 2 3 3 4 5 5 6 7 7 8 9 9 10
            1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
            3 4 6 7 8 9 11 12 13 15 16 18 19 20 22
            6 7 9 11 12 14 16 17 19 21 23 24 26 28
            9 11 13 15 17 20 22 24 26 28 30 32 34
            14 16 18 21 23 26 28 31 33 36 38 40
            19 22 24 27 30 33 36 38 41 44 47
            25 28 31 34 37 41 44 47 50 53
            31 35 38 42 46 49 53 56 60
            39 43 47 51 55 59 63 67
            47 51 56 60 65 69 73
            56 61 66 70 75 80
            66 71 76 82 87
            77 82 88 93
            88 94 100
            101 107
            114
            """;

    @Test
    void critical_values_are_those_of_the_published_tables() {
        assertTable(TABLE_OF_5_PERCENT, 0.05);
        assertTable(TABLE_OF_2_5_PERCENT, 0.025);
        assertTable(TABLE_OF_1_PERCENT, 0.01);
    }

    private static void assertTable(String table, double significance) {
        List<String> lines = table.lines().toList();
        assertThat(lines).hasSize(18);
        for (int line = 0; line < lines.size(); line++) {
            int size = line + 3;
            List<Integer> printed =
                    Stream.of(lines.get(line).split(" ")).map(Integer::valueOf).toList();
            assertThat(IntStream.rangeClosed(size, 20).mapToObj(other -> critical(size, other, significance)))
                    .as("%s values, %s", size, significance)
                    .isEqualTo(printed);
            assertThat(IntStream.rangeClosed(size, 20).mapToObj(other -> critical(other, size, significance)))
                    .as("%s values after, %s", size, significance)
                    .isEqualTo(printed);
        }
    }

    /** U of the tables is the number of the other pairs. */
    private static int critical(int before, int after, double significance) {
        int other = 0;
        while (new RankTest(before * after - other, before, after).probability() <= significance) {
            other++;
        }
        return other - 1;
    }

    @Test
    void probabilities_are_those_of_all_orders_counted_one_by_one() {
        for (int before = 1; before <= 7; before++) {
            for (int after = 1; after <= 7; after++) {
                double[] probabilities = counted(before, after);
                for (int pairs = 0; pairs <= before * after; pairs++) {
                    assertThat(new RankTest(pairs, before, after).probability())
                            .isCloseTo(probabilities[pairs], within(ROUNDING));
                }
            }
        }
    }

    /** The part of all choices of ranks after in which so many pairs or more are higher. */
    private static double[] counted(int before, int after) {
        int ranks = before + after;
        double[] atLeast = new double[before * after + 1];
        long orders = 0;
        for (int chosen = 0; chosen < 1 << ranks; chosen++) {
            if (Integer.bitCount(chosen) == after) {
                orders++;
                for (int pairs = 0; pairs <= pairs(chosen, ranks); pairs++) {
                    atLeast[pairs]++;
                }
            }
        }
        long all = orders;
        return Arrays.stream(atLeast).map(count -> count / all).toArray();
    }

    private static int pairs(int chosen, int ranks) {
        int pairs = 0;
        int lower = 0;
        for (int rank = 0; rank < ranks; rank++) {
            boolean isAfter = (chosen >> rank & 1) == 1;
            pairs += isAfter ? lower : 0;
            lower += isAfter ? 0 : 1;
        }
        return pairs;
    }

    @Test
    void ties_are_taken_in_the_order_that_speaks_most_against_an_alarm() {
        Random random = new Random(14);
        for (int round = 0; round < 300; round++) {
            double[] before = few(random, 1 + random.nextInt(4));
            double[] after = few(random, 1 + random.nextInt(4));
            assertThat(RankTest.of(before, after, 0).probability())
                    .as("%s and %s", Arrays.toString(before), Arrays.toString(after))
                    .isCloseTo(leastSignificant(before, after), within(ROUNDING));
        }
    }

    private static double[] few(Random random, int size) {
        return random.ints(size, 0, 3).asDoubleStream().toArray();
    }

    /** Over every order of the values that sorts them. */
    private static double leastSignificant(double[] before, double[] after) {
        double most = 0;
        double[] probabilities = counted(before.length, after.length);
        for (int chosen = 0; chosen < 1 << before.length + after.length; chosen++) {
            if (Integer.bitCount(chosen) == after.length && isSorted(chosen, before, after)) {
                most = Math.max(most, probabilities[pairs(chosen, before.length + after.length)]);
            }
        }
        return most;
    }

    private static boolean isSorted(int chosen, double[] before, double[] after) {
        double[] earlier = Arrays.stream(before).sorted().toArray();
        double[] later = Arrays.stream(after).sorted().toArray();
        double last = Double.NEGATIVE_INFINITY;
        int taken = 0;
        for (int rank = 0; rank < before.length + after.length; rank++) {
            boolean isAfter = (chosen >> rank & 1) == 1;
            double value = isAfter ? later[taken++] : earlier[rank - taken];
            if (value < last) {
                return false;
            }
            last = value;
        }
        return true;
    }

    @Test
    void with_ties_a_probability_is_not_reached_more_often_than_it_says() {
        Random random = new Random(15);
        for (int round = 0; round < 30; round++) {
            List<Double> all = new ArrayList<>(
                    random.ints(9, 0, 3).asDoubleStream().boxed().toList());
            Collections.sort(all);
            TreeMap<Double, Integer> reached = new TreeMap<>();
            int splits = 0;
            for (int chosen = 0; chosen < 1 << 9; chosen++) {
                if (Integer.bitCount(chosen) == 5) {
                    splits++;
                    reached.merge(split(all, chosen).probability(), 1, Integer::sum);
                }
            }
            int all126 = splits;
            reached.forEach(
                    (probability, count) -> assertThat((double) reached.headMap(probability, true).values().stream()
                                            .mapToInt(each -> each)
                                            .sum()
                                    / all126)
                            .isLessThanOrEqualTo(probability + ROUNDING));
        }
    }

    private static RankTest split(List<Double> all, int chosen) {
        return RankTest.of(part(all, chosen, 0), part(all, chosen, 1), 0);
    }

    private static double[] part(List<Double> all, int chosen, int which) {
        return IntStream.range(0, all.size())
                .filter(index -> (chosen >> index & 1) == which)
                .mapToDouble(all::get)
                .toArray();
    }

    @Test
    void the_most_values_are_counted_without_an_overflow() {
        RankTest half = new RankTest(RankTest.MOST_BEFORE * RankTest.MOST_AFTER / 2, 40, 20);
        RankTest none = new RankTest(0, 40, 20);

        assertThat(RankTest.orders(40, 20)).isEqualTo(4_191_844_505_805_495L);
        assertThat(none.probability()).isEqualTo(1);
        assertThat(half.probability()).isBetween(0.5, 0.51);
    }

    @ParameterizedTest
    @CsvSource({"41, 20", "5, 21", "0, 5", "5, 0"})
    void more_values_or_none_are_rejected(int before, int after) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RankTest(0, before, after));
    }

    @Test
    void values_differ_by_the_least_relevant_difference_or_more() {
        double[] before = {1, 1, 1};

        assertThat(RankTest.of(before, new double[] {1.4, 1.5, 2}, 0.5).pairs()).isEqualTo(6);
        assertThat(RankTest.of(before, new double[] {1, 1, 1.1}, 0).pairs()).isEqualTo(3);
    }

    /** As docs/anomalies.md tells it. */
    @ParameterizedTest
    @CsvSource({
        "5, 9, 8, 7",
        "5, 9, 9, 8",
        "5, 21, 8, 8",
        "5, 21, 9, 9",
        "5, 21, 12, 12",
        "5, 21, 20, 18",
        "13, 61, 8, 8",
        "13, 61, 9, 8",
        "13, 61, 12, 11",
        "13, 61, 20, 17"
    })
    void so_many_of_the_last_values_must_be_worse_than_all_before(int before, int window, int after, int least) {
        double allowed = new SampleCount(before, window).ofRanks(0.05);

        assertThat(probabilityOf(before, after, least)).isLessThanOrEqualTo(allowed);
        assertThat(probabilityOf(before, after, least - 1)).isGreaterThan(allowed);
    }

    private static double probabilityOf(int before, int after, int worse) {
        double[] late = new double[after];
        Arrays.fill(late, after - worse, after, 1);
        return RankTest.of(new double[before], late, 0.1).probability();
    }
}
