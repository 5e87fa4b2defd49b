package io.github.devopsagent.internal.answer;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunView;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What listeners are told, by {@code event.schema.json}. */
public final class ListenerEventJson implements RunEvent.EventCases<ObjectNode> {

    private static final String KIND = "kind";

    private final RunView run;

    private ListenerEventJson(RunView run) {
        this.run = run;
    }

    /**
     * An event that is written.
     *
     * @param kind what happened
     * @param json one line, which says that too
     */
    public record WrittenEvent(String kind, String json) {

        private static WrittenEvent of(ObjectNode node) {
            return new WrittenEvent(node.path(KIND).asString(), AnswerJson.text(node));
        }
    }

    /** A run begins, or is gone on with. */
    public static WrittenEvent started(RunView run) {
        ObjectNode node = of("started", run)
                .put("started_at", run.startedAt().toString())
                .put("forward_budget", Durations.format(run.forwardBudget()));
        ArrayNode steps = node.putArray("steps");
        run.steps().forEach(step -> steps.addObject()
                .put("stage", step.stage().label())
                .put("place", step.path())
                .put("name", run.shortNameOf(step)));
        AnswerJson.texts("health_checks", run.checks(), node);
        return WrittenEvent.of(AnswerJson.texts("metrics", run.metrics(), node));
    }

    /** Something happened. */
    public static WrittenEvent happened(RunEvent event, RunView run) {
        return WrittenEvent.of(event.fold(new ListenerEventJson(run)));
    }

    /** A line was printed. */
    public static WrittenEvent printed(String name, String line) {
        return WrittenEvent.of(of("printed").put("name", name).put("line", line));
    }

    /** A step is tried again. */
    public static WrittenEvent retrying(String name, int attempt, int attempts, Duration pause) {
        return WrittenEvent.of(of("retrying")
                .put("name", name)
                .put("attempt", attempt)
                .put("attempts", attempts)
                .put("pause", Durations.format(pause)));
    }

    /** A run is over. */
    public static WrittenEvent ended(Outcome outcome) {
        ObjectNode node = of("ended");
        node.set("outcome", OutcomeJson.of(outcome));
        return WrittenEvent.of(node);
    }

    private static ObjectNode of(String kind) {
        return TrustedJson.object().put("type", "event").put(KIND, kind);
    }

    private static ObjectNode of(String kind, RunView run) {
        return of(kind).put("epic_id", run.epicId())
                .put("deployment_id", run.deploymentId())
                .put("environment", run.environment())
                .put("stage", run.stage().label());
    }

    private ObjectNode of(String kind, RunEvent event) {
        return of(kind, run).put("at", event.at().toString());
    }

    private ObjectNode attempt(String kind, RunEvent event, StepRef step, int attempt) {
        return of(kind, event)
                .put("place", step.path())
                .put("name", run.shortNameOf(step))
                .put("attempt", attempt);
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
    public ObjectNode readinessChecked(RunEvent.ReadinessChecked event) {
        return AnswerJson.findings(event.findings(), of("readiness_checked", event));
    }

    @Override
    public ObjectNode probed(RunEvent.Probed event) {
        return of("probed", event)
                .put("purpose", label(event.purpose()))
                .put("health_check", run.checks().get(event.check()))
                .put("started_at", event.startedAt().toString())
                .put("healthy", event.healthy())
                .put("detail", event.detail());
    }

    @Override
    public ObjectNode measured(RunEvent.Measured event) {
        ObjectNode node = of("measured", event)
                .put("purpose", label(event.purpose()))
                .put("metric", run.metrics().get(event.metric()))
                .put("started_at", event.startedAt().toString());
        return event.reading()
                .fold(number -> node.put("value", number.value()), missing -> node.put("missing", missing.detail()));
    }

    @Override
    public ObjectNode gateConfirmed(RunEvent.GateConfirmed event) {
        return AnswerJson.texts("reasons", event.reasons(), of("gate_confirmed", event));
    }

    @Override
    public ObjectNode stepIntended(RunEvent.StepIntended event) {
        return attempt("step_intended", event, event.step(), event.attempt());
    }

    @Override
    public ObjectNode stepStarted(RunEvent.StepStarted event) {
        return attempt("step_started", event, event.step(), event.attempt())
                .put("pid", event.process().pid());
    }

    @Override
    public ObjectNode stepEnded(RunEvent.StepEnded event) {
        StepResult result = event.result();
        ObjectNode node = attempt("step_ended", event, event.step(), event.attempt());
        result.fold(
                succeeded -> ended("success", succeeded.exit(), node),
                failed -> ended("failed", failed.exit(), node),
                notStarted -> ended("not_started", StepResult.Exit.NONE, node),
                stillRunning -> ended("still_running", StepResult.Exit.NONE, node));
        node.put("reason", result.reason());
        return printed(event.output(), node);
    }

    private static ObjectNode ended(String status, StepResult.Exit exit, ObjectNode node) {
        node.put("status", status);
        exit.code().ifPresent(code -> node.put("exit_code", code));
        exit.signal().ifPresent(signal -> node.put("signal", signal));
        return node;
    }

    private static ObjectNode printed(Output output, ObjectNode node) {
        node.put("output_head", output.head()).put("output_tail", output.tail()).put("output_bytes", output.bytes());
        output.file().ifPresent(file -> node.put("output_file", file));
        return node;
    }

    @Override
    public ObjectNode cancelled(RunEvent.Cancelled event) {
        return of("cancelled", event).put("reason", event.reason());
    }

    @Override
    public ObjectNode stuck(RunEvent.Stuck event) {
        return of("stuck", event).put("reason", event.reason());
    }

    @Override
    public ObjectNode stepLost(RunEvent.StepLost event) {
        return attempt("step_lost", event, event.step(), event.attempt());
    }

    @Override
    public ObjectNode resumed(RunEvent.Resumed event) {
        return of("resumed", event).put("recovery", event.recovery().name().toLowerCase(Locale.ROOT));
    }
}
