package io.github.devopsagent.cli.option;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.plan.Monitoring;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long everything may take. Durations are written as in plans: {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 2h}. */
public final class TimeOptions {

    @Option(
            names = "--step-timeout",
            paramLabel = "DURATION",
            description = "for a step of which the plan does not say it, such as 30s, 1m30s or 2h")
    private Optional<Duration> stepTimeout = Optional.empty();

    @Option(
            names = "--monitor",
            paramLabel = "DURATION",
            description = "how long a deployment is watched, if the plan does not say; 0s for one look")
    private Optional<Duration> window = Optional.empty();

    @Option(names = "--monitor-period", paramLabel = "DURATION", description = "from one look to the next")
    private Optional<Duration> period = Optional.empty();

    @Option(names = "--monitor-failures", paramLabel = "N", description = "how many looks may fail")
    private Optional<Integer> failures = Optional.empty();

    @Option(names = "--forward-budget", paramLabel = "DURATION", description = "how long a run may go forward")
    private Optional<Duration> forwardBudget = Optional.empty();

    @Option(names = "--rollback-budget", paramLabel = "DURATION", description = "how long a rollback may take")
    private Optional<Duration> rollbackBudget = Optional.empty();

    @Option(
            names = "--lock-wait",
            paramLabel = "DURATION",
            description = "how long to wait while another agent works on the directory; by default not at all")
    private Optional<Duration> lockWait = Optional.empty();

    /**
     * Makes these choices.
     *
     * @throws IllegalArgumentException if the builder takes one for wrong
     */
    public void choose(DevOpsAgent.Builder agent) {
        stepTimeout.ifPresent(agent::stepTimeout);
        forwardBudget.ifPresent(agent::forwardBudget);
        rollbackBudget.ifPresent(agent::rollbackBudget);
        lockWait.ifPresent(agent::lockWait);
        if (window.isPresent() || period.isPresent() || failures.isPresent()) {
            agent.monitoring(new Monitoring(
                    window.orElse(Monitoring.DEFAULT.duration()),
                    period.orElse(Monitoring.DEFAULT.period()),
                    failures.orElse(Monitoring.DEFAULT.failureLimit())));
        }
    }
}
