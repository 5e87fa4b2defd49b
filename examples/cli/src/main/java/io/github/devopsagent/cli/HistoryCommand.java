package io.github.devopsagent.cli;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Report;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code history}: the deployments of the epic. */
@Command(name = "history", description = "Lists the deployments of the epic, the newest first.")
final class HistoryCommand extends Subcommand {

    @Mixin
    private final PageOption page = new PageOption();

    HistoryCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Path directory = existingConsensus();
        DeploymentHistory history = DevOpsAgent.history(directory);
        if (page.isAsked()) {
            page.write(Report.html(directory));
        }
        String lines = history.toString();
        answer(history.toJson(), lines.isEmpty() ? "nothing was deployed yet" : lines);
        return ExitCodes.OK;
    }
}
