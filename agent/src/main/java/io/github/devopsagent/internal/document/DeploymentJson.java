package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Deployment.AgentEntry;
import io.github.devopsagent.domain.Deployment.CheckEntry;
import io.github.devopsagent.domain.Deployment.MetricEntry;
import io.github.devopsagent.domain.Deployment.MonitoredCheck;
import io.github.devopsagent.domain.Deployment.Observation;
import io.github.devopsagent.domain.Deployment.ProbeEntry;
import io.github.devopsagent.domain.Deployment.StageEntry;
import io.github.devopsagent.domain.Deployment.StepEntry;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.internal.json.JsonView;
import io.github.devopsagent.internal.json.TrustedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code deployment.json}; its JSON Schema is {@code deployment.schema.json} beside {@code plan.schema.json}. */
public final class DeploymentJson {

    private static final String EVIDENCE = "evidence";

    private DeploymentJson() {}

    /**
     * Writes the record of a deployment.
     *
     * @param deployment what happened
     * @param plan what was carried out, for the effective settings
     * @param bareStrings how bare strings were read
     * @param skips whether tests may be skipped, and which were
     * @return the document: the same bytes for the same record, always
     */
    public static byte[] write(Deployment deployment, MaskedPlan plan, String bareStrings, TestSkips skips) {
        ObjectNode root = of(deployment);
        if (skips.found().isPresent()) {
            ((ObjectNode) root.path(EVIDENCE))
                    .put("skipped_tests", skips.found().get());
        }
        root.set("settings", SettingsJson.of(plan, bareStrings, skips.allowed()));
        return TrustedJson.pretty(root);
    }

    /**
     * What a record says of a deployment, without the settings.
     *
     * @param deployment what happened
     * @return the fields of the document
     */
    public static ObjectNode of(Deployment deployment) {
        ObjectNode root = TrustedJson.object();
        root.put("epic_id", deployment.epicId());
        root.put("deployment_id", deployment.deploymentId());
        root.put("timestamp", TrustedJson.seconds(deployment.timestamp()));
        root.put("environment", deployment.environment());
        root.put("status", deployment.result().label());
        ArrayNode stages = root.putArray("steps_executed");
        for (StageEntry stage : deployment.stages()) {
            write(stage, stages.addObject());
        }
        root.put("rollback_available", deployment.isRollbackAvailable());
        root.put("rollback_command", deployment.rollbackCommand());
        put(root, "rolls_back", deployment.rollsBack().orElse(""));
        if (deployment.agent().isPresent()) {
            write(deployment.agent().get(), root.putObject("agent"));
        }
        root.put("started_at", TrustedJson.seconds(deployment.startedAt()));
        root.put("duration_ms", deployment.duration().toMillis());
        if (deployment.repetition().isPresent()) {
            Deployment.Repetition repetition = deployment.repetition().get();
            root.put("repeated", repetition.times());
            root.put("last_tried_at", TrustedJson.seconds(repetition.lastTriedAt()));
            root.put("last_deployment_id", repetition.lastDeploymentId());
        }
        if (deployment.failure().isPresent()) {
            write(deployment.failure().get(), root.putObject("failure"));
        }
        if (deployment.rollback().isPresent()) {
            write(deployment.rollback().get(), root.putObject("rollback"));
        }
        ArrayNode checks = root.putArray("health_checks");
        for (CheckEntry check : deployment.checks()) {
            write(check, checks.addObject());
        }
        if (deployment.monitoring().isPresent()) {
            write(deployment.monitoring().get(), root.putObject("monitoring"));
        }
        put(root, "warnings", deployment.warnings());
        ReceivedJson.write(deployment.inbox(), root.putArray("inbox"));
        ObjectNode evidence = root.putObject(EVIDENCE);
        evidence.put("plan_sha256", deployment.digests().plan());
        evidence.put("test_results_sha256", deployment.digests().testResults());
        ProvenanceJson.write(deployment.provenance(), evidence);
        return root;
    }

    /**
     * The same, to be shown.
     *
     * @param deployment what happened
     * @return the fields of the document
     */
    public static JsonView view(Deployment deployment) {
        return JsonView.of(of(deployment));
    }

    /**
     * Reads how a deployment ended.
     *
     * @param record the bytes of a record
     * @return the result; empty if the record cannot be read, or says something else
     */
    public static Optional<Deployment.Result> result(byte[] record) {
        String status = TrustedJson.read(record).path("status").asString("");
        for (Deployment.Result each : Deployment.Result.values()) {
            if (each.label().equals(status)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the command with which a person undoes a deployment.
     *
     * @param record its bytes
     * @return the command; empty if there is none, or if the record cannot be read
     */
    public static String rollbackCommand(byte[] record) {
        return TrustedJson.read(record).path("rollback_command").asString("");
    }

    /**
     * Reads the warnings of a record.
     *
     * @param record its bytes
     * @return the warnings; none if the record cannot be read
     */
    public static List<String> warnings(byte[] record) {
        return TrustedJson.read(record).path("warnings").values().stream()
                .map(each -> each.asString(""))
                .toList();
    }

    /**
     * Reads on what a record rests.
     *
     * @param record its bytes
     * @return what it says; nothing if the record cannot be read
     */
    public static Provenance provenance(byte[] record) {
        return ProvenanceJson.of(TrustedJson.read(record).path(EVIDENCE));
    }

    private static void write(AgentEntry agent, ObjectNode node) {
        node.put("host", agent.host());
        node.put("user", agent.user());
        put(node, "version", agent.version().orElse(""));
    }

    private static void write(Deployment.MonitorEntry monitoring, ObjectNode node) {
        node.put("samples", monitoring.samples());
        node.put("failed_samples", monitoring.failedSamples());
        put(node, "last_failure", monitoring.lastFailure());
        ArrayNode monitored = node.putArray("health_checks");
        for (MonitoredCheck check : monitoring.checks()) {
            write(check, monitored.addObject());
        }
        write(monitoring.metrics(), node);
    }

    private static void write(StageEntry stage, ObjectNode node) {
        node.put("step", stage.stage().label());
        node.put("status", stage.mark().label());
        putTimes(node, stage.startedAt(), Optional.of(stage.endedAt()));
        ArrayNode steps = node.putArray("steps");
        for (StepEntry step : stage.steps()) {
            write(step, steps.addObject());
        }
    }

    private static void write(StepEntry step, ObjectNode node) {
        node.put("name", step.name());
        node.put("place", step.path());
        node.put("action", step.action());
        node.put("status", step.mark().label());
        node.put("attempts", step.attempts());
        if (step.exitCode().isPresent()) {
            node.put("exit_code", step.exitCode().get());
        }
        put(node, "signal", step.signal().orElse(""));
        put(node, "reason", step.reason());
        putTimes(node, step.startedAt(), step.endedAt());
        put(node, "output_head", step.outputHead());
        put(node, "output_tail", step.outputTail());
        node.put("output_bytes", step.outputBytes());
        put(node, "output_file", step.outputFile().orElse(""));
    }

    private static void write(Deployment.FailureEntry failure, ObjectNode node) {
        node.put("reason", failure.reason());
        node.put("stage", failure.stage().label());
        failure.path().ifPresent(path -> node.put("place", path));
        put(node, "output_tail", failure.outputTail());
    }

    private static void write(Deployment.RollbackEntry rollback, ObjectNode node) {
        node.put("health", rollback.health());
        put(node, "faults", rollback.faults());
        put(node, "in_doubt", rollback.inDoubt());
        write(rollback.metrics(), node);
    }

    private static void write(List<MetricEntry> entries, ObjectNode node) {
        if (!entries.isEmpty()) {
            ArrayNode metrics = node.putArray("metrics");
            entries.forEach(metric -> MetricJson.write(metric, metrics.addObject()));
        }
    }

    private static void write(CheckEntry check, ObjectNode node) {
        node.put("name", check.name());
        node.put("source", check.source());
        node.put("action", check.action());
        write("baseline", check.baseline(), node);
        write("verification", check.verification(), node);
        write("after_rollback", check.afterRollback(), node);
    }

    private static void write(String name, Optional<Observation> observation, ObjectNode check) {
        if (observation.isPresent()) {
            Observation seen = observation.get();
            ObjectNode node = check.putObject(name);
            node.put("verdict", seen.verdict());
            node.put("probes", seen.probes());
            node.put("detail", seen.detail());
            write(seen.last(), node.putArray("last"));
        }
    }

    private static void write(MonitoredCheck check, ObjectNode node) {
        node.put("name", check.name());
        node.put("source", check.source());
        node.put("probes", check.probes());
        node.put("failed_probes", check.failedProbes());
        write(check.last(), node.putArray("last"));
    }

    /** What was observed is told where it is another than before. */
    private static void write(List<ProbeEntry> probes, ArrayNode array) {
        String before = "";
        for (ProbeEntry probe : probes) {
            ObjectNode node = array.addObject();
            node.put("at", probe.at().toString());
            node.put("duration_ms", probe.took().toMillis());
            node.put("healthy", probe.healthy());
            if (!probe.detail().equals(before)) {
                node.put("detail", probe.detail());
            }
            before = probe.detail();
        }
    }

    private static void putTimes(ObjectNode node, Instant startedAt, Optional<Instant> endedAt) {
        node.put("started_at", startedAt.toString());
        if (endedAt.isPresent()) {
            node.put("ended_at", endedAt.get().toString());
            node.put("duration_ms", Duration.between(startedAt, endedAt.get()).toMillis());
        }
    }

    private static void put(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        for (String text : texts) {
            array.add(text);
        }
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }
}
