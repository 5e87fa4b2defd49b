package io.github.devopsagent.cli;

import io.github.devopsagent.Preview;
import picocli.CommandLine.Command;

/** {@code preview}: what a run would do. */
@Command(
        name = "preview",
        description = "Tells what run would do, with the same flags. Nothing is written, and nothing is executed.",
        footer = {
            "",
            "Exits with the code of what a run would come to; 0 only if it would deploy;",
            "20 if an unfinished run comes first."
        })
final class PreviewCommand extends AgentSubcommand {

    PreviewCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Preview preview = agent().preview();
        answer(preview.toJson(), PreviewText.of(preview));
        return ExitCodes.of(preview);
    }
}
