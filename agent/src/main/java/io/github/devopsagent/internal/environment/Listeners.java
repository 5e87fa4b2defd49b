package io.github.devopsagent.internal.environment;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.internal.attempt.PrintedLines;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.log.LogContext;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The host's listeners and the log. None of them can disturb a run. */
public final class Listeners {

    private final List<LimitedListener> all;
    private volatile LogContext context = LogContext.current();

    Listeners(List<RunListener> all, Duration limit) {
        List<LimitedListener> limited = new ArrayList<>();
        for (RunListener listener : all) {
            limited.add(new LimitedListener(listener, limit));
        }
        this.all = List.copyOf(limited);
    }

    /** From now on it is logged for which epic. */
    public void concerning(String epicId) {
        enter(context.withEpic(epicId));
    }

    private void enter(LogContext next) {
        context = next;
        next.enter();
    }

    /** A run begins, or is gone on with. */
    public void started(RunState state) {
        RunView run = new StateView(state);
        enter(context.withEpic(run.epicId()).withDeployment(run.deploymentId()));
        LogEvent.BEGINS.log(
                "{}{} of {} to {} begins",
                run.deploymentId(),
                run.rollsBack().isPresent()
                        ? ", the rollback of " + run.rollsBack().get() + ","
                        : "",
                run.epicId(),
                run.environment());
        for (LimitedListener each : all) {
            each.tell(context, listener -> listener.started(run));
        }
    }

    /** Something happened, and is in the journal. */
    public void happened(RunEvent event, RunState state) {
        RunView run = new StateView(state);
        Optional<StepRef> step = RunEventLog.step(event);
        if (step.isPresent()) {
            enter(context.withStep(Optional.of(step.get().path())));
        }
        event.fold(new RunEventLog(run));
        for (LimitedListener each : all) {
            each.tell(context, listener -> listener.happened(event, run));
        }
        if (event instanceof RunEvent.StepEnded || event instanceof RunEvent.StepLost) {
            enter(context.withStep(Optional.empty()));
        }
    }

    /** Who reads what a step or a health check prints. */
    public PrintedLines linesOf(String name) {
        return new PrintedLines() {
            @Override
            public boolean areRead() {
                return LogEvent.PRINTED.isSeen() || all.stream().anyMatch(LimitedListener::listens);
            }

            @Override
            public void take(List<String> lines) {
                printed(name, lines);
            }
        };
    }

    private void printed(String name, List<String> lines) {
        LogContext now = context;
        if (LogEvent.PRINTED.isSeen()) {
            // Who reads what a process prints may be a thread of an executor.
            now.running(() -> lines.forEach(line -> LogEvent.PRINTED.log("{}: {}", name, line)))
                    .run();
        }
        for (LimitedListener each : all) {
            each.tellLines(now, name, lines);
        }
    }

    /** A step or a health check runs, and has printed nothing for a while. */
    public void stillRunning(String name, Duration elapsed) {
        LogEvent.STILL_RUNNING.log("'{}' still runs, for {}", name, Durations.format(elapsed));
        LogContext now = context;
        for (LimitedListener each : all) {
            each.tellSoon(now, listener -> listener.stillRunning(name, elapsed));
        }
    }

    /** A lock is waited for. */
    public void waiting(String why, Duration atMost) {
        LogEvent.WAITING.log("waits for at most {}: {}", Durations.format(atMost), why);
        tell(listener -> listener.waiting(why, atMost));
    }

    /** Something is waited for without end. */
    public void waitingFor(String why) {
        LogEvent.WAITING.log("waits: {}", why);
        tell(listener -> listener.waiting(why, Duration.ZERO));
    }

    /** A step has failed, and is tried again after a pause. */
    public void retrying(String name, int attempt, int attempts, Duration pause) {
        LogEvent.STEP_RETRIED.log(
                "step '{}' failed; retrying in {}, attempt {} of {}", name, Durations.format(pause), attempt, attempts);
        tell(listener -> listener.retrying(name, attempt, attempts, pause));
    }

    /** A run is over. */
    public void ended(Outcome outcome) {
        RunEventLog.of(outcome).log("{}", outcome);
        for (LimitedListener each : all) {
            each.tell(context, listener -> listener.ended(outcome));
        }
    }

    /** A run came to no outcome. */
    public void failed(DevOpsAgentException failure) {
        LogEvent.NO_OUTCOME.log("the run came to no outcome: {}", String.valueOf(failure.getMessage()));
        // Whoever called the run is thrown it.
        LogEvent.NO_OUTCOME_TRACE.log("the run came to no outcome", failure);
        tell(listener -> listener.failed(failure));
    }

    /** Lambdas are made only where there is a listener: most starts have none. */
    private void tell(Consumer<RunListener> what) {
        LogContext now = context;
        for (LimitedListener each : all) {
            each.tell(now, what);
        }
    }

    /** What people should know of the listeners: which of them failed or hung. */
    public List<String> warnings() {
        Set<String> warnings = new LinkedHashSet<>();
        for (LimitedListener each : all) {
            warnings.addAll(each.warnings());
        }
        return List.copyOf(warnings);
    }

    /** Nothing more is told. */
    public void close() {
        for (LimitedListener each : all) {
            each.close();
        }
    }
}
