package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.run.RunEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

// tag::micrometer
/** Counts runs by outcome and probes by health, and times steps, in a registry of Micrometer. */
final class RunMetrics implements RunListener {

    private final MeterRegistry registry;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void happened(RunEvent event, RunView run) {
        if (event instanceof RunEvent.StepEnded end) {
            Duration took = Duration.between(run.begunAt(end.step()).orElse(end.at()), end.at());
            String succeeded = String.valueOf(end.result().isSuccess());
            registry.timer("devops.step", "step", run.shortNameOf(end.step()), "succeeded", succeeded)
                    .record(took);
        } else if (event instanceof RunEvent.Probed probe) {
            String check = run.checks().get(probe.check());
            registry.counter("devops.probe", "check", check, "healthy", String.valueOf(probe.healthy()))
                    .increment();
        }
    }

    @Override
    public void ended(Outcome outcome) {
        registry.counter("devops.run", "outcome", outcome.getClass().getSimpleName())
                .increment();
    }

    @Override
    public void failed(DevOpsAgentException failure) {
        registry.counter("devops.run", "outcome", "none").increment();
    }
}
// end::micrometer
