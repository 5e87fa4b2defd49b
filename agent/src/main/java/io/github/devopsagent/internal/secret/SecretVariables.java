package io.github.devopsagent.internal.secret;

import io.github.devopsagent.plan.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Environment variables whose values nobody must see.
 *
 * @param values by name
 */
public record SecretVariables(Map<String, String> values) {

    public SecretVariables {
        values = Map.copyOf(values);
    }

    public SecretMask mask() {
        return SecretMask.of(values.values());
    }

    /** The step without variables of its own that would take the place of a secret. */
    public Step keptBy(Step step) {
        Map<String, String> others = new HashMap<>(step.variables());
        others.keySet().removeAll(values.keySet());
        return step.withVariables(others);
    }

    /** The variables of a step that a secret takes the place of. */
    public SortedSet<String> takingThePlaceOf(Step step) {
        SortedSet<String> names = new TreeSet<>(step.variables().keySet());
        names.retainAll(values.keySet());
        return names;
    }

    @Override
    public String toString() {
        return "Secrets" + new TreeSet<>(values.keySet());
    }
}
