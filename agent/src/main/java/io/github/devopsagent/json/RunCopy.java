package io.github.devopsagent.json;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.pipeline.BareString;
import io.github.devopsagent.run.RunPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A run's own copy of what it carries out: its recovery goes by it, whatever plan and builder say by then. It never has
 * the value of a secret.
 *
 * @param plan what is carried out; the run's variables with the name of a secret are left out
 * @param bareStrings how bare strings were read
 * @param secrets the names of the variables whose values only the host knows: its secrets, and what contains one
 * @param proseRollback why the plan's {@code rollback_plan} is prose; empty if it is not
 * @param remarks how the plan was read
 * @param hashed what the run depends on of the host's environment without keeping its value
 * @param target what is deployed to, as the host names it; empty if it does not
 */
public record RunCopy(
        RunPlan plan,
        BareString.Policy bareStrings,
        Set<String> secrets,
        Optional<String> proseRollback,
        List<PlanRemark> remarks,
        HashedVariables hashed,
        Optional<String> target) {

    /** Copies, without the values of secrets. */
    public RunCopy {
        secrets = Set.copyOf(secrets);
        plan = without(secrets, plan);
        Objects.requireNonNull(bareStrings, "bareStrings");
        Objects.requireNonNull(proseRollback, "proseRollback");
        remarks = List.copyOf(remarks);
        Objects.requireNonNull(hashed, "hashed");
        Objects.requireNonNull(target, "target");
    }

    /**
     * A copy that depends on no variable of the host's environment without keeping its value.
     *
     * @param plan what is carried out
     * @param bareStrings how bare strings were read
     * @param secrets the names of the variables whose values only the host knows
     * @param proseRollback why the plan's {@code rollback_plan} is prose; empty if it is not
     * @param remarks how the plan was read
     */
    public RunCopy(
            RunPlan plan,
            BareString.Policy bareStrings,
            Set<String> secrets,
            Optional<String> proseRollback,
            List<PlanRemark> remarks) {
        this(plan, bareStrings, secrets, proseRollback, remarks, HashedVariables.NONE, Optional.empty());
    }

    /**
     * The plan that can be carried out.
     *
     * @param values of the host's secrets and variables, by name; those that are not of this run are passed over
     * @return the plan, with the values of its secrets among the run's variables, and those of the host's environment
     *     that a builder gives now
     * @throws IllegalArgumentException if the value of a secret is missing; the message names it
     */
    public RunPlan planWith(Map<String, String> values) {
        Set<String> missing = new TreeSet<>(secrets);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("found no value of the secrets " + missing
                    + ", with which the run began; give them to the builder");
        }
        Map<String, String> variables = new HashMap<>(plan.context().variables());
        values.forEach((name, value) -> {
            if (secrets.contains(name) || hashed.matches(name, value)) {
                variables.put(name, value);
            }
        });
        return withVariables(variables, plan);
    }

    private static RunPlan withVariables(Map<String, String> variables, RunPlan plan) {
        return plan.withContext(plan.context().withVariables(variables));
    }

    private static RunPlan without(Set<String> secrets, RunPlan plan) {
        return withVariables(without(secrets, plan.context().variables()), plan);
    }

    private static Map<String, String> without(Set<String> secrets, Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(variable -> !secrets.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
