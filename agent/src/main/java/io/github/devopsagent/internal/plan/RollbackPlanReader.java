package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.plan.Step;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the rollback plan: steps as everywhere, or an object that lists them. */
record RollbackPlanReader(StepReader reader) {

    private static final List<String> STEP = List.of("run", "uses", "command", "cmd", "script");

    List<Step> steps(JsonCursor cursor) {
        if (!cursor.isObject() || isStep(cursor)) {
            return reader.steps(cursor);
        }
        PlanFields fields = PlanFields.of(cursor, PlanVocabulary.ROLLBACK_PLAN);
        Optional<String> list = fields.exactlyOneOf(
                PlanVocabulary.STEP_LISTS,
                String.join(", ", PlanVocabulary.STEP_LISTS) + ", or of run, uses",
                "write the commands as a list under 'steps', or one command as 'run'");
        return list.flatMap(fields::find)
                .map(field -> reader.steps(field.value()))
                .orElse(List.of());
    }

    private static boolean isStep(JsonCursor cursor) {
        return !hasOneOf(PlanVocabulary.STEP_LISTS, cursor) && hasOneOf(STEP, cursor);
    }

    private static boolean hasOneOf(Collection<String> names, JsonCursor cursor) {
        for (String name : names) {
            if (cursor.field(name).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
