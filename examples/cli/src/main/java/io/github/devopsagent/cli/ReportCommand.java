package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.domain.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        JsonNode record = record(directory);
        answer(record.toString(), new RecordText(record).text());
        return ExitCodes.OK;
    }

    /** Only what the history names is read: an id is no path. */
    private JsonNode record(Path directory) {
        DeploymentHistory history = DevOpsAgent.history(directory);
        String id = deployment.orElseGet(() -> history.deployments().stream()
                .findFirst()
                .map(DeploymentHistory.PastDeployment::deploymentId)
                .orElseThrow(() -> new FailureException("nothing was deployed yet: there is no record")));
        if (history.deployments().stream().noneMatch(each -> each.deploymentId().equals(id))) {
            throw new FailureException("there is no record of '" + id + "'; history tells which there are");
        }
        Path file = directory.resolve(Deployment.DIRECTORY).resolve(id + ".json");
        try {
            return Json.read(file.toString(), Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new FailureException("the record " + file + " cannot be read: " + e, e);
        }
    }
}
