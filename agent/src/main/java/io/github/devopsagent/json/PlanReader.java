package io.github.devopsagent.json;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.pipeline.Defaults;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Monitoring;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.time.Duration;
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
 * count as absent. Fields that are not known are ignored.
 */
public final class PlanReader {

    private PlanReader() {}

    /**
     * Reads a plan.
     *
     * @param bytes the file
     * @param defaults what applies where the plan says nothing
     * @return the plan with every default applied, or everything that is wrong with the file
     */
    public static Either<List<Refusal>, Plan> read(byte[] bytes, Defaults defaults) {
        return StrictJson.read(Plan.FILE, bytes, Limits.PLAN_BYTES, root -> plan(root, defaults));
    }

    private static Supplier<Plan> plan(Cursor root, Defaults defaults) {
        Optional<String> epicId =
                root.required("epic_id", "the epic's id, such as \"EP-AUTH-001\"", Cursor::nonBlankText);
        Optional<String> environment = root.optional("environment", Cursor::nonBlankProcessText);
        List<Step> preflight = steps(root, "preflight", StepReader.withoutRollback(defaults, "a pre-flight step"));
        List<Step> backup = steps(root, "backup", StepReader.withoutRollback(defaults, "a backup step"));
        List<Step> deploymentSteps = steps(root, "deployment_steps", StepReader.ofDeployment(defaults));
        List<Step> rollbackPlan =
                steps(root, "rollback_plan", StepReader.withoutRollback(defaults, "a step of the rollback plan"));
        List<HealthCheck> healthChecks = root.field("health_checks")
                .map(checks -> new CheckReader(defaults.timing()).checks(checks))
                .orElse(List.of());
        Monitoring monitoring = root.optional("monitoring", each -> monitoring(each, defaults.monitoring()))
                .orElse(defaults.monitoring());
        requireFew(root, preflight, backup, deploymentSteps, rollbackPlan, healthChecks);
        return () -> new Plan(
                epicId.orElseThrow(),
                environment,
                preflight,
                backup,
                deploymentSteps,
                rollbackPlan,
                healthChecks,
                monitoring);
    }

    private static List<Step> steps(Cursor root, String name, StepReader reader) {
        return root.field(name).map(reader::steps).orElse(List.of());
    }

    /** Reports the part with the most steps if there are too many in all parts together. */
    private static void requireFew(
            Cursor root,
            List<Step> preflight,
            List<Step> backup,
            List<Step> deploymentSteps,
            List<Step> rollbackPlan,
            List<HealthCheck> healthChecks) {
        int compensations = deploymentSteps.stream()
                .mapToInt(step -> step.compensation().size())
                .sum();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("preflight", preflight.size());
        sizes.put("backup", backup.size());
        sizes.put("deployment_steps", deploymentSteps.size() + compensations);
        sizes.put("rollback_plan", rollbackPlan.size());
        sizes.put("health_checks", healthChecks.size());
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

    private static Optional<Monitoring> monitoring(Cursor cursor, Monitoring defaults) {
        if (!cursor.isObject()) {
            cursor.wrongType("an object with duration, period and failure_limit", "write it as { … }");
            return Optional.empty();
        }
        Duration duration = cursor.optional("duration", Cursor::duration).orElse(defaults.duration());
        Duration period = cursor.optional("period", Cursor::positiveDuration).orElse(defaults.period());
        int failureLimit = cursor.optional("failure_limit", each -> each.integer(0, Integer.MAX_VALUE))
                .orElse(defaults.failureLimit());
        return Optional.of(new Monitoring(duration, period, failureLimit));
    }
}
