package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import java.util.List;
import java.util.Optional;

/**
 * Each metric: its values before, over the window, and after a rollback.
 *
 * @param deployment the record
 */
record MetricSection(JsonView deployment) {

    boolean isEmpty() {
        return metrics().isEmpty();
    }

    private List<JsonView> metrics() {
        return deployment
                .object("monitoring")
                .map(each -> each.objects("metrics"))
                .orElse(List.of());
    }

    Markup markup() {
        return all(metrics().stream().limit(UntrustedText.MOST).map(this::metric));
    }

    private Markup metric(JsonView metric) {
        Tone tone = Tone.ofVerdict(metric.text("verdict").orElse(""));
        Optional<JsonView> after = afterRollback(metric);
        return styled(
                "div",
                "check",
                element(
                        "h3",
                        tone.mark(),
                        text(" "),
                        UntrustedText.name(metric.text("name").orElse("")),
                        text(" "),
                        UntrustedText.code(metric.text("rule").orElse(""))),
                element(
                        "p",
                        text(metric.whole("bad_samples").orElse(0L) + " of "
                                + metric.whole("samples").orElse(0L) + " samples in the window broke the rule. "),
                        UntrustedText.line(metric.text("detail").orElse(""))),
                MetricPlot.of(metric, after),
                after.flatMap(each -> each.text("detail"))
                        .map(detail -> styled("p", "muted", text("After the rollback: "), UntrustedText.line(detail)))
                        .map(Markup.class::cast)
                        .orElse(Markup.NOTHING));
    }

    private Optional<JsonView> afterRollback(JsonView metric) {
        return deployment.object("rollback").stream()
                .flatMap(rollback -> rollback.objects("metrics").stream())
                .filter(each -> each.text("source").equals(metric.text("source"))
                        && each.text("name").equals(metric.text("name")))
                .findFirst();
    }
}
