package io.github.devopsagent.internal.environment;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.settings.AgentLog;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The host's listeners and the log. None of them can disturb a run. */
public final class Listeners {

    private final List<LimitedListener> all;

    Listeners(List<RunListener> all, Duration limit) {
        this.all = all.stream()
                .map(listener -> new LimitedListener(listener, limit))
                .toList();
    }

    /** A run begins, or is gone on with. */
    public void started(RunState state) {
        RunView run = new StateView(state);
        AgentLog.LOG.info("{} of {} to {} begins", run.deploymentId(), run.epicId(), run.environment());
        tell(listener -> listener.started(run));
    }

    /** Something happened, and is in the journal. */
    public void happened(RunEvent event, RunState state) {
        RunView run = new StateView(state);
        AgentLog.LOG.debug("{}", event);
        tell(listener -> listener.happened(event, run));
    }

    /** A step or a health check printed a line. */
    public void printed(String name, String line) {
        AgentLog.LOG.debug("{}: {}", name, line);
        all.forEach(each -> each.tellSoon(listener -> listener.printed(name, line)));
    }

    /** A step or a health check runs, and has printed nothing for a while. */
    public void stillRunning(String name, Duration elapsed) {
        AgentLog.LOG.info("'{}' still runs, for {}", name, Durations.format(elapsed));
        all.forEach(each -> each.tellSoon(listener -> listener.stillRunning(name, elapsed)));
    }

    /** A lock is waited for. */
    public void waiting(String why, Duration atMost) {
        AgentLog.LOG.info("waits for at most {}: {}", Durations.format(atMost), why);
        tell(listener -> listener.waiting(why, atMost));
    }

    /** A step has failed, and is tried again after a pause. */
    public void retrying(String name, int attempt, int attempts, Duration pause) {
        AgentLog.LOG.info(
                "step '{}' failed; retrying in {}, attempt {} of {}", name, Durations.format(pause), attempt, attempts);
        tell(listener -> listener.retrying(name, attempt, attempts, pause));
    }

    /** A run is over. */
    public void ended(Outcome outcome) {
        AgentLog.LOG.info("{}", outcome);
        tell(listener -> listener.ended(outcome));
    }

    /** A run came to no outcome. */
    public void failed(DevOpsAgentException failure) {
        AgentLog.LOG.error("the run came to no outcome: {}", failure.getMessage());
        // Whoever called the run is thrown it.
        AgentLog.LOG.debug("the run came to no outcome", failure);
        tell(listener -> listener.failed(failure));
    }

    private void tell(Consumer<RunListener> what) {
        all.forEach(each -> each.tell(what));
    }

    /** What people should know of the listeners: which of them failed or hung. */
    public List<String> warnings() {
        return all.stream().flatMap(each -> each.warnings().stream()).distinct().toList();
    }

    /** Nothing more is told. */
    public void close() {
        all.forEach(LimitedListener::close);
    }
}
