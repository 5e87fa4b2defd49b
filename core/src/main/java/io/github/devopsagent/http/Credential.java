package io.github.devopsagent.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A credential by its name: the value never stands in a plan.
 *
 * @param name of a variable of the run, as {@code secret(name, value)} of the builder gives it
 */
public record Credential(String name) {

    static final String FORM = "{\"secret\": \"NAME\"}";
    static final String FIX = "give the value to the agent with secret(\"NAME\", …), and write its name here";
    private static final String SECRET = "secret";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    /** Whether something is rather meant as one than as a text. */
    static boolean isMeant(Object value) {
        return value instanceof Map;
    }

    /** Never quotes a value, which may be the credential itself. */
    static Optional<Credential> read(Object value, String pointer, List<InputFault> faults) {
        if (!(value instanceof Map<?, ?> map)) {
            faults.add(InputFault.type(pointer, FORM, FIX).found("a value that is no object"));
            return Optional.empty();
        }
        if (!map.keySet().equals(Set.of(SECRET))) {
            faults.add(
                    InputFault.value(pointer, FORM + " and nothing else", FIX).found("an object with other fields"));
            return Optional.empty();
        }
        Object name = map.get(SECRET);
        if (name instanceof String text && NAME.matcher(text).matches()) {
            return Optional.of(new Credential(text));
        }
        faults.add(InputFault.value(pointer + "/" + SECRET, "the name of a secret, such as \"API_TOKEN\"", FIX)
                .found("something that is no name"));
        return Optional.empty();
    }
}
