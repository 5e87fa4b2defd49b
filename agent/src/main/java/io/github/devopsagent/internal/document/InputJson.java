package io.github.devopsagent.internal.document;

import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.plan.Input;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a step hands to its executor. A number is read with its value, not with its class. */
final class InputJson {

    private static final String WITH = "with";

    /** Earlier versions wrote the classes of a host's numbers beside their values. */
    private static final String CLASSES = "with_numbers";

    private InputJson() {}

    static void write(Input input, ObjectNode node) {
        if (!input.values().isEmpty()) {
            ObjectNode with = node.putObject(WITH);
            input.values().forEach(with::putPOJO);
        }
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
