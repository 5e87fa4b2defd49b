package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step, a health check or a metric of a plan does.
 *
 * @param name of the step, the check or the metric
 * @param directory where it does that
 */
public record PlannedAction(String name, Action action, Path directory) {

    /** All of a plan, ways back included. */
    public static List<PlannedAction> of(Plan plan, Path workingDirectory) {
        List<Step> steps = new ArrayList<>();
        for (List<Step> stage : List.of(plan.preflight(), plan.backup(), plan.deploymentSteps(), plan.rollbackPlan())) {
            steps.addAll(stage);
        }
        for (Step step : plan.deploymentSteps()) {
            steps.addAll(step.compensation());
        }
        List<PlannedAction> actions = new ArrayList<>();
        for (Step step : steps) {
            Path directory =
                    step.workingDirectory().map(workingDirectory::resolve).orElse(workingDirectory);
            actions.add(new PlannedAction(step.name(), step.action(), directory));
        }
        for (HealthCheck check : plan.healthChecks()) {
            actions.add(new PlannedAction(check.name(), check.action(), workingDirectory));
        }
        for (Metric metric : plan.metrics()) {
            actions.add(new PlannedAction(metric.name(), metric.action(), workingDirectory));
        }
        return actions;
    }
}
