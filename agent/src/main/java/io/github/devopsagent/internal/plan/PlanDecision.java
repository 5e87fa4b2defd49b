package io.github.devopsagent.internal.plan;

import io.github.devopsagent.inbox.DecisionWords;
import io.github.devopsagent.inbox.DecisionWords.Meaning;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Printable;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plan says of itself where it says whether it may be deployed. */
final class PlanDecision {

    /** Last words of fields whose value decides: a no is a no, and what is left open is not yes. */
    static final Set<String> DECISIONS =
            FieldWords.list("decision verdict approved approval approvals approval_status sign_off signoff");

    /** Statuses that tell how far people came, and nothing of whether it may be deployed. */
    static final Set<String> PROGRESS = DecisionWords.PROGRESS.stream()
            .map(text -> text.replace(' ', '_'))
            .collect(Collectors.toCollection(LinkedHashSet::new));

    /** Last words of fields whose value says no, or how far people came. */
    static final Set<String> STATUSES = FieldWords.list("status state review vote conclusion recommendation");

    /** Words of names that say no by themselves, unless their value is false or nothing. */
    static final Set<String> WITHDRAWN =
            FieldWords.list("draft cancelled canceled paused suspended obsolete superseded");

    private static final String APPROVALS = "approvals";
    private static final String REQUIRED = "required";
    private static final int MOST_WORDS = 4;
    private static final int LONGEST_QUOTE = 60;

    private PlanDecision() {}

    /** The no that a field at the top says; empty if it says none, or is about something else. */
    static Optional<String> no(FieldWords name, boolean isDecision, JsonCursor value) {
        return isDecision || STATUSES.contains(name.last())
                ? no(value, isDecision, name.last().equals(APPROVALS))
                : Optional.empty();
    }

    /** In an object only what stands for a decision counts, and in approvals what each one said. */
    private static Optional<String> no(JsonCursor value, boolean isDecision, boolean isOfRoles) {
        if (value.isObject()) {
            return first(value.fields().entrySet().stream().map(each -> inside(each, isDecision, isOfRoles)));
        }
        return value.isList()
                ? first(value.elements().stream().map(each -> no(each, isDecision, isOfRoles)))
                : value.scalar()
                        .filter(text -> saysNo(value, text, isDecision))
                        .map(text -> "\"" + Printable.quoted(text, LONGEST_QUOTE) + "\"");
    }

    private static Optional<String> inside(Map.Entry<String, JsonCursor> field, boolean isDecision, boolean isOfRoles) {
        FieldWords words = FieldWords.of(field.getKey());
        boolean isOne = words.endWithOneOf(DECISIONS) || DecisionWords.meaning(field.getKey()) == Meaning.APPROVAL;
        boolean counts = (isOfRoles || isOne || STATUSES.contains(words.last())) && !words.have(REQUIRED);
        return counts ? no(field.getValue(), isDecision || isOne, false) : Optional.empty();
    }

    private static Optional<String> first(Stream<Optional<String>> all) {
        return all.flatMap(Optional::stream).findFirst();
    }

    private static boolean saysNo(JsonCursor value, String text, boolean isDecision) {
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
        return (isDecision || !words.areIn(PROGRESS)) && (DecisionWords.sayNo(text) || DecisionWords.leaveOpen(text));
    }
}
