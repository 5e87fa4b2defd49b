package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.UnfinishedRun.Life;
import io.github.devopsagent.domain.Deployment;
import java.util.Optional;

/**
 * A deployment among others.
 *
 * @param deployment as its record tells it
 * @param unfinished a run of the directory that has not come to its end; empty if there is none, or if that is not known
 */
record DeploymentRow(PastDeployment deployment, Optional<UnfinishedRun> unfinished) {

    Tone tone() {
        if (!deployment.contradictions().isEmpty()) {
            return Tone.DOUBT;
        }
        return switch (deployment.result()) {
            case SUCCESS ->
                deployment.rolledBackBy().isPresent()
                        ? Tone.CARE
                        : doubt().isPresent() || deployment.rollbackFailedBy().isPresent() ? Tone.DOUBT : Tone.GOOD;
            case ABORTED, ROLLED_BACK -> Tone.CARE;
            case ROLLBACK_FAILED -> Tone.BAD;
        };
    }

    /** What it came to, in a few words. */
    String word() {
        if (!deployment.contradictions().isEmpty()) {
            return "in doubt, its record contradicts itself";
        }
        boolean isRollback = deployment.rollsBack().isPresent();
        return switch (deployment.result()) {
            case SUCCESS -> success();
            case ABORTED -> "aborted, nothing was deployed";
            case ROLLED_BACK -> isRollback ? "rolled back on demand" : "rolled back";
            case ROLLBACK_FAILED -> "rollback failed";
        };
    }

    private String success() {
        if (deployment.rolledBackBy().isPresent()) {
            return "deployed, rolled back later";
        }
        return doubt().map(DeploymentRow::word)
                .orElse(deployment.rollbackFailedBy().isPresent() ? "in doubt, its rollback failed" : "deployed");
    }

    private static String word(UnfinishedRun run) {
        if (run.rollsBack().isEmpty()) {
            return "in doubt, an unfinished run may have changed it";
        }
        return run.life() == Life.ALIVE ? "being rolled back" : "in doubt, its rollback is unfinished";
    }

    /** The unfinished run, if nobody can tell because of it what of this deployment is left. */
    private Optional<UnfinishedRun> doubt() {
        return unfinished.filter(run -> run.mayHaveUndone(deployment.deploymentId()));
    }

    /** One line. */
    Markup line() {
        return all(
                tone().mark(),
                text(" "),
                element("strong", UntrustedText.name(deployment.deploymentId())),
                text(" " + word() + ", "),
                Times.moment(deployment.endedAt()));
    }

    /** All that is known of it. */
    Markup full() {
        Tone tone = tone();
        return styled(
                "li",
                "past " + tone.styleClass(),
                styled(
                        "p",
                        "head",
                        tone.mark(),
                        text(" "),
                        element("strong", UntrustedText.name(deployment.deploymentId())),
                        text(" "),
                        styled("span", "word " + tone.styleClass(), text(word()))),
                styled(
                        "p",
                        "muted",
                        UntrustedText.name(deployment.environment()),
                        text(" · "),
                        Times.moment(deployment.startedAt()),
                        text(" · " + Times.span(deployment.duration().toMillis() / 1000.0))),
                links(),
                deployment
                        .reason()
                        .map(why -> styled("p", "detail", UntrustedText.line(why)))
                        .map(Markup.class::cast)
                        .orElse(Markup.NOTHING));
    }

    private Markup links() {
        Markup undoes = deployment
                .rollsBack()
                .map(other -> (Markup) element(
                        "p",
                        text(deployment.result() == Deployment.Result.ROLLED_BACK ? "It undid " : "It was to undo "),
                        UntrustedText.name(other)))
                .orElse(Markup.NOTHING);
        Markup undone = deployment
                .rolledBackBy()
                .map(other -> (Markup) element("p", text("It was undone by "), UntrustedText.name(other)))
                .orElse(Markup.NOTHING);
        Markup failed = deployment
                .rollbackFailedBy()
                .map(other -> (Markup) element("p", text("Its rollback failed, by "), UntrustedText.name(other)))
                .orElse(Markup.NOTHING);
        return all(undoes, undone, failed);
    }
}
