package io.github.devopsagent.json;

import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.StepResult;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.RunPlan;
import io.github.devopsagent.run.StepRef;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the events of a run as records of the journal. */
public final class EventJson implements RunEvent.Cases<ObjectNode> {

    private final RunPlan plan;

    private EventJson(RunPlan plan) {
        this.plan = plan;
    }

    /**
     * Writes an event.
     *
     * @param event the event
     * @param plan of the run
     * @return one JSON object with its {@code type}
     */
    public static byte[] write(RunEvent event, RunPlan plan) {
        return OwnJson.compact(event.fold(new EventJson(plan)));
    }

    private static ObjectNode of(String type, RunEvent event) {
        return OwnJson.object().put("type", type).put("at", event.at().toString());
    }

    @Override
    public ObjectNode readinessChecked(RunEvent.ReadinessChecked event) {
        ObjectNode node = of("readiness_checked", event);
        ArrayNode findings = node.putArray("findings");
        event.findings().forEach(finding -> findings.addObject()
                .put("severity", finding.severity().name())
                .put("where", finding.where())
                .put("message", finding.message()));
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
    public ObjectNode gateConfirmed(RunEvent.GateConfirmed event) {
        ObjectNode node = of("gate_confirmed", event);
        ArrayNode objections = node.putArray("objections");
        event.objections().forEach(objections::add);
        return node;
    }

    @Override
    public ObjectNode stepIntended(RunEvent.StepIntended event) {
        return of(JournalRecords.STEP_INTENDED, event)
                .put(JournalRecords.STEP, event.step().path())
                .put(JournalRecords.EXECUTOR, executor(event.step()))
                .put("attempt", event.attempt())
                .put(JournalRecords.KEY, event.key());
    }

    /** Who can be asked what became of it, should its end not be recorded. */
    private String executor(StepRef step) {
        return plan.step(step).action().fold(bare -> Action.SHELL, run -> Action.SHELL, Action.Use::executor);
    }

    @Override
    public ObjectNode stepEnded(RunEvent.StepEnded event) {
        ObjectNode node = of(JournalRecords.STEP_ENDED, event)
                .put(JournalRecords.STEP, event.step().path())
                .put("attempt", event.attempt())
                .put("reason", event.result().reason());
        write(event.output(), node.putObject("output"));
        return event.result()
                .fold(
                        succeeded -> write("succeeded", succeeded.exit(), node),
                        failed -> write("failed", failed.exit(), node),
                        notStarted -> write("not_started", StepResult.Exit.NONE, node),
                        stillRunning -> write("still_running", StepResult.Exit.NONE, node));
    }

    private static ObjectNode write(String result, StepResult.Exit exit, ObjectNode node) {
        node.put("result", result);
        exit.code().ifPresent(code -> node.put("exit_code", code));
        exit.signal().ifPresent(signal -> node.put("signal", signal));
        return node;
    }

    private static void write(Output output, ObjectNode node) {
        node.put("head", output.head());
        node.put("tail", output.tail());
        node.put("bytes", output.bytes());
        output.file().ifPresent(file -> node.put("file", file));
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
    public ObjectNode resumed(RunEvent.Resumed event) {
        return of("resumed", event);
    }

    @Override
    public ObjectNode recorded(RunEvent.Recorded event) {
        return of("recorded", event);
    }
}
