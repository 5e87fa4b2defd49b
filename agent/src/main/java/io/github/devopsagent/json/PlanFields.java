package io.github.devopsagent.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of an object of the plan by the names under which they are read. Whatever else the object has is reported
 * when it is opened, so that no field is passed over in silence. A field that is null counts as absent.
 */
final class PlanFields {

    /**
     * A field.
     *
     * @param name how it is written
     * @param value its value
     * @param spelling the other spelling, if it is one
     */
    record Field(String name, Cursor value, Optional<Spelling> spelling) {}

    private final Cursor object;
    private final Vocabulary vocabulary;
    private final Map<String, List<Field>> fields = new LinkedHashMap<>();
    private final Map<String, List<Field>> misnamed = new LinkedHashMap<>();

    private PlanFields(Cursor object, Vocabulary vocabulary) {
        this.object = object;
        this.vocabulary = vocabulary;
    }

    /** Opens an object. */
    static PlanFields of(Cursor object, Vocabulary vocabulary) {
        PlanFields fields = new PlanFields(object, vocabulary);
        object.fields().forEach((name, value) -> {
            if (!value.isNull()) {
                fields.sort(name, value);
            }
        });
        fields.fields.values().forEach(fields::requireOne);
        return fields;
    }

    private void sort(String name, Cursor value) {
        Vocabulary.Word word = vocabulary.word(name);
        if (word instanceof Vocabulary.Known) {
            add(fields, name, new Field(name, value, Optional.empty()));
        } else if (word instanceof Vocabulary.Spelled spelled) {
            spelled(spelled.spelling(), value);
        } else if (word instanceof Vocabulary.Refused refused) {
            refuse(name, value, refused.fix());
        } else if (word instanceof Vocabulary.Misnamed other && !value.isNothing()) {
            add(misnamed, other.field(), new Field(name, value, Optional.empty()));
        } else {
            value.ignored(name, vocabulary.what());
        }
    }

    private void spelled(Spelling spelling, Cursor value) {
        if (spelling.value() == Spelling.Value.OBJECT && !value.isObject()) {
            refuse(
                    spelling.name(),
                    value,
                    "where it is deployed to is the plan's 'environment'; variables are an object: \"env\": { … }");
        } else {
            add(fields, spelling.means(), new Field(spelling.name(), value, Optional.of(spelling)));
        }
    }

    private void refuse(String name, Cursor value, String fix) {
        value.unknownField(Cursor.quoted(name), vocabulary.what() + " without it", fix);
    }

    private static void add(Map<String, List<Field>> map, String name, Field field) {
        map.computeIfAbsent(name, none -> new ArrayList<>()).add(field);
    }

    /** Two that mean the same may say different things, and nobody knows which one is meant. */
    private void requireOne(List<Field> same) {
        Field first = same.get(0);
        String means = first.spelling().map(Spelling::means).orElse(first.name());
        same.stream().skip(1).forEach(other -> other.value()
                .wrongValue(
                        "'" + other.name() + "' beside '" + first.name() + "'",
                        "one of them, since both mean '" + means + "'",
                        "keep one of them, best as '" + means + "'"));
        if (same.size() == 1) {
            first.spelling().ifPresent(spelling -> first.value().readAs(spelling.reading()));
        }
    }

    /** The one field with this meaning. */
    Optional<Field> find(String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(same -> same.size() == 1)
                .map(same -> same.get(0));
    }

    <T> Optional<T> optional(String name, Function<Cursor, Optional<T>> reader) {
        return find(name).map(Field::value).flatMap(reader);
    }

    Optional<Duration> duration(String name) {
        return find(name).flatMap(field -> field.spelling()
                .flatMap(Spelling::unit)
                .map(unit -> DurationReader.in(unit, field.value()))
                .orElseGet(() -> DurationReader.of(field.value())));
    }

    Optional<Duration> positiveDuration(String name) {
        Optional<Duration> duration = duration(name);
        return duration.filter(value -> find(name).stream().allMatch(field -> field.value()
                .demand(!value.isZero(), "a duration longer than zero, such as \"30s\"", "write a longer one")));
    }

    /** What was found under other names of a required field. */
    List<Field> misnamed(String name) {
        return misnamed.getOrDefault(name, List.of());
    }

    /** The meaning of the one field of these that is there. */
    Optional<String> exactlyOneOf(List<String> names, String allowed, String fix) {
        List<Field> there = names.stream()
                .flatMap(name -> fields.getOrDefault(name, List.of()).stream())
                .toList();
        List<String> meanings = names.stream().filter(fields::containsKey).toList();
        if (meanings.size() > 1) {
            object.wrongValue(
                    String.join(" and ", there.stream().map(Field::name).toList()),
                    "exactly one of " + allowed,
                    "remove all but one of them");
            return Optional.empty();
        }
        if (meanings.isEmpty()) {
            object.missing("exactly one of " + allowed, fix);
        }
        return meanings.stream().findFirst();
    }

    /** Reports a field that says nothing without another one. */
    void belongsTo(String name, String other) {
        find(name).ifPresent(there -> there.value()
                .wrongValue(
                        "'" + there.name() + "' without '" + other + "'",
                        "'" + there.name() + "' only beside '" + other + "'",
                        "remove it, or add '" + other + "'"));
    }
}
