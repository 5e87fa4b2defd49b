package io.github.devopsagent.json;

import io.github.devopsagent.veto.DecisionWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what stands at the top of a plan under a name that says nothing to us. It is for people, and passed over,
 * unless it holds what is to be done, or says that the plan must not be carried out.
 */
final class UnknownSections {

    /**
     * Why a section must not be passed over.
     *
     * @param found what it is
     * @param fix what to write instead
     */
    record Fault(String found, String fix) {}

    /** The fields of a step that say what is executed. */
    static final Set<String> COMMANDS = FieldWords.list("run command commands cmd script scripts steps");

    /** Last words of fields whose value decides: a no is a no, and what is left open is not yes. */
    static final Set<String> DECISIONS =
            FieldWords.list("decision verdict approved approval approvals approval_status sign_off signoff");

    /** Statuses that tell how far people came, and nothing of whether it may be deployed. */
    static final Set<String> PROGRESS = FieldWords.list("pending planned open todo to_do in_progress not_started"
            + " not_yet_started not_deployed not_yet_deployed");

    private static final String STATUS = "status";
    private static final Set<String> NONE = Set.of("false", "none", "no", "0");
    private static final Set<String> DEMANDS = FieldWords.list("requires require required needs need");
    private static final int MOST_WORDS = 4;

    private UnknownSections() {}

    /** What is wrong with a section; empty if it may be passed over. */
    static Optional<Fault> fault(String name, Cursor value) {
        FieldWords words = FieldWords.of(name);
        return ending(name, words)
                .or(() -> no(name, value))
                .or(() -> decision(name, words, value))
                .or(() -> commands(name, value));
    }

    private static Optional<Fault> ending(String name, FieldWords words) {
        List<String> each = words.each();
        return each.size() < 2
                ? Optional.empty()
                : Optional.ofNullable(RefusedWords.PLAN_ENDINGS.get(each.get(each.size() - 1)))
                        .map(fix -> new Fault(Cursor.quoted(name), fix));
    }

    private static Optional<Fault> no(String name, Cursor value) {
        return isNone(value) || !DecisionWords.isNo(name)
                ? Optional.empty()
                : Optional.of(new Fault(Cursor.quoted(name), RefusedFields.NOT_YET));
    }

    private static boolean isNone(Cursor value) {
        return value.isNothing()
                || value.scalar()
                        .filter(text -> NONE.contains(Likeness.plain(text)))
                        .isPresent();
    }

    private static Optional<Fault> decision(String name, FieldWords words, Cursor value) {
        boolean isDecision = isDecision(name, words);
        if (isDecision && DEMANDS.stream().anyMatch(words::have)) {
            return isNone(value)
                    ? Optional.empty()
                    : Optional.of(new Fault(Cursor.quoted(name), RefusedFields.DECIDED_BY_PHASE));
        }
        return !isDecision && !words.endWith(STATUS)
                ? Optional.empty()
                : no(value, isDecision, words.endWith("approvals"))
                        .map(no -> new Fault(Cursor.quoted(name) + ", which says " + no, RefusedFields.NOT_YET));
    }

    private static boolean isDecision(String name, FieldWords words) {
        return DECISIONS.stream().anyMatch(words::endWith) || DecisionWords.isApproval(name);
    }

    /** Below an object only what stands for a decision counts, and in approvals what each one said. */
    private static Optional<String> no(Cursor value, boolean isDecision, boolean isOfRoles) {
        List<Cursor> inside = new ArrayList<>();
        if (value.isList()) {
            inside.addAll(value.elements());
        }
        Optional<String> here =
                value.scalar().filter(text -> saysNo(value, text, isDecision)).map(UnknownSections::quoted);
        return here.or(() -> inside.stream()
                        .flatMap(each -> no(each, isDecision, isOfRoles).stream())
                        .findFirst())
                .or(() -> noOf(value.isObject() ? value.fields() : Map.of(), isDecision, isOfRoles));
    }

    private static Optional<String> noOf(Map<String, Cursor> fields, boolean isDecision, boolean isOfRoles) {
        return fields.entrySet().stream()
                .filter(each -> isOfRoles || counts(each.getKey()))
                .filter(each -> !FieldWords.of(each.getKey()).have("required"))
                .flatMap(
                        each -> no(
                                each.getValue(),
                                isDecision || isDecision(each.getKey(), FieldWords.of(each.getKey())),
                                false)
                                .stream())
                .findFirst();
    }

    private static boolean counts(String key) {
        FieldWords words = FieldWords.of(key);
        return isDecision(key, words) || words.endWith(STATUS) || words.endWith("state");
    }

    private static boolean saysNo(Cursor value, String text, boolean isDecision) {
        if (value.isFalse() || text.equals("0")) {
            return true;
        }
        if (!value.isText() || text.isBlank()) {
            return false;
        }
        FieldWords words = FieldWords.of(text);
        if (words.each().size() > MOST_WORDS) {
            return DecisionWords.beginWithNo(text);
        }
        return (isDecision || PROGRESS.stream().noneMatch(words::are))
                && (DecisionWords.sayNo(text) || DecisionWords.leaveOpen(text));
    }

    private static String quoted(String text) {
        return "\"" + Printable.quoted(text, 60) + "\"";
    }

    private static Optional<Fault> commands(String name, Cursor value) {
        return value.pathTo(key -> COMMANDS.contains(Likeness.plain(key)))
                .map(path -> new Fault(
                        Cursor.quoted(name) + ", which has a command or steps at '" + Printable.quoted(name + path, 200)
                                + "'",
                        RefusedFields.BY_ITS_PLACE));
    }
}
