package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import java.util.ArrayList;
import java.util.List;

/** What a step was to do, and what it printed. */
final class StepDetails {

    private StepDetails() {}

    static Markup of(JsonView step) {
        List<Markup> lines = new ArrayList<>();
        step.text("reason").ifPresent(why -> lines.add(styled("p", "reason", UntrustedText.line(why))));
        lines.add(element("p", UntrustedText.code(step.text("action").orElse(""))));
        lines.add(styled("p", "facts", all(facts(step).stream().map(fact -> element("span", fact)))));
        step.text("output_head").ifPresent(head -> lines.add(UntrustedText.block(head)));
        step.text("output_tail").ifPresent(tail -> lines.add(UntrustedText.block(tail)));
        long bytes = step.whole("output_bytes").orElse(0L);
        if (bytes == 0) {
            lines.add(styled("p", "muted", text("It printed nothing.")));
        }
        step.text("output_file")
                .ifPresent(file -> lines.add(styled(
                        "p", "muted", text("All " + bytes + " bytes of its output: "), UntrustedText.code(file))));
        return all(lines);
    }

    private static List<Markup> facts(JsonView step) {
        List<Markup> facts = new ArrayList<>();
        step.text("place").ifPresent(place -> facts.add(UntrustedText.code(place)));
        step.instant("started_at").ifPresent(at -> facts.add(Times.moment(at)));
        step.whole("attempts")
                .filter(attempts -> attempts > 1)
                .ifPresent(attempts -> facts.add(text(attempts + " attempts")));
        step.whole("exit_code").ifPresent(code -> facts.add(text("exit code " + code)));
        step.text("signal").ifPresent(signal -> facts.add(all(text("ended by "), UntrustedText.name(signal))));
        return facts;
    }
}
