package io.github.devopsagent.cli;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Report;
import java.nio.file.Path;
import java.util.stream.Stream;
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
        Stream<String> unfinished =
                DevOpsAgent.inspect(directory).stream().flatMap(run -> StatusCommand.unfinished(run).stream());
        String text = Stream.concat(
                        unfinished,
                        Stream.of(
                                lines.isEmpty()
                                        ? "no deployment" + StatusCommand.ofEpic(history) + " is recorded yet"
                                        : lines))
                .collect(joining("\n"));
        answer(history.toJson(), TerminalText.text(text));
        return ProgramExit.OK;
    }
}
