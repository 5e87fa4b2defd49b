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
import java.util.Arrays;
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
        skips.found().ifPresent(tests -> ((ObjectNode) root.path(EVIDENCE)).put("skipped_tests", tests));
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
        deployment.stages().forEach(stage -> write(stage, stages.addObject()));
        root.put("rollback_available", deployment.isRollbackAvailable());
        root.put("rollback_command", deployment.rollbackCommand());
        deployment.rollsBack().ifPresent(undone -> root.put("rolls_back", undone));
        deployment.agent().ifPresent(agent -> write(agent, root.putObject("agent")));
        root.put("started_at", TrustedJson.seconds(deployment.startedAt()));
        root.put("duration_ms", deployment.duration().toMillis());
        deployment.repetition().ifPresent(repetition -> {
            root.put("repeated", repetition.times());
            root.put("last_tried_at", TrustedJson.seconds(repetition.lastTriedAt()));
            root.put("last_deployment_id", repetition.lastDeploymentId());
        });
        deployment.failure().ifPresent(failure -> write(failure, root.putObject("failure")));
        deployment.rollback().ifPresent(rollback -> write(rollback, root.putObject("rollback")));
        ArrayNode checks = root.putArray("health_checks");
        deployment.checks().forEach(check -> write(check, checks.addObject()));
        deployment.monitoring().ifPresent(monitoring -> {
            ObjectNode node = root.putObject("monitoring");
            node.put("samples", monitoring.samples());
            node.put("failed_samples", monitoring.failedSamples());
            put(node, "last_failure", monitoring.lastFailure());
            ArrayNode monitored = node.putArray("health_checks");
            monitoring.checks().forEach(check -> write(check, monitored.addObject()));
            write(monitoring.metrics(), node);
        });
        ArrayNode warnings = root.putArray("warnings");
        deployment.warnings().forEach(warnings::add);
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
        return Arrays.stream(Deployment.Result.values())
                .filter(each -> each.label().equals(status))
                .findFirst();
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
        agent.version().ifPresent(version -> node.put("version", version));
    }

    private static void write(StageEntry stage, ObjectNode node) {
        node.put("step", stage.stage().label());
        node.put("status", stage.mark().label());
        putTimes(node, stage.startedAt(), Optional.of(stage.endedAt()));
        ArrayNode steps = node.putArray("steps");
        stage.steps().forEach(step -> write(step, steps.addObject()));
    }

    private static void write(StepEntry step, ObjectNode node) {
        node.put("name", step.name());
        node.put("place", step.path());
        node.put("action", step.action());
        node.put("status", step.mark().label());
        node.put("attempts", step.attempts());
        step.exitCode().ifPresent(code -> node.put("exit_code", code));
        step.signal().ifPresent(signal -> node.put("signal", signal));
        put(node, "reason", step.reason());
        putTimes(node, step.startedAt(), step.endedAt());
        put(node, "output_head", step.outputHead());
        put(node, "output_tail", step.outputTail());
        node.put("output_bytes", step.outputBytes());
        step.outputFile().ifPresent(file -> node.put("output_file", file));
    }

    private static void write(Deployment.FailureEntry failure, ObjectNode node) {
        node.put("reason", failure.reason());
        node.put("stage", failure.stage().label());
        failure.path().ifPresent(path -> node.put("place", path));
        put(node, "output_tail", failure.outputTail());
    }

    private static void write(Deployment.RollbackEntry rollback, ObjectNode node) {
        node.put("health", rollback.health());
        ArrayNode faults = node.putArray("faults");
        rollback.faults().forEach(faults::add);
        ArrayNode inDoubt = node.putArray("in_doubt");
        rollback.inDoubt().forEach(inDoubt::add);
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
        observation.ifPresent(seen -> {
            ObjectNode node = check.putObject(name);
            node.put("verdict", seen.verdict());
            node.put("probes", seen.probes());
            node.put("detail", seen.detail());
            write(seen.last(), node.putArray("last"));
        });
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
        endedAt.ifPresent(end -> {
            node.put("ended_at", end.toString());
            node.put("duration_ms", Duration.between(startedAt, end).toMillis());
        });
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }
}
