package io.github.devopsagent.machine;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Events of every kind, whether they can happen in a state or not: they show which transitions a machine has. Only a
 * step that the machine asks for is intended.
 */
final class OfferedEvents {

    private static final ProcessId PROCESS = new ProcessId("boot", 4711, Optional.empty());

    private final RunState state;
    private final Instant now;

    private OfferedEvents(RunState state) {
        this.state = state;
        this.now = state.now();
    }

    /** At the moment of the last event, so that time alone changes nothing. */
    static Stream<RunEvent> to(RunState state) {
        OfferedEvents events = new OfferedEvents(state);
        return Stream.of(events.ofTheRun(), events.ofChecks(), events.ofMetrics(), events.ofSteps(), events.intents())
                .flatMap(each -> each);
    }

    private Stream<RunEvent> ofTheRun() {
        Finding error = new Finding(Finding.Severity.ERROR, "deployment_steps/0", "has no executor");
        return Stream.concat(
                Stream.of(
                        new RunEvent.ReadinessChecked(now, List.of()),
                        new RunEvent.ReadinessChecked(now, List.of(error)),
                        new RunEvent.GateConfirmed(now, List.of()),
                        new RunEvent.GateConfirmed(now, List.of("qa says no")),
                        new RunEvent.Cancelled(now, "interrupted"),
                        new RunEvent.Stuck(now, "given up by ann")),
                Stream.of(Recovery.values())
                        .filter(recovery -> recovery != Recovery.ASK)
                        .map(recovery -> new RunEvent.Resumed(now, recovery)));
    }

    private Stream<RunEvent> ofChecks() {
        return Stream.of(Purpose.values()).flatMap(purpose -> Stream.of(true, false)
                .map(healthy -> new RunEvent.Probed(now, purpose, 0, now, healthy, "HTTP 200 or 503")));
    }

    private Stream<RunEvent> ofMetrics() {
        return state.plan().metrics().isEmpty()
                ? Stream.empty()
                : Stream.of(Purpose.values()).flatMap(purpose -> Stream.of(0.0, 1e9)
                        .map(number -> new RunEvent.Measured(now, purpose, 0, now, Measurement.of(number))));
    }

    private Stream<RunEvent> intents() {
        return state.next() instanceof NextAction.Perform perform
                ? Stream.of(new RunEvent.StepIntended(now, perform.step(), perform.attempt(), "key"))
                : Stream.empty();
    }

    private Stream<RunEvent> ofSteps() {
        return state.plan().steps().stream().flatMap(this::ofStep);
    }

    private Stream<RunEvent> ofStep(StepRef step) {
        int attempt = Math.max(1, state.attempts(step).size());
        return Stream.concat(
                Stream.of(
                        new RunEvent.StepStarted(now, step, attempt, PROCESS),
                        new RunEvent.StepLost(now, step, attempt),
                        new RunEvent.StepLost(now, step, attempt, "ended with its lease")),
                Stream.of(
                                StepResult.success(),
                                StepResult.failure("exit code 1"),
                                new StepResult.NotStarted("no such file"),
                                new StepResult.StillRunning("it does not end"))
                        .map(result -> new RunEvent.StepEnded(now, step, attempt, result, Output.NONE)));
    }
}
