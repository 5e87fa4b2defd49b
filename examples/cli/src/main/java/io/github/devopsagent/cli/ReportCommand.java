package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.DeploymentHistory.UnreadableRecord;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Report;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.cli.option.FailureException;
import io.github.devopsagent.domain.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code report}: the record of a deployment. */
@Command(
        name = "report",
        description = "Shows the record of a deployment: what was done, what went wrong, what is in doubt.",
        footer = {
            "",
            "Exits with 0; with 20 if the deployment has not come to its end: then it tells how far it came;",
            "with 1 if there is no record, it cannot be read or contradicts itself, the rollback of the",
            "deployment was begun and has not succeeded, or an unfinished run that cannot be read may have",
            "changed it."
        })
final class ReportCommand extends Subcommand {

    @Parameters(arity = "0..1", paramLabel = "DEPLOYMENT", description = "such as DEP-001; by default the latest")
    private Optional<String> deployment = Optional.empty();

    @Mixin
    private final PageOption page = new PageOption();

    ReportCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Path directory = existingConsensus();
        DeploymentHistory history = DevOpsAgent.history(directory);
        List<String> ids =
                history.deployments().stream().map(PastDeployment::deploymentId).toList();
        Optional<UnfinishedRun> open = DevOpsAgent.inspect(directory);
        Optional<UnfinishedRun> unfinished = open.filter(
                        run -> run.run().filter(id -> !ids.contains(id)).isPresent())
                .filter(run -> deployment.isEmpty() || deployment.equals(run.run()));
        if (unfinished.isPresent()) {
            UnfinishedRun run = unfinished.get();
            write(directory, run.run().orElseThrow());
            answer(run.toJson(), TerminalText.text(String.join("\n", StatusCommand.unfinished(run))));
            return ProgramExit.UNFINISHED;
        }
        String id = id(history, ids);
        write(directory, id);
        JsonNode record = record(directory, id);
        Optional<PastDeployment> self = history.deployments().stream()
                .filter(each -> each.deploymentId().equals(id))
                .findFirst();
        List<String> doubts = self.map(each -> doubts(each, open)).orElse(List.of());
        answer(record.toString(), new RecordText(record, doubts, self.flatMap(PastDeployment::rolledBackBy)).text());
        return doubts.isEmpty() ? ProgramExit.OK : ProgramExit.FAILURE;
    }

    /** Why nobody can tell from the record what of the deployment is there now. */
    private static List<String> doubts(PastDeployment deployment, Optional<UnfinishedRun> open) {
        List<String> doubts = new ArrayList<>();
        if (!deployment.contradictions().isEmpty()) {
            doubts.add("this record contradicts itself: " + String.join("; ", deployment.contradictions()));
        }
        if (deployment.rolledBackBy().isEmpty()) {
            open.filter(run -> deployment.result() == Deployment.Result.SUCCESS)
                    .filter(run -> run.mayHaveUndone(deployment.deploymentId()))
                    .ifPresent(run -> doubts.add((run.rollsBack().isPresent()
                                    ? "its rollback has not come to its end: "
                                    : "an unfinished run may have changed it: ")
                            + run.summary()));
            deployment.rollbackFailedBy().ifPresent(by -> doubts.add("its rollback by " + by + " failed"));
            if (deployment.result() == Deployment.Result.ROLLBACK_FAILED) {
                doubts.add("the rollback failed");
            }
        }
        return doubts;
    }

    private void write(Path directory, String id) {
        if (page.isAsked()) {
            page.write(Report.html(directory, id));
        }
    }

    /** Only what the history names: an id is no path. Of what cannot be read there is a page, which says that. */
    private String id(DeploymentHistory history, List<String> ids) {
        Optional<UnreadableRecord> unreadable = deployment.isEmpty()
                ? history.newestUnreadable()
                : history.unreadable().stream()
                        .filter(each -> each.deploymentId().equals(deployment))
                        .findFirst();
        if (unreadable.isPresent()) {
            unreadable.get().deploymentId().ifPresent(id -> write(consensus(), id));
            throw new FailureException("IN DOUBT: " + (deployment.isEmpty() ? StatusCommand.NEWEST : "the record ")
                    + unreadable.get()
                    + (ids.isEmpty() ? "" : "; there are " + String.join(", ", ids))
                    + "; look at what is deployed");
        }
        if (ids.isEmpty()) {
            throw new FailureException(
                    "no deployment" + StatusCommand.ofEpic(history) + " is recorded yet: there is no record");
        }
        String id = deployment.orElse(ids.get(0));
        if (!ids.contains(id)) {
            throw new FailureException("there is no record of '" + id + "'" + StatusCommand.ofEpic(history)
                    + "; there are " + String.join(", ", ids));
        }
        return id;
    }

    private static JsonNode record(Path directory, String id) {
        Path file = directory.resolve(Deployment.DIRECTORY).resolve(id + ".json");
        try {
            return Json.read(file.toString(), Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new FailureException("the record " + file + " cannot be read: " + e, e);
        }
    }
}
