package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Spelling;
import io.github.devopsagent.regex.LazyPattern;
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
     * @param value not read yet
     * @param spelling the other spelling, if it is one
     */
    record Field(String name, JsonCursor value, Optional<Spelling> spelling) {

        /** The name of the field that it is. */
        String means() {
            return spelling.isPresent() ? spelling.get().means() : name;
        }

        /** What its number counts, if its name says so. */
        Optional<Duration> unit() {
            return spelling.isPresent() ? spelling.get().unit() : Optional.empty();
        }
    }

    private static final String ROLLBACK_PLAN = "rollback_plan";
    private static final LazyPattern NUMBERED = LazyPattern.of("\\D{0,20}\\d{1,9}");
    private static final String LIST =
            "several are a list [ … ] in the order in which they are done, since an object has"
                    + " none, each with its name as 'name'; a single one has its command as 'run'";

    private final JsonCursor object;
    private final Vocabulary vocabulary;
    private final Map<String, List<Field>> fields = new LinkedHashMap<>();
    private final Map<String, List<Field>> misnamed = new LinkedHashMap<>();

    private PlanFields(JsonCursor object, Vocabulary vocabulary) {
        this.object = object;
        this.vocabulary = vocabulary;
    }

    static PlanFields of(JsonCursor object, Vocabulary vocabulary) {
        PlanFields fields = new PlanFields(object, vocabulary);
        for (Map.Entry<String, JsonCursor> field : object.fields().entrySet()) {
            if (!field.getValue().isNull()) {
                fields.sort(field.getKey(), field.getValue());
            }
        }
        for (List<Field> same : fields.fields.values()) {
            requireOne(same);
        }
        return fields;
    }

    private void sort(String name, JsonCursor value) {
        Vocabulary.Word word = vocabulary.word(name);
        if (word instanceof Vocabulary.KnownWord) {
            add(fields, name, new Field(name, value, Optional.empty()));
        } else if (word instanceof Vocabulary.Spelled spelled) {
            spelled(spelled.spelling(), value);
        } else if (word instanceof Vocabulary.RefusedWord refused) {
            refuse(name, value, refused.fix());
        } else if (word instanceof Vocabulary.Misnamed other && !value.isNothing()) {
            misnamed(name, value, other.field());
        } else {
            fault(name, value)
                    .ifPresentOrElse(fault -> refuse(fault, value), () -> value.ignored(name, vocabulary.what()));
        }
    }

    private Optional<UnknownSections.Fault> fault(String name, JsonCursor value) {
        return vocabulary == PlanVocabulary.MONITORING
                ? UnknownSections.faultInMonitoring(name, value)
                : vocabulary.fault(name, value);
    }

    /** To rename it is not enough where it has sections inside. */
    private void misnamed(String name, JsonCursor value, String field) {
        SectionsInside.fault(name, value, true)
                .filter(fault -> !ROLLBACK_PLAN.equals(field) || !isListOfSteps(value))
                .ifPresentOrElse(
                        fault -> refuse(fault, value),
                        () -> add(misnamed, field, new Field(name, value, Optional.empty())));
    }

    private static boolean isListOfSteps(JsonCursor object) {
        return PlanVocabulary.STEP_LISTS.stream()
                .anyMatch(name -> object.field(name).isPresent());
    }

    private void refuse(UnknownSections.Fault fault, JsonCursor value) {
        value.unknownField(fault.found(), vocabulary.what() + " without it", fault.fix());
    }

    private void spelled(Spelling spelling, JsonCursor value) {
        if (spelling.value() == Spelling.Value.OBJECT && !value.isObject()) {
            refuse(spelling.name(), value, RefusedFields.ENVIRONMENT);
        } else {
            add(fields, spelling.means(), new Field(spelling.name(), value, Optional.of(spelling)));
        }
    }

    private void refuse(String name, JsonCursor value, String fix) {
        value.unknownField(JsonCursor.quoted(name), vocabulary.what() + " without it", fix);
    }

    private static void add(Map<String, List<Field>> map, String name, Field field) {
        List<Field> same = map.get(name);
        if (same == null) {
            same = new ArrayList<>();
            map.put(name, same);
        }
        same.add(field);
    }

    /** Two that mean the same may say different things, and nobody knows which one is meant. */
    private static void requireOne(List<Field> same) {
        Field first = same.get(0);
        for (Field other : same.subList(1, same.size())) {
            other.value()
                    .wrongValue(
                            "'" + other.name() + "' beside '" + first.name() + "'",
                            "one of them, since both mean '" + first.means() + "'",
                            "keep one of them, best as '" + first.means() + "'");
        }
        if (same.size() == 1 && first.spelling().isPresent()) {
            first.value().readAs(first.spelling().get().reading());
        }
    }

    /** The one field with this meaning. */
    Optional<Field> find(String name) {
        List<Field> same = fields.get(name);
        return same != null && same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    /** The value of the one field with this meaning, not read yet. */
    Optional<JsonCursor> value(String name) {
        Optional<Field> field = find(name);
        return field.isPresent() ? Optional.of(field.get().value()) : Optional.empty();
    }

    <T> Optional<T> optional(String name, Function<JsonCursor, Optional<T>> reader) {
        Optional<JsonCursor> value = value(name);
        return value.isPresent() ? reader.apply(value.get()) : Optional.empty();
    }

    Optional<Boolean> bool(String name) {
        Optional<JsonCursor> value = value(name);
        return value.isPresent() ? value.get().bool() : Optional.empty();
    }

    Optional<Integer> integer(String name, int least, int most) {
        Optional<JsonCursor> value = value(name);
        return value.isPresent() ? value.get().integer(least, most) : Optional.empty();
    }

    Optional<Duration> duration(String name) {
        Optional<Field> field = find(name);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        JsonCursor value = field.get().value();
        Optional<Duration> unit = field.get().unit();
        return unit.isPresent() ? DurationReader.in(unit.get(), value) : DurationReader.of(value);
    }

    Optional<Duration> positiveDuration(String name) {
        Optional<JsonCursor> value = value(name);
        Optional<Duration> duration = duration(name);
        if (value.isEmpty() || duration.isEmpty()) {
            return Optional.empty();
        }
        boolean isPositive = value.get()
                .demand(!duration.get().isZero(), "a duration longer than zero, such as \"30s\"", "write a longer one");
        return isPositive ? duration : Optional.empty();
    }

    /** What was found under other names of a required field. */
    List<Field> misnamed(String name) {
        return misnamed.getOrDefault(name, List.of());
    }

    /** The meaning of the one field of these that is there. */
    Optional<String> exactlyOneOf(List<String> names, String allowed, String fix) {
        List<String> meanings = new ArrayList<>();
        for (String name : names) {
            if (fields.containsKey(name)) {
                meanings.add(name);
            }
        }
        if (meanings.size() > 1) {
            object.wrongValue(
                    String.join(" and ", namesOf(meanings)), "exactly one of " + allowed, "remove all but one of them");
            return Optional.empty();
        }
        if (meanings.isEmpty()) {
            object.missing("exactly one of " + allowed, isKeyed() ? LIST : fix);
        }
        return meanings.isEmpty() ? Optional.empty() : Optional.of(meanings.get(0));
    }

    private List<String> namesOf(List<String> meanings) {
        return meanings.stream()
                .flatMap(name -> fields.getOrDefault(name, List.of()).stream())
                .map(Field::name)
                .toList();
    }

    /** Whether it is rather a list, whose entries are told apart by names or numbers instead of by their order. */
    private boolean isKeyed() {
        Map<String, JsonCursor> all = object.fields();
        all.values().removeIf(JsonCursor::isNothing);
        boolean isMade = all.values().stream().allMatch(each -> each.isText() || each.isObject() || each.isList());
        boolean isNumbered =
                all.keySet().stream().allMatch(name -> NUMBERED.matcher(name).matches());
        boolean isNamed = all.values().stream().anyMatch(each -> each.isObject() || each.isList())
                || (all.size() > 1 && vocabulary != PlanVocabulary.ROLLBACK_PLAN);
        return fields.isEmpty() && !all.isEmpty() && isMade && !object.isElement() && (isNumbered || isNamed);
    }

    /** Reports a field that says nothing without another one. */
    void belongsTo(String name, String other, String fix) {
        Optional<Field> there = find(name);
        if (there.isPresent()) {
            String written = there.get().name();
            there.get()
                    .value()
                    .wrongValue(
                            "'" + written + "' without '" + other + "'",
                            "'" + written + "' only beside '" + other + "'",
                            fix);
        }
    }
}
