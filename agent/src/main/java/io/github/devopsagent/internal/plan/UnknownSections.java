package io.github.devopsagent.internal.plan;

import io.github.devopsagent.inbox.DecisionWords;
import io.github.devopsagent.inbox.DecisionWords.Meaning;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.NameSimilarity;
import io.github.devopsagent.internal.json.Printable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges what stands at the top of a plan under a name that says nothing to us. It is for people, and passed over,
 * unless it holds what is to be done, or says that the plan must not be carried out.
 */
final class UnknownSections {

    /**
     * Why a field must not be passed over.
     *
     * @param found what it is
     * @param fix what to write instead
     */
    record Fault(String found, String fix) {}

    /** The fields of a step that say what is executed. */
    static final Set<String> COMMANDS = FieldWords.list("run command commands cmd script scripts steps");

    private static final Set<String> NONE = Set.of("false", "none", "no", "0");
    private static final Set<String> DEMANDS = FieldWords.list("requires require required needs need");
    private static final Set<String> CRITERIA = FieldWords.list("criteria conditions");
    /** A number, a comparison, a share. */
    private static final Pattern CRITERION = Pattern.compile("\\p{N}|[<>=%\u2264\u2265]");

    private static final int LONGEST_PATH = 200;

    private UnknownSections() {}

    /** What is wrong with a section; empty if it may be passed over. */
    static Optional<Fault> fault(String name, JsonCursor value) {
        FieldWords words = FieldWords.of(name);
        return ending(name, words)
                .or(() -> no(name, words, value))
                .or(() -> criteria(name, words, value))
                .or(() -> limits(name, value))
                .or(() -> commands(name, value));
    }

    /** What is wrong with a field of monitoring that is not known; empty if it may be passed over. */
    static Optional<Fault> faultInMonitoring(String name, JsonCursor value) {
        return UnjudgedLimits.areInMonitoring(name, value)
                ? Optional.of(ofLimit(name))
                : DecidingValues.fault(name, value);
    }

    private static Fault ofLimit(String name) {
        return new Fault(JsonCursor.quoted(name) + ", which has a limit", RefusedFields.AS_METRICS);
    }

    /** Sentences are for people; a number is one that somebody expects to be judged. */
    private static Optional<Fault> criteria(String name, FieldWords words, JsonCursor value) {
        boolean isOfSuccess = words.each().size() == 2 && words.beginWith("success") && CRITERIA.contains(words.last());
        List<JsonCursor> texts = value.isList() ? value.elements() : List.of(value);
        boolean isProse = texts.stream()
                .allMatch(text -> text.isText()
                        && text.scalar()
                                .filter(said -> !CRITERION.matcher(said).find())
                                .isPresent());
        return isOfSuccess && !isProse && !value.isNothing()
                ? Optional.of(new Fault(JsonCursor.quoted(name), RefusedFields.AS_METRICS))
                : Optional.empty();
    }

    private static Optional<Fault> limits(String name, JsonCursor value) {
        return UnjudgedLimits.areIn(name, value) ? Optional.of(ofLimit(name)) : Optional.empty();
    }

    private static Optional<Fault> ending(String name, FieldWords words) {
        return words.each().size() < 2
                ? Optional.empty()
                : Optional.ofNullable(RefusedWords.PLAN_ENDINGS.get(words.last()))
                        .map(fix -> new Fault(JsonCursor.quoted(name), fix));
    }

    private static Optional<Fault> no(String name, FieldWords words, JsonCursor value) {
        Meaning meaning = DecisionWords.meaning(name);
        if (meaning == Meaning.NO || PlanDecision.WITHDRAWN.stream().anyMatch(words::have)) {
            return unlessNone(name, value, RefusedFields.NOT_YET);
        }
        boolean isDecision = meaning == Meaning.APPROVAL || words.endWithOneOf(PlanDecision.DECISIONS);
        if (isDecision && DEMANDS.stream().anyMatch(words::have)) {
            return unlessNone(name, value, RefusedFields.DECIDED_BY_PHASE);
        }
        return PlanDecision.no(words, isDecision, value)
                .map(no -> new Fault(JsonCursor.quoted(name) + ", which says " + no, RefusedFields.NOT_YET));
    }

    private static Optional<Fault> unlessNone(String name, JsonCursor value, String fix) {
        boolean isNone = value.isNothing()
                || value.scalar()
                        .filter(text -> NONE.contains(NameSimilarity.plain(text)))
                        .isPresent();
        return isNone ? Optional.empty() : Optional.of(new Fault(JsonCursor.quoted(name), fix));
    }

    private static Optional<Fault> commands(String name, JsonCursor value) {
        return value.pathTo(key -> COMMANDS.contains(NameSimilarity.plain(key)))
                .map(path -> new Fault(
                        JsonCursor.quoted(name) + ", which has a command or steps at '"
                                + Printable.quoted(name + path, LONGEST_PATH) + "'",
                        RefusedFields.BY_ITS_PLACE));
    }
}
