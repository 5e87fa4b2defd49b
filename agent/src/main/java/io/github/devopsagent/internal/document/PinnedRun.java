package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.plan.BareStringPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run's own copy of what it carries out: its recovery goes by it, whatever plan and builder say by then. It never has
 * the value of a secret.
 *
 * @param plan what is carried out, but for the values of its secrets
 * @param bareStrings how bare strings were read
 * @param proseRollback why the plan's {@code rollback_plan} is prose; empty if it is not
 * @param remarks how the plan was read
 * @param hashed what the run depends on of the host's environment without keeping its value
 * @param target what is deployed to, as the host names it; empty if it does not
 * @param skips whether tests may be skipped, and which were
 */
public record PinnedRun(
        PinnedPlan plan,
        BareStringPolicy bareStrings,
        Optional<String> proseRollback,
        List<PlanRemark> remarks,
        HashedVariables hashed,
        Optional<String> target,
        TestSkips skips) {

    public PinnedRun {
        remarks = List.copyOf(remarks);
    }

    /**
     * A copy that depends on no variable of the host's environment without keeping its value.
     *
     * @param plan what is carried out, but for the values of its secrets
     * @param bareStrings how bare strings were read
     * @param proseRollback why the plan's {@code rollback_plan} is prose; empty if it is not
     * @param remarks how the plan was read
     */
    public PinnedRun(
            PinnedPlan plan, BareStringPolicy bareStrings, Optional<String> proseRollback, List<PlanRemark> remarks) {
        this(plan, bareStrings, proseRollback, remarks, HashedVariables.NONE, Optional.empty(), TestSkips.FORBIDDEN);
    }

    /**
     * The same run, on tests of which these were skipped.
     *
     * @param tests for people; empty if none was
     * @return the copy
     */
    public PinnedRun skipping(Optional<String> tests) {
        return new PinnedRun(
                plan, bareStrings, proseRollback, remarks, hashed, target, new TestSkips(skips.allowed(), tests));
    }

    /**
     * The names of the variables whose values only the host knows.
     *
     * @return its secrets, and what contains one
     */
    public Set<String> secrets() {
        return plan.secrets();
    }

    /**
     * The plan that can be carried out.
     *
     * @param values of the host's secrets and variables, by name; those that are not of this run are passed over
     * @return the plan, with the values of its secrets among the run's variables, and those of the host's environment
     *     that a builder gives now
     * @throws IllegalArgumentException if the value of a secret is missing; the message names it
     */
    public ExecutablePlan executable(Map<String, String> values) {
        return plan.executable(values, hashed);
    }
}
