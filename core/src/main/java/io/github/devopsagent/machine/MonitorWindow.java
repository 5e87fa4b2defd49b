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
 * @param asked how many checks of the current sample have answered
 * @param due when the current sample is taken
 * @param currentFailed whether a check of the current sample failed
 * @param samples how many samples are complete
 * @param failedSamples how many of them failed
 * @param lastFailure what was observed at the last failure; empty if there was none
 * @param lastSampleFailed whether the last complete sample failed
 * @param over whether the last sample was taken
 */
record MonitorWindow(
        Monitoring settings,
        Instant ends,
        List<Integer> checks,
        int asked,
        Instant due,
        boolean currentFailed,
        int samples,
        int failedSamples,
        String lastFailure,
        boolean lastSampleFailed,
        boolean over) {

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
        return new MonitorWindow(settings, ends, applying, 0, first, false, 0, 0, "", false, false);
    }

    MonitorWindow after(RunEvent.Probed probe, String checkName) {
        boolean failed = currentFailed || !probe.healthy();
        String failure = probe.healthy() ? lastFailure : "health check '" + checkName + "': " + probe.detail();
        Instant taken = asked == 0 ? probe.startedAt() : due;
        return asked + 1 < checks.size()
                ? new MonitorWindow(
                        settings,
                        ends,
                        checks,
                        asked + 1,
                        taken,
                        failed,
                        samples,
                        failedSamples,
                        failure,
                        lastSampleFailed,
                        false)
                : new MonitorWindow(
                        settings,
                        ends,
                        checks,
                        0,
                        CheckProgress.later(earlier(taken.plus(settings.period()), ends), probe.at()),
                        false,
                        samples + 1,
                        failedSamples + (failed ? 1 : 0),
                        failure,
                        failed,
                        !taken.isBefore(ends));
    }

    boolean passed() {
        return over && anomaly().isEmpty();
    }

    Optional<String> anomaly() {
        if (failedSamples > settings.failureLimit()) {
            return Optional.of(failedSamples + " of " + samples + " samples failed, allowed are "
                    + settings.failureLimit() + "; last " + lastFailure);
        }
        return over && lastSampleFailed
                ? Optional.of("the last of " + samples + " samples failed: " + lastFailure)
                : Optional.empty();
    }

    int nextCheck() {
        return checks.get(asked);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
