package io.github.devopsagent.internal.document;

import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.plan.Input;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a step hands to its executor. A number is read with its value, not with its class. */
final class InputJson {

    private static final String WITH = "with";

    /** Earlier versions wrote the classes of a host's numbers beside their values. */
    private static final String CLASSES = "with_numbers";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private InputJson() {}

    static void write(Input input, ObjectNode node) {
        if (!input.values().isEmpty()) {
            node.set(WITH, node(input.values()));
        }
    }

    private static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = NODES.objectNode();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                node.set(String.valueOf(each.getKey()), node(each.getValue()));
            }
            return node;
        }
        if (value instanceof List<?> list) {
            ArrayNode node = NODES.arrayNode();
            for (Object each : list) {
                node.add(node(each));
            }
            return node;
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        return value instanceof Number number ? node(number) : NODES.stringNode(String.valueOf(value));
    }

    private static JsonNode node(Number number) {
        if (number instanceof Double fraction) {
            return NODES.numberNode(fraction.doubleValue());
        }
        if (number instanceof Float fraction) {
            return NODES.numberNode(fraction.floatValue());
        }
        return number instanceof BigDecimal fraction
                ? NODES.numberNode(fraction)
                : NODES.numberNode(new BigInteger(number.toString()));
    }

    static Input read(Fields step) {
        step.find(CLASSES);
        return new Input(step.find(WITH).map(with -> with.map(InputJson::value)).orElse(Map.of()));
    }

    private static Object value(TrustedJsonCursor value) {
        JsonNode node = value.node();
        if (node.isObject()) {
            return value.map(InputJson::value);
        }
        if (node.isArray()) {
            return value.list(InputJson::value);
        }
        if (node.isBoolean()) {
            return value.bool();
        }
        return node.isNumber() ? node.numberValue() : value.text();
    }
}
