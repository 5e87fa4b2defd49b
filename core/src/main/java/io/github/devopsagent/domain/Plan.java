package io.github.devopsagent.domain;

import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code plan.json} says about the deployment, with every default applied.
 *
 * @param epicId for which epic it is: that of the status, or nothing is deployed
 * @param environment where it is deployed to; empty if the plan does not say
 * @param preflight what must hold before anything is changed
 * @param backup what creates a way back
 * @param deploymentSteps what deploys, in this order; a plan without any is vetoed
 * @param rollbackPlan how the whole is undone; empty if the plan has none. A bare string may be prose: a strategy for
 *     people that cannot be executed
 * @param healthChecks what must be healthy afterwards
 * @param monitoring the window in which it must stay healthy
 * @param metrics what is sampled in that window
 * @param misnamed what stands under another name than the one that is required and, so, was not read: the names that
 *     were found, by the field that they should be
 * @param remarks what was read differently from how it is written, and what was passed over
 */
public record Plan(
        String epicId,
        Optional<String> environment,
        List<Step> preflight,
        List<Step> backup,
        List<Step> deploymentSteps,
        List<Step> rollbackPlan,
        List<HealthCheck> healthChecks,
        Monitoring monitoring,
        List<Metric> metrics,
        Map<String, List<String>> misnamed,
        List<PlanRemark> remarks) {

    /** Where the plan lies in a consensus directory: {@value}. */
    public static final String FILE = "artifacts/plan.json";

    public Plan {
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(environment, "environment");
        preflight = List.copyOf(preflight);
        backup = List.copyOf(backup);
        deploymentSteps = List.copyOf(deploymentSteps);
        rollbackPlan = List.copyOf(rollbackPlan);
        healthChecks = List.copyOf(healthChecks);
        Objects.requireNonNull(monitoring, "monitoring");
        metrics = List.copyOf(metrics);
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> each : misnamed.entrySet()) {
            names.put(each.getKey(), List.copyOf(each.getValue()));
        }
        misnamed = Map.copyOf(names);
        remarks = List.copyOf(remarks);
    }

    /**
     * The same plan with other deploy steps.
     *
     * @param steps in place of these
     * @return the plan with these steps
     */
    public Plan withDeploymentSteps(List<Step> steps) {
        return new Plan(
                epicId,
                environment,
                preflight,
                backup,
                steps,
                rollbackPlan,
                healthChecks,
                monitoring,
                metrics,
                misnamed,
                remarks);
    }
}
