package io.github.devopsagent.machine;

import io.github.devopsagent.run.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about the plan and the deployment.
 *
 * @param findings whether everything can run; empty before that is checked
 * @param baseline the health checks before anything changes; empty before the findings
 * @param verification the health checks after the deployment, once they have come to a verdict
 * @param monitor the monitor window, once it is over
 */
record Observations(
        Optional<List<Finding>> findings,
        Optional<Verification> baseline,
        Optional<Verification> verification,
        Optional<MonitorWindow> monitor) {

    static final Observations NONE =
            new Observations(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Observations ready(List<Finding> findings, Verification baseline) {
        return new Observations(Optional.of(findings), Optional.of(baseline), Optional.empty(), Optional.empty());
    }

    Observations withBaseline(Verification checks) {
        return new Observations(findings, Optional.of(checks), verification, monitor);
    }

    Observations withVerification(Verification checks) {
        return new Observations(findings, baseline, Optional.of(checks), monitor);
    }

    Observations withMonitor(MonitorWindow window) {
        return new Observations(findings, baseline, verification, Optional.of(window));
    }
}
