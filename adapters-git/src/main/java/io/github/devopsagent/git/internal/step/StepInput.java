package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.plan.Input;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The {@code with} of a git step. */
final class StepInput {

    private final String step;
    private final Map<String, Object> values;

    private StepInput(String step, Map<String, Object> values) {
        this.step = step;
        this.values = values;
    }

    static StepInput of(String step, Input input, Set<String> known) throws GitRefusal {
        Set<String> unknown = new TreeSet<>(input.values().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new GitRefusal(
                    "'with' of " + step + " has " + unknown + "; allowed are " + new TreeSet<>(known) + ".");
        }
        return new StepInput(step, input.values());
    }

    Optional<String> text(String name) throws GitRefusal {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof List
                || value instanceof Map
                || value instanceof Boolean
                || value.toString().isBlank()) {
            throw wrong(name, "a text");
        }
        return Optional.of(value.toString());
    }

    String required(String name, String example) throws GitRefusal {
        return text(name)
                .orElseThrow(() -> new GitRefusal("'with' of " + step + " has no '" + name + "'. Write {\"uses\": \""
                        + step + "\", \"with\": {\"" + name + "\": \"" + example + "\"}}."));
    }

    /** A number from 1, which may be written as a text. */
    Optional<Integer> ordinal(String name) throws GitRefusal {
        Optional<String> given = text(name);
        if (given.isPresent() && !given.get().matches("[1-9][0-9]{0,3}")) {
            throw wrong(name, "a number from 1, such as 1");
        }
        return given.map(Integer::valueOf);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether it is true, and nothing else that a text could be. */
    boolean isYes(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    boolean isTrue(String name, boolean otherwise) throws GitRefusal {
        Object value = values.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw wrong(name, "true or false");
        }
        return value == null ? otherwise : (Boolean) value;
    }

    /** One text, or a list of them. */
    List<String> texts(String name, String example) throws GitRefusal {
        if (!(values.get(name) instanceof List<?> list)) {
            return List.of(required(name, example));
        }
        if (list.isEmpty() || !list.stream().allMatch(each -> each instanceof String text && !text.isBlank())) {
            throw wrong(name, "a text, or a list of texts");
        }
        return list.stream().map(Object::toString).toList();
    }

    /** A text may be empty, or have several lines. */
    private String found(String name) {
        Object value = values.get(name);
        String printable = PrintableText.of(String.valueOf(value), PrintableText.NAME);
        return value instanceof String ? "'" + printable + "'" : printable;
    }

    private GitRefusal wrong(String name, String allowed) {
        return new GitRefusal(
                "'" + name + "' in 'with' of " + step + " is " + found(name) + "; allowed is " + allowed + ".");
    }

    /** The same for each attempt of a step, and for its check. */
    @Override
    public String toString() {
        return step + " " + new TreeMap<>(values);
    }
}
