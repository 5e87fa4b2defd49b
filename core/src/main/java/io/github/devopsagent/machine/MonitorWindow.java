package io.github.devopsagent.machine;

import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The window after a verified deployment, as far as it has passed.
 *
 * @param settings what was asked for
 * @param ends when the last sample is taken
 * @param checks the places of the checks of one sample
 * @param current the sample that is being taken
 * @param complete those that were taken
 * @param over whether the last sample was taken
 */
record MonitorWindow(
        Monitoring settings,
        Instant ends,
        List<Integer> checks,
        CurrentSample current,
        CompleteSamples complete,
        boolean over) {

    /**
     * The sample that is being taken.
     *
     * @param asked how many of its checks have answered
     * @param due when it is taken
     * @param failed whether one of them failed
     */
    record CurrentSample(int asked, Instant due, boolean failed) {

        static CurrentSample dueAt(Instant due) {
            return new CurrentSample(0, due, false);
        }

        CurrentSample answered(RunEvent.Probed probe) {
            return new CurrentSample(asked + 1, asked == 0 ? probe.startedAt() : due, failed || !probe.healthy());
        }
    }

    /**
     * The samples that were taken.
     *
     * @param count how many
     * @param failed how many of them failed
     * @param lastFailed whether the last one did
     * @param lastFailure what was observed at the last failure; empty if there was none
     */
    record CompleteSamples(int count, int failed, boolean lastFailed, String lastFailure) {

        static final CompleteSamples NONE = new CompleteSamples(0, 0, false, "");

        CompleteSamples and(CurrentSample sample) {
            return new CompleteSamples(count + 1, failed + (sample.failed() ? 1 : 0), sample.failed(), lastFailure);
        }

        CompleteSamples with(String failure) {
            return new CompleteSamples(count, failed, lastFailed, failure);
        }
    }

    MonitorWindow {
        checks = List.copyOf(checks);
    }

    static MonitorWindow begin(Monitoring settings, List<HealthCheck> all, Instant now) {
        Instant ends = now.plus(settings.duration());
        List<Integer> applying = IntStream.range(0, all.size())
                .filter(index -> all.get(index).after().deploy())
                .boxed()
                .toList();
        Instant first = earlier(now.plus(settings.period()), ends);
        return new MonitorWindow(settings, ends, applying, CurrentSample.dueAt(first), CompleteSamples.NONE, false);
    }

    MonitorWindow after(RunEvent.Probed probe, String checkName) {
        CompleteSamples known =
                probe.healthy() ? complete : complete.with("health check '" + checkName + "': " + probe.detail());
        CurrentSample answered = current.answered(probe);
        if (answered.asked() < checks.size()) {
            return with(answered, known, false);
        }
        Instant next = CheckProgress.later(earlier(answered.due().plus(settings.period()), ends), probe.at());
        return with(
                CurrentSample.dueAt(next), known.and(answered), !answered.due().isBefore(ends));
    }

    private MonitorWindow with(CurrentSample next, CompleteSamples taken, boolean isOver) {
        return new MonitorWindow(settings, ends, checks, next, taken, isOver);
    }

    int samples() {
        return complete.count();
    }

    int failedSamples() {
        return complete.failed();
    }

    boolean lastSampleFailed() {
        return complete.lastFailed();
    }

    /** What was observed at the last failure; empty if there was none. */
    String lastFailure() {
        return complete.lastFailure();
    }

    Instant due() {
        return current.due();
    }

    boolean passed() {
        return over && anomaly().isEmpty();
    }

    Optional<String> anomaly() {
        if (failedSamples() > settings.failureLimit()) {
            return Optional.of(failedSamples() + " of " + samples() + " samples failed, allowed are "
                    + settings.failureLimit() + "; last " + lastFailure());
        }
        return over && lastSampleFailed()
                ? Optional.of("the last of " + samples() + " samples failed: " + lastFailure())
                : Optional.empty();
    }

    int nextCheck() {
        return checks.get(current.asked());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
