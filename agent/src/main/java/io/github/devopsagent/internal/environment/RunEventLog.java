package io.github.devopsagent.internal.environment;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunView;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How events of a run are logged.
 *
 * @param run what is known of it
 */
record RunEventLog(RunView run) implements RunEvent.EventCases<LogEvent> {

    /** The step that an event is about; empty if it is about none. */
    static Optional<StepRef> step(RunEvent event) {
        if (event instanceof RunEvent.StepIntended intended) {
            return Optional.of(intended.step());
        }
        if (event instanceof RunEvent.StepStarted started) {
            return Optional.of(started.step());
        }
        if (event instanceof RunEvent.StepEnded ended) {
            return Optional.of(ended.step());
        }
        return event instanceof RunEvent.StepLost lost ? Optional.of(lost.step()) : Optional.empty();
    }

    static LogEvent of(Outcome outcome) {
        if (outcome instanceof Outcome.Deployed) {
            return LogEvent.DEPLOYED;
        }
        return outcome.fold(
                deployed -> LogEvent.DEPLOYED,
                vetoed -> LogEvent.VETOED,
                refused -> refused.isNothingToDo() ? LogEvent.NOTHING_TO_DO : LogEvent.REFUSED,
                aborted -> LogEvent.ABORTED,
                rolledBack -> LogEvent.ROLLED_BACK,
                rollbackFailed -> LogEvent.ROLLBACK_FAILED,
                fenced -> LogEvent.FENCED);
    }

    @Override
    public LogEvent readinessChecked(RunEvent.ReadinessChecked event) {
        return LogEvent.READY.log("pre-flight found {}", event.findings().isEmpty() ? "nothing" : event.findings());
    }

    @Override
    public LogEvent probed(RunEvent.Probed event) {
        boolean isAfterwards = event.purpose() == Purpose.MONITOR || event.purpose() == Purpose.VERIFY_ROLLBACK;
        LogEvent level =
                event.healthy() ? LogEvent.HEALTHY : isAfterwards ? LogEvent.UNHEALTHY_AFTERWARDS : LogEvent.UNHEALTHY;
        return level.log(
                "health check '{}' {}: {}",
                run.checks().get(event.check()),
                event.healthy() ? "passed" : "failed",
                event.detail());
    }

    @Override
    public LogEvent measured(RunEvent.Measured event) {
        LogEvent level = event.reading().fold(number -> LogEvent.MEASURED, missing -> LogEvent.NO_NUMBER);
        return level.log("metric '{}': {}", run.metrics().get(event.metric()), event.reading());
    }

    @Override
    public LogEvent gateConfirmed(RunEvent.GateConfirmed event) {
        return event.reasons().isEmpty()
                ? LogEvent.GATE_CONFIRMED.log("gate and rules still allow the deployment")
                : LogEvent.GATE_CLOSED.log("gate or rules say no: {}", event.reasons());
    }

    @Override
    public LogEvent stepIntended(RunEvent.StepIntended event) {
        return LogEvent.STEP_BEGINS.log(
                "{} begins, {}, attempt {}", run.nameOf(event.step()), run.positionOf(event.step()), event.attempt());
    }

    @Override
    public LogEvent stepStarted(RunEvent.StepStarted event) {
        return LogEvent.PROCESS_STARTED.log(
                "{} runs as process {}",
                run.nameOf(event.step()),
                event.process().pid());
    }

    @Override
    public LogEvent stepEnded(RunEvent.StepEnded event) {
        boolean isSuccess = event.result().isSuccess();
        String reason = event.result().reason();
        Optional<Instant> begun = run.begunAt(event.step());
        return (isSuccess ? LogEvent.STEP_SUCCEEDED : LogEvent.STEP_FAILED)
                .log(
                        "{} {}{}{}",
                        run.nameOf(event.step()),
                        isSuccess ? "succeeded" : "failed",
                        begun.isPresent()
                                ? " after " + Durations.format(Duration.between(begun.get(), event.at()))
                                : "",
                        reason.isEmpty() ? "" : ": " + reason);
    }

    @Override
    public LogEvent stepLost(RunEvent.StepLost event) {
        return LogEvent.STEP_LOST.log(
                "{} is in doubt: {}",
                run.nameOf(event.step()),
                event.reason().isEmpty() ? "the agent before was killed while it ran" : event.reason());
    }

    @Override
    public LogEvent cancelled(RunEvent.Cancelled event) {
        return LogEvent.CANCELLED.log("{}", event.reason());
    }

    @Override
    public LogEvent stuck(RunEvent.Stuck event) {
        return LogEvent.STUCK.log("{}", event.reason());
    }

    @Override
    public LogEvent resumed(RunEvent.Resumed event) {
        return LogEvent.RESUMED.log("goes on after it was interrupted ({})", event.recovery());
    }
}
