package io.github.devopsagent.http;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way to a value in a JSON document (RFC 6901).
 *
 * @param steps names of fields, and numbers of elements; none for the whole document
 */
public record JsonPointer(List<String> steps) {

    /** What a text that is none should be. */
    static final String ALLOWED = "a JSON pointer such as \"/status\", or \"\" for the whole document";

    private static final LazyPattern FORM = LazyPattern.of("(/([^~/]|~[01])*)*");
    private static final LazyPattern INDEX = LazyPattern.of("0|[1-9][0-9]{0,8}");

    public JsonPointer {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a pointer as RFC 6901 writes it.
     *
     * @param text such as {@code /latency/p95_ms}
     * @return the pointer; empty if the text is none
     */
    public static Optional<JsonPointer> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(new JsonPointer(List.of()));
        }
        if (!text.startsWith("/") || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new JsonPointer(Arrays.stream(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList()));
    }

    /**
     * The value at this place of a document.
     *
     * @param document maps, lists and other values
     * @return the value there; empty if there is none
     */
    public Optional<Object> find(Object document) {
        Optional<Object> found = Optional.of(document);
        for (String step : steps) {
            found = found.flatMap(value -> below(value, step));
        }
        return found;
    }

    private static Optional<Object> below(Object value, String step) {
        if (value instanceof Map<?, ?> map) {
            return Optional.ofNullable(map.get(step));
        }
        if (value instanceof List<?> list && INDEX.matcher(step).matches()) {
            int index = Integer.parseInt(step);
            return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** What somebody meant who wrote a path in another way: {@code $.status}, {@code status}. */
    static String meant(String text) {
        List<String> steps = new ArrayList<>();
        for (String step : text.replaceFirst("^\\$", "").split("[./\\[\\]]+", -1)) {
            if (!step.isEmpty()) {
                steps.add(step.replace("~", "~0"));
            }
        }
        return "/" + String.join("/", steps);
    }

    /**
     * The name of a field as it stands in a pointer.
     *
     * @param name of a field
     * @return the name with {@code ~} and {@code /} escaped
     */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append('/').append(escaped(step)));
        return text.toString();
    }
}
