package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The vocabulary as docs/plan.md has it. */
final class VocabularyTables {

    private VocabularyTables() {}

    /** Each table, the row of its head first. */
    static List<String> all() {
        return List.of(
                spellings(),
                table("| instead of | found | ", misnamed()),
                refused("of a step", RefusedFields.OF_STEPS),
                refused("of a health check", RefusedFields.OF_CHECKS),
                refused("of `monitoring`", RefusedFields.OF_MONITORING),
                refused(
                        "of a `rollback_plan` that lists steps, besides whatever a step says or must not say",
                        ofRollbackPlans()),
                refused("at the top of the plan", RefusedFields.OF_PLANS),
                words("of a step", RefusedWords.OF_STEPS.fixes()),
                words("of a health check", RefusedWords.OF_CHECKS.fixes()),
                words("of `monitoring`", RefusedWords.OF_MONITORING.fixes()),
                words("of a `rollback_plan` that lists steps", RefusedWords.OF_ROLLBACK_PLANS.fixes()),
                words("at the top of the plan", RefusedWords.OF_PLANS.fixes()),
                refused("at the top of the plan, if two words or more end with", RefusedWords.PLAN_ENDINGS),
                refused(
                        "as a word in `type`, `kind` or `mode`, or as the one word in `action`",
                        RefusedWords.VALUES.fixes()),
                refused("as a word in `status` or `state`", RefusedWords.STATES.fixes()),
                lists());
    }

    private static String words(String where, Map<String, String> fixes) {
        return refused(where + ", whatever its other words are", fixes);
    }

    private static String lists() {
        return table(
                "| of names and values | |",
                List.of(
                        row("for people: last words", DecidingWords.FOR_PEOPLE),
                        row("for people: what is expected", DecidingWords.FORECASTS),
                        row("for people: other names", DecidingWords.OTHER_NAMES),
                        row("for people never: with", DecidingWords.NEVER_FOR_PEOPLE),
                        row("decisions: last words", PlanDecision.DECISIONS),
                        row("statuses: last words", PlanDecision.STATUSES),
                        row("progress", PlanDecision.PROGRESS),
                        row("withdrawn", PlanDecision.WITHDRAWN),
                        row("what counts", DecidingValues.COUNTING),
                        row("commands", UnknownSections.COMMANDS)));
    }

    private static String row(String what, Set<String> words) {
        return "| " + what + " | " + codes(new ArrayList<>(words)) + " |";
    }

    private static Map<String, String> ofRollbackPlans() {
        return RefusedFields.OF_ROLLBACK_PLANS;
    }

    private static String spellings() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        Stream.of(PlanVocabulary.STEP, PlanVocabulary.CHECK)
                .flatMap(level -> level.spellings().values().stream())
                .filter(spelling -> spelling.unit().isEmpty())
                .forEach(spelling -> rows.computeIfAbsent(code(spelling.means()), none -> new LinkedHashSet<>())
                        .add(code(spelling.name()) + remark(spelling)));
        List<String> lines = new ArrayList<>();
        rows.forEach((field, others) -> lines.add("| " + field + " | " + String.join(", ", others) + " |"));
        lines.add(
                "| any duration, such as `timeout` | a number under `timeout_UNIT`, `timeout_in_UNIT`, `timeout-UNIT`,"
                        + " `timeout-in-UNIT`, `timeoutUnit` or `timeoutInUnit`, where UNIT is "
                        + Spelling.unitWords().stream()
                                .map(VocabularyTables::code)
                                .collect(Collectors.joining(", ")) + " |");
        return table("| field | is read from, too |", lines);
    }

    private static String remark(Spelling spelling) {
        return switch (spelling.value()) {
            case THE_SAME -> "";
            case NO_LIST -> " (no list)";
            case OBJECT -> " (an object)";
        };
    }

    private static List<String> misnamed() {
        return rows(MisnamedFields.OF_PLANS).entrySet().stream()
                .map(row -> "| " + code(row.getKey()) + " | " + codes(row.getValue()) + " |")
                .toList();
    }

    private static String refused(String where, Map<String, String> fields) {
        List<String> lines = rows(fields).entrySet().stream()
                .map(row -> "| " + codes(row.getValue()) + " | " + row.getKey().replace("|", "\\|") + " |")
                .toList();
        return table("| refused " + where + " | |", lines);
    }

    private static Map<String, List<String>> rows(Map<String, String> words) {
        return words.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    }

    private static String table(String head, List<String> lines) {
        return head.strip() + "\n|---|---|\n" + String.join("\n", lines) + "\n";
    }

    private static String codes(List<String> words) {
        return words.stream().map(VocabularyTables::code).collect(Collectors.joining(" "));
    }

    private static String code(String word) {
        return "`" + word + "`";
    }
}
