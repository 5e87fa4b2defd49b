package io.github.devopsagent.internal.plan;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.json.StrictJson;
import io.github.devopsagent.internal.plan.MonitoringReader.ReadMonitoring;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads {@code plan.json}: the protocol's plan, and the superset in which a tech lead writes more.
 *
 * <p>Wherever steps are listed, a single command or step may stand for a list of one; blank strings and empty lists
 * count as absent. {@link PlanVocabulary} says what becomes of each field; none is dropped in silence.
 */
public final class PlanReader {

    private static final int LONGEST_NAME = 60;

    private PlanReader() {}

    /**
     * Reads a plan, with every default applied.
     *
     * @param bytes the file
     * @param defaults what applies where the plan says nothing
     * @return the plan with every default applied, or everything that is wrong with the file
     */
    public static Either<List<Refusal>, Plan> read(byte[] bytes, Defaults defaults) {
        return StrictJson.read(Plan.FILE, bytes, Limits.PLAN_BYTES, root -> plan(root, defaults));
    }

    /**
     * Tells how a plan would be read, whether it has faults or not.
     *
     * @param bytes the file
     * @param defaults what applies where the plan says nothing
     * @return what is read differently from how it is written, and what is passed over; empty if it is no JSON object
     */
    public static List<PlanRemark> remarks(byte[] bytes, Defaults defaults) {
        List<PlanRemark> remarks = new ArrayList<>();
        StrictJson.read(Plan.FILE, bytes, Limits.PLAN_BYTES, root -> {
            Supplier<Plan> plan = plan(root, defaults);
            remarks.addAll(root.remarks());
            return plan;
        });
        return List.copyOf(remarks);
    }

    private static Supplier<Plan> plan(JsonCursor root, Defaults defaults) {
        PlanFields fields = PlanFields.of(root, PlanVocabulary.PLAN);
        Optional<JsonCursor> epic = root.required("epic_id", "the epic's id, such as \"EP-AUTH-001\"");
        Optional<String> epicId = epic.isPresent() ? epic.get().nonBlankText() : Optional.empty();
        Optional<JsonCursor> target = fields.value("environment");
        Optional<String> environment = target.isPresent() ? target.get().nonBlankProcessText() : Optional.empty();
        List<Step> preflight = steps(fields, "preflight", StepReader.withoutRollback(defaults, "a pre-flight step"));
        List<Step> backup = steps(fields, "backup", StepReader.ofBackup(defaults));
        List<Step> deploymentSteps = steps(fields, "deployment_steps", StepReader.ofDeployment(defaults));
        RollbackPlanReader rollbackReader =
                new RollbackPlanReader(StepReader.withoutRollback(defaults, "a step of the rollback plan"));
        Optional<JsonCursor> wayBack = fields.value("rollback_plan");
        List<Step> rollbackPlan = wayBack.isPresent() ? rollbackReader.steps(wayBack.get()) : List.of();
        Optional<JsonCursor> checks = fields.value("health_checks");
        List<HealthCheck> healthChecks =
                checks.isPresent() ? new CheckReader(defaults.timing()).checks(checks.get()) : List.of();
        ReadMonitoring monitoring = monitoring(fields, new MonitoringReader(defaults.monitoring()));
        requireFew(root, preflight, backup, deploymentSteps, rollbackPlan, healthChecks, monitoring.metrics());
        Map<String, List<?>> required = new LinkedHashMap<>();
        required.put("deployment_steps", deploymentSteps);
        required.put("rollback_plan", rollbackPlan);
        required.put("health_checks", healthChecks);
        Map<String, List<String>> misnamed = misnamed(root, fields, required);
        return () -> new Plan(
                epicId.orElseThrow(),
                environment,
                preflight,
                backup,
                deploymentSteps,
                rollbackPlan,
                healthChecks,
                monitoring.window(),
                monitoring.metrics(),
                misnamed,
                root.remarks());
    }

    private static List<Step> steps(PlanFields fields, String name, StepReader reader) {
        Optional<JsonCursor> steps = fields.value(name);
        return steps.isPresent() ? reader.steps(steps.get()) : List.of();
    }

    private static ReadMonitoring monitoring(PlanFields fields, MonitoringReader reader) {
        Optional<JsonCursor> written = fields.value("monitoring");
        Optional<ReadMonitoring> read = written.isPresent() ? reader.read(written.get()) : Optional.empty();
        return read.isPresent() ? read.get() : reader.none();
    }

    /**
     * Alone it is the rules' business, which demand the field; beside the field it would be lost. With other faults no
     * rule is asked, so that it is one of them.
     */
    private static Map<String, List<String>> misnamed(
            JsonCursor root, PlanFields fields, Map<String, List<?>> required) {
        Map<String, List<String>> misnamed = new LinkedHashMap<>();
        for (Map.Entry<String, List<?>> each : required.entrySet()) {
            String name = each.getKey();
            List<PlanFields.Field> found = fields.misnamed(name);
            if (each.getValue().isEmpty() && !found.isEmpty()) {
                misnamed.put(name, quoted(found));
            } else {
                refuseAll(found, " beside '" + name + "'", name);
            }
        }
        if (root.hasFaults()) {
            for (String name : misnamed.keySet()) {
                refuseAll(fields.misnamed(name), "", name);
            }
        }
        return misnamed;
    }

    private static List<String> quoted(List<PlanFields.Field> fields) {
        return fields.stream()
                .map(field -> Printable.quoted(field.name(), LONGEST_NAME))
                .toList();
    }

    private static void refuseAll(List<PlanFields.Field> fields, String beside, String name) {
        for (PlanFields.Field field : fields) {
            refuse(field, beside, name);
        }
    }

    private static void refuse(PlanFields.Field field, String beside, String name) {
        field.value()
                .unknownField(
                        JsonCursor.quoted(field.name()) + beside,
                        "'" + name + "'" + (beside.isEmpty() ? "" : " alone, since nothing else is read"),
                        beside.isEmpty() ? "rename it" : "write all of it as '" + name + "', or remove it");
    }

    /** Reports the part with the most steps if there are too many in all parts together. */
    private static void requireFew(
            JsonCursor root,
            List<Step> preflight,
            List<Step> backup,
            List<Step> deploymentSteps,
            List<Step> rollbackPlan,
            List<HealthCheck> healthChecks,
            List<Metric> metrics) {
        int compensations = 0;
        for (Step step : deploymentSteps) {
            compensations += step.compensation().size();
        }
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("preflight", preflight.size());
        sizes.put("backup", backup.size());
        sizes.put("deployment_steps", deploymentSteps.size() + compensations);
        sizes.put("rollback_plan", rollbackPlan.size());
        sizes.put("health_checks", healthChecks.size());
        sizes.put("monitoring", metrics.size());
        int all = 0;
        for (int size : sizes.values()) {
            all += size;
        }
        if (all > Limits.STEPS) {
            refuseTooMany(root, sizes, all);
        }
    }

    private static void refuseTooMany(JsonCursor root, Map<String, Integer> sizes, int all) {
        Map.Entry<String, Integer> most = Collections.max(sizes.entrySet(), Map.Entry.comparingByValue());
        root.field(most.getKey())
                .ifPresent(part -> part.wrongValue(
                        most.getValue() + " of the plan's " + all + " steps, rollbacks and health checks",
                        "at most " + Limits.STEPS + " in all, since each is checked before the run and recorded",
                        "put several commands into one script"));
    }
}
