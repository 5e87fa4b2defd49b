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
        double increase = progress.counter().increase();
        return found(
                !(increase <= rule.limit()),
                ", has increased by " + text(increase) + " from "
                        + text(progress.before().counter(rule).orElse(0)) + " before");
    }

    @Override
    public Optional<String> atMostTimesBefore(AtMostTimesBefore rule) {
        double before = progress.before().median();
        return found(value > rule.factor() * before, ", was " + text(before) + " in the middle before");
    }

    @Override
    public Optional<String> worseThanBefore(WorseThanBefore rule) {
        RankTest test = test(rule);
        double most = progress.count().perTest(rule.significance());
        return found(
                test.probability() <= most,
                ", was " + text(progress.before().median()) + " in the middle before: of the last " + test.after()
                        + " values " + test.pairs() + " of " + test.allPairs() + " comparisons are "
                        + rule.worse().label() + " (p = " + test.probability() + ", less than " + most + ")");
    }

    private RankTest test(WorseThanBefore rule) {
        double sign = rule.worse() == Direction.HIGHER ? 1 : -1;
        double[] before = progress.before().values().stream()
                .mapToDouble(each -> sign * each)
                .toArray();
        double[] after =
                Arrays.stream(progress.recentNumbers()).map(each -> sign * each).toArray();
        return RankTest.of(before, after, rule.least().from(progress.before().median()));
    }

    private Optional<String> found(boolean isBroken, String history) {
        return isBroken
                ? Optional.of("is " + text(value) + ", not "
                        + progress.metric().rule().text() + history)
                : Optional.empty();
    }

    private static String text(double number) {
        return Measurement.of(number).toString();
    }
}
