package io.github.devopsagent;

import io.github.devopsagent.pipeline.Inherited;
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
record GivenVariables(
        Map<String, String> variables, Secrets secrets, Inherited inherited, Map<String, String> process) {

    GivenVariables {
        variables = Map.copyOf(variables);
        process = Map.copyOf(process);
    }

    /** The values of all variables of the builder, secret or not. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>(variables);
        values.putAll(secrets.values());
        return values;
    }

    /** The names of the variables whose values must not come to the disk: secrets, and whatever contains one. */
    Set<String> unwritten() {
        SecretMask mask = secrets.mask();
        Set<String> names = new TreeSet<>(secrets.values().keySet());
        variables.forEach((name, value) -> {
            if (!mask.mask(value).equals(value)) {
                names.add(name);
            }
        });
        return names;
    }

    /** Names variables without their values: an address among them may contain a secret. */
    @Override
    public String toString() {
        return "variables=" + new TreeSet<>(variables.keySet()) + ", secrets=" + secrets;
    }
}
