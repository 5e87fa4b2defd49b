package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.NextAction;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How long the last probe of each health check took, until each metric that watches it has been told once. */
final class ProbeTimes {

    private static final double MICROS = 1e6;

    private final Map<Integer, Measurement> last = new HashMap<>();
    private final Map<Integer, Set<Integer>> told = new HashMap<>();

    /** An answer that is not healthy took no time that could be compared: a refused connection is fast. */
    static Measurement of(StepResult result, Output printed, Duration took) {
        return result.isSuccess()
                ? Measurement.of(TimeUnit.NANOSECONDS.toMicros(took.toNanos()) / MICROS)
                : new Measurement.Missing(
                        Measurement.MissingCause.NO_ANSWER,
                        "the probe was not healthy: " + Inquiry.detail(result, printed));
    }

    /** The window begins as soon as the deployment is verified, so that those probes are its first. */
    void took(NextAction.Probe probe, Measurement time) {
        if (probe.purpose() == Purpose.VERIFY || probe.purpose() == Purpose.MONITOR) {
            last.put(probe.check(), time);
            told.put(probe.check(), new HashSet<>());
        }
    }

    /** Empty if the check was not asked since the metric was told the last time, and for any other time than the window's. */
    Optional<Measurement> untold(NextAction.Measure metric, int check) {
        boolean isNew = metric.purpose() == Purpose.MONITOR
                && last.containsKey(check)
                && told.computeIfAbsent(check, each -> new HashSet<>()).add(metric.metric());
        return isNew ? Optional.ofNullable(last.get(check)) : Optional.empty();
    }
}
