package io.github.devopsagent.json;

import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.run.RunPlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what applied to a run, every default included. Of environment variables, only the names are written. */
public final class SettingsJson {

    private SettingsJson() {}

    /**
     * Writes the effective settings of a run as a document of its own.
     *
     * @param plan what is carried out
     * @param bareStrings how bare strings are read
     * @return the document
     */
    public static byte[] write(RunPlan plan, String bareStrings) {
        return OwnJson.pretty(of(plan, bareStrings));
    }

    static ObjectNode of(RunPlan plan, String bareStrings) {
        ObjectNode root = OwnJson.object();
        root.put("working_directory", plan.context().workingDirectory().toString());
        names(root, "variables", plan.context().variables().keySet());
        root.put("bare_strings", bareStrings);
        root.put("rollback_budget", Durations.format(plan.rollbackBudget()));
        ObjectNode monitoring = root.putObject("monitoring");
        monitoring.put("duration", Durations.format(plan.monitoring().duration()));
        monitoring.put("period", Durations.format(plan.monitoring().period()));
        monitoring.put("failure_limit", plan.monitoring().failureLimit());
        ArrayNode checks = root.putArray("health_checks");
        plan.checks().forEach(check -> write(check, checks.addObject()));
        ObjectNode steps = root.putObject("steps");
        write("preflight", plan.preflight(), steps);
        write("backup", plan.backup(), steps);
        write("deployment_steps", plan.deploy(), steps);
        write("rollback_plan", plan.rollbackPlan(), steps);
        write("rollback_point", plan.rollbackPoints(), steps);
        return root;
    }

    private static void write(String part, List<Step> steps, ObjectNode root) {
        ArrayNode array = root.putArray(part);
        steps.forEach(step -> write(step, array.addObject()));
    }

    private static void write(Step step, ObjectNode node) {
        node.put("name", step.name());
        write(step.action(), node);
        node.put("timeout", Durations.format(step.timeout()));
        node.put("idempotent", step.idempotent());
        node.put("retries", step.retries());
        step.workingDirectory().ifPresent(directory -> node.put("working_directory", directory));
        if (!step.variables().isEmpty()) {
            names(node, "env", step.variables().keySet());
        }
        if (!step.compensation().isEmpty()) {
            write("rollback", step.compensation(), node);
        }
    }

    private static void write(HealthCheck check, ObjectNode node) {
        HealthCheck.Timing timing = check.timing();
        node.put("name", check.name());
        node.put("source", check.source());
        write(check.action(), node);
        node.put("after", check.after().name().toLowerCase(java.util.Locale.ROOT));
        node.put("initial_delay", Durations.format(timing.initialDelay()));
        node.put("startup_timeout", Durations.format(timing.startupTimeout()));
        node.put("period", Durations.format(timing.period()));
        node.put("timeout", Durations.format(timing.timeout()));
        node.put("success_threshold", timing.successThreshold());
        node.put("failure_threshold", timing.failureThreshold());
    }

    private static void write(Action action, ObjectNode node) {
        Action.Use use =
                action.fold(bare -> Action.shell(bare.text()), run -> Action.shell(run.command()), each -> each);
        node.put("uses", use.executor());
        if (!use.input().values().isEmpty()) {
            write(use.input().values(), node.putObject("with"));
        }
    }

    private static void write(Map<String, Object> values, ObjectNode node) {
        values.forEach((name, value) -> node.putPOJO(name, value));
    }

    private static void names(ObjectNode node, String field, Collection<String> names) {
        ArrayNode array = node.putArray(field);
        new TreeSet<>(names).forEach(array::add);
    }
}
