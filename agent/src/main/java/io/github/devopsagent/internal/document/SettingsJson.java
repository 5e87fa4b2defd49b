package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what applied to a run, every default included: for people, who see only the names of environment variables,
 * and completely, for the recovery of the run.
 */
public final class SettingsJson {

    /** Changes with what is written, so that another version of this library does not misread it. */
    static final int FORMAT = 1;

    private final boolean complete;

    private SettingsJson(boolean complete) {
        this.complete = complete;
    }

    /**
     * Writes the effective settings of a run for people.
     *
     * @param plan what is carried out
     * @param bareStrings how bare strings are read
     * @param skippedTestsAllowed whether tests may be skipped
     * @return JSON, indented
     */
    public static byte[] forPeople(MaskedPlan plan, String bareStrings, boolean skippedTestsAllowed) {
        return TrustedJson.pretty(of(plan, bareStrings, skippedTestsAllowed));
    }

    static ObjectNode of(MaskedPlan plan, String bareStrings, boolean skippedTestsAllowed) {
        ObjectNode root = TrustedJson.object();
        new SettingsJson(false).write(plan.forPeople(), bareStrings, root);
        write(skippedTestsAllowed, root);
        return root;
    }

    /**
     * Writes a run's own copy.
     *
     * @return the document, from which {@link #read} makes an equal copy
     * @throws IllegalArgumentException if an input has a number that is not of {@code java.lang} or {@code java.math}
     */
    public static byte[] write(PinnedRun pinned) {
        RunPlan plan = pinned.plan().withoutSecrets();
        ObjectNode root = TrustedJson.object();
        root.put("format", FORMAT);
        root.put("epic_id", plan.context().epicId());
        root.put("deployment_id", plan.context().deploymentId());
        root.put("environment", plan.context().environment());
        new SettingsJson(true).write(plan, pinned.bareStrings().name(), root);
        names(root.putArray("secrets"), pinned.secrets());
        if (!pinned.hashed().isNone()) {
            ObjectNode hashed = root.putObject("hashed_variables");
            hashed.put("salt", pinned.hashed().salt());
            TrustedJson.put(
                    hashed.putObject("digests"), new TreeMap<>(pinned.hashed().digests()));
        }
        root.put("restore_command", plan.restoreCommand());
        write(pinned.skips().allowed(), root);
        TrustedJson.put(root, "skipped_tests", pinned.skips().found());
        TrustedJson.put(root, "prose_rollback", pinned.proseRollback());
        TrustedJson.put(root, "target", pinned.target());
        if (!pinned.remarks().isEmpty()) {
            ArrayNode remarks = root.putArray("remarks");
            for (PlanRemark remark : pinned.remarks()) {
                write(remark, remarks.addObject());
            }
        }
        return TrustedJson.pretty(root);
    }

    /**
     * Reads a run's own copy.
     *
     * @param document what {@link #write} has written
     * @return what the run is carried out by
     * @throws IllegalArgumentException if the document is not as we write it; the message names the place and what was
     *     found there
     */
    public static PinnedRun read(byte[] document) {
        return TrustedJsonCursor.document(document).object(SettingsReader::copy);
    }

    private void write(RunPlan plan, String bareStrings, ObjectNode root) {
        root.put("working_directory", plan.context().workingDirectory().toString());
        variables(root, "variables", plan.context().variables());
        if (!plan.context().hostEnvironment().equals(HostEnvironment.AS_IT_IS)) {
            write(plan.context().hostEnvironment(), root.putObject("host_environment"));
        }
        root.put("bare_strings", bareStrings);
        root.put("rollback_budget", Durations.format(plan.rollbackBudget()));
        root.put("forward_budget", Durations.format(plan.forwardBudget()));
        ObjectNode monitoring = root.putObject("monitoring");
        monitoring.put("duration", Durations.format(plan.monitoring().duration()));
        monitoring.put("period", Durations.format(plan.monitoring().period()));
        monitoring.put("failure_limit", plan.monitoring().failureLimit());
        ArrayNode checks = root.putArray("health_checks");
        for (HealthCheck check : plan.checks()) {
            write(check, checks.addObject());
        }
        if (!plan.metrics().isEmpty()) {
            ArrayNode metrics = monitoring.putArray("metrics");
            for (Metric metric : plan.metrics()) {
                write(metric, metrics.addObject());
            }
        }
        ObjectNode steps = root.putObject("steps");
        write("preflight", plan.preflight(), steps);
        write("backup", plan.backup(), steps);
        write("deployment_steps", plan.deploy(), steps);
        write("rollback_plan", plan.rollbackPlan(), steps);
        write("rollback_point", plan.rollbackPoints(), steps);
    }

    /** Only where it is not as it mostly is. */
    private static void write(boolean skippedTestsAllowed, ObjectNode root) {
        if (skippedTestsAllowed) {
            root.put("skipped_tests_allowed", true);
        }
    }

    private void write(HostEnvironment host, ObjectNode node) {
        if (host.inherited().all()) {
            node.put("inherited", "all");
        } else {
            names(node.putArray("inherited"), host.inherited().names());
        }
        variables(node, "kept", host.kept());
        if (complete) {
            node.put("fixed", host.fixed());
            names(node.putArray("unkept"), host.unkept());
            names(node.putArray("unset"), host.unset());
        }
    }

    private void write(String part, Iterable<Step> steps, ObjectNode root) {
        ArrayNode array = root.putArray(part);
        for (Step step : steps) {
            write(step, array.addObject());
        }
    }

    private void write(Step step, ObjectNode node) {
        node.put("name", step.name());
        write(step.action(), node);
        node.put("timeout", Durations.format(step.timeout()));
        node.put("idempotent", step.idempotent());
        node.put("retries", step.retries());
        if (!step.retryDelay().equals(Step.DEFAULT_RETRY_DELAY)) {
            node.put("retry_delay", Durations.format(step.retryDelay()));
        }
        TrustedJson.put(node, "working_directory", step.workingDirectory());
        if (!step.variables().isEmpty()) {
            variables(node, "env", step.variables());
        }
        if (step.irreversible()) {
            node.put("irreversible", true);
        }
        if (!step.produces().isEmpty()) {
            TrustedJson.add(node.putArray("produces"), step.produces());
        }
        if (!step.compensation().isEmpty()) {
            write("rollback", step.compensation(), node);
        }
    }

    private void write(HealthCheck check, ObjectNode node) {
        HealthCheck.Timing timing = check.timing();
        node.put("name", check.name());
        node.put("source", check.source());
        write(check.action(), node);
        node.put("after", label(check.after()));
        node.put("initial_delay", Durations.format(timing.initialDelay()));
        node.put("startup_timeout", Durations.format(timing.startupTimeout()));
        node.put("period", Durations.format(timing.period()));
        node.put("timeout", Durations.format(timing.timeout()));
        node.put("success_threshold", timing.successThreshold());
        node.put("failure_threshold", timing.failureThreshold());
    }

    private void write(Metric metric, ObjectNode node) {
        node.put("name", metric.name());
        node.put("source", metric.source());
        write(metric.action(), node);
        MetricJson.write(metric, node);
    }

    private static void write(PlanRemark remark, ObjectNode node) {
        node.put("kind", remark.kind().name());
        node.put("text", remark.text());
        TrustedJson.add(node.putArray("pointers"), remark.pointers());
        node.put("places", remark.occurrences());
    }

    static String label(HealthCheck.After after) {
        return after.name().toLowerCase(Locale.ROOT);
    }

    /** Completely, a string that is not yet read as a command is told from one that is. */
    private void write(Action action, ObjectNode node) {
        Action.Use use = action.use();
        if (!complete) {
            node.put("uses", use.executor());
            InputJson.write(use.input(), node);
        } else if (action instanceof Action.Bare bare) {
            node.put("bare", bare.text());
        } else if (action instanceof Action.Run run) {
            node.put("run", run.command());
        } else {
            node.put("uses", use.executor());
            InputJson.write(use.input(), node);
            TrustedJson.put(node, "command", use.command());
        }
    }

    private void variables(ObjectNode node, String field, Map<String, String> variables) {
        if (complete) {
            TrustedJson.put(node.putObject(field), new TreeMap<>(variables));
        } else {
            names(node.putArray(field), variables.keySet());
        }
    }

    private static void names(ArrayNode array, Collection<String> names) {
        TrustedJson.add(array, new TreeSet<>(names));
    }
}
