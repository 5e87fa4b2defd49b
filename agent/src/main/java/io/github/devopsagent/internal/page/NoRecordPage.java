package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.UnfinishedRun.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of a deployment of which no record can be read. */
public final class NoRecordPage {

    private NoRecordPage() {}

    /**
     * What lies in the place of the record is none.
     *
     * @param deploymentId whose record it should be
     * @param why it is none
     */
    public static String unreadable(String deploymentId, String why) {
        Summary summary = new Summary(
                UntrustedText.name(deploymentId),
                Tone.DOUBT,
                "In doubt: the record cannot be read",
                all(text("Nobody can tell from this file what "), UntrustedText.name(deploymentId), text(" came to.")),
                Summary.because(why),
                List.of(
                        text("Look at what is deployed."),
                        all(
                                text("See whether "),
                                UntrustedText.code("artifacts/deployment.json"),
                                text(" has the same record, which is a copy of the latest; else read "),
                                UntrustedText.code(".devops/runs/" + deploymentId),
                                text(", where its journal and output are kept."))));
        return Page.of(title(deploymentId, summary), summary, List.of());
    }

    /** There is none, and nothing else tells of such a deployment. */
    public static String missing(String deploymentId) {
        Summary summary = new Summary(
                UntrustedText.name(deploymentId),
                Tone.NONE,
                "No record",
                all(
                        text("There is no record of "),
                        UntrustedText.name(deploymentId),
                        text(" in this consensus directory, and no unfinished run of this id.")),
                Markup.NOTHING,
                List.of(text("See whether the id and the consensus directory are those that you mean.")));
        return Page.of(title(deploymentId, summary), summary, List.of());
    }

    /** Its run has not come to its end. */
    public static String unfinished(UnfinishedRun run) {
        Summary summary = summary(run);
        return Page.of(
                title(run.run().orElse("A run"), summary), summary, List.of(Page.section("What is known", facts(run))));
    }

    private static String title(String deploymentId, Summary summary) {
        return deploymentId + ": " + summary.word();
    }

    static Summary summary(UnfinishedRun run) {
        return new Summary(
                about(run),
                run.life() == Life.ALIVE ? Tone.NONE : run.mayHaveDeployed() ? Tone.DOUBT : Tone.CARE,
                word(run),
                UntrustedText.line(capitalized(run.summary()) + "."),
                run.mayHaveDeployed() && run.life() != Life.ALIVE
                        ? Summary.because(run.rollsBack()
                                .map(undone -> "Some of " + undone + " may be undone, and nothing is verified.")
                                .orElse("A deploy step may have had an effect, and nothing is verified."))
                        : Markup.NOTHING,
                todo(run));
    }

    private static String capitalized(String summary) {
        return summary.isEmpty() ? summary : Character.toUpperCase(summary.charAt(0)) + summary.substring(1);
    }

    private static Markup about(UnfinishedRun run) {
        return all(
                UntrustedText.name(run.run().orElse("a run without an id")),
                run.epicId()
                        .map(epic -> all(text(" · epic "), UntrustedText.name(epic)))
                        .orElse(Markup.NOTHING));
    }

    private static String word(UnfinishedRun run) {
        return switch (run.life()) {
            case ALIVE -> "Under way";
            case DEAD -> run.mayHaveDeployed() ? "In doubt: its agent was killed" : "Unfinished: its agent was killed";
            case UNKNOWN -> "In doubt: its agent may be gone";
        };
    }

    static List<Markup> todo(UnfinishedRun run) {
        Markup giveUp = all(
                text("If none can go on, bring the system into a known state, and record that with "),
                UntrustedText.code("DevOpsAgent.giveUp(consensus, reason)"),
                text(", or on the command line with "),
                UntrustedText.code("give-up"),
                text("."));
        return switch (run.life()) {
            case ALIVE -> List.of(text("Wait: an agent works on it, and tells when it has come to its end."));
            case DEAD ->
                List.of(
                        text(
                                "Start the agent again on this consensus directory: it goes on, or rolls back, and verifies"
                                        + " what it did."),
                        giveUp);
            case UNKNOWN ->
                List.of(
                        text("See on its machine whether the agent still works; if it does, wait."),
                        text("If it does not, start the agent again there: it goes on, or rolls back."),
                        giveUp);
        };
    }

    private static Markup facts(UnfinishedRun run) {
        List<Markup> facts = new ArrayList<>();
        add(facts, "Began", run.startedAt().map(Times::moment));
        add(facts, "Stage", run.stage().map(stage -> text(stage.label())));
        add(
                facts,
                "Step",
                run.step()
                        .map(step -> all(
                                new StepName(step.name(), step.path()).label(),
                                text(", " + step.number() + " of " + step.count() + ", attempt " + step.attempt()
                                        + ", since "),
                                Times.moment(step.since()))));
        add(
                facts,
                "Agent",
                run.agent()
                        .map(agent -> all(
                                UntrustedText.name(agent.user()),
                                text(" on "),
                                UntrustedText.name(agent.host()),
                                text(", process " + agent.pid()))));
        return facts.isEmpty() ? styled("p", "muted", text("Nothing else.")) : element("dl", all(facts));
    }

    private static void add(List<Markup> facts, String title, Optional<Markup> value) {
        value.ifPresent(known -> facts.add(element("div", element("dt", text(title)), element("dd", known))));
    }
}
