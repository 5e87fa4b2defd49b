package io.github.devopsagent.cli;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import picocli.CommandLine.Command;

/** {@code history}: the deployments of the epic. */
@Command(name = "history", description = "Lists the deployments of the epic, the newest first.")
final class HistoryCommand extends Subcommand {

    HistoryCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        DeploymentHistory history = DevOpsAgent.history(existingConsensus());
        String lines = history.toString();
        answer(history.toJson(), lines.isEmpty() ? "nothing was deployed yet" : lines);
        return ExitCodes.OK;
    }
}
