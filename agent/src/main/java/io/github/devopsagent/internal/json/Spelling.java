package io.github.devopsagent.internal.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Another way to write one of the plan's fields, with one meaning only.
 *
 * @param name how it is written
 * @param means the field that it is
 * @param value what its value may be
 * @param unit what its number counts, if it is a duration whose name has the unit
 */
public record Spelling(String name, String means, Value value, Optional<Duration> unit) {

    /** What the value of another spelling may be. */
    public enum Value {
        /** What the field's may be. */
        THE_SAME,
        /** Not a list, which elsewhere is one command's words. */
        NO_LIST,
        /** Only an object: a text elsewhere is something else. */
        OBJECT
    }

    private static final Map<String, Duration> UNITS = units();

    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        put(Duration.ofMillis(1), List.of("ms", "millis", "milliseconds"), units);
        put(Duration.ofSeconds(1), List.of("sec", "secs", "seconds"), units);
        put(Duration.ofMinutes(1), List.of("mins", "minutes"), units);
        put(Duration.ofHours(1), List.of("hours"), units);
        return units;
    }

    private static void put(Duration unit, List<String> words, Map<String, Duration> units) {
        for (String word : words) {
            units.put(word, unit);
        }
    }

    /** The words for units that a field's name may end with. */
    public static List<String> unitWords() {
        return List.copyOf(UNITS.keySet());
    }

    public static Spelling of(String name, String means, Value value) {
        return new Spelling(name, means, value, Optional.empty());
    }

    /** The ways to write a duration with its unit: {@code timeout_seconds}, {@code timeoutSeconds}, and so on. */
    public static List<Spelling> withUnits(String field) {
        List<Spelling> all = new ArrayList<>();
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            String word = unit.getKey();
            for (String snake : List.of(field + "_" + word, field + "_in_" + word)) {
                for (String name : List.of(snake, snake.replace('_', '-'), camel(snake))) {
                    all.add(new Spelling(name, field, Value.THE_SAME, Optional.of(unit.getValue())));
                }
            }
        }
        return all;
    }

    /** What stands before the unit, if a plain name ends with one. */
    public static Optional<String> withoutUnit(String plain) {
        return UNITS.keySet().stream()
                .filter(word -> plain.length() > word.length() && plain.endsWith(word))
                .map(word -> plain.substring(0, plain.length() - word.length()))
                .findFirst();
    }

    private static String camel(String snake) {
        StringBuilder camel = new StringBuilder();
        for (String word : List.of(snake.split("_", -1))) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    /** How it was read, for people. */
    public String reading() {
        return "'" + name + "' is read as '" + means + "'"
                + unit.map(each -> ", a number of " + unitName(each)).orElse("");
    }

    public static String unitName(Duration unit) {
        return UNITS.entrySet().stream()
                .filter(each -> each.getValue().equals(unit))
                .map(Map.Entry::getKey)
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
