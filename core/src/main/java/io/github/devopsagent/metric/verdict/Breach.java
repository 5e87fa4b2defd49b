package io.github.devopsagent.metric.verdict;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.MetricRule.AtLeast;
import io.github.devopsagent.metric.MetricRule.AtMost;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.Between;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.IncreaseAtMost;
import io.github.devopsagent.metric.MetricRule.RuleCases;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the newest value breaks the rule, for people; empty if it does not.
 *
 * @param progress with all samples up to this value
 * @param value the newest
 */
record Breach(MetricProgress progress, double value) implements RuleCases<Optional<String>> {

    @Override
    public Optional<String> atMost(AtMost rule) {
        return found(value > rule.limit(), "");
    }

    @Override
    public Optional<String> atLeast(AtLeast rule) {
        return found(value < rule.limit(), "");
    }

    @Override
    public Optional<String> between(Between rule) {
        return found(value < rule.low() || value > rule.high(), "");
    }

    @Override
    public Optional<String> increaseAtMost(IncreaseAtMost rule) {
        double increase = Double.isInfinite(value) ? value : progress.counter().increase();
        return found(
                !(increase <= rule.limit()),
                ", has increased by " + text(increase) + " from "
                        + text(progress.before().counter(rule).orElse(0)) + " before");
    }

    @Override
    public Optional<String> atMostTimesBefore(AtMostTimesBefore rule) {
        double before = progress.before().median();
        String zero = before == 0 ? ", and many times that is 0; \"at_most\" says how much is too much" : "";
        return found(value > rule.factor() * before, ", was " + text(before) + " in the middle before" + zero);
    }

    @Override
    public Optional<String> worseThanBefore(WorseThanBefore rule) {
        double sign = rule.worse() == Direction.HIGHER ? 1 : -1;
        double middle = progress.before().median();
        if (Double.isInfinite(value)) {
            return found(sign * value > 0, ", was " + text(middle) + " in the middle before");
        }
        double[] before = progress.before().values().stream()
                .mapToDouble(each -> sign * each)
                .toArray();
        double[] after =
                Arrays.stream(progress.recentNumbers()).map(each -> sign * each).toArray();
        return ranks(rule, RankTest.of(before, after, rule.least().from(middle)))
                .or(() -> lowest(rule, LowestTest.of(before, after, rule.least().from(middle))));
    }

    private Optional<String> ranks(WorseThanBefore rule, RankTest test) {
        return worse(
                test.probability(),
                progress.count().ofRanks(rule.significance()),
                "of the last " + test.after() + " values " + test.pairs() + " of " + test.allPairs()
                        + " comparisons are " + rule.worse().label());
    }

    private Optional<String> lowest(WorseThanBefore rule, LowestTest test) {
        return worse(
                test.probability(),
                progress.count().ofLowest(rule.significance()),
                "each of the last " + test.after() + " values is "
                        + rule.worse().label() + " than " + test.lower() + " of " + test.before());
    }

    private Optional<String> worse(double probability, double most, String how) {
        return found(
                probability <= most,
                ", was " + text(progress.before().median()) + " in the middle before: " + how + " (p = " + probability
                        + ", at most " + most + ")");
    }

    private Optional<String> found(boolean isBroken, String history) {
        return isBroken
                ? Optional.of("is " + text(value) + ", not "
                        + progress.metric().rule().text() + history)
                : Optional.empty();
    }

    private static String text(double number) {
        return Double.isInfinite(number)
                ? number > 0 ? "infinite" : "infinite and negative"
                : Measurement.of(number).toString();
    }
}
