package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Printable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges fields whose names decide nothing, and whose values may: {@code "type": "manual"}. */
final class DecidingValues {

    /** Last words of such names, each with the words that decide in their values. */
    static final Map<String, DecidingWords> NAMES = Map.of(
            "type", RefusedWords.VALUES,
            "kind", RefusedWords.VALUES,
            "mode", RefusedWords.VALUES,
            "status", RefusedWords.STATES,
            "state", RefusedWords.STATES);

    /** Names of which only a false decides anything, since what is carried out counts. */
    static final Set<String> COUNTING = FieldWords.list("critical blocking");

    private static final Set<String> PLACES = FieldWords.list("type kind mode phase stage");
    private static final Set<String> WAY_BACK = FieldWords.list("rollback undo revert compensation");
    private static final String ACTION = "action";
    private static final int LONGEST_QUOTE = 60;

    private DecidingValues() {}

    static Optional<UnknownSections.Fault> fault(String name, JsonCursor value) {
        if (value.isFalse() && FieldWords.of(name).endWithOneOf(COUNTING)) {
            return Optional.of(new UnknownSections.Fault(
                    JsonCursor.quoted(name) + " with the value false", RefusedFields.TOLERATE));
        }
        return value.scalar().filter(text -> value.isText()).flatMap(text -> fix(FieldWords.of(name), text)
                .map(fix -> new UnknownSections.Fault(
                        JsonCursor.quoted(name) + " with the value \"" + Printable.quoted(text, LONGEST_QUOTE) + "\"",
                        fix)));
    }

    /** Whether it says of a step that it belongs to the way back: {@code "stage": "rollback"}. */
    static boolean undoes(String name, String text) {
        if (!FieldWords.of(name).endWithOneOf(PLACES)) {
            return false;
        }
        FieldWords words = FieldWords.of(text);
        return WAY_BACK.stream().anyMatch(words::have);
    }

    private static Optional<String> fix(FieldWords name, String text) {
        boolean isAction =
                name.last().equals(ACTION) && FieldWords.of(text).each().size() == 1;
        return Optional.ofNullable(isAction ? RefusedWords.VALUES : NAMES.get(name.last()))
                .flatMap(deciding -> deciding.fix(text));
    }
}
