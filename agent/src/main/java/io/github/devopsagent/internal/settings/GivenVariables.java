package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.internal.secret.SecretMask;
import io.github.devopsagent.internal.secret.SecretVariables;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment variables that the host gives to steps and checks.
 *
 * @param variables of the builder, by name
 * @param secrets of the builder
 * @param inherited which of the process's they have as well
 * @param process the environment of the host's process
 */
public record GivenVariables(
        Map<String, String> variables, SecretVariables secrets, Inherited inherited, Map<String, String> process) {

    public GivenVariables {
        variables = Map.copyOf(variables);
        process = Map.copyOf(process);
    }

    /** The values of all variables of the builder, secret or not. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>(variables);
        values.putAll(secrets.values());
        return values;
    }

    /** The names of the variables whose values must not come to the disk: secrets, and whatever contains one. */
    public Set<String> unwritten() {
        SecretMask mask = secrets.mask();
        Set<String> names = new TreeSet<>(secrets.values().keySet());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!mask.mask(variable.getValue()).equals(variable.getValue())) {
                names.add(variable.getKey());
            }
        }
        return names;
    }

    /** Names variables without their values: an address among them may contain a secret. */
    @Override
    public String toString() {
        return "variables=" + new TreeSet<>(variables.keySet()) + ", secrets=" + secrets;
    }
}
