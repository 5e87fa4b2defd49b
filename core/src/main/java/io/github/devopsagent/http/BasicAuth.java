package io.github.devopsagent.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user's name and password.
 *
 * @param user the name, without a colon
 * @param password by its name
 */
public record BasicAuth(String user, Credential password) {

    private static final String FIELD = "/basic_auth";
    private static final String ALLOWED = "{\"user\": \"…\", \"password\": " + Credential.FORM + "}";

    static Optional<BasicAuth> read(Object value, List<InputFault> faults) {
        if (!(value instanceof Map<?, ?> map)) {
            faults.add(InputFault.type(FIELD, ALLOWED, Credential.FIX).found("a value that is no object"));
            return Optional.empty();
        }
        Object user = map.get("user");
        Object password = map.get("password");
        if (user == null || password == null || map.size() != 2) {
            faults.add(InputFault.value(FIELD, ALLOWED, Credential.FIX)
                    .found("an object without exactly these two fields"));
            return Optional.empty();
        }
        Optional<Credential> credential = Credential.read(password, FIELD + "/password", faults);
        return user(user, faults).flatMap(name -> credential.map(known -> new BasicAuth(name, known)));
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
