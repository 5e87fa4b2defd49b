package io.github.devopsagent.internal.journal;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the events of a run.
 *
 * @param plan of the run
 */
record EventReader(RunPlan plan) {

    RunEvent event(Fields fields) {
        String type = fields.get("type").text();
        Instant at = fields.get("at").instant();
        // It matters to whoever tells of the run, and not to the run.
        fields.find(EventContext.FIELD).ifPresent(seen -> seen.object(EventContext::read));
        return switch (type) {
            case "readiness_checked" ->
                new RunEvent.ReadinessChecked(
                        at, fields.get("findings").list(each -> each.object(EventReader::finding)));
            case "probed" ->
                new RunEvent.Probed(
                        at,
                        fields.get("purpose").constant(Purpose.class, Purpose::name),
                        check(fields.get("check")),
                        fields.get("started_at").instant(),
                        fields.get("healthy").bool(),
                        fields.get("detail").text());
            case "measured" ->
                new RunEvent.Measured(
                        at,
                        fields.get("purpose").constant(Purpose.class, Purpose::name),
                        metric(fields.get("metric")),
                        fields.get("started_at").instant(),
                        reading(fields));
            case "gate_confirmed" ->
                new RunEvent.GateConfirmed(at, fields.get("objections").list(TrustedJsonCursor::text));
            case "step_intended" -> intended(at, fields);
            case "step_started" ->
                new RunEvent.StepStarted(at, step(fields), attempt(fields), ProcessIdJson.read(fields));
            case "step_ended" ->
                new RunEvent.StepEnded(
                        at,
                        step(fields),
                        attempt(fields),
                        result(fields),
                        fields.get("output").object(EventReader::output));
            case "step_lost" -> lost(at, fields);
            case "cancelled" -> new RunEvent.Cancelled(at, fields.get("reason").text());
            case "stuck" -> new RunEvent.Stuck(at, fields.get("reason").text());
            case "resumed" -> resumed(at, fields);
            default -> throw fields.get("type").wrong("the type of an event");
        };
    }

    private RunEvent lost(Instant at, Fields fields) {
        Optional<String> reason = fields.find("reason").map(TrustedJsonCursor::text);
        JournalFormat.version(fields);
        return new RunEvent.StepLost(at, step(fields), attempt(fields), reason.orElse(""));
    }

    private static RunEvent resumed(Instant at, Fields fields) {
        // Who goes on matters to the next agent, and not to the run.
        AgentIdentityJson.find(fields);
        JournalFormat.version(fields);
        return new RunEvent.Resumed(at, fields.get("recovery").constant(Recovery.class, Recovery::name));
    }

    private static Finding finding(Fields fields) {
        return new Finding(
                fields.get("severity").constant(Finding.Severity.class, Finding.Severity::name),
                fields.get("where").text(),
                fields.get("message").text());
    }

    private int check(TrustedJsonCursor value) {
        int index = value.integer(0);
        if (index >= plan.checks().size()) {
            throw value.wrong("one of the plan's " + plan.checks().size() + " checks");
        }
        return index;
    }

    private int metric(TrustedJsonCursor value) {
        int index = value.integer(0);
        if (index >= plan.metrics().size()) {
            throw value.wrong("one of the plan's " + plan.metrics().size() + " metrics");
        }
        return index;
    }

    private static Measurement reading(Fields fields) {
        return fields.find("value")
                .<Measurement>map(value -> new Measurement.Figure(value.number()))
                .orElseGet(() -> new Measurement.Missing(
                        fields.get("missing").constant(Measurement.MissingCause.class, Measurement.MissingCause::name),
                        fields.get("detail").text()));
    }

    private RunEvent intended(Instant at, Fields fields) {
        StepRef step = step(fields);
        fields.get("executor").same(EventJson.executor(plan.step(step)));
        return new RunEvent.StepIntended(
                at, step, attempt(fields), fields.get("key").text());
    }

    private StepRef step(Fields fields) {
        return fields.get("step").text("a step of the plan", this::step, StepRef::path);
    }

    private StepRef step(String path) {
        StepRef step = StepRef.parse(path);
        try {
            plan.step(step);
            return step;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the plan has no step " + path, e);
        }
    }

    private static int attempt(Fields fields) {
        return fields.get("attempt").integer(1);
    }

    private static StepResult result(Fields fields) {
        String reason = fields.get("reason").text();
        String result = fields.get("result").text();
        return switch (result) {
            case "succeeded" -> new StepResult.Succeeded(reason, exit(fields));
            case "failed" -> new StepResult.Failed(reason, exit(fields));
            case "not_started" -> new StepResult.NotStarted(reason);
            case "still_running" -> new StepResult.StillRunning(reason);
            default -> throw fields.get("result").wrong("the result of an attempt");
        };
    }

    private static StepResult.Exit exit(Fields fields) {
        return new StepResult.Exit(
                fields.find("exit_code").map(TrustedJsonCursor::integer),
                fields.find("signal").map(TrustedJsonCursor::text));
    }

    private static Output output(Fields fields) {
        return new Output(
                fields.get("head").text(),
                fields.get("tail").text(),
                fields.get("bytes").whole(),
                fields.find("file").map(TrustedJsonCursor::text));
    }
}
