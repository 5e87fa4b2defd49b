package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import io.github.devopsagent.internal.json.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The page of a deployment, as its record tells it. */
public final class RecordPage {

    /** How each page begins, so that a file can be told from one of somebody else. */
    public static final String BEGINNING = Page.BEGINNING;

    private final JsonView deployment;
    private final RecordContext context;

    private RecordPage(JsonView deployment, RecordContext context) {
        this.deployment = deployment;
        this.context = context;
    }

    /**
     * The page of a record.
     *
     * @param bytes of the record, of whatever version
     * @param deploymentId whose record it should be
     * @param context what is known besides
     * @return a page; one that says so if it is no record, or that of another deployment
     */
    public static String of(byte[] bytes, String deploymentId, RecordContext context) {
        return JsonView.document(bytes)
                .fold(
                        why -> NoRecordPage.unreadable(deploymentId, why),
                        record -> record.text("deployment_id")
                                        .filter(deploymentId::equals)
                                        .isPresent()
                                ? of(record, context)
                                : NoRecordPage.unreadable(
                                        deploymentId,
                                        "it is of the deployment '"
                                                + record.text("deployment_id").orElse("") + "'"));
    }

    /**
     * The page of a deployment.
     *
     * @param deployment the fields of its record
     * @param context what is known besides
     */
    public static String of(JsonView deployment, RecordContext context) {
        return new RecordPage(deployment, context).page();
    }

    private String page() {
        Summary summary = new RecordSummary(deployment, context).summary();
        List<Markup> sections = new ArrayList<>();
        addFailure(sections);
        addDoubt(sections);
        addUndoing(sections);
        addLater(sections);
        sections.add(Page.section("Stages and steps", new Timeline(deployment.objects("steps_executed")).markup()));
        sections.add(Page.section("Health checks", new CheckSection(deployment).markup()));
        addMonitoring(sections);
        sections.add(Page.section("Who approved", new ApprovalSection(deployment, context.approvals()).markup()));
        addList(sections, "Warnings", warnings());
        addInbox(sections);
        sections.add(Page.section("About this deployment", new FactSection(deployment).markup()));
        addList(sections, "Fields of the record that are not understood", deployment.misread());
        String id = deployment.text("deployment_id").orElse("");
        return Page.of(Printable.line(id + ": " + summary.word(), 100), summary, sections);
    }

    /** What the failed step printed; the reason itself stands first on the page. */
    private void addFailure(List<Markup> sections) {
        deployment.object("failure").ifPresent(failure -> failure.text("output_tail")
                .ifPresent(tail -> sections.add(Page.section(
                        "The last output of what failed first",
                        styled(
                                "p",
                                "muted",
                                text("stage "),
                                UntrustedText.name(failure.text("stage").orElse("?")),
                                failure.text("place")
                                        .map(place -> all(text(", "), UntrustedText.code(place)))
                                        .orElse(Markup.NOTHING)),
                        UntrustedText.block(tail)))));
    }

    private void addDoubt(List<Markup> sections) {
        List<StepName> steps = StepName.inDoubt(deployment);
        if (!steps.isEmpty()) {
            sections.add(Page.section(
                    "In doubt",
                    element("p", text("Nobody knows the result of these, or something of them still runs:")),
                    element(
                            "ul",
                            all(steps.stream().limit(UntrustedText.MOST).map(step -> element("li", step.label()))))));
        }
    }

    private void addUndoing(List<Markup> sections) {
        deployment.object("rollback").ifPresent(rollback -> {
            List<String> faults = rollback.texts("faults");
            List<JsonView> undone = deployment.objects("steps_executed").stream()
                    .filter(stage -> stage.text("step").orElse("").equals("rollback"))
                    .flatMap(stage -> stage.objects("steps").stream())
                    .toList();
            sections.add(Page.section(
                    "What was undone",
                    undone.isEmpty()
                            ? element("p", text("No step of a rollback was started."))
                            : element(
                                    "ul",
                                    all(undone.stream()
                                            .limit(UntrustedText.MOST)
                                            .map(RecordPage::undone))),
                    element(
                            "p",
                            text("Health after it: "
                                    + health(rollback.text("health").orElse("")))),
                    faults.isEmpty()
                            ? Markup.NOTHING
                            : all(element("h3", text("What went wrong on the way back")), UntrustedText.list(faults))));
        });
    }

    /** What failed on the way back is what somebody has to know first. */
    private static Markup undone(JsonView step) {
        Tone tone = Tone.ofStatus(step.text("status").orElse(""));
        return element(
                "li",
                tone.mark(),
                text(" "),
                UntrustedText.name(step.text("name").orElse("")),
                text(" "),
                UntrustedText.code(step.text("place").orElse("")),
                tone == Tone.GOOD
                        ? Markup.NOTHING
                        : all(
                                step.text("reason")
                                        .map(why -> all(text(": "), UntrustedText.line(why)))
                                        .orElse(Markup.NOTHING),
                                step.text("output_tail")
                                        .map(UntrustedText::block)
                                        .orElse(Markup.NOTHING)));
    }

    private static String health(String label) {
        return switch (label) {
            case "healthy" -> "healthy, all health checks pass.";
            case "as_before" -> "as before, only those health checks fail that failed before the deployment.";
            case "unhealthy" -> "unhealthy, a health check fails that passed before the deployment.";
            default -> "not verified, the health checks could not be asked, or not to an end.";
        };
    }

    private void addLater(List<Markup> sections) {
        if (!context.later().isEmpty()) {
            sections.add(Page.section(
                    "Since then",
                    element("p", text("This epic has later deployments; the newest first:")),
                    element(
                            "ul",
                            all(context.later().stream()
                                    .limit(UntrustedText.MOST)
                                    .map(other ->
                                            element("li", context.row(other).line()))))));
        }
    }

    private void addMonitoring(List<Markup> sections) {
        deployment.object("monitoring").ifPresent(monitoring -> {
            MetricSection metrics = new MetricSection(deployment);
            sections.add(Page.section(
                    "Monitor window",
                    element(
                            "p",
                            text(monitoring.whole("failed_samples").orElse(0L) + " of "
                                    + monitoring.whole("samples").orElse(0L) + " samples failed."),
                            monitoring
                                    .text("last_failure")
                                    .map(last -> all(text(" The last failure: "), UntrustedText.line(last)))
                                    .orElse(Markup.NOTHING)),
                    metrics.markup()));
        });
    }

    private List<String> warnings() {
        return Stream.concat(deployment.texts("warnings").stream(), context.warnings().stream())
                .distinct()
                .toList();
    }

    private static void addList(List<Markup> sections, String heading, List<String> texts) {
        if (!texts.isEmpty()) {
            sections.add(Page.section(heading, UntrustedText.list(texts)));
        }
    }

    private void addInbox(List<Markup> sections) {
        List<JsonView> inbox = deployment.objects("inbox");
        if (!inbox.isEmpty()) {
            sections.add(Page.section(
                    "Inbox of devops",
                    Page.folded(
                            text(inbox.size() + (inbox.size() == 1 ? " file" : " files")),
                            element(
                                    "ul",
                                    all(inbox.stream().limit(UntrustedText.MOST).map(RecordPage::received))))));
        }
    }

    private static Markup received(JsonView file) {
        return element(
                "li",
                UntrustedText.code(file.text("file").orElse("")),
                file.text("sender")
                        .map(sender -> all(text(" from "), UntrustedText.name(sender)))
                        .orElse(Markup.NOTHING),
                file.text("kind")
                        .map(kind -> all(text(", "), UntrustedText.name(kind)))
                        .orElse(Markup.NOTHING),
                file.text("remark")
                        .map(remark -> all(text(": "), UntrustedText.line(remark)))
                        .orElse(Markup.NOTHING),
                all(file.texts("summary").stream()
                        .limit(20)
                        .map(line -> styled("p", "muted", UntrustedText.line(line)))));
    }
}
