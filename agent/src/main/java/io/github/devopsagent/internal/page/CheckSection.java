package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Each health check: before, after the deployment, over the window, and after a rollback.
 *
 * @param deployment the record
 */
record CheckSection(JsonView deployment) {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 28;
    private static final int MOST_PROBES = 40;

    Markup markup() {
        List<JsonView> checks = deployment.objects("health_checks");
        if (checks.isEmpty()) {
            return element("p", text("The record lists no health check."));
        }
        return all(Stream.concat(
                checks.stream().limit(UntrustedText.MOST).map(this::check),
                Stream.of(checks.size() - UntrustedText.MOST)
                        .filter(more -> more > 0)
                        .map(more -> element("p", text("and " + more + " more, in the record")))));
    }

    private Markup check(JsonView check) {
        List<Markup> phases = new ArrayList<>();
        check.object("baseline").ifPresent(seen -> phases.add(observed("Before", seen)));
        check.object("verification").ifPresent(seen -> phases.add(observed("After the deployment", seen)));
        inWindow(check).ifPresent(seen -> phases.add(monitored(seen)));
        check.object("after_rollback").ifPresent(seen -> phases.add(observed("After the rollback", seen)));
        return styled(
                "div",
                "check",
                element("h3", UntrustedText.name(check.text("name").orElse(""))),
                styled("p", "muted", UntrustedText.code(check.text("action").orElse(""))),
                phases.isEmpty()
                        ? styled("p", "muted", text("It was not asked."))
                        : styled("div", "phases", all(phases)));
    }

    private Optional<JsonView> inWindow(JsonView check) {
        return deployment.object("monitoring").stream()
                .flatMap(monitoring -> monitoring.objects("health_checks").stream())
                .filter(seen -> seen.text("source").equals(check.text("source"))
                        && seen.text("name").equals(check.text("name")))
                .findFirst();
    }

    private static Markup observed(String when, JsonView seen) {
        String verdict = seen.text("verdict").orElse("");
        Tone tone = Tone.ofVerdict(verdict);
        return phase(
                when,
                tone,
                all(
                        UntrustedText.name(verdict.equals("pending") ? "no verdict" : verdict),
                        text(", asked " + times(seen.whole("probes").orElse(0L)))),
                seen,
                seen.text("detail"));
    }

    private static Markup monitored(JsonView seen) {
        long failed = seen.whole("failed_probes").orElse(0L);
        long probes = seen.whole("probes").orElse(0L);
        return phase(
                "Over the window",
                probes == 0 ? Tone.DOUBT : failed == 0 ? Tone.GOOD : Tone.BAD,
                text(failed + " of " + probes + " answers not healthy"),
                seen,
                lastDetail(seen));
    }

    private static Optional<String> lastDetail(JsonView seen) {
        return seen.objects("last").stream()
                .flatMap(probe -> probe.text("detail").stream())
                .reduce((earlier, later) -> later);
    }

    private static Markup phase(String when, Tone tone, Markup what, JsonView seen, Optional<String> detail) {
        return styled(
                "div",
                "phase",
                styled("p", "when", text(when)),
                element("p", tone.mark(), text(" "), what),
                probes(seen.objects("last")),
                detail.map(text -> styled("p", "detail", UntrustedText.line(text)))
                        .map(Markup.class::cast)
                        .orElse(Markup.NOTHING));
    }

    private static String times(long probes) {
        return probes == 1 ? "once" : probes + " times";
    }

    /** A bar for each answer, as high as it took; one that was not healthy is crossed. */
    private static Markup probes(List<JsonView> answers) {
        if (answers.isEmpty()) {
            return Markup.NOTHING;
        }
        List<JsonView> last = answers.subList(Math.max(0, answers.size() - MOST_PROBES), answers.size());
        long slowest =
                Math.max(1, last.stream().mapToLong(CheckSection::took).max().orElse(1));
        List<Markup> bars = new ArrayList<>();
        int bad = 0;
        double slot = Math.min(12, (double) WIDTH / last.size());
        for (int i = 0; i < last.size(); i++) {
            boolean isHealthy = last.get(i).bool("healthy").orElse(false);
            double height = Math.max(3, (HEIGHT - 2.0) * took(last.get(i)) / slowest);
            double x = i * slot;
            bars.add(Plot.rect(isHealthy ? "good" : "bad", x, HEIGHT - height, slot - 1.5, height));
            if (!isHealthy) {
                bad++;
                bars.add(Plot.cross(x + (slot - 1.5) / 2, 5));
            }
        }
        String label =
                last.size() + " answers, " + bad + " not healthy, the slowest in " + Times.span(slowest / 1000.0);
        return all(
                Plot.of("probes", WIDTH, HEIGHT, label, all(bars)),
                styled("p", "muted", text("slowest of the last " + last.size() + ": " + Times.span(slowest / 1000.0))));
    }

    private static long took(JsonView probe) {
        return Math.max(0, probe.whole("duration_ms").orElse(0L));
    }
}
