package io.github.devopsagent.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document as values: {@code Map}, {@code List}, {@code String}, {@code Boolean}, a number, or empty for null. Without
 * Jackson's mapper, which needs annotations of a version that hosts may not have.
 */
final class JsonDocument {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** In place of null, which is equal to nothing. */
    private static final Object NULL = new Object();

    private final Optional<Object> value;

    private JsonDocument(Optional<Object> value) {
        this.value = value;
    }

    /** Empty if the text is no JSON. */
    static Optional<JsonDocument> parsed(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            JsonDocument document = new JsonDocument(value(parser));
            return parser.nextToken() == null ? Optional.of(document) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The document of a file. */
    static JsonDocument of(Path file) {
        return parsed(text(file)).orElseThrow(() -> new AssertionError(file + " is no JSON: " + text(file)));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
    }

    private static Optional<Object> value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Optional<Object>> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield Optional.of(object);
            }
            case START_ARRAY -> {
                List<Optional<Object>> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield Optional.of(array);
            }
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? Optional.of(parser.getBigIntegerValue())
                        : Optional.of(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> Optional.of(parser.getDoubleValue());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case VALUE_NULL -> Optional.empty();
            default -> Optional.of(parser.getString());
        };
    }

    /** The whole document without empty values: what stands in the place of null is equal to nothing. */
    Optional<Object> plain() {
        return value.map(JsonDocument::plain);
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            object.forEach((name, each) -> plain.put(name, plainOrNull(each)));
            return plain;
        }
        if (value instanceof List<?> array) {
            return array.stream().map(JsonDocument::plainOrNull).toList();
        }
        return value;
    }

    private static Object plainOrNull(Object each) {
        return each instanceof Optional<?> value
                ? value.<Object>map(JsonDocument::plain).orElse(NULL)
                : NULL;
    }

    /**
     * What a JSON pointer leads to.
     *
     * @param pointer such as {@code /steps_executed/0/status}; empty for the whole document
     * @return empty for null, and where there is nothing
     */
    Optional<Object> at(String pointer) {
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw new IllegalArgumentException("a JSON pointer begins with '/', found '" + pointer + "'");
        }
        Optional<Object> found = value;
        for (String token : pointer.isEmpty()
                ? List.<String>of()
                : List.of(pointer.substring(1).split("/", -1))) {
            String name = token.replace("~1", "/").replace("~0", "~");
            found = found.flatMap(inside -> child(inside, name));
        }
        return found;
    }

    private static Optional<Object> child(Object parent, String name) {
        if (parent instanceof Map<?, ?> object) {
            return object.get(name) instanceof Optional<?> child ? child.map(Object.class::cast) : Optional.empty();
        }
        if (parent instanceof List<?> array && name.matches("[0-9]{1,9}") && Integer.parseInt(name) < array.size()) {
            return array.get(Integer.parseInt(name)) instanceof Optional<?> child
                    ? child.map(Object.class::cast)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    Optional<String> text(String pointer) {
        return at(pointer).filter(String.class::isInstance).map(String.class::cast);
    }

    /** The pointers of what an array has; none if there is no array. */
    List<String> elements(String pointer) {
        List<String> pointers = new ArrayList<>();
        if (at(pointer).orElse("") instanceof List<?> array) {
            for (int index = 0; index < array.size(); index++) {
                pointers.add(pointer + "/" + index);
            }
        }
        return pointers;
    }
}
