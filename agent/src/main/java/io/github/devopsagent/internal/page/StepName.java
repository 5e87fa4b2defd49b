package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A step, as people call it.
 *
 * @param name as the plan has it; empty if the record does not say
 * @param place where it is defined, such as {@code deployment_steps/1}
 */
record StepName(String name, String place) {

    Markup label() {
        return name.isEmpty()
                ? UntrustedText.code(place)
                : all(text("step "), UntrustedText.name(name), text(" ("), UntrustedText.code(place), text(")"));
    }

    /** The steps of the rollback that failed. */
    static List<StepName> notUndone(JsonView deployment) {
        return deployment.objects("steps_executed").stream()
                .filter(stage -> stage.text("step").orElse("").equals("rollback"))
                .flatMap(stage -> stage.objects("steps").stream())
                .filter(step -> step.text("status").orElse("").equals("failed"))
                .map(step -> new StepName(
                        step.text("name").orElse(""), step.text("place").orElse("")))
                .toList();
    }

    /** The steps whose result nobody knows: those of the rollback's list, and those that are marked so. */
    static List<StepName> inDoubt(JsonView deployment) {
        Map<String, String> names = new LinkedHashMap<>();
        List<JsonView> steps = deployment.objects("steps_executed").stream()
                .flatMap(stage -> stage.objects("steps").stream())
                .toList();
        steps.forEach(step -> names.putIfAbsent(
                step.text("place").orElse(""), step.text("name").orElse("")));
        Stream<String> marked = steps.stream()
                .filter(step -> step.text("status").orElse("").equals("in_doubt"))
                .map(step -> step.text("place").orElse(""));
        Stream<String> listed =
                deployment.object("rollback").stream().flatMap(rollback -> rollback.texts("in_doubt").stream());
        return Stream.concat(listed, marked)
                .filter(place -> !place.isEmpty())
                .distinct()
                .map(place -> new StepName(names.getOrDefault(place, ""), place))
                .toList();
    }
}
