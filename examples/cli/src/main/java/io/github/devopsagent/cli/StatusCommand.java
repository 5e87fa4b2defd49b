package io.github.devopsagent.cli;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.UnfinishedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

/** {@code status}: what is under way, what holds, what came last. */
@Command(
        name = "status",
        description = "Tells which run is under way or unfinished, what holds deployments, and how the last one ended."
                + " Nothing is changed, locked or executed.",
        footer = {"", "Exits with 0; with 20 if a run is unfinished, or an agent works on the directory."})
final class StatusCommand extends Subcommand {

    StatusCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Path directory = existingConsensus();
        Optional<UnfinishedRun> unfinished = DevOpsAgent.inspect(directory);
        List<String> holds = new Hold(directory).files();
        DeploymentHistory history = DevOpsAgent.history(directory);
        answer(json(unfinished, holds, history), text(unfinished, holds, history));
        return unfinished.isPresent() ? ExitCodes.UNFINISHED : ExitCodes.OK;
    }

    private static String text(Optional<UnfinishedRun> unfinished, List<String> holds, DeploymentHistory history) {
        return Stream.of(
                        "epic: " + history.epicId().orElse("unknown, since status.json cannot be read"),
                        unfinished
                                .map(run -> "unfinished (" + run.life().name().toLowerCase(Locale.ROOT) + "): "
                                        + run.summary())
                                .orElse("no run is unfinished"),
                        holds.isEmpty()
                                ? "nothing holds deployments"
                                : "ON HOLD by "
                                        + holds.stream().map(Printable::text).collect(joining(", ")),
                        history.deployments().stream()
                                .findFirst()
                                .map(last -> "last: " + last)
                                .orElse("nothing was deployed yet"))
                .collect(joining("\n"));
    }

    private static String json(Optional<UnfinishedRun> unfinished, List<String> holds, DeploymentHistory history) {
        ObjectNode status = Json.object("status");
        history.epicId().ifPresent(epic -> status.put("epic_id", epic));
        unfinished.ifPresent(run -> status.set("unfinished", Json.read("the unfinished run", run.toJson())));
        holds.forEach(status.putArray("on_hold")::add);
        Json.read("the history", history.toJson()).path("deployments").values().stream()
                .findFirst()
                .ifPresent(last -> status.set("last_deployment", last));
        return status.toString();
    }
}
