package io.github.devopsagent.internal.journal;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The events of a run as records of the journal. */
public final class EventJson implements RunEvent.EventCases<ObjectNode> {

    /** The type of a record that tells who goes on. */
    static final String RESUMED = "resumed";

    private static final String INTENDED = "step_intended";

    private final RunPlan plan;

    private EventJson(RunPlan plan) {
        this.plan = plan;
    }

    /**
     * Writes an event, and what was seen of others until then.
     *
     * @param plan of the run
     * @param observed what was seen; empty if that is recorded already
     * @return one JSON object with its {@code type}
     */
    public static byte[] write(RunEvent event, RunPlan plan, Optional<EventContext> observed) {
        ObjectNode node = event.fold(new EventJson(plan));
        if (observed.isPresent()) {
            observed.get().write(node);
        }
        return TrustedJson.compact(node);
    }

    /**
     * Reads an event.
     *
     * @param record what {@link #write} has written
     * @param plan of the run
     * @return the event, equal to the one that was written
     * @throws IllegalArgumentException if the record is not as we write it, or names a step or a check that the plan
     *     does not have; the message names the place and what was found there
     */
    public static RunEvent read(byte[] record, RunPlan plan) {
        return TrustedJsonCursor.document(record).object(new EventReader(plan)::event);
    }

    static ObjectNode of(String type, RunEvent event) {
        return TrustedJson.object().put("type", type).put("at", event.at().toString());
    }

    @Override
    public ObjectNode readinessChecked(RunEvent.ReadinessChecked event) {
        ObjectNode node = of("readiness_checked", event);
        ArrayNode findings = node.putArray("findings");
        for (Finding finding : event.findings()) {
            findings.addObject()
                    .put("severity", finding.severity().name())
                    .put("where", finding.path())
                    .put("message", finding.message());
        }
        return node;
    }

    @Override
    public ObjectNode probed(RunEvent.Probed event) {
        return of("probed", event)
                .put("purpose", event.purpose().name())
                .put("check", event.check())
                .put("started_at", event.startedAt().toString())
                .put("healthy", event.healthy())
                .put("detail", event.detail());
    }

    @Override
    public ObjectNode measured(RunEvent.Measured event) {
        ObjectNode node = of("measured", event)
                .put("purpose", event.purpose().name())
                .put("metric", event.metric())
                .put("started_at", event.startedAt().toString());
        return event.reading().fold(number -> node.put("value", number.value()), missing -> node.put(
                        "missing", missing.cause().name())
                .put("detail", missing.detail()));
    }

    @Override
    public ObjectNode gateConfirmed(RunEvent.GateConfirmed event) {
        ObjectNode node = of("gate_confirmed", event);
        TrustedJson.add(node.putArray("objections"), event.reasons());
        return node;
    }

    @Override
    public ObjectNode stepIntended(RunEvent.StepIntended event) {
        return attempt(INTENDED, event, event.step(), event.attempt())
                .put("executor", executor(plan.step(event.step())))
                .put("key", event.key());
    }

    private static ObjectNode attempt(String type, RunEvent event, StepRef step, int attempt) {
        return of(type, event).put("step", step.path()).put("attempt", attempt);
    }

    /** The process, so that it can be found again if the end of the attempt is not recorded. */
    static String executor(Step step) {
        return step.action().use().executor();
    }

    @Override
    public ObjectNode stepStarted(RunEvent.StepStarted event) {
        ObjectNode node = attempt("step_started", event, event.step(), event.attempt());
        ProcessIdJson.write(event.process(), node);
        return node;
    }

    @Override
    public ObjectNode stepEnded(RunEvent.StepEnded event) {
        ObjectNode node = attempt("step_ended", event, event.step(), event.attempt())
                .put("reason", event.result().reason());
        write(event.output(), node.putObject("output"));
        StepResult result = event.result();
        if (result instanceof StepResult.Succeeded succeeded) {
            return write("succeeded", succeeded.exit(), node);
        }
        if (result instanceof StepResult.Failed failed) {
            return write("failed", failed.exit(), node);
        }
        boolean isBegun = !(result instanceof StepResult.NotStarted);
        return write(isBegun ? "still_running" : "not_started", StepResult.Exit.NONE, node);
    }

    private static ObjectNode write(String result, StepResult.Exit exit, ObjectNode node) {
        node.put("result", result);
        if (exit.code().isPresent()) {
            node.put("exit_code", exit.code().get());
        }
        TrustedJson.put(node, "signal", exit.signal());
        return node;
    }

    private static void write(Output output, ObjectNode node) {
        node.put("head", output.head());
        node.put("tail", output.tail());
        node.put("bytes", output.bytes());
        TrustedJson.put(node, "file", output.file());
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
        return lost(event);
    }

    static ObjectNode lost(RunEvent.StepLost event) {
        ObjectNode node = attempt("step_lost", event, event.step(), event.attempt());
        return event.reason().isEmpty() ? node : node.put("reason", event.reason());
    }

    @Override
    public ObjectNode resumed(RunEvent.Resumed event) {
        return of(RESUMED, event).put("recovery", event.recovery().name());
    }

    /** Whether a record says that a step is about to begin. */
    static boolean isIntent(byte[] record) {
        return INTENDED.equals(TrustedJson.strict(record).path("type").asString(""));
    }
}
