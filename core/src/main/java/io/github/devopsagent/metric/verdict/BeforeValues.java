package io.github.devopsagent.metric.verdict;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Measurement.Figure;
import io.github.devopsagent.metric.Measurement.Missing;
import io.github.devopsagent.metric.Measurement.MissingCause;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a metric was before the first deploy step.
 *
 * @param values of the window before, in order, the last {@value RankTest#MOST_BEFORE} at most; of a counter the last
 *     one alone
 * @param asked how often it was asked
 * @param lastMissing why there was no number the last time that there was none; empty if there always was one
 */
public record BeforeValues(List<Double> values, int asked, Optional<Missing> lastMissing) {

    /** It was not asked. */
    public static final BeforeValues NONE = new BeforeValues(List.of(), 0, Optional.empty());

    public BeforeValues {
        values = List.copyOf(values);
    }

    /**
     * What is known after one more answer.
     *
     * @param reading the answer
     * @return these values with it
     */
    public BeforeValues and(Measurement reading) {
        return reading.fold(
                number -> new BeforeValues(appended(number), asked + 1, lastMissing),
                missing -> new BeforeValues(values, asked + 1, Optional.of(missing)));
    }

    private List<Double> appended(Figure number) {
        return Stream.concat(values.stream(), Stream.of(number.value()))
                .skip(Math.max(0, values.size() + 1 - RankTest.MOST_BEFORE))
                .toList();
    }

    /**
     * What is missing for a verdict: such a metric would never be judged.
     *
     * @param metric whose values these are
     * @return why it cannot be judged, for people; empty if it can
     */
    public Optional<String> fault(Metric metric) {
        int least = least(metric.rule());
        if (values.size() >= least || isCounterFromZero(metric.rule())) {
            return Optional.empty();
        }
        String found = values.isEmpty() ? "no value" : values.size() + " of " + least + " values";
        return Optional.of(
                "there " + (values.size() > 1 ? "are " : "is ") + found + " before the deployment to compare with"
                        + lastMissing.map(missing -> ": " + missing.detail()).orElse(""));
    }

    /** So many times a negative number is less than that number: nothing is more or less by it. */
    Optional<String> negativeMiddle(MetricRule rule) {
        return rule instanceof MetricRule.AtMostTimesBefore && median() < 0
                ? Optional.of("the middle value before the deployment is " + Measurement.of(median())
                        + ", and " + rule.text() + " says nothing of a negative number: write \"at_most\", or"
                        + " \"worse_than_before\"")
                : Optional.empty();
    }

    private static int least(MetricRule rule) {
        if (rule instanceof MetricRule.WorseThanBefore) {
            return SampleCount.LEAST_BEFORE;
        }
        return rule.needs() == MetricRule.History.NOTHING ? 0 : 1;
    }

    /** A counter that nobody has counted with yet is not there; its first value is all increase. */
    private boolean isCounterFromZero(MetricRule rule) {
        boolean isAbsent = lastMissing
                .filter(missing -> missing.cause() == MissingCause.NO_SERIES || missing.cause() == MissingCause.NOT_YET)
                .isPresent();
        return rule instanceof MetricRule.IncreaseAtMost && isAbsent;
    }

    /** What a counter was; empty if that is not known. */
    OptionalDouble counter(MetricRule rule) {
        if (!values.isEmpty()) {
            return OptionalDouble.of(values.get(values.size() - 1));
        }
        return isCounterFromZero(rule) ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    /** The middle value; 0 without any. */
    double median() {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = values.stream().sorted().toList();
        double low = sorted.get((sorted.size() - 1) / 2);
        double high = sorted.get(sorted.size() / 2);
        return low / 2 + high / 2;
    }
}
