package io.github.devopsagent.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A user's name and password.
 *
 * @param user the name, without a colon
 * @param password by its name
 */
public record BasicAuth(String user, Credential password) {

    private static final String FIELD = "/basic_auth";
    private static final String ALLOWED = "{\"user\": \"…\", \"password\": " + Credential.FORM + "}";

    public BasicAuth {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    static Optional<BasicAuth> read(Object value, List<InputFault> faults) {
        if (!(value instanceof Map<?, ?> map)) {
            faults.add(InputFault.type(FIELD, ALLOWED, Credential.FIX).found("a value that is no object"));
            return Optional.empty();
        }
        if (!map.keySet().equals(Set.of("user", "password"))) {
            faults.add(InputFault.value(FIELD, ALLOWED, Credential.FIX)
                    .found("an object without exactly these two fields"));
            return Optional.empty();
        }
        Optional<Credential> password =
                Credential.read(Objects.requireNonNull(map.get("password")), FIELD + "/password", faults);
        return user(map.get("user"), faults).flatMap(user -> password.map(known -> new BasicAuth(user, known)));
    }

    private static Optional<String> user(Object value, List<InputFault> faults) {
        if (!(value instanceof String text)) {
            faults.add(InputFault.type(FIELD + "/user", "a string", "write it in quotes"));
            return Optional.empty();
        }
        if (text.isBlank() || text.indexOf(':') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
            faults.add(InputFault.value(
                            FIELD + "/user",
                            "a name that is not blank, without ':' and control characters",
                            "write the name alone; the password is a secret")
                    .found("another text"));
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
