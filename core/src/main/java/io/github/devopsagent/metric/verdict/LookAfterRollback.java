package io.github.devopsagent.metric.verdict;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule.History;
import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.plan.Monitoring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The metrics after a rollback, once its health checks have come to a verdict: each is asked a few times, so that it can be
 * told whether it is good again. Nothing is decided by it.
 *
 * @param began when it began
 * @param apart how much time lies between two samples of a metric
 * @param metrics what is known of each
 */
public record LookAfterRollback(Instant began, Duration apart, List<MetricProgress> metrics) {

    /** So often each metric is asked: {@value}. */
    public static final int SAMPLES = 3;

    /** So long it takes at most, whatever the metrics take to answer: a minute. */
    public static final Duration LONGEST = Duration.ofMinutes(1);

    public LookAfterRollback {
        metrics = List.copyOf(metrics);
    }

    /**
     * Begins.
     *
     * @param metrics all of the run
     * @param monitoring how often they are sampled; a longer period than fits is shortened
     * @param before what each was before the deployment, by its place; empty if they were not asked
     * @param now when it begins
     * @return nothing is known yet
     */
    public static LookAfterRollback begin(
            List<Metric> metrics, Monitoring monitoring, List<BeforeValues> before, Instant now) {
        Duration longest = LONGEST.dividedBy(SAMPLES - 1L);
        Duration apart = monitoring.period().compareTo(longest) < 0 ? monitoring.period() : longest;
        return new LookAfterRollback(
                now,
                apart,
                IntStream.range(0, metrics.size())
                        .mapToObj(index -> MetricProgress.begin(
                                metrics.get(index),
                                SampleCount.of(metrics.get(index), monitoring),
                                index < before.size() ? before.get(index) : BeforeValues.NONE))
                        .toList());
    }

    /**
     * Whether each metric was asked as often as it is.
     *
     * @return true if nothing is left to ask
     */
    public boolean isOver() {
        return metrics.stream().allMatch(metric -> metric.tally().samples() >= SAMPLES);
    }

    /**
     * Which metric is asked next.
     *
     * @return its place; those that were asked less often come first
     */
    public int next() {
        return IntStream.range(0, metrics.size())
                .boxed()
                .min(Comparator.comparing(this::samples))
                .orElseThrow(() -> new IllegalStateException("there is no metric"));
    }

    private int samples(int index) {
        return metrics.get(index).tally().samples();
    }

    /**
     * When the next one is asked.
     *
     * @return the moment
     */
    public Instant due() {
        return began.plus(apart.multipliedBy(samples(next())));
    }

    /**
     * When it is over at the latest.
     *
     * @return the moment
     */
    public Instant ends() {
        return began.plus(LONGEST);
    }

    /**
     * What is known after one more answer.
     *
     * @param metric its place
     * @param asked when it was asked
     * @param reading the answer
     * @return the look with it
     */
    public LookAfterRollback after(int metric, Instant asked, Measurement reading) {
        Duration since = Duration.between(began, asked.isBefore(began) ? began : asked);
        List<MetricProgress> all = new ArrayList<>(metrics);
        all.set(metric, begun(metrics.get(metric), reading).after(new Sample(since, reading)));
        return new LookAfterRollback(began, apart, all);
    }

    /** What a counter has counted before the rollback is not told of the time after it. */
    private static MetricProgress begun(MetricProgress progress, Measurement first) {
        boolean beginsCounting = progress.metric().rule().needs() == History.VALUE
                && progress.tally().samples() == 0;
        return beginsCounting
                ? MetricProgress.begin(progress.metric(), progress.count(), BeforeValues.NONE.and(first))
                : progress;
    }

    /**
     * What must be told of it.
     *
     * @return a sentence of each metric that is not good again, or of which that is not known
     */
    public List<String> warnings() {
        return metrics.stream()
                .filter(MetricProgress::sampleFailed)
                .map(metric -> "after the rollback, " + metric.text())
                .toList();
    }
}
