package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the plan's sections inside of another field of the plan, where nobody reads them. */
final class SectionsInside {

    private static final Set<String> SECTIONS =
            FieldWords.list("deployment_steps rollback_plan health_checks preflight backup monitoring");
    private static final Set<String> SURE = FieldWords.list("deployment_steps rollback_plan health_checks preflight");
    private static final String EPIC = "epic_id";

    private SectionsInside() {}

    /**
     * Says where what is inside belongs.
     *
     * @param name the field's name
     * @param value in which sections are looked for
     * @param isMisnamed whether the field is another name of a section, so that even a general name inside is one
     * @return the fault; empty if no section is inside
     */
    static Optional<UnknownSections.Fault> fault(String name, JsonCursor value, boolean isMisnamed) {
        if (!value.isObject() || isCommand(value)) {
            return Optional.empty();
        }
        Map<String, String> inside = new LinkedHashMap<>();
        value.fields().forEach((inner, each) -> {
            if (!each.isNothing()) {
                section(inner).ifPresent(section -> inside.put(inner, section));
            }
        });
        boolean isPlan = value.field(EPIC).isPresent()
                || (!isMisnamed && Set.copyOf(inside.values()).size() > 1)
                || inside.keySet().stream().filter(SECTIONS::contains).count() > 1;
        if (inside.isEmpty() || (!isMisnamed && !isSure(inside))) {
            return Optional.empty();
        }
        return Optional.of(
                isPlan
                        ? new UnknownSections.Fault(
                                JsonCursor.quoted(name) + ", an object in which the plan is wrapped",
                                "write what is in it at the top of the file, without " + JsonCursor.quoted(name)
                                        + " around it: " + places(name, inside))
                        : new UnknownSections.Fault(
                                JsonCursor.quoted(name) + ", an object with " + quoted(inside),
                                "write at the top of the plan " + places(name, inside)));
    }

    private static boolean isCommand(JsonCursor value) {
        return List.of("run", "uses", "command", "cmd", "script", "commands", "http", "url", "tcp").stream()
                .anyMatch(each -> value.field(each).isPresent());
    }

    private static Optional<String> section(String inner) {
        if (SECTIONS.contains(inner)) {
            return Optional.of(inner);
        }
        return PlanVocabulary.PLAN.word(inner) instanceof Vocabulary.Misnamed other
                ? Optional.of(other.field())
                : Optional.empty();
    }

    /** A single general name inside, such as {@code validation}, may be about anything. */
    private static boolean isSure(Map<String, String> inside) {
        return Set.copyOf(inside.values()).size() > 1
                || inside.keySet().stream()
                        .anyMatch(name -> SURE.contains(name)
                                || (!SECTIONS.contains(name)
                                        && FieldWords.of(name).each().size() > 1));
    }

    private static String quoted(Map<String, String> inside) {
        return String.join(
                ", ", inside.keySet().stream().map(JsonCursor::quoted).toList());
    }

    private static String places(String name, Map<String, String> inside) {
        List<String> places = new ArrayList<>();
        inside.forEach((inner, section) -> places.add(JsonCursor.quoted(name + "/" + inner) + " as '" + section + "'"));
        return String.join(", ", places);
    }
}
