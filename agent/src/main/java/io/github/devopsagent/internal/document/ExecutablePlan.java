package io.github.devopsagent.internal.document;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A plan with the values of its secrets: it is carried out, and neither written nor shown.
 *
 * @param withSecrets what is carried out
 */
public record ExecutablePlan(RunPlan withSecrets) {

    /**
     * Where its steps run.
     *
     * @return the context, whose variables have the values of secrets
     */
    public ExecutionContext context() {
        return withSecrets.context();
    }

    /**
     * A step of it.
     *
     * @param ref where it stands in the plan
     * @return what is to be done, secrets included
     */
    public Step step(StepRef ref) {
        return withSecrets.step(ref);
    }

    /**
     * Every step that may be carried out.
     *
     * @return the references, in the plan's order
     */
    public List<StepRef> steps() {
        return withSecrets.steps();
    }

    /**
     * Its health checks.
     *
     * @return in the order in which they are asked
     */
    public List<HealthCheck> checks() {
        return withSecrets.checks();
    }

    /**
     * Its metrics.
     *
     * @return in the order of the numbers by which events name them
     */
    public List<Metric> metrics() {
        return withSecrets.metrics();
    }

    /**
     * What is written of it.
     *
     * @param secrets the names of the variables whose values are left out
     * @return the plan without them
     */
    public PinnedPlan pinned(Set<String> secrets) {
        return PinnedPlan.of(withSecrets, secrets);
    }

    /**
     * What people see of it.
     *
     * @param mask masks the secrets in a text
     * @return the plan without secrets in any text
     */
    public MaskedPlan masked(UnaryOperator<String> mask) {
        return MaskedPlan.of(withSecrets, mask);
    }

    /** As little as of any variable. */
    @Override
    public String toString() {
        return "ExecutablePlan[" + context() + "]";
    }
}
