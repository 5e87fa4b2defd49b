package io.github.devopsagent;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.answer.AnswerJson;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What listeners are told, by {@code event.schema.json}.
 *
 * @param run of which it is told
 */
record ListenerEventJson(RunView run) implements RunEvent.EventCases<ListenerEvent> {

    static ListenerEvent started(RunView run) {
        return event("started", json -> context(run, json)
                .put("started_at", run.startedAt().toString())
                .put("forward_budget", Durations.format(run.forwardBudget()))
                .objects(
                        "steps",
                        run.steps().stream()
                                .map(step -> new AnswerJson()
                                        .put("stage", step.stage().label())
                                        .put("place", step.path())
                                        .put("name", run.shortNameOf(step)))
                                .toList())
                .texts("health_checks", run.checks())
                .texts("metrics", run.metrics()));
    }

    static ListenerEvent printed(String name, String line) {
        return event("printed", json -> json.put("name", name).put("line", line));
    }

    static ListenerEvent retrying(String name, int attempt, int attempts, Duration pause) {
        return event("retrying", json -> json.put("name", name)
                .put("attempt", attempt)
                .put("attempts", attempts)
                .put("pause", Durations.format(pause)));
    }

    static ListenerEvent stillRunning(String name, Duration elapsed) {
        return event("still_running", json -> json.put("name", name).put("elapsed", Durations.format(elapsed)));
    }

    static ListenerEvent waiting(String why, Duration atMost) {
        return event("waiting", json -> json.put("reason", why).put("at_most", Durations.format(atMost)));
    }

    static ListenerEvent failed(DevOpsAgentException failure) {
        return event("failed", json -> json.put("reason", String.valueOf(failure.getMessage())));
    }

    static ListenerEvent ended(Outcome outcome) {
        return event("ended", json -> json.put("outcome", OutcomeJson.of(outcome)));
    }

    private static ListenerEvent event(String kind, UnaryOperator<AnswerJson> fields) {
        return new ListenerEvent(
                kind, fields.apply(AnswerJson.of("event").put("kind", kind)).text());
    }

    private static AnswerJson context(RunView run, AnswerJson json) {
        json.put("epic_id", run.epicId()).put("deployment_id", run.deploymentId());
        run.rollsBack().ifPresent(undone -> json.put("rolls_back", undone));
        return json.put("environment", run.environment())
                .put("stage", run.stage().label());
    }

    private ListenerEvent event(String kind, RunEvent event, UnaryOperator<AnswerJson> fields) {
        return event(
                kind,
                json -> fields.apply(context(run, json).put("at", event.at().toString())));
    }

    private ListenerEvent attempt(
            String kind, RunEvent event, StepRef step, int attempt, UnaryOperator<AnswerJson> fields) {
        RunView.StepPosition position = run.positionOf(step);
        return event(
                kind,
                event,
                json -> fields.apply(json.put("stage", step.stage().label())
                        .put("place", step.path())
                        .put("name", run.shortNameOf(step))
                        .put("number", position.number())
                        .put("count", position.count())
                        .put("attempt", attempt)));
    }

    private static String label(Purpose purpose) {
        return switch (purpose) {
            case BASELINE -> "baseline";
            case VERIFY -> "verification";
            case MONITOR -> "monitoring";
            case VERIFY_ROLLBACK -> "after_rollback";
        };
    }

    @Override
    public ListenerEvent readinessChecked(RunEvent.ReadinessChecked event) {
        return event("readiness_checked", event, json -> json.findings(event.findings()));
    }

    @Override
    public ListenerEvent probed(RunEvent.Probed event) {
        return event("probed", event, json -> json.put("purpose", label(event.purpose()))
                .put("health_check", run.checks().get(event.check()))
                .put("started_at", event.startedAt().toString())
                .put("healthy", event.healthy())
                .put("detail", event.detail()));
    }

    @Override
    public ListenerEvent measured(RunEvent.Measured event) {
        return event("measured", event, json -> {
            json.put("purpose", label(event.purpose()))
                    .put("metric", run.metrics().get(event.metric()))
                    .put("started_at", event.startedAt().toString());
            return event.reading()
                    .fold(
                            number -> json.put("value", number.value()),
                            missing -> json.put("missing", missing.detail()));
        });
    }

    @Override
    public ListenerEvent gateConfirmed(RunEvent.GateConfirmed event) {
        return event("gate_confirmed", event, json -> json.texts("reasons", event.reasons()));
    }

    @Override
    public ListenerEvent stepIntended(RunEvent.StepIntended event) {
        return attempt("step_intended", event, event.step(), event.attempt(), json -> json);
    }

    @Override
    public ListenerEvent stepStarted(RunEvent.StepStarted event) {
        return attempt(
                "step_started",
                event,
                event.step(),
                event.attempt(),
                json -> json.put("pid", event.process().pid()));
    }

    @Override
    public ListenerEvent stepEnded(RunEvent.StepEnded event) {
        StepResult result = event.result();
        return attempt("step_ended", event, event.step(), event.attempt(), json -> {
            result.fold(
                    succeeded -> ended("success", succeeded.exit(), json),
                    failed -> ended("failed", failed.exit(), json),
                    notStarted -> ended("not_started", StepResult.Exit.NONE, json),
                    stillRunning -> ended("still_running", StepResult.Exit.NONE, json));
            run.begunAt(event.step())
                    .ifPresent(begun -> json.put(
                            "duration_ms", Duration.between(begun, event.at()).toMillis()));
            return printed(event.output(), json.put("reason", result.reason()));
        });
    }

    private static AnswerJson ended(String status, StepResult.Exit exit, AnswerJson json) {
        json.put("status", status);
        exit.code().ifPresent(code -> json.put("exit_code", code));
        exit.signal().ifPresent(signal -> json.put("signal", signal));
        return json;
    }

    private static AnswerJson printed(Output output, AnswerJson json) {
        json.put("output_head", output.head()).put("output_tail", output.tail()).put("output_bytes", output.bytes());
        output.file().ifPresent(file -> json.put("output_file", file));
        return json;
    }

    @Override
    public ListenerEvent cancelled(RunEvent.Cancelled event) {
        return event("cancelled", event, json -> json.put("reason", event.reason()));
    }

    @Override
    public ListenerEvent stuck(RunEvent.Stuck event) {
        return event("stuck", event, json -> json.put("reason", event.reason()));
    }

    @Override
    public ListenerEvent stepLost(RunEvent.StepLost event) {
        return attempt(
                "step_lost",
                event,
                event.step(),
                event.attempt(),
                json -> event.reason().isEmpty() ? json : json.put("reason", event.reason()));
    }

    @Override
    public ListenerEvent resumed(RunEvent.Resumed event) {
        return event(
                "resumed",
                event,
                json -> json.put("recovery", event.recovery().name().toLowerCase(Locale.ROOT)));
    }
}
