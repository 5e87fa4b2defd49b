package io.github.devopsagent.internal.json;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trees of JSON, made of tokens and written as tokens. Jackson's mapper does the same, but loads some 430 classes, which takes a
 * quarter of a second of a start, and needs annotations of a version that hosts may not have.
 */
final class JsonTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTree() {}

    /**
     * The value whose first token the parser is at, which is at its last one afterwards. Numbers with a fraction are as
     * exact as they were written; of a key that stands there twice, the last value counts. How deep it may be is the
     * parser's to limit.
     */
    static JsonNode read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    object.set(key, read(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                yield array;
            }
            default -> scalar(parser, parser.currentToken());
        };
    }

    private static JsonNode scalar(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("no JSON has the token " + token);
        };
    }

    static String compact(JsonNode node) {
        return written(node, ObjectWriteContext.empty());
    }

    /** Two spaces, and a line for each value. */
    static String pretty(JsonNode node) {
        return written(node, new Indented());
    }

    private static String written(JsonNode node, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
            write(node, generator);
        }
        return text.toString();
    }

    private static void write(JsonNode node, JsonGenerator generator) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> property : node.properties()) {
                    generator.writeName(property.getKey());
                    write(property.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode value : node.values()) {
                    write(value, generator);
                }
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(node.stringValue());
            case BOOLEAN -> generator.writeBoolean(node.booleanValue());
            case NUMBER -> number(node, generator);
            case NULL -> generator.writeNull();
            default -> throw new IllegalStateException("no document of ours has a node of type " + node.getNodeType());
        }
    }

    private static void number(JsonNode node, JsonGenerator generator) {
        switch (node.numberType()) {
            case INT -> generator.writeNumber(node.intValue());
            case LONG -> generator.writeNumber(node.longValue());
            case BIG_INTEGER -> generator.writeNumber(node.bigIntegerValue());
            case FLOAT -> generator.writeNumber(node.floatValue());
            case DOUBLE -> generator.writeNumber(node.doubleValue());
            case BIG_DECIMAL -> generator.writeNumber(node.decimalValue());
        }
    }

    /** What a generator asks whoever made it. */
    private static final class Indented extends ObjectWriteContext.Base {

        /** A new one, since it counts how deep it is. */
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new TwoSpaces();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    /** As Jackson's own printer writes it; that one makes its separators when it is loaded, which a start would wait for. */
    private static final class TwoSpaces implements PrettyPrinter {

        private int depth;

        @Override
        public void writeRootValueSeparator(JsonGenerator generator) {
            generator.writeRaw(' ');
        }

        @Override
        public void writeStartObject(JsonGenerator generator) {
            generator.writeRaw('{');
            depth++;
        }

        @Override
        public void beforeObjectEntries(JsonGenerator generator) {
            line(generator);
        }

        @Override
        public void writeObjectNameValueSeparator(JsonGenerator generator) {
            generator.writeRaw(" : ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator generator) {
            generator.writeRaw(',');
            line(generator);
        }

        @Override
        public void writeEndObject(JsonGenerator generator, int entries) {
            end(generator, entries, '}');
        }

        @Override
        public void writeStartArray(JsonGenerator generator) {
            generator.writeRaw('[');
            depth++;
        }

        @Override
        public void beforeArrayValues(JsonGenerator generator) {
            line(generator);
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator generator) {
            generator.writeRaw(',');
            line(generator);
        }

        @Override
        public void writeEndArray(JsonGenerator generator, int values) {
            end(generator, values, ']');
        }

        private void end(JsonGenerator generator, int values, char bracket) {
            depth--;
            if (values > 0) {
                line(generator);
            } else {
                generator.writeRaw(' ');
            }
            generator.writeRaw(bracket);
        }

        private void line(JsonGenerator generator) {
            generator.writeRaw('\n');
            generator.writeRaw("  ".repeat(depth));
        }
    }
}
