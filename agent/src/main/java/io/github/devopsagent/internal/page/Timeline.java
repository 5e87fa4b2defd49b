package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stages and their steps over time: a line for each, with a bar on one scale, and what a step did folded behind it.
 *
 * @param stages of the record
 */
record Timeline(List<JsonView> stages) {

    private static final int WIDTH = 1000;
    /** What took no time is seen, too. */
    private static final int LEAST = 6;

    Markup markup() {
        if (stages.isEmpty()) {
            return element("p", text("The record lists no stage."));
        }
        Optional<Instant> from = times("started_at").min(Comparator.naturalOrder());
        Optional<Instant> to =
                Stream.concat(times("started_at"), times("ended_at")).max(Comparator.naturalOrder());
        return all(
                axis(from, to), styled("div", "timeline", all(stages.stream().map(stage -> stage(stage, from, to)))));
    }

    private Stream<Instant> times(String field) {
        return stages.stream()
                .flatMap(stage -> Stream.concat(Stream.of(stage), stage.objects("steps").stream()))
                .flatMap(each -> each.instant(field).stream());
    }

    private static Markup axis(Optional<Instant> from, Optional<Instant> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return Markup.NOTHING;
        }
        return styled(
                "p",
                "axis",
                element("span", text(Times.clock(from.get()) + " UTC")),
                element("span", text(Times.span(Times.seconds(from.get(), to.get())))),
                element("span", text(Times.clock(to.get()) + " UTC")));
    }

    private static Markup stage(JsonView stage, Optional<Instant> from, Optional<Instant> to) {
        String name = stage.text("step").orElse("");
        List<JsonView> steps = stage.objects("steps");
        List<Markup> rows = new ArrayList<>();
        rows.add(row("stage", stage, UntrustedText.name(title(name)), from, to));
        steps.stream().limit(UntrustedText.MOST).forEach(step -> rows.add(step(step, from, to)));
        if (steps.size() > UntrustedText.MOST) {
            rows.add(element("p", text("and " + (steps.size() - UntrustedText.MOST) + " more steps, in the record")));
        }
        return styled("div", "stage-rows", all(rows));
    }

    private static String title(String stage) {
        return switch (stage) {
            case "pre_flight" -> "Pre-flight";
            case "backup" -> "Backup";
            case "deploy" -> "Deploy";
            case "health_check" -> "Health check";
            case "monitor" -> "Monitor";
            case "rollback" -> "Rollback";
            default -> stage;
        };
    }

    private static Markup step(JsonView step, Optional<Instant> from, Optional<Instant> to) {
        Element details = Page.folded(
                row("step", step, UntrustedText.name(step.text("name").orElse("")), from, to), StepDetails.of(step));
        boolean isFine = step.text("status").orElse("").equals("success");
        return isFine ? details : details.with("open", "open");
    }

    private static Element row(String kind, JsonView entry, Markup name, Optional<Instant> from, Optional<Instant> to) {
        Tone tone = Tone.ofStatus(entry.text("status").orElse(""));
        return styled(
                "span",
                "row " + kind,
                tone.mark(),
                styled("span", "name", name),
                styled("span", "took", text(took(entry))),
                bar(entry, tone, from, to));
    }

    private static String took(JsonView entry) {
        return entry.whole("duration_ms").map(ms -> Times.span(ms / 1000.0)).orElse("no end known");
    }

    /** Whose end is not known, of that the bar goes to the end. */
    private static Markup bar(JsonView entry, Tone tone, Optional<Instant> from, Optional<Instant> to) {
        Optional<Instant> begin = entry.instant("started_at");
        if (begin.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Markup.NOTHING;
        }
        double all = Math.max(Times.seconds(from.get(), to.get()), 0.001);
        double x = WIDTH * Times.seconds(from.get(), begin.get()) / all;
        double end = WIDTH * Times.seconds(from.get(), entry.instant("ended_at").orElse(to.get())) / all;
        double width = Math.max(LEAST, end - x);
        return styled("svg", "bar", rect("track", 0, WIDTH), rect(tone.styleClass(), Math.min(x, WIDTH - width), width))
                .with("viewBox", "0 0 " + WIDTH + " 10")
                .with("preserveAspectRatio", "none")
                .with("aria-hidden", "true");
    }

    private static Markup rect(String styleClass, double x, double width) {
        return styled("rect", styleClass)
                .with("x", x)
                .with("y", "0")
                .with("width", width)
                .with("height", "10");
    }
}
