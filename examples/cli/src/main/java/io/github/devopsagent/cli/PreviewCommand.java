package io.github.devopsagent.cli;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Preview;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code preview}: what a run would do, or a rollback. */
@Command(
        name = "preview",
        description =
                "Tells what run would do, or with --rollback what rollback would, with the same flags. Nothing is written,"
                        + " and nothing is executed.",
        footer = {
            "",
            "Exits with the code of what a run would come to; 0 only if it would deploy;",
            "14 if a rollback would be begun; 20 if an unfinished run comes first."
        })
final class PreviewCommand extends AgentSubcommand {

    @Option(
            names = "--rollback",
            paramLabel = "DEPLOYMENT",
            description = "tell what rollback of this deployment would do, such as DEP-001")
    private Optional<String> rollback = Optional.empty();

    PreviewCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        DevOpsAgent.Builder agent = agent();
        Preview preview = rollback.map(agent::previewRollBack).orElseGet(agent::preview);
        answer(preview.toJson(), PreviewText.of(preview));
        return ProgramExit.of(preview);
    }
}
