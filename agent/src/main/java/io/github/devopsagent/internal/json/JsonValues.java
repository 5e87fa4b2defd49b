package io.github.devopsagent.internal.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what values tell of themselves, so that they need to know nothing of JSON. */
public final class JsonValues {

    private JsonValues() {}

    /**
     * Writes an object in one line.
     *
     * @param fields in their order: texts, whole numbers, truth values, times, maps, lists of maps; and optional ones of these,
     *     of which an empty one is left out
     * @return JSON
     * @throws IllegalArgumentException if a value is none of these
     */
    public static String line(Map<String, ?> fields) {
        return new String(TrustedJson.compact(write(fields, TrustedJson.object())), StandardCharsets.UTF_8);
    }

    private static ObjectNode write(Map<?, ?> fields, ObjectNode node) {
        fields.forEach((name, value) -> write(name.toString(), value, node));
        return node;
    }

    private static void write(String name, Object value, ObjectNode node) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(known -> write(name, known, node));
        } else if (value instanceof String || value instanceof Instant) {
            node.put(name, value.toString());
        } else if (value instanceof Integer || value instanceof Long) {
            node.put(name, ((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            node.put(name, truth);
        } else if (value instanceof Map<?, ?> fields) {
            write(fields, node.putObject(name));
        } else if (value instanceof List<?> list) {
            ArrayNode array = node.putArray(name);
            list.forEach(each -> write((Map<?, ?>) each, array.addObject()));
        } else {
            throw new IllegalArgumentException(
                    name + " is a " + value.getClass().getName());
        }
    }
}
