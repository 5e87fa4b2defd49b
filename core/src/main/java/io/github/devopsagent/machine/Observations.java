package io.github.devopsagent.machine;

import io.github.devopsagent.metric.verdict.BeforeValues;
import io.github.devopsagent.run.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about the plan and the deployment.
 *
 * @param findings whether everything can run; empty before that is checked
 * @param baseline the health checks before anything changes; empty before the findings
 * @param metricsBefore what each metric was before the deployment; those that compare with nothing were not asked
 * @param verification the health checks after the deployment, once they have come to a verdict
 * @param monitor the monitor window, once it is over
 */
record Observations(
        Optional<List<Finding>> findings,
        Optional<Verification> baseline,
        List<BeforeValues> metricsBefore,
        Optional<Verification> verification,
        Optional<MonitorWindow> monitor) {

    Observations {
        metricsBefore = List.copyOf(metricsBefore);
    }

    static final Observations NONE =
            new Observations(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    static Observations ready(List<Finding> findings, Verification baseline) {
        return new Observations(
                Optional.of(findings), Optional.of(baseline), List.of(), Optional.empty(), Optional.empty());
    }

    /** What stays of value when the deployment is undone, however long ago it was made. */
    Observations before() {
        return new Observations(Optional.empty(), baseline, metricsBefore, Optional.empty(), Optional.empty());
    }

    Observations withBaseline(Verification checks) {
        return new Observations(findings, Optional.of(checks), metricsBefore, verification, monitor);
    }

    Observations withMetricsBefore(List<BeforeValues> values) {
        return new Observations(findings, baseline, values, verification, monitor);
    }

    Observations withVerification(Verification checks) {
        return new Observations(findings, baseline, metricsBefore, Optional.of(checks), monitor);
    }

    Observations withMonitor(MonitorWindow window) {
        return new Observations(findings, baseline, metricsBefore, verification, Optional.of(window));
    }
}
