package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of an epic's deployments. */
public final class HistoryPage {

    /** That of a phone, on which the signs below the bars have to be read. */
    private static final int WIDTH = 320;

    private static final int HEIGHT = 90;
    private static final int BASE = 70;
    /** The newest ones are drawn, so many that the signs below the bars do not touch; the list below has more. */
    private static final int MOST_DRAWN = 20;

    private final DeploymentHistory history;
    private final Optional<UnfinishedRun> unfinished;

    private HistoryPage(DeploymentHistory history, Optional<UnfinishedRun> unfinished) {
        this.history = history;
        this.unfinished = unfinished;
    }

    /**
     * The page.
     *
     * @param history the deployments
     * @param unfinished a run that has not come to its end, if there is one
     */
    public static String of(DeploymentHistory history, Optional<UnfinishedRun> unfinished) {
        return new HistoryPage(history, unfinished).page();
    }

    private String page() {
        Summary summary = summary();
        List<PastDeployment> deployments = history.deployments();
        List<Markup> sections = new ArrayList<>();
        if (!deployments.isEmpty()) {
            sections.add(Page.section(
                    "All deployments",
                    chart(),
                    styled(
                            "ol",
                            "history",
                            all(deployments.stream().limit(UntrustedText.MOST).map(each -> row(each)
                                    .full()))),
                    more(deployments.size() - UntrustedText.MOST + history.notRead())));
        }
        if (!history.unreadable().isEmpty()) {
            sections.add(Page.section(
                    "What lies among the records and cannot be read",
                    UntrustedText.list(history.unreadable().stream()
                            .map(DeploymentHistory.UnreadableRecord::toString)
                            .toList())));
        }
        return Page.of(epic() + ": deployments", summary, sections);
    }

    private String epic() {
        return history.epicId().orElse("all epics");
    }

    private Markup more(int number) {
        return number > 0 ? element("p", text("and " + number + " older ones")) : Markup.NOTHING;
    }

    /** The state of the epic is that of what happened last. */
    private Summary summary() {
        if (unfinished.isPresent()) {
            return NoRecordPage.summary(unfinished.get());
        }
        Markup about = all(
                history.epicId().isPresent() ? text("epic ") : Markup.NOTHING,
                UntrustedText.name(epic()),
                text(" · " + count()));
        Optional<DeploymentHistory.UnreadableRecord> unreadable = history.newestUnreadable();
        if (unreadable.isPresent()) {
            return new Summary(
                    about,
                    Tone.DOUBT,
                    "In doubt: the record of what may be deployed cannot be read",
                    text("Nobody can tell from the records what was deployed last."),
                    Summary.because(unreadable.get().toString()),
                    List.of(text("Look at what is deployed, and see below what cannot be read, and why.")));
        }
        if (history.deployments().isEmpty()) {
            return new Summary(
                    about,
                    Tone.NONE,
                    "No deployment is recorded yet",
                    text("There is no record of a deployment of "
                            + (history.epicId().isPresent() ? "this epic" : "any epic") + " that could be read."),
                    Markup.NOTHING,
                    List.of());
        }
        PastDeployment newest = history.deployments().get(0);
        return new Summary(
                about,
                row(newest).tone(),
                "The newest: " + row(newest).word(),
                all(
                        UntrustedText.name(newest.deploymentId()),
                        text(" to "),
                        UntrustedText.name(newest.environment()),
                        text(", which ended "),
                        Times.moment(newest.endedAt()),
                        text(". "),
                        standing(newest)),
                (newest.contradictions().isEmpty()
                                ? newest.reason()
                                : Optional.of(String.join("; ", newest.contradictions())))
                        .map(Summary::because)
                        .orElse(Markup.NOTHING),
                todo(newest));
    }

    private DeploymentRow row(PastDeployment deployment) {
        return new DeploymentRow(deployment, unfinished);
    }

    private String count() {
        int number = history.deployments().size() + history.notRead();
        return number == 1 ? "1 deployment" : number + " deployments";
    }

    /** What was deployed last, and not undone as far as the records tell; or that nobody knows. */
    private Markup standing(PastDeployment newest) {
        Optional<PastDeployment> last = history.deployments().stream()
                .filter(each -> each.result() == Deployment.Result.SUCCESS)
                .filter(each -> row(each).tone() != Tone.CARE)
                .findFirst();
        Tone tone = row(newest).tone();
        boolean isOpen = tone == Tone.BAD || tone == Tone.DOUBT;
        if (last.isEmpty()) {
            return text(
                    isOpen ? "Nobody knows what of it is left." : "No deployment stands, as far as the records tell.");
        }
        PastDeployment deployed = last.get();
        boolean isKnown = row(deployed).tone() == Tone.GOOD;
        if (isKnown && deployed.equals(newest)) {
            return Markup.NOTHING;
        }
        return all(
                text(
                        !isKnown
                                ? "Nobody knows whether this is deployed: "
                                : isOpen
                                        ? "Nobody knows what of it is left. The last that was deployed before it is "
                                        : "The last that was deployed and not undone is "),
                UntrustedText.name(deployed.deploymentId()),
                text(", of "),
                Times.moment(deployed.endedAt()),
                text("."));
    }

    private static List<Markup> todo(PastDeployment newest) {
        String page = "See the page of " + newest.deploymentId() + " for why.";
        if (!newest.contradictions().isEmpty()) {
            return List.of(text("Do not rely on its record. Look at what is deployed."), text(page));
        }
        return switch (newest.result()) {
            case SUCCESS -> newest.rolledBackBy().isPresent() ? List.of(text(page)) : List.of();
            case ABORTED -> List.of(text("Mend what the reason names, and run again."), text(page));
            case ROLLED_BACK ->
                List.of(
                        text("Find the cause. When it may be deployed again, remove the blocker of devops from"
                                + " status.json."),
                        text(page));
            case ROLLBACK_FAILED ->
                List.of(
                        all(
                                element(
                                        "strong",
                                        text("Look at "),
                                        UntrustedText.name(newest.environment()),
                                        text(" at once")),
                                text(", and bring it into a known state.")),
                        text("See the page of " + newest.deploymentId()
                                + " for what is in doubt, and for the command that undoes what is left."));
        };
    }

    /** A bar for each deployment, the oldest first, as high as it took. */
    private Markup chart() {
        List<PastDeployment> newest = history.deployments()
                .subList(0, Math.min(MOST_DRAWN, history.deployments().size()));
        double longest = Math.max(
                0.001,
                newest.stream()
                        .mapToDouble(each -> each.duration().toMillis() / 1000.0)
                        .max()
                        .orElse(1));
        double slot = Math.min(64, (double) WIDTH / newest.size());
        List<Markup> bars = new ArrayList<>();
        for (int i = 0; i < newest.size(); i++) {
            PastDeployment each = newest.get(newest.size() - 1 - i);
            double height = Math.max(6, (BASE - 4) * (each.duration().toMillis() / 1000.0) / longest);
            Tone tone = row(each).tone();
            bars.add(Plot.rect(tone.styleClass(), i * slot + 2, BASE - height, slot - 4, height));
            bars.add(Plot.label("middle", i * slot + slot / 2, HEIGHT - 6, tone.sign()));
        }
        return all(
                Plot.of(
                        "chart",
                        WIDTH,
                        HEIGHT,
                        "The newest " + newest.size() + " deployments, the oldest first, as high as they took",
                        all(bars)),
                styled(
                        "p",
                        "muted",
                        text("A bar for each, the newest at the right, as high as it took; the longest took "
                                + Times.span(longest) + ".")));
    }
}
