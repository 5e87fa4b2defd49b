package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.cli.option.FailureException;
import io.github.devopsagent.domain.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code report}: the record of a deployment. */
@Command(
        name = "report",
        description = "Shows the record of a deployment: what was done, what went wrong, what is in doubt.")
final class ReportCommand extends Subcommand {

    @Parameters(arity = "0..1", paramLabel = "DEPLOYMENT", description = "such as DEP-001; by default the latest")
    private Optional<String> deployment = Optional.empty();

    ReportCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Path directory = existingConsensus();
        JsonNode record = record(directory, id(DevOpsAgent.history(directory)));
        answer(record.toString(), new RecordText(record).text());
        return ExitCodes.OK;
    }

    /** Only what the history names: an id is no path. */
    private String id(DeploymentHistory history) {
        List<String> ids = history.deployments().stream()
                .map(DeploymentHistory.PastDeployment::deploymentId)
                .toList();
        if (ids.isEmpty()) {
            throw new FailureException("nothing was deployed yet: there is no record");
        }
        String id = deployment.orElse(ids.get(0));
        if (!ids.contains(id)) {
            throw new FailureException("there is no record of '" + id + "'; there are " + String.join(", ", ids));
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
