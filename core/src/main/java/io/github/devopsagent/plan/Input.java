package io.github.devopsagent.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a step hands to its executor: the plan's {@code with} object.
 *
 * @param values by name, in the plan's order; a value is a {@code String}, {@code Boolean}, a number of {@code java.lang}
 *     or {@code java.math}, or a {@code List} or {@code Map} of these; deeply immutable. An agent that goes on with the
 *     run of another one finds a number with the same value, and perhaps of another class
 */
public record Input(Map<String, Object> values) {

    /** Whose numbers are immutable; those of other packages may change. */
    private static final Set<String> PACKAGES_OF_NUMBERS = Set.of("java.lang", "java.math");

    private static final Input NONE = new Input(Map.of());

    /**
     * Copies the values.
     *
     * @throws IllegalArgumentException if a value is of another type
     */
    public Input {
        values = copyOf(values);
    }

    /**
     * The input without any value.
     *
     * @return an empty input
     */
    public static Input none() {
        return NONE;
    }

    /**
     * An input of one value.
     *
     * @param name of the only field
     * @param value a text, a number, a boolean, or a list or map of these
     * @return an input with this field alone
     */
    public static Input of(String name, Object value) {
        return new Input(Map.of(name, value));
    }

    /**
     * A value as text.
     *
     * @param name the value's name
     * @return the string, number or boolean of this name as text; empty if there is none, or if it is a list or an
     *     object
     */
    public Optional<String> text(String name) {
        Object value = values.get(name);
        return value == null || value instanceof List || value instanceof Map
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    /**
     * A value that must be there.
     *
     * @param name the value's name
     * @return the value as text
     * @throws IllegalArgumentException if there is no such text; the message names the value and those that are there
     */
    public String required(String name) {
        return text(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'with' has no text '" + name + "'; it has " + values.keySet() + ". Add it to the step."));
    }

    /**
     * A value that is a whole number.
     *
     * @param name the value's name
     * @return the number; empty if there is none of this name
     * @throws IllegalArgumentException if the value is not a whole number that fits an {@code int}
     */
    public Optional<Integer> integer(String name) {
        return text(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + name + "' must be a whole number, found '" + text + "'", e);
            }
        });
    }

    private static Map<String, Object> copyOf(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : map.entrySet()) {
            copy.put((String) Objects.requireNonNull(each.getKey(), "name"), copyOf(each.getValue()));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static Object copyOf(Object value) {
        Objects.requireNonNull(value, "value");
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object each : list) {
                copy.add(copyOf(each));
            }
            return List.copyOf(copy);
        }
        if (value instanceof String || value instanceof Boolean || isImmutableNumber(value)) {
            return value;
        }
        throw new IllegalArgumentException("a value must be a string, a boolean, a number, a list or a map, found "
                + value.getClass().getName());
    }

    private static boolean isImmutableNumber(Object value) {
        return value instanceof Number
                && PACKAGES_OF_NUMBERS.contains(value.getClass().getPackageName());
    }
}
