package io.github.devopsagent.internal.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Variables whose values a run depends on and does not keep: enough to tell whether somebody else has the same.
 *
 * @param salt of this run, so that equal values of two runs do not show
 * @param digests by the variable's name
 */
public record HashedVariables(String salt, Map<String, String> digests) {

    /** No variable at all. */
    public static final HashedVariables NONE = new HashedVariables("", Map.of());

    public HashedVariables {
        digests = Map.copyOf(digests);
    }

    /**
     * Keeps of values what tells them from others.
     *
     * @param salt as no other run has
     * @param values by name
     * @return without the values
     */
    public static HashedVariables of(String salt, Map<String, String> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        Map<String, String> digests = new TreeMap<>();
        values.forEach((name, value) -> digests.put(name, digest(salt, name, value)));
        return new HashedVariables(salt, digests);
    }

    /** Whether there is no variable at all. */
    boolean isNone() {
        return salt.isEmpty() && digests.isEmpty();
    }

    /**
     * Whether a variable has the value that it had.
     *
     * @param name its name
     * @param value its value now
     * @return false if it is another one, or if the run does not depend on this variable
     */
    public boolean matches(String name, String value) {
        return digest(salt, name, value).equals(digests.get(name));
    }

    private static String digest(String salt, String name, String value) {
        byte[] salted = (salt + '\0' + name + '\0' + value).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
