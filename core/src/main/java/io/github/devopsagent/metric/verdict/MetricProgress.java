package io.github.devopsagent.metric.verdict;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Measurement.MissingCause;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.IncreaseAtMost;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.metric.verdict.MetricVerdict.Bad;
import io.github.devopsagent.metric.verdict.MetricVerdict.Good;
import io.github.devopsagent.metric.verdict.MetricVerdict.Undecided;
import io.github.devopsagent.metric.verdict.MetricVerdict.WithoutNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metric in its monitor window: the samples so far, and what they come to. Its size does not grow with the window.
 *
 * @param metric what is watched
 * @param count how many samples its windows give
 * @param before what it was before the deployment
 * @param recent the last samples, {@value RankTest#MOST_AFTER} at most
 * @param counter what a counter has counted
 * @param tally how many samples there were
 * @param badSince from which moment on the numbers have been bad; empty if the last one is not
 * @param verdict on the newest sample
 */
public record MetricProgress(
        Metric metric,
        SampleCount count,
        BeforeValues before,
        List<Sample> recent,
        Counter counter,
        Tally tally,
        Optional<Duration> badSince,
        MetricVerdict verdict) {

    private static final int SHOWN = 5;

    /**
     * How many samples there were.
     *
     * @param samples all
     * @param numbers those with a number
     * @param judged those that came to a verdict
     * @param bad those that broke the rule
     */
    public record Tally(int samples, int numbers, int judged, int bad) {

        static final Tally NONE = new Tally(0, 0, 0, 0);

        Tally and(boolean isNumber) {
            return new Tally(samples + 1, numbers + (isNumber ? 1 : 0), judged, bad);
        }

        Tally judged(MetricVerdict verdict) {
            boolean isBad = verdict instanceof Bad;
            return new Tally(
                    samples, numbers, judged + (isBad || verdict instanceof Good ? 1 : 0), bad + (isBad ? 1 : 0));
        }
    }

    public MetricProgress {
        recent = List.copyOf(recent);
    }

    /**
     * A window that has begun.
     *
     * @param metric what is watched
     * @param count how many samples its windows give
     * @param before what it was before the deployment
     * @return nothing is known yet
     */
    public static MetricProgress begin(Metric metric, SampleCount count, BeforeValues before) {
        return begin(metric, count, before, Counter.from(before.counter(metric.rule())));
    }

    private static MetricProgress begin(Metric metric, SampleCount count, BeforeValues before, Counter counter) {
        return new MetricProgress(
                metric,
                count,
                before,
                List.of(),
                counter,
                Tally.NONE,
                Optional.empty(),
                new Undecided("it was not asked yet"));
    }

    /**
     * A window that begins anew, since its agent was killed.
     *
     * @return nothing is known but what a counter has counted: it may begin anew before it is looked at again
     */
    public MetricProgress again() {
        return begin(metric, count, before, counter);
    }

    /**
     * What is known after one more sample.
     *
     * @param sample taken after all others
     * @return the progress with its verdict
     */
    public MetricProgress after(Sample sample) {
        List<Sample> last = Stream.concat(recent.stream(), Stream.of(sample))
                .skip(recent.size() < RankTest.MOST_AFTER ? 0 : 1)
                .toList();
        return sample.reading()
                .fold(
                        number -> withNumber(number, sample, last),
                        missing -> hasNotCounted(missing)
                                ? withNumber(new Measurement.Figure(0), sample, last)
                                : infinite(missing, sample, last).orElseGet(() -> without(missing, last)));
    }

    /** An infinite number that breaks the rule is worse than any other; one that does not is no number. */
    private Optional<MetricProgress> infinite(Measurement.Missing missing, Sample sample, List<Sample> last) {
        boolean isPositive = missing.cause() == MissingCause.INFINITE;
        boolean isInfinite = isPositive || missing.cause() == MissingCause.NEGATIVE_INFINITE;
        if (!isInfinite
                || before.fault(metric).isPresent()
                || before.negativeMiddle(metric.rule()).isPresent()) {
            return Optional.empty();
        }
        MetricProgress known =
                new MetricProgress(metric, count, before, last, counter, tally.and(true), badSince, verdict);
        double value = isPositive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return metric.rule().fold(new Breach(known, value)).map(reason -> known.bad(reason, sample.since()));
    }

    /** A service that was begun anew has no series of what has not happened since. */
    private boolean hasNotCounted(Measurement.Missing missing) {
        return metric.rule() instanceof IncreaseAtMost && missing.cause() == MissingCause.NOT_YET;
    }

    private MetricProgress without(Measurement.Missing missing, List<Sample> last) {
        boolean waits = metric.noData() == NoData.WAIT && tally.numbers() == 0;
        MetricVerdict why =
                waits ? new Undecided("no number yet: " + missing.detail()) : new WithoutNumber(missing.detail());
        return new MetricProgress(metric, count, before, last, counter, tally.and(false), badSince, why);
    }

    private MetricProgress withNumber(Measurement.Figure number, Sample sample, List<Sample> last) {
        Counter counted = counter.isKnown() ? counter.and(number.value()) : counter;
        MetricProgress known =
                new MetricProgress(metric, count, before, last, counted, tally.and(true), badSince, verdict);
        return known.judged(number.value(), sample.since());
    }

    private MetricProgress judged(double value, Duration since) {
        Optional<MetricVerdict> undecided = before.fault(metric)
                .or(() -> before.negativeMiddle(metric.rule()))
                .<MetricVerdict>map(WithoutNumber::new)
                .or(() -> tooEarly().map(Undecided::new));
        if (undecided.isPresent()) {
            return judged(undecided.get(), badSince);
        }
        return metric.rule()
                .fold(new Breach(this, value))
                .map(reason -> bad(reason, since))
                .orElseGet(() -> judged(new Good(value), Optional.empty()));
    }

    private MetricProgress bad(String reason, Duration since) {
        Duration from = badSince.orElse(since);
        return judged(new Bad(reason, from, shown()), Optional.of(from));
    }

    private MetricProgress judged(MetricVerdict result, Optional<Duration> since) {
        return new MetricProgress(metric, count, before, recent, counter, tally.judged(result), since, result);
    }

    private Optional<String> tooEarly() {
        int numbers = recentNumbers().length;
        boolean isEarly = metric.rule() instanceof WorseThanBefore && numbers < SampleCount.LEAST_AFTER;
        return isEarly
                ? Optional.of("a rank test needs " + SampleCount.LEAST_AFTER + " numbers, so far there are " + numbers)
                : Optional.empty();
    }

    double[] recentNumbers() {
        return recent.stream()
                .map(Sample::reading)
                .filter(Measurement.Figure.class::isInstance)
                .mapToDouble(reading -> ((Measurement.Figure) reading).value())
                .toArray();
    }

    /**
     * The last samples, for people: {@value #SHOWN} at most.
     *
     * @return the newest at the end
     */
    public List<Sample> shown() {
        return recent.subList(Math.max(0, recent.size() - SHOWN), recent.size());
    }

    private boolean isAssumed(Sample sample) {
        return sample.reading().fold(number -> false, this::hasNotCounted);
    }

    /**
     * Whether the newest sample is a failed one, under the failure limit.
     *
     * @return true if it breaks the rule, and if it has no number that is not ignored
     */
    public boolean sampleFailed() {
        boolean isMissing = verdict instanceof WithoutNumber && metric.noData() != NoData.IGNORE;
        return isMissing || verdict instanceof Bad;
    }

    /**
     * Whether the newest sample is an anomaly, whatever the failure limit is.
     *
     * @return true if a critical metric breaks its rule; a sample without a number is none
     */
    public boolean isCritical() {
        return metric.critical() && verdict instanceof Bad;
    }

    /**
     * What the newest sample says.
     *
     * @return a sentence for people: reason, since when, the last samples
     */
    public String text() {
        String name = "metric '" + metric.name() + "' ";
        return verdict.fold(
                good -> name + "is " + Measurement.of(good.value()) + goodBecause(),
                undecided -> name + "is not judged yet: " + undecided.reason(),
                missing -> name + "has no number that can be judged: " + missing.reason(),
                bad -> name + bad.reason() + "; since " + SampleCount.text(bad.since())
                        + " after the window began; last "
                        + bad.last().stream()
                                .map(sample -> sample.reading().toString())
                                .collect(joining(", ")));
    }

    /** A test that does not alarm is no proof that nothing is worse: people are told what was compared. */
    private String goodBecause() {
        return metric.rule() instanceof WorseThanBefore rule
                ? "; the last " + recentNumbers().length + " values together are not "
                        + rule.worse().label() + " beyond chance than the "
                        + before.values().size()
                        + " before, " + Measurement.of(before.median()) + " in the middle"
                : ", as " + metric.rule().text() + " demands";
    }

    /**
     * Whether a few numbers more are worth waiting for.
     *
     * @return true if it has some, and too few for a rank test
     */
    public boolean lacksNumbers() {
        return metric.rule() instanceof WorseThanBefore
                && tally.numbers() > 0
                && recentNumbers().length < SampleCount.LEAST_AFTER
                && before.fault(metric).isEmpty();
    }

    /**
     * Whether most of the window has gone by without a look at it.
     *
     * @return true if it was asked less than half as often as its window gives
     */
    public boolean lacksSamples() {
        return SampleCount.areFew(tally.samples(), count.after());
    }

    private String whyFew() {
        return few() + tooSlow();
    }

    /** Those that are there say nothing yet, and must not be passed over. */
    private String few() {
        return lacksNumbers() && verdict instanceof WithoutNumber
                ? "; it had " + recentNumbers().length + " numbers, and a rank test needs " + SampleCount.LEAST_AFTER
                        + " among the last " + RankTest.MOST_AFTER + " samples"
                : "";
    }

    private String tooSlow() {
        boolean isSlow = lacksNumbers() && tally.samples() < count.after();
        return isSlow
                ? "; in twice \"duration\" there were " + tally.samples()
                        + " samples, where \"duration\" and \"period\" give "
                        + count.after() + " in once, since answers of this metric, or of what is asked beside it, took"
                        + " longer than the period: lengthen \"duration\", or shorten the \"timeout\" of what is slow"
                : "";
    }

    /**
     * Why a window that ends now must not pass.
     *
     * @return the reason, for people; empty if the last judgement was good and no number came too late for one, or if it had
     *     no number that could be judged and that is ignored
     */
    public Optional<String> failureAtEnd() {
        if (sampleFailed()) {
            return Optional.of(text());
        }
        if (badSince.isPresent()) {
            return Optional.of(
                    "metric '" + metric.name() + "' broke " + metric.rule().text()
                            + " when it was judged last, since " + SampleCount.text(badSince.get())
                            + " after the window began; and then: " + text());
        }
        boolean isJudged = tally.judged() > 0;
        return (isJudged && !lacksNumbers()) || unjudged().isPresent()
                ? Optional.empty()
                : Optional.of("metric '" + metric.name()
                        + (isJudged ? "' was not judged at the end: " : "' was never judged: ") + text() + whyFew());
    }

    /**
     * What must be told of a comparison with few numbers.
     *
     * @return how many there were before; empty if there were as many as its windows give, or {@value
     *     SampleCount#LEAST_BEFORE}, or if nothing is compared with a middle value
     */
    public Optional<String> fewBefore() {
        int numbers = before.values().size();
        boolean isFew = metric.rule() instanceof AtMostTimesBefore
                && numbers > 0
                && numbers < Math.min(count.before(), SampleCount.LEAST_BEFORE);
        return isFew
                ? Optional.of("metric '" + metric.name() + "' was compared with the middle of " + numbers
                        + (numbers == 1 ? " number" : " numbers") + " before the deployment, where its windows give "
                        + count.before()
                        + before.lastMissing()
                                .map(missing -> ": " + missing.detail())
                                .orElse(""))
                : Optional.empty();
    }

    /**
     * What must be told of a window that passes although there was no number now and then.
     *
     * @return in how many samples, and why the last time; empty if there always was one, or if that is no failure and the last
     *     sample had one
     */
    public Optional<String> gaps() {
        int missing = tally.samples() - tally.numbers();
        boolean isTold = metric.noData() == NoData.FAIL || verdict instanceof WithoutNumber;
        if (missing == 0 || !isTold || unjudged().isPresent()) {
            return Optional.empty();
        }
        Optional<String> why = recent.stream()
                .flatMap(sample ->
                        sample.reading().fold(number -> Stream.<String>empty(), one -> Stream.of(one.detail())))
                .reduce((first, second) -> second);
        String last = verdict instanceof WithoutNumber ? " samples, also the last one" : " samples";
        return Optional.of("metric '" + metric.name() + "' had no number in " + missing + " of " + tally.samples()
                + last + why.map(detail -> ": " + detail).orElse(""));
    }

    /**
     * What must be told of a window that passes without a judgement.
     *
     * @return that the metric was never judged, since there was no number and that is ignored, or that a counter counted
     *     as 0, since it was not there; empty if it was judged by numbers
     */
    public Optional<String> unjudged() {
        if (!recent.isEmpty() && recent.stream().allMatch(this::isAssumed)) {
            return Optional.of(
                    "metric '" + metric.name() + "' counted as 0, since there was no such series, up to the end");
        }
        boolean isMissing =
                tally.numbers() < tally.samples() || before.fault(metric).isPresent();
        return metric.noData() == NoData.IGNORE && isMissing && tally.judged() == 0 && !lacksNumbers()
                ? Optional.of("metric '" + metric.name() + "' was never judged, and no_data is ignored: " + text())
                : Optional.empty();
    }
}
