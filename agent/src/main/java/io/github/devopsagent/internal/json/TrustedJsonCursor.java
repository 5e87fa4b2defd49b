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
        String allowed = "a moment such as 2025-12-31T14:00:00Z";
        String text = text();
        try {
            Instant instant = Instant.parse(text);
            demand(instant.toString().equals(text), allowed);
            return instant;
        } catch (DateTimeException e) {
            throw wrong(allowed);
        }
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
        Map<String, T> map = new LinkedHashMap<>();
        for (Map.Entry<String, TrustedJsonCursor> each : values().entrySet()) {
            map.put(each.getKey(), reader.apply(each.getValue()));
        }
        return map;
    }

    /** The values of an object, by name. */
    public Map<String, TrustedJsonCursor> values() {
        demand(node.isObject(), "an object");
        Map<String, TrustedJsonCursor> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            String name = each.getKey();
            values.put(name, new TrustedJsonCursor(each.getValue(), JsonCursor.pointerOf(pointer, name)));
        }
        return values;
    }

    /** The values of an object of which each is a text, by name. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, TrustedJsonCursor> each : values().entrySet()) {
            texts.put(each.getKey(), each.getValue().text());
        }
        return texts;
    }

    /** An object with the fields for which the reader asks, and no other. What its values may not be is told by them. */
    public <T> T object(Function<Fields, T> reader) {
        return openObject(fields -> {
            T value = reader.apply(fields);
            for (String name : fields.unread) {
                throw unreadable(JsonCursor.pointerOf(pointer, name), "found a field that is never written");
            }
            return value;
        });
    }

    /** The same, in which there may be more fields: a later version of ours may have written them. */
    public <T> T openObject(Function<Fields, T> reader) {
        try {
            return reader.apply(fields());
        } catch (IllegalArgumentException e) {
            throw new Unreadable(fault(e));
        }
    }

    /** The fields of an object, of which some may not be asked for. */
    public Fields fields() {
        demand(node.isObject(), "an object");
        return new Fields();
    }

    /** Why this value cannot be read, with its place, if that is not named already. */
    public String fault(IllegalArgumentException why) {
        return why instanceof Unreadable
                ? String.valueOf(why.getMessage())
                : message(pointer, "found what cannot be: " + why.getMessage());
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
        return new Unreadable(message(pointer, what));
    }

    private static String message(String pointer, String what) {
        return (pointer.isEmpty() ? "the document" : pointer) + ": " + what;
    }

    /** The fields of an object. */
    public final class Fields {

        private final Set<String> unread = new LinkedHashSet<>(node.propertyNames());

        public TrustedJsonCursor get(String name) {
            Optional<TrustedJsonCursor> value = find(name);
            if (value.isEmpty()) {
                throw unreadable(JsonCursor.pointerOf(pointer, name), "found nothing, expected a value");
            }
            return value.get();
        }

        public Optional<TrustedJsonCursor> find(String name) {
            unread.remove(name);
            JsonNode value = node.get(name);
            return value == null
                    ? Optional.empty()
                    : Optional.of(new TrustedJsonCursor(value, JsonCursor.pointerOf(pointer, name)));
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
