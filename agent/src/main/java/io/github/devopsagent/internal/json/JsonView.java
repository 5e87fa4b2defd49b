package io.github.devopsagent.internal.json;

import io.vavr.control.Either;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * An object of a document that is shown to people, whoever wrote it: a field of another type than is asked for counts as
 * missing, and is remembered.
 */
public final class JsonView {

    /** An object without fields. */
    public static final JsonView NONE = of(TrustedJson.object());

    private static final int MOST_MISREAD = 100;

    private final JsonNode node;
    private final String pointer;
    private final Set<String> misread;

    private JsonView(JsonNode node, String pointer, Set<String> misread) {
        this.node = node;
        this.pointer = pointer;
        this.misread = misread;
    }

    /**
     * Reads a document.
     *
     * @param bytes of any kind
     * @return its object; or why it has none
     */
    public static Either<String, JsonView> document(byte[] bytes) {
        if (bytes.length == 0) {
            return Either.left("the file is empty");
        }
        try {
            JsonNode root = TrustedJson.strict(bytes);
            return root.isObject() ? Either.right(of(root)) : Either.left("it is no JSON object");
        } catch (IllegalArgumentException e) {
            return Either.left(String.valueOf(e.getMessage()));
        }
    }

    /** The fields of an object. */
    public static JsonView of(JsonNode object) {
        return new JsonView(object, "", new LinkedHashSet<>());
    }

    /** What was asked for so far and is of another type, of the whole document: a JSON pointer, and what was expected. */
    public List<String> misread() {
        return List.copyOf(misread);
    }

    public boolean has(String name) {
        return !node.path(name).isMissingNode();
    }

    public Optional<String> text(String name) {
        return scalar(
                name, "a string", value -> value.isString() ? Optional.of(value.stringValue()) : Optional.empty());
    }

    public Optional<Long> whole(String name) {
        return scalar(
                name,
                "a whole number",
                value -> value.isInt() || value.isLong() ? Optional.of(value.longValue()) : Optional.empty());
    }

    /** A number that a drawing can show. */
    public Optional<Double> number(String name) {
        return scalar(name, "a number", JsonView::finite);
    }

    public Optional<Boolean> bool(String name) {
        return scalar(
                name,
                "true or false",
                value -> value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty());
    }

    public Optional<Instant> instant(String name) {
        return scalar(name, "a moment such as 2025-12-31T14:00:00Z", value -> {
            try {
                return value.isString() ? Optional.of(Instant.parse(value.stringValue())) : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    public Optional<Duration> duration(String name) {
        return scalar(
                name,
                "a duration such as 5m",
                value -> value.isString() ? Durations.parse(value.stringValue()) : Optional.empty());
    }

    public Optional<JsonView> object(String name) {
        JsonNode value = node.path(name);
        return scalar(
                name,
                "an object",
                found -> found.isObject()
                        ? Optional.of(new JsonView(value, pointer + "/" + name, misread))
                        : Optional.empty());
    }

    public List<JsonView> objects(String name) {
        return list(
                name,
                "an object",
                (value, at) -> value.isObject() ? Optional.of(new JsonView(value, at, misread)) : Optional.empty());
    }

    public List<String> texts(String name) {
        return list(
                name,
                "a string",
                (value, at) -> value.isString() ? Optional.of(value.stringValue()) : Optional.empty());
    }

    public List<Double> numbers(String name) {
        return list(name, "a number", (value, at) -> finite(value));
    }

    private static Optional<Double> finite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue())
                ? Optional.of(value.doubleValue())
                : Optional.empty();
    }

    private <T> Optional<T> scalar(String name, String expected, Function<JsonNode, Optional<T>> reader) {
        JsonNode value = node.path(name);
        return value.isMissingNode() ? Optional.empty() : read(reader.apply(value), pointer + "/" + name, expected);
    }

    private interface ElementReader<T> {
        Optional<T> read(JsonNode value, String pointer);
    }

    private <T> List<T> list(String name, String expected, ElementReader<T> reader) {
        JsonNode array = node.path(name);
        if (array.isMissingNode()) {
            return List.of();
        }
        String here = pointer + "/" + name;
        if (!array.isArray()) {
            read(Optional.empty(), here, "a list");
            return List.of();
        }
        List<T> list = new ArrayList<>();
        int index = 0;
        for (JsonNode value : array.values()) {
            String at = here + "/" + index++;
            read(reader.read(value, at), at, expected).ifPresent(list::add);
        }
        return list;
    }

    private <T> Optional<T> read(Optional<T> value, String at, String expected) {
        if (value.isEmpty() && misread.size() < MOST_MISREAD) {
            misread.add(at + " is not " + expected);
        }
        return value;
    }
}
