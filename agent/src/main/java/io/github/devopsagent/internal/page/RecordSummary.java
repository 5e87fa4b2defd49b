package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.UnfinishedRun.Life;
import io.github.devopsagent.internal.document.RecordContradictions;
import io.github.devopsagent.internal.json.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a record says in short, and what follows for a person.
 *
 * @param deployment the record
 * @param context what is known besides
 */
record RecordSummary(JsonView deployment, RecordContext context) {

    private static final String CAUSE =
            "Find the cause. When it may be deployed again, remove the blocker of devops from status.json.";

    /** A record that contradicts itself is nobody's success. */
    Summary summary() {
        String status = deployment.text("status").orElse("");
        List<String> contradictions = new RecordContradictions(deployment).sentences();
        if (!contradictions.isEmpty()) {
            return contradictory(contradictions);
        }
        return switch (status) {
            case "success" -> deployed();
            case "aborted" -> aborted();
            case "rolled_back" -> rolledBack();
            default -> rollbackFailed();
        };
    }

    private Summary contradictory(List<String> why) {
        return summary(
                Tone.DOUBT,
                "In doubt: this record contradicts itself",
                all(
                        text("The agent writes no such record of "),
                        id(),
                        text(": "),
                        UntrustedText.line(String.join("; ", why))),
                List.of(
                        text("Do not rely on this page. Look at what is deployed."),
                        all(
                                text("See who changed the record: "),
                                UntrustedText.code("DeploymentAudit.of(consensus)"),
                                text(" compares it with its journal."))));
    }

    private Summary deployed() {
        Markup what = all(id(), text(" was deployed to "), environment(), text(", verified, and " + watched()));
        if (context.undoneBy().isPresent()) {
            return summary(
                    Tone.CARE,
                    "Rolled back later",
                    all(
                            what,
                            text(". It was rolled back on demand by "),
                            UntrustedText.name(context.undoneBy().get()),
                            text(".")),
                    List.of(text(CAUSE)));
        }
        if (context.unfinished().isPresent()) {
            UnfinishedRun run = context.unfinished().get();
            return summary(
                    Tone.DOUBT,
                    since(run),
                    all(what, text(". Since then: "), UntrustedText.line(run.summary()), text(".")),
                    NoRecordPage.todo(run));
        }
        if (context.rollbackBegunBy().isPresent()) {
            Markup other = UntrustedText.name(context.rollbackBegunBy().get());
            return summary(
                    Tone.DOUBT,
                    "In doubt: its rollback was begun",
                    all(
                            what,
                            text(". Then "),
                            other,
                            text(" began to roll it back on demand, and has not come to a verified end: nobody knows"
                                    + " what of it is left.")),
                    List.of(
                            element("strong", text("Look at "), environment(), text(" at once.")),
                            all(text("See the page of "), other, text(" for what is in doubt, and what to do."))));
        }
        return summary(Tone.GOOD, "Deployed", all(what, text(".")), seeNewest());
    }

    private String since(UnfinishedRun run) {
        boolean isAlive = run.life() == Life.ALIVE;
        if (run.rollsBack().equals(deployment.text("deployment_id"))) {
            return isAlive ? "It is being rolled back" : "In doubt: its rollback is unfinished";
        }
        if (run.run().isEmpty()) {
            return "In doubt: an unfinished run may have changed it";
        }
        return isAlive ? "Deployed, but a later run is under way" : "Deployed, but a later run is unfinished";
    }

    /** Single samples may fail, as many as the plan allows. */
    private String watched() {
        String window =
                "the whole monitor window" + window().map(" of "::concat).orElse("");
        Optional<JsonView> monitoring = deployment.object("monitoring");
        long failed = monitoring.flatMap(seen -> seen.whole("failed_samples")).orElse(0L);
        return failed == 0
                ? "healthy for " + window
                : "watched for " + window + ", in which " + failed
                        + monitoring
                                .flatMap(seen -> seen.whole("samples"))
                                .map(samples -> " of " + samples)
                                .orElse("")
                        + " samples failed, no more than the plan allows";
    }

    /** What happened to a system last is what matters to whoever looks at it now. */
    private List<Markup> seeNewest() {
        return context.later().stream()
                .limit(1)
                .map(context::row)
                .filter(newest -> newest.tone() != Tone.GOOD)
                .map(newest -> all(
                        text("See the page of "),
                        UntrustedText.name(newest.deployment().deploymentId()),
                        text(", which came later: " + newest.word() + ".")))
                .toList();
    }

    private Summary aborted() {
        boolean isInDoubt = !inDoubt().isEmpty();
        return summary(
                isInDoubt ? Tone.DOUBT : Tone.CARE,
                "Aborted: nothing was deployed",
                all(id(), text(" was given up before a deploy step was started on "), environment(), text(".")),
                Stream.of(doubts(), Stream.of(text("Mend what the reason names, and run again.")))
                        .flatMap(todo -> todo)
                        .toList());
    }

    private Summary rolledBack() {
        boolean isAsBefore = deployment
                .object("rollback")
                .flatMap(rollback -> rollback.text("health"))
                .filter("as_before"::equals)
                .isPresent();
        String health = isAsBefore
                ? ", and that is verified: as healthy as before, so not all health checks pass."
                : ", and that is verified: all health checks pass.";
        Optional<String> undone = deployment.text("rolls_back");
        if (undone.isPresent()) {
            return summary(
                    Tone.CARE,
                    "Rolled back on demand",
                    all(
                            id(),
                            text(" has undone "),
                            UntrustedText.name(undone.get()),
                            text(" on "),
                            environment(),
                            text(health)),
                    List.of(text(CAUSE)));
        }
        return summary(
                Tone.CARE,
                "Rolled back",
                all(text("What "), id(), text(" had changed on "), environment(), text(" is undone" + health)),
                List.of(text(CAUSE)));
    }

    private Summary rollbackFailed() {
        Markup undone = deployment.text("rolls_back").map(UntrustedText::name).orElse(id());
        List<Markup> todo = new ArrayList<>();
        todo.add(all(
                element("strong", text("Look at "), environment(), text(" at once")),
                text(", and bring it into a known state.")));
        todo.addAll(doubts().toList());
        List<StepName> failed = StepName.notUndone(deployment);
        if (!failed.isEmpty()) {
            todo.add(all(
                    text("What undoes it failed: "),
                    all(failed.stream()
                            .limit(UntrustedText.MOST)
                            .map(step -> all(Tone.BAD.mark(), text(" "), step.label(), text(" "))))));
        }
        String command = deployment.text("rollback_command").orElse("");
        todo.add(
                command.isEmpty()
                        ? text("No command undoes what is left; below is what went wrong on the way back.")
                        : all(text("This undoes what is left, in any shell:"), UntrustedText.block(command)));
        todo.add(text("Then remove the blocker of devops from status.json, and set phase to deployment."));
        if (deployment.text("rolls_back").isPresent()) {
            todo.add(text("Or set only the phase, and ask for the rollback again, which does what is left."));
        }
        return summary(
                Tone.BAD,
                "Rollback failed: a person is needed",
                all(text("Nobody knows whether all of "), undone, text(" is undone on "), environment(), text(".")),
                todo);
    }

    private Summary summary(Tone tone, String word, Markup sentence, List<Markup> todo) {
        return new Summary(about(), tone, word, sentence, reason(), todo);
    }

    private Markup reason() {
        return deployment
                .object("failure")
                .flatMap(failure -> failure.text("reason"))
                .map(Summary::because)
                .orElse(Markup.NOTHING);
    }

    private Markup about() {
        return all(
                id(),
                text(" · epic "),
                UntrustedText.name(deployment.text("epic_id").orElse("?")),
                text(" · "),
                environment(),
                deployment
                        .instant("timestamp")
                        .map(at -> all(text(" · "), Times.moment(at)))
                        .orElse(Markup.NOTHING));
    }

    private Markup id() {
        return UntrustedText.name(deployment.text("deployment_id").orElse("a deployment without an id"));
    }

    private Markup environment() {
        return UntrustedText.name(deployment.text("environment").orElse("an unnamed environment"));
    }

    private Optional<String> window() {
        return deployment
                .object("settings")
                .flatMap(settings -> settings.object("monitoring"))
                .flatMap(monitoring -> monitoring.text("duration"));
    }

    private Stream<Markup> doubts() {
        return inDoubt().stream()
                .limit(UntrustedText.MOST)
                .map(step -> all(text("See whether "), step.label(), text(" took effect: nobody knows its result.")));
    }

    /** What nobody knows the result of: the record's list, and steps that are marked so. */
    List<StepName> inDoubt() {
        return StepName.inDoubt(deployment);
    }
}
