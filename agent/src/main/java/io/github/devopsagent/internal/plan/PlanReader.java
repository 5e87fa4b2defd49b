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
import java.util.function.Function;
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
        Optional<String> epicId =
                root.required("epic_id", "the epic's id, such as \"EP-AUTH-001\"", JsonCursor::nonBlankText);
        Optional<String> environment = fields.optional("environment", JsonCursor::nonBlankProcessText);
        List<Step> preflight = steps(fields, "preflight", StepReader.withoutRollback(defaults, "a pre-flight step"));
        List<Step> backup = steps(fields, "backup", StepReader.ofBackup(defaults));
        List<Step> deploymentSteps = steps(fields, "deployment_steps", StepReader.ofDeployment(defaults));
        RollbackPlanReader rollbackReader =
                new RollbackPlanReader(StepReader.withoutRollback(defaults, "a step of the rollback plan"));
        List<Step> rollbackPlan = list(fields, "rollback_plan", rollbackReader::steps);
        List<HealthCheck> healthChecks =
                list(fields, "health_checks", checks -> new CheckReader(defaults.timing()).checks(checks));
        MonitoringReader reader = new MonitoringReader(defaults.monitoring());
        ReadMonitoring monitoring = fields.optional("monitoring", reader::read).orElseGet(reader::none);
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
        return list(fields, name, reader::steps);
    }

    private static <T> List<T> list(PlanFields fields, String name, Function<JsonCursor, List<T>> reader) {
        return fields.find(name).map(field -> reader.apply(field.value())).orElse(List.of());
    }

    /**
     * Alone it is the rules' business, which demand the field; beside the field it would be lost. With other faults no
     * rule is asked, so that it is one of them.
     */
    private static Map<String, List<String>> misnamed(
            JsonCursor root, PlanFields fields, Map<String, List<?>> required) {
        Map<String, List<String>> misnamed = new LinkedHashMap<>();
        required.forEach((name, read) -> {
            List<PlanFields.Field> found = fields.misnamed(name);
            if (!read.isEmpty()) {
                found.forEach(field -> refuse(field, " beside '" + name + "'", name));
            } else if (!found.isEmpty()) {
                misnamed.put(
                        name,
                        found.stream()
                                .map(field -> Printable.quoted(field.name(), LONGEST_NAME))
                                .toList());
            }
        });
        if (root.hasFaults()) {
            misnamed.keySet().forEach(name -> fields.misnamed(name).forEach(field -> refuse(field, "", name)));
        }
        return misnamed;
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
        int compensations = deploymentSteps.stream()
                .mapToInt(step -> step.compensation().size())
                .sum();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("preflight", preflight.size());
        sizes.put("backup", backup.size());
        sizes.put("deployment_steps", deploymentSteps.size() + compensations);
        sizes.put("rollback_plan", rollbackPlan.size());
        sizes.put("health_checks", healthChecks.size());
        sizes.put("monitoring", metrics.size());
        int all = sizes.values().stream().mapToInt(Integer::intValue).sum();
        if (all > Limits.STEPS) {
            Map.Entry<String, Integer> most = Collections.max(sizes.entrySet(), Map.Entry.comparingByValue());
            root.field(most.getKey())
                    .ifPresent(part -> part.wrongValue(
                            most.getValue() + " of the plan's " + all + " steps, rollbacks and health checks",
                            "at most " + Limits.STEPS + " in all, since each is checked before the run and recorded",
                            "put several commands into one script"));
        }
    }
}
