package io.github.devopsagent.internal.document;

import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.command.RollbackCommand;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A plan as a run keeps it: without the values of its secrets, which only the host knows. It cannot be carried out as it
 * is. What the plan itself spells out is in it, so that people see it {@linkplain #masked masked}.
 *
 * @param withoutSecrets what is kept; the run's variables with the name of a secret are left out
 * @param secrets the names of the variables whose values only the host knows: its secrets, and what contains one
 */
public record PinnedPlan(RunPlan withoutSecrets, Set<String> secrets) {

    /** Leaves out the values of secrets, whatever it is given. */
    public PinnedPlan {
        secrets = Set.copyOf(secrets);
        Map<String, String> variables = new HashMap<>(withoutSecrets.context().variables());
        variables.keySet().removeAll(secrets);
        withoutSecrets = withVariables(variables, withoutSecrets);
    }

    static PinnedPlan of(RunPlan plan, Set<String> secrets) {
        return new PinnedPlan(plan, secrets);
    }

    /**
     * The plan that can be carried out.
     *
     * @param values of the host's secrets and variables, by name; those that are not of this run are passed over
     * @param hashed what the run depends on of the host's environment without keeping its value
     * @return the plan, with the values of its secrets among the run's variables, and those of the host's environment
     *     that a builder gives now
     * @throws IllegalArgumentException if the value of a secret is missing; the message names it
     */
    ExecutablePlan executable(Map<String, String> values, HashedVariables hashed) {
        Set<String> missing = new TreeSet<>(secrets);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("found no value of the secrets " + missing
                    + ", with which the run began; give them to the builder");
        }
        Map<String, String> variables = new HashMap<>(withoutSecrets.context().variables());
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (secrets.contains(each.getKey()) || hashed.matches(each.getKey(), each.getValue())) {
                variables.put(each.getKey(), each.getValue());
            }
        }
        return new ExecutablePlan(withVariables(variables, withoutSecrets));
    }

    /**
     * The plan of a run of which nothing is carried out any more, so that nobody needs the values of its secrets.
     *
     * @return the plan, without them
     */
    public ExecutablePlan ended() {
        return new ExecutablePlan(withoutSecrets);
    }

    /**
     * What people see of it.
     *
     * @param mask masks the secrets in a text
     * @return the plan without secrets in any text
     */
    public MaskedPlan masked(UnaryOperator<String> mask) {
        return MaskedPlan.of(withoutSecrets, mask);
    }

    /**
     * The command with which a person undoes what is left of a run.
     *
     * @param state how far the run came
     * @return a line for a shell, in which a secret is a variable that the person sets; empty if there is none
     */
    public String rollbackCommand(RunState state) {
        return RollbackCommand.of(state, withoutSecrets, secrets);
    }

    private static RunPlan withVariables(Map<String, String> variables, RunPlan plan) {
        return plan.withContext(plan.context().withVariables(variables));
    }
}
