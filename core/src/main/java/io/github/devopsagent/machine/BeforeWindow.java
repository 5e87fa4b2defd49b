package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule.History;
import io.github.devopsagent.metric.verdict.BeforeValues;
import io.github.devopsagent.metric.verdict.SampleCount;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The metrics before the deployment, as far as they have been asked. Windows of one length begin and end together; a
 * counter is asked when the longest window is over. A window that has some numbers, and too few since answers were slow or
 * missing, goes on until there are enough, at most as long again.
 *
 * @param bounds when the window of each metric is over
 * @param dues when each metric is asked next; empty if it is not asked any more
 * @param values what each has been
 * @param period from one sample to the next
 */
record BeforeWindow(List<Bounds> bounds, List<Optional<Instant>> dues, List<BeforeValues> values, Duration period) {

    /**
     * A metric that is to be asked.
     *
     * @param metric its place
     * @param at when
     */
    record Due(int metric, Instant at) {}

    /**
     * When a window is over.
     *
     * @param end with enough numbers
     * @param latest with too few
     * @param least how many are enough
     */
    record Bounds(Instant end, Instant latest, int least) {

        /** When the last sample is taken that follows one at a moment. */
        Instant last(Instant asked, int numbers) {
            boolean isLacking = numbers > 0 && numbers < least;
            return isLacking && !asked.isBefore(end) ? latest : end;
        }
    }

    BeforeWindow {
        bounds = List.copyOf(bounds);
        dues = List.copyOf(dues);
        values = List.copyOf(values);
    }

    static BeforeWindow begin(RunPlan plan, Instant now) {
        Instant last = now;
        for (Metric metric : plan.metrics()) {
            last = CheckProgress.later(last, now.plus(metric.before()));
        }
        List<Bounds> bounds = new ArrayList<>();
        List<Optional<Instant>> dues = new ArrayList<>();
        List<BeforeValues> values = new ArrayList<>();
        for (Metric metric : plan.metrics()) {
            Instant end = isWindow(metric) ? now.plus(metric.before()) : last;
            bounds.add(new Bounds(end, end.plus(metric.before()), SampleCount.leastBefore(metric, plan.monitoring())));
            dues.add(first(metric, now, last));
            values.add(BeforeValues.NONE);
        }
        return new BeforeWindow(bounds, dues, values, plan.monitoring().period());
    }

    private static boolean isWindow(Metric metric) {
        return metric.rule().needs() == History.WINDOW;
    }

    private static Optional<Instant> first(Metric metric, Instant now, Instant last) {
        if (metric.rule().needs() == History.NOTHING) {
            return Optional.empty();
        }
        return Optional.of(isWindow(metric) ? now : last);
    }

    Optional<Due> due() {
        Due first = null;
        for (int metric = 0; metric < dues.size(); metric++) {
            Optional<Instant> at = dues.get(metric);
            if (at.isPresent() && (first == null || at.get().isBefore(first.at()))) {
                first = new Due(metric, at.get());
            }
        }
        return Optional.ofNullable(first);
    }

    /** The last sample is taken when the window ends, as in the window after the deployment. */
    BeforeWindow after(RunEvent.Measured event) {
        int metric = event.metric();
        Optional<Instant> asked = dues.get(metric);
        if (asked.isEmpty()) {
            return this;
        }
        BeforeValues known = Objects.requireNonNull(values.get(metric)).and(event.reading());
        Instant end = Objects.requireNonNull(bounds.get(metric))
                .last(event.startedAt(), known.values().size());
        Instant next = CheckProgress.later(earlier(event.startedAt().plus(period), end), event.at());
        boolean isLast = !event.startedAt().isBefore(end);
        return new BeforeWindow(
                bounds,
                replaced(dues, metric, isLast ? Optional.empty() : Optional.of(next)),
                replaced(values, metric, known),
                period);
    }

    private static <T> List<T> replaced(List<T> all, int place, T other) {
        List<T> copy = new ArrayList<>(all);
        copy.set(place, other);
        return copy;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
