package io.github.devopsagent.internal.json;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A value and its JSON pointer. Reading it as something that it is not reports the fault with that pointer
 * and yields nothing. A field that is null counts as absent.
 */
public final class JsonCursor {

    private static final int LONGEST_QUOTE = 60;
    private static final int MOST_NAMES = 10;
    private static final String NUL_FIX = "remove the NUL character";

    private final JsonNode node;
    private final String pointer;
    private final DocumentFaults faults;

    private JsonCursor(JsonNode node, String pointer, DocumentFaults faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
    }

    static JsonCursor root(JsonNode node, DocumentFaults faults) {
        return new JsonCursor(node, "", faults);
    }

    public String pointer() {
        return pointer;
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean isList() {
        return node.isArray();
    }

    /** Whether it stands in a list. */
    public boolean isElement() {
        return pointer.matches("(?s).*/[0-9]+");
    }

    public boolean isText() {
        return node.isString();
    }

    public boolean isBlank() {
        return isText() && node.stringValue().isBlank();
    }

    public boolean isNull() {
        return node.isNull();
    }

    /** Whether it says nothing: null, a blank string, an empty list or object. */
    public boolean isNothing() {
        return isNothing(node);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull()
                || (node.isString() && node.stringValue().isBlank())
                || (node.isContainer() && node.isEmpty());
    }

    /** A string, number, true or false as text. */
    public Optional<String> scalar() {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
    }

    public boolean isFalse() {
        return node.isBoolean() && !node.booleanValue();
    }

    public Optional<JsonCursor> field(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(new JsonCursor(value, pointerOf(name), faults));
    }

    /** The text of a field that is a string, a number, true or false. */
    public Optional<String> scalar(String name) {
        Optional<JsonCursor> field = field(name);
        return field.isPresent() ? field.get().scalar() : Optional.empty();
    }

    public <T> Optional<T> optional(String name, Function<JsonCursor, Optional<T>> reader) {
        return field(name).flatMap(reader);
    }

    /** The value below this one; itself where there is none. */
    public JsonCursor at(List<String> steps) {
        JsonCursor found = this;
        for (String step : steps) {
            JsonCursor from = found;
            found = from.isList()
                    ? from.elements().get(Integer.parseInt(step))
                    : from.field(step).orElse(from);
        }
        return found;
    }

    public <T> Optional<T> required(String name, String allowed, Function<JsonCursor, Optional<T>> reader) {
        return required(name, allowed).flatMap(reader);
    }

    /** The field; one that is missing is reported. */
    public Optional<JsonCursor> required(String name, String allowed) {
        Optional<JsonCursor> field = field(name);
        if (field.isEmpty()) {
            faults.add(RefusalCodes.MISSING_FIELD, pointerOf(name), "no '" + name + "'", allowed, "add '" + name + "'");
        }
        return field;
    }

    public List<JsonCursor> elements() {
        List<JsonCursor> elements = new ArrayList<>();
        for (JsonNode each : node.values()) {
            elements.add(new JsonCursor(each, pointer + "/" + elements.size(), faults));
        }
        return elements;
    }

    /** The list's elements, or nothing, reported, if this is no list. */
    public List<JsonCursor> list(String ofWhat) {
        if (isList()) {
            return elements();
        }
        wrongType("a list of " + ofWhat, "write it as [ … ]");
        return List.of();
    }

    /** The object's fields by name, null ones included. */
    public Map<String, JsonCursor> fields() {
        Map<String, JsonCursor> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            fields.put(each.getKey(), new JsonCursor(each.getValue(), pointerOf(each.getKey()), faults));
        }
        return fields;
    }

    public Optional<String> text() {
        if (isText()) {
            return Optional.of(node.stringValue());
        }
        wrongType("a string", "write it in quotes");
        return Optional.empty();
    }

    public Optional<String> nonBlankText() {
        Optional<String> text = text();
        boolean isAllowed = text.isEmpty()
                || demand(!text.get().isBlank(), "a string that is not blank", "write it out, or remove the field");
        return isAllowed ? text : Optional.empty();
    }

    /** Text that can be handed to a process: without NUL, and made of whole characters. */
    public Optional<String> processText() {
        Optional<String> text = text();
        if (text.isPresent() && text.get().indexOf('\0') >= 0) {
            wrongValue("a NUL character in " + found(), "text without it", NUL_FIX);
            return Optional.empty();
        }
        if (text.isPresent() && hasLoneSurrogate(text.get())) {
            wrongValue(
                    "half of a surrogate pair in " + found(), "text of whole characters", "write the character itself");
            return Optional.empty();
        }
        return text;
    }

    public Optional<String> nonBlankProcessText() {
        return isBlank() ? nonBlankText() : processText();
    }

    public <E> Optional<E> oneOf(Function<String, Optional<E>> constants, List<String> labels) {
        return oneOf(labels).flatMap(constants);
    }

    /** The text, if it is one of these; what is none is reported. */
    public Optional<String> oneOf(List<String> labels) {
        Optional<String> text = text();
        if (text.isEmpty() || labels.contains(text.get())) {
            return text;
        }
        wrongValue("one of " + String.join(", ", labels), choice(text.get(), labels));
        return Optional.empty();
    }

    private static String choice(String text, List<String> labels) {
        for (String label : labels) {
            if (NameSimilarity.plain(label).equals(NameSimilarity.plain(text))) {
                return "write \"" + label + "\"";
            }
        }
        return "choose one of them";
    }

    public Optional<Boolean> bool() {
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        wrongType("true or false", "write it without quotes");
        return Optional.empty();
    }

    public Optional<Integer> integer(int least, int most) {
        String allowed =
                most == Integer.MAX_VALUE ? "a whole number from " + least : "a whole number " + least + " to " + most;
        Optional<BigDecimal> number = number(allowed, "write a number without quotes");
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> value = wholeNumber(number.get());
        boolean isInRange = value.isPresent() && value.get() >= least && value.get() <= most;
        return demand(isInRange, allowed, "write a number in this range") ? value : Optional.empty();
    }

    /** The number, if it is a whole one of a size that people write. */
    public Optional<Integer> wholeNumber() {
        return node.isNumber() ? wholeNumber(node.decimalValue()) : Optional.empty();
    }

    // Looks at the exponent first: writing out 1e999999999 would exhaust the heap.
    private static Optional<Integer> wholeNumber(BigDecimal number) {
        if (number.signum() == 0) {
            return Optional.of(0);
        }
        if ((long) number.precision() - number.scale() > 10) {
            return Optional.empty();
        }
        try {
            return Optional.of(number.intValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The number; what is none is reported. */
    public Optional<BigDecimal> number(String allowed, String fix) {
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        wrongType(allowed, fix);
        return Optional.empty();
    }

    /** An object, deeply, as plain Java values: what an executor is given. */
    public Optional<Map<String, Object>> values() {
        if (!isObject()) {
            wrongType("an object", "write it as { … }");
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonCursor> each : fields().entrySet()) {
            Optional<Object> value = each.getValue().value();
            if (value.isPresent()) {
                values.put(each.getKey(), value.get());
            }
        }
        return Optional.of(values);
    }

    /** A value that a condition is made of: what would be left out, if it were null, is reported. */
    public Optional<Object> plainValue() {
        return reportNulls() ? Optional.empty() : value();
    }

    private boolean reportNulls() {
        boolean isFound = false;
        List<JsonCursor> inside = new ArrayList<>(isList() ? elements() : List.of());
        fields().values().forEach(inside::add);
        for (JsonCursor each : inside) {
            if (each.isNull()) {
                each.wrongType("a value", "remove it; whether something is null, a command can test");
            }
            isFound |= each.isNull() || each.reportNulls();
        }
        return isFound;
    }

    private Optional<Object> value() {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (node.isObject()) {
            return values().map(Function.identity());
        }
        if (node.isArray()) {
            return Optional.of(elements().stream()
                    .flatMap(each -> each.elementValue().stream())
                    .toList());
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return Optional.of(node.isNumber() ? node.numberValue() : node.stringValue());
    }

    // Leaving a null out of a list would move all that follow.
    private Optional<Object> elementValue() {
        if (node.isNull()) {
            wrongType("a value", "remove it from the list");
        }
        return value();
    }

    public void wrongType(String allowed, String fix) {
        wrongType(found(), allowed, fix);
    }

    public void wrongType(String whatWasFound, String allowed, String fix) {
        faults.add(RefusalCodes.WRONG_TYPE, pointer, whatWasFound, allowed, fix);
    }

    /** Reports the value as wrong unless the condition holds. */
    public boolean demand(boolean condition, String allowed, String fix) {
        if (!condition) {
            wrongValue(allowed, fix);
        }
        return condition;
    }

    void wrongValue(String allowed, String fix) {
        wrongValue(found(), allowed, fix);
    }

    public void wrongValue(String whatWasFound, String allowed, String fix) {
        faults.add(RefusalCodes.WRONG_VALUE, pointer, whatWasFound, allowed, fix);
    }

    /** The value in words. */
    public String found() {
        return found(node);
    }

    /** The way from here to the first field of such a name that says anything, however deep it is. */
    public Optional<String> pathTo(Predicate<String> name) {
        return pathTo(node, name);
    }

    private static Optional<String> pathTo(JsonNode node, Predicate<String> name) {
        if (node.isArray()) {
            return IntStream.range(0, node.size())
                    .mapToObj(i -> pathTo(node.get(i), name).map(path -> "/" + i + path))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return node.propertyNames().stream()
                .flatMap(key -> pathTo(key, Objects.requireNonNull(node.get(key)), name).stream())
                .findFirst();
    }

    private static Optional<String> pathTo(String key, JsonNode value, Predicate<String> name) {
        Optional<String> path = name.test(key) && !isNothing(value) ? Optional.of("") : pathTo(value, name);
        return path.map(rest -> pointerOf("", key) + rest);
    }

    /** Reports that something is missing here. */
    public void missing(String allowed, String fix) {
        faults.add(RefusalCodes.MISSING_FIELD, pointer, found(), allowed, fix);
    }

    /** Reports a field that must not be here, whatever its value is. */
    public void unknownField(String whatWasFound, String allowed, String fix) {
        faults.add(RefusalCodes.UNKNOWN_FIELD, pointer, whatWasFound, allowed, fix);
    }

    /** Tells people that something is read differently from how it is written. */
    public void readAs(String text) {
        faults.remarks().readAs(text, pointer);
    }

    /** Tells people that a duration is read from words. */
    public void inWords(String words, String duration) {
        faults.remarks().inWords(words, duration, pointer);
    }

    /** Tells people that a field is passed over. */
    public void ignored(String name, String ofWhat) {
        faults.remarks().unknownField("'" + Printable.quoted(name, Limits.NAME_LENGTH) + "'", ofWhat, pointer);
    }

    /** Tells people that nothing is written where something could be. */
    public void passedOver() {
        faults.remarks().blank(pointer);
    }

    /** Whether anything is wrong with the whole document, as far as it was read. */
    public boolean hasFaults() {
        return !faults.isEmpty();
    }

    /** Everything that is wrong with the whole document, as far as it was read. */
    public List<Refusal> faults() {
        return faults.all();
    }

    /** What people are told of the whole document. */
    public List<PlanRemark> remarks() {
        return faults.remarks().all();
    }

    /** A value in words. */
    static String found(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "the string \"" + Printable.quoted(node.stringValue(), LONGEST_QUOTE) + "\"";
            case NUMBER -> "the number " + Printable.line(node.asString(), LONGEST_QUOTE);
            case BOOLEAN -> node.asString();
            case ARRAY -> "a list of " + node.size();
            case OBJECT -> "an object with " + names(node);
            default -> "null";
        };
    }

    private static String names(JsonNode node) {
        if (node.isEmpty()) {
            return "no fields";
        }
        Stream<String> names = node.propertyNames().stream().limit(MOST_NAMES).map(JsonCursor::quoted);
        String more = node.size() > MOST_NAMES ? ", …" : "";
        return String.join(", ", names.toList()) + more;
    }

    /** A name as it is written, blanks included. */
    public static String quoted(String name) {
        return "'" + Printable.quoted(name, LONGEST_QUOTE) + "'";
    }

    private String pointerOf(String name) {
        return pointerOf(pointer, name);
    }

    static String pointerOf(String pointer, String name) {
        return pointer + "/" + JsonPointer.escaped(name);
    }

    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); ) {
            int each = text.codePointAt(i);
            if (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE) {
                return true;
            }
            i += Character.charCount(each);
        }
        return false;
    }
}
