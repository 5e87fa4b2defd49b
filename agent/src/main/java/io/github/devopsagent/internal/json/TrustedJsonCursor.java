package io.github.devopsagent.internal.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A value and its JSON pointer in a document that we have written ourselves. What is not exactly as we write it is an
 * {@link IllegalArgumentException} that names the pointer: the disk has lied, or someone has changed the file.
 */
public final class TrustedJsonCursor {

    private final JsonNode node;
    private final String pointer;

    private TrustedJsonCursor(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    public static TrustedJsonCursor document(byte[] bytes) {
        return new TrustedJsonCursor(TrustedJson.strict(bytes), "");
    }

    public JsonNode node() {
        return node;
    }

    public String text() {
        return demand(node.isString(), "a string").stringValue();
    }

    public boolean bool() {
        return demand(node.isBoolean(), "true or false").booleanValue();
    }

    /** The text that must be here. */
    public void same(String expected) {
        demand(text().equals(expected), "'" + expected + "'");
    }

    public int integer() {
        return demand(node.isInt(), "a whole number").intValue();
    }

    public int integer(int least) {
        int value = integer();
        demand(value >= least, "a whole number from " + least);
        return value;
    }

    public double number() {
        return demand(node.isNumber() && Double.isFinite(node.doubleValue()), "a number")
                .doubleValue();
    }

    public long whole() {
        return demand(node.isInt() || node.isLong(), "a whole number").longValue();
    }

    public Instant instant() {
        return text("a moment such as 2025-12-31T14:00:00Z", Instant::parse, Instant::toString);
    }

    public Duration duration() {
        return text("a duration such as 5m", text -> Durations.parse(text).orElseThrow(), Durations::format);
    }

    public <E extends Enum<E>> E constant(Class<E> type, Function<E, String> label) {
        List<E> constants = List.of(type.getEnumConstants());
        return text(
                "one of " + String.join(", ", constants.stream().map(label).toList()),
                text -> constants.stream()
                        .filter(each -> label.apply(each).equals(text))
                        .findFirst()
                        .orElseThrow(),
                label);
    }

    /**
     * A text that means something, in the one form in which we write that.
     *
     * @param reader throws what it likes to throw for a text that means nothing
     */
    public <T> T text(String allowed, Function<String, T> reader, Function<T, String> writer) {
        String text = text();
        T value;
        try {
            value = reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException | NoSuchElementException e) {
            throw wrong(allowed);
        }
        demand(writer.apply(value).equals(text), allowed);
        return value;
    }

    public <T> List<T> list(Function<TrustedJsonCursor, T> reader) {
        demand(node.isArray(), "a list");
        List<T> list = new ArrayList<>();
        for (JsonNode each : node.values()) {
            list.add(reader.apply(new TrustedJsonCursor(each, pointer + "/" + list.size())));
        }
        return list;
    }

    public <T> Map<String, T> map(Function<TrustedJsonCursor, T> reader) {
        demand(node.isObject(), "an object");
        Map<String, T> map = new LinkedHashMap<>();
        node.forEachEntry((name, value) ->
                map.put(name, reader.apply(new TrustedJsonCursor(value, JsonCursor.pointerOf(pointer, name)))));
        return map;
    }

    /** An object with the fields for which the reader asks, and no other. What its values may not be is told by them. */
    public <T> T object(Function<Fields, T> reader) {
        return openObject(fields -> {
            T value = reader.apply(fields);
            fields.unread.stream().findFirst().ifPresent(name -> {
                throw unreadable(JsonCursor.pointerOf(pointer, name), "found a field that is never written");
            });
            return value;
        });
    }

    /** The same, in which there may be more fields: a later version of ours may have written them. */
    public <T> T openObject(Function<Fields, T> reader) {
        demand(node.isObject(), "an object");
        try {
            return reader.apply(new Fields());
        } catch (Unreadable e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw unreadable(pointer, "found what cannot be: " + e.getMessage());
        }
    }

    private JsonNode demand(boolean condition, String allowed) {
        if (!condition) {
            throw wrong(allowed);
        }
        return node;
    }

    public IllegalArgumentException wrong(String allowed) {
        return unreadable(pointer, "found " + JsonCursor.found(node) + ", expected " + allowed);
    }

    private static Unreadable unreadable(String pointer, String what) {
        return new Unreadable((pointer.isEmpty() ? "the document" : pointer) + ": " + what);
    }

    /** The fields of an object. */
    public final class Fields {

        private final Set<String> unread = new LinkedHashSet<>(node.propertyNames());

        public TrustedJsonCursor get(String name) {
            return find(name)
                    .orElseThrow(
                            () -> unreadable(JsonCursor.pointerOf(pointer, name), "found nothing, expected a value"));
        }

        public Optional<TrustedJsonCursor> find(String name) {
            unread.remove(name);
            return Optional.ofNullable(node.get(name))
                    .map(value -> new TrustedJsonCursor(value, JsonCursor.pointerOf(pointer, name)));
        }
    }

    /** Names its pointer already. */
    private static final class Unreadable extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }
}
