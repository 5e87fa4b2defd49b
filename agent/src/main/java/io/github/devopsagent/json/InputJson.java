package io.github.devopsagent.json;

import io.github.devopsagent.json.OwnValue.Fields;
import io.github.devopsagent.pipeline.Input;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step hands to its executor. JSON has but one kind of number: those that would be read as another class than
 * they are, which a host's checks may have and a plan never has, are written once more, with their class.
 */
final class InputJson {

    private static final String WITH = "with";
    private static final String NUMBERS = "with_numbers";
    private static final int BITS_OF_LONG = 63;

    private static final Map<String, Function<String, Number>> CLASSES = Map.of(
            "Byte", Byte::valueOf,
            "Short", Short::valueOf,
            "Integer", Integer::valueOf,
            "Long", Long::valueOf,
            "BigInteger", BigInteger::new,
            "Float", Float::valueOf,
            "Double", Double::valueOf,
            "BigDecimal", BigDecimal::new);

    private InputJson() {}

    /** For people: the values alone. */
    static void write(Input input, ObjectNode node) {
        if (!input.values().isEmpty()) {
            ObjectNode with = node.putObject(WITH);
            input.values().forEach(with::putPOJO);
        }
    }

    /** So that {@link #read} finds the very same values. */
    static void writeExactly(Input input, ObjectNode node) {
        write(input, node);
        Map<String, Number> inexact = new LinkedHashMap<>();
        collect(input.values(), "", inexact);
        if (!inexact.isEmpty()) {
            ObjectNode numbers = node.putObject(NUMBERS);
            inexact.forEach((place, number) ->
                    numbers.putObject(place).put("class", nameOf(number, place)).put("value", number.toString()));
        }
    }

    private static void collect(Object value, String place, Map<String, Number> inexact) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> collect(each, Cursor.pointerOf(place, name.toString()), inexact));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), place + "/" + i, inexact);
            }
        } else if (value instanceof Number number && !isPlain(number)) {
            inexact.put(place, number);
        }
    }

    /** Whether the number is read as what it is. */
    private static boolean isPlain(Number number) {
        if (number instanceof Long) {
            return number.longValue() != number.intValue();
        }
        if (number instanceof BigInteger large) {
            return large.bitLength() > BITS_OF_LONG;
        }
        return number instanceof Integer
                || (number instanceof BigDecimal decimal && !decimal.toString().matches("-?\\d+"));
    }

    private static String nameOf(Number number, String place) {
        String name = number.getClass().getSimpleName();
        if (!CLASSES.containsKey(name) || !number.getClass().getName().startsWith("java.")) {
            throw new IllegalArgumentException("found a " + number.getClass().getName() + " at " + place
                    + " of an input; allowed are the numbers of java.lang and java.math, which do not change");
        }
        return name;
    }

    static Input read(Fields step) {
        Map<String, Number> numbers = new HashMap<>(
                step.find(NUMBERS).map(each -> each.map(InputJson::number)).orElse(Map.of()));
        Map<String, Object> values = step.find(WITH)
                .map(with -> with.map(new Reader(with.pointer().length(), numbers)::value))
                .orElse(Map.of());
        if (!numbers.isEmpty()) {
            throw new IllegalArgumentException("'" + NUMBERS + "' without a value in '" + WITH + "'");
        }
        return new Input(values);
    }

    private static Number number(OwnValue number) {
        return number.object(fields -> {
            OwnValue name = fields.get("class");
            Function<String, Number> reader =
                    Optional.ofNullable(CLASSES.get(name.text())).orElseThrow(() -> name.wrong("a class of numbers"));
            return fields.get("value").text("a number of this class", reader, Number::toString);
        });
    }

    /**
     * Reads values.
     *
     * @param prefix the length of the pointer to {@code with}
     * @param numbers by their place in {@code with}; those that are used are removed
     */
    private record Reader(int prefix, Map<String, Number> numbers) {

        Object value(OwnValue value) {
            return Optional.<Object>ofNullable(numbers.remove(value.pointer().substring(prefix)))
                    .orElseGet(() -> plain(value));
        }

        private Object plain(OwnValue value) {
            JsonNode node = value.node();
            if (node.isObject()) {
                return value.map(this::value);
            }
            if (node.isArray()) {
                return value.list(this::value);
            }
            if (node.isBoolean()) {
                return value.bool();
            }
            return node.isNumber() ? node.numberValue() : value.text();
        }
    }
}
