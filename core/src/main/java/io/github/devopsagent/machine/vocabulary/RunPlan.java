package io.github.devopsagent.machine.vocabulary;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run carries out, fixed before its first effect.
 *
 * @param context where it runs
 * @param preflight steps of the pre-flight stage
 * @param backup steps of the backup stage
 * @param deploy steps of the deploy stage, with their compensations
 * @param rollbackPlan steps that undo the whole; empty if there is nothing executable
 * @param rollbackPoints steps that restore rollback points; empty if the host asks for none
 * @param restoreCommand the command with which a person restores the rollback points; may be empty
 * @param checks health checks
 * @param monitoring the window after a deployment
 * @param metrics what is sampled in that window
 * @param rollbackBudget how long a rollback may take, its verification included; positive
 * @param forwardBudget how long everything may take up to the end of monitoring; positive
 */
public record RunPlan(
        ExecutionContext context,
        List<Step> preflight,
        List<Step> backup,
        List<Step> deploy,
        List<Step> rollbackPlan,
        List<Step> rollbackPoints,
        String restoreCommand,
        List<HealthCheck> checks,
        Monitoring monitoring,
        List<Metric> metrics,
        Duration rollbackBudget,
        Duration forwardBudget) {

    /** How long a rollback may take unless the host says otherwise: 30 minutes. */
    public static final Duration DEFAULT_ROLLBACK_BUDGET = Duration.ofMinutes(30);

    /**
     * How long a run may go forward unless the host says otherwise: 24 hours. Monitor windows take hours, and a run that
     * has not come to its end after a day hangs.
     */
    public static final Duration DEFAULT_FORWARD_BUDGET = Duration.ofHours(24);

    /**
     * Keeps copies of the lists.
     *
     * @throws IllegalArgumentException if a budget is not positive
     */
    public RunPlan {
        preflight = List.copyOf(preflight);
        backup = List.copyOf(backup);
        deploy = List.copyOf(deploy);
        rollbackPlan = List.copyOf(rollbackPlan);
        rollbackPoints = List.copyOf(rollbackPoints);
        checks = List.copyOf(checks);
        metrics = List.copyOf(metrics);
        requirePositive("rollback", rollbackBudget);
        requirePositive("forward", forwardBudget);
    }

    private static void requirePositive(String which, Duration budget) {
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException("the " + which + " budget must be positive, found " + budget);
        }
    }

    /**
     * The point of no return: the first irreversible deploy step. As soon as it may have had an effect, nothing is
     * rolled back automatically.
     *
     * @return the step; empty if everything can be undone
     */
    public Optional<StepRef> pointOfNoReturn() {
        for (int i = 0; i < deploy.size(); i++) {
            if (deploy.get(i).irreversible()) {
                return Optional.of(StepRef.of(Part.DEPLOY, i));
            }
        }
        return Optional.empty();
    }

    /**
     * The same plan, carried out elsewhere.
     *
     * @param other instead of this context
     * @return a plan of the same steps and checks
     */
    public RunPlan withContext(ExecutionContext other) {
        return new RunPlan(
                other,
                preflight,
                backup,
                deploy,
                rollbackPlan,
                rollbackPoints,
                restoreCommand,
                checks,
                monitoring,
                metrics,
                rollbackBudget,
                forwardBudget);
    }

    /**
     * The step of a reference.
     *
     * @param ref where it stands in this plan
     * @return what is to be done
     * @throws IndexOutOfBoundsException if this plan has no such step
     */
    public Step step(StepRef ref) {
        return switch (ref.part()) {
            case PREFLIGHT -> preflight.get(ref.index());
            case BACKUP -> backup.get(ref.index());
            case DEPLOY -> deploy.get(ref.index());
            case COMPENSATION -> deploy.get(ref.index()).compensation().get(ref.sub());
            case ROLLBACK_PLAN -> rollbackPlan.get(ref.index());
            case ROLLBACK_POINT -> rollbackPoints.get(ref.index());
        };
    }

    /**
     * Every step that the run may carry out, in the plan's order: forward, compensations, rollback plan, rollback
     * points.
     *
     * @return the references
     */
    public List<StepRef> steps() {
        List<StepRef> all = new ArrayList<>();
        for (Part part : Part.values()) {
            all.addAll(steps(part));
        }
        return List.copyOf(all);
    }

    /**
     * Everything that executors are asked to do: by steps, health checks and metrics.
     *
     * @return the actions, in this order
     */
    public List<Action> actions() {
        List<Action> all = new ArrayList<>();
        for (StepRef ref : steps()) {
            all.add(step(ref).action());
        }
        for (HealthCheck check : checks) {
            all.add(check.action());
        }
        for (Metric metric : metrics) {
            // What times a check is asked by that check's own action.
            if (metric.check().isEmpty()) {
                all.add(metric.action());
            }
        }
        return List.copyOf(all);
    }

    /**
     * The steps of one part, in their order.
     *
     * @param part of the plan
     * @return where each stands
     */
    public List<StepRef> steps(Part part) {
        int size =
                switch (part) {
                    case PREFLIGHT -> preflight.size();
                    case BACKUP -> backup.size();
                    case DEPLOY, COMPENSATION -> deploy.size();
                    case ROLLBACK_PLAN -> rollbackPlan.size();
                    case ROLLBACK_POINT -> rollbackPoints.size();
                };
        // Each event of a run asks this.
        List<StepRef> refs = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            if (part == Part.COMPENSATION) {
                refs.addAll(compensations(index));
            } else {
                refs.add(StepRef.of(part, index));
            }
        }
        return List.copyOf(refs);
    }

    /**
     * The compensations of a deploy step, in their order.
     *
     * @param deployStep its place
     * @return the references; empty if nothing of its own undoes it
     */
    public List<StepRef> compensations(int deployStep) {
        List<StepRef> refs = new ArrayList<>();
        for (int sub = 0; sub < deploy.get(deployStep).compensation().size(); sub++) {
            refs.add(StepRef.compensation(deployStep, sub));
        }
        return List.copyOf(refs);
    }
}
