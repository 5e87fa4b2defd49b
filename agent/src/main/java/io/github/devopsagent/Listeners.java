package io.github.devopsagent;

import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.RunPlan;
import io.github.devopsagent.run.RunState;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's listeners and the log. None of them can disturb a run. */
final class Listeners implements RunListener {

    private static final Logger LOG = LoggerFactory.getLogger(DevOpsAgent.class);

    private final List<RunListener> all;

    Listeners(List<RunListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void started(RunPlan plan) {
        LOG.info(
                "{} of {} to {} begins",
                plan.context().deploymentId(),
                plan.context().epicId(),
                plan.context().environment());
        tell(listener -> listener.started(plan));
    }

    @Override
    public void happened(RunEvent event, RunState state) {
        LOG.debug("{}", event);
        tell(listener -> listener.happened(event, state));
    }

    @Override
    public void printed(String name, String line) {
        LOG.debug("{}: {}", name, line);
        tell(listener -> listener.printed(name, line));
    }

    @Override
    public void ended(Outcome outcome) {
        LOG.info("{}", outcome);
        tell(listener -> listener.ended(outcome));
    }

    private void tell(Consumer<RunListener> what) {
        for (RunListener listener : all) {
            try {
                what.accept(listener);
            } catch (Throwable e) {
                LOG.warn("a listener failed; the run goes on", e);
            }
        }
    }
}
