package io.github.devopsagent.run;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Monitoring;
import io.github.devopsagent.pipeline.Step;
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
        return all(Part.DEPLOY, deploy.size()).stream()
                .filter(ref -> step(ref).irreversible())
                .findFirst();
    }

    /** Whether a deploy step may be rolled back automatically: it comes before the point of no return. */
    boolean isUndoable(int deployStep) {
        return pointOfNoReturn().filter(ref -> ref.index() <= deployStep).isEmpty();
    }

    /**
     * The same plan, carried out elsewhere.
     *
     * @param other instead of this context
     * @return a copy
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
                rollbackBudget,
                forwardBudget);
    }

    /**
     * The step of a reference.
     *
     * @param ref the reference
     * @return the step
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

    /** How many steps come before those of the deployment. */
    int preparingSteps() {
        return preflight.size() + backup.size();
    }

    /** A step on the way forward, by its position from 0: pre-flight, backup, deploy. */
    StepRef forward(int position) {
        if (position < preflight.size()) {
            return StepRef.of(Part.PREFLIGHT, position);
        }
        int afterPreflight = position - preflight.size();
        return afterPreflight < backup.size()
                ? StepRef.of(Part.BACKUP, afterPreflight)
                : StepRef.of(Part.DEPLOY, afterPreflight - backup.size());
    }

    /**
     * Every step that the run may carry out, in the plan's order: forward, compensations, rollback plan, rollback
     * points.
     *
     * @return the references
     */
    public List<StepRef> steps() {
        List<StepRef> refs = new ArrayList<>();
        for (int i = 0; i < preparingSteps() + deploy.size(); i++) {
            refs.add(forward(i));
        }
        for (int i = 0; i < deploy.size(); i++) {
            refs.addAll(compensations(i));
        }
        refs.addAll(all(Part.ROLLBACK_PLAN, rollbackPlan.size()));
        refs.addAll(all(Part.ROLLBACK_POINT, rollbackPoints.size()));
        return refs;
    }

    List<StepRef> compensations(int deployStep) {
        List<StepRef> refs = new ArrayList<>();
        for (int i = 0; i < deploy.get(deployStep).compensation().size(); i++) {
            refs.add(StepRef.compensation(deployStep, i));
        }
        return refs;
    }

    static List<StepRef> all(Part part, int size) {
        List<StepRef> refs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            refs.add(StepRef.of(part, i));
        }
        return refs;
    }
}
