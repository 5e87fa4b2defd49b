package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.domain.Deployment;

/** A deployment among others. */
final class DeploymentRow {

    private DeploymentRow() {}

    static Tone tone(PastDeployment deployment) {
        if (!deployment.contradictions().isEmpty()) {
            return Tone.DOUBT;
        }
        return switch (deployment.result()) {
            case SUCCESS ->
                deployment.rolledBackBy().isPresent()
                        ? Tone.CARE
                        : deployment.rollbackFailedBy().isPresent() ? Tone.DOUBT : Tone.GOOD;
            case ABORTED, ROLLED_BACK -> Tone.CARE;
            case ROLLBACK_FAILED -> Tone.BAD;
        };
    }

    /** What it came to, in a few words. */
    static String word(PastDeployment deployment) {
        if (!deployment.contradictions().isEmpty()) {
            return "in doubt, its record contradicts itself";
        }
        boolean isRollback = deployment.rollsBack().isPresent();
        return switch (deployment.result()) {
            case SUCCESS ->
                deployment.rolledBackBy().isPresent()
                        ? "deployed, rolled back later"
                        : deployment.rollbackFailedBy().isPresent() ? "in doubt, its rollback failed" : "deployed";
            case ABORTED -> "aborted, nothing was deployed";
            case ROLLED_BACK -> isRollback ? "rolled back on demand" : "rolled back";
            case ROLLBACK_FAILED -> "rollback failed";
        };
    }

    /** One line. */
    static Markup line(PastDeployment deployment) {
        return all(
                tone(deployment).mark(),
                text(" "),
                element("strong", Foreign.name(deployment.deploymentId())),
                text(" " + word(deployment) + ", "),
                Times.moment(deployment.endedAt()));
    }

    /** All that is known of it. */
    static Markup full(PastDeployment deployment) {
        Tone tone = tone(deployment);
        return styled(
                "li",
                "past " + tone.styleClass(),
                styled(
                        "p",
                        "head",
                        tone.mark(),
                        text(" "),
                        element("strong", Foreign.name(deployment.deploymentId())),
                        text(" "),
                        styled("span", "word " + tone.styleClass(), text(word(deployment)))),
                styled(
                        "p",
                        "muted",
                        Foreign.name(deployment.environment()),
                        text(" · "),
                        Times.moment(deployment.startedAt()),
                        text(" · " + Times.span(deployment.duration().toMillis() / 1000.0))),
                links(deployment),
                deployment
                        .reason()
                        .map(why -> styled("p", "detail", Foreign.line(why)))
                        .map(Markup.class::cast)
                        .orElse(Markup.NOTHING));
    }

    private static Markup links(PastDeployment deployment) {
        Markup undoes = deployment
                .rollsBack()
                .map(other -> (Markup) element(
                        "p",
                        text(deployment.result() == Deployment.Result.ROLLED_BACK ? "It undid " : "It was to undo "),
                        Foreign.name(other)))
                .orElse(Markup.NOTHING);
        Markup undone = deployment
                .rolledBackBy()
                .map(other -> (Markup) element("p", text("It was undone by "), Foreign.name(other)))
                .orElse(Markup.NOTHING);
        Markup failed = deployment
                .rollbackFailedBy()
                .map(other -> (Markup) element("p", text("Its rollback failed, by "), Foreign.name(other)))
                .orElse(Markup.NOTHING);
        return all(undoes, undone, failed);
    }
}
