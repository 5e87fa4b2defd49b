package io.github.devopsagent.domain;

import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Monitoring;
import io.github.devopsagent.pipeline.Step;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code plan.json} says about the deployment, with every default applied.
 *
 * @param epicId the epic
 * @param environment where it is deployed to; empty if the plan does not say
 * @param preflight what must hold before anything is changed
 * @param backup what creates a way back
 * @param deploymentSteps the deployment
 * @param rollbackPlan how the whole is undone; empty if the plan has none. A bare string may be prose: a strategy for
 *     people that cannot be executed
 * @param healthChecks what must be healthy afterwards
 * @param monitoring the window in which it must stay healthy
 */
public record Plan(
        String epicId,
        Optional<String> environment,
        List<Step> preflight,
        List<Step> backup,
        List<Step> deploymentSteps,
        List<Step> rollbackPlan,
        List<HealthCheck> healthChecks,
        Monitoring monitoring) {

    /** Where the plan lies in a consensus directory: {@value}. */
    public static final String FILE = "artifacts/plan.json";

    /** Checks and copies. */
    public Plan {
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(environment, "environment");
        preflight = List.copyOf(preflight);
        backup = List.copyOf(backup);
        deploymentSteps = List.copyOf(deploymentSteps);
        rollbackPlan = List.copyOf(rollbackPlan);
        healthChecks = List.copyOf(healthChecks);
        Objects.requireNonNull(monitoring, "monitoring");
    }

    /**
     * The same plan with another deployment.
     *
     * @param steps the deployment
     * @return the plan with these deployment steps
     */
    public Plan withDeploymentSteps(List<Step> steps) {
        return new Plan(epicId, environment, preflight, backup, steps, rollbackPlan, healthChecks, monitoring);
    }
}
