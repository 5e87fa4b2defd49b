package io.github.devopsagent.cli;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code give-up}: records the end of a run that no agent can go on with. */
@Command(
        name = "give-up",
        description =
                "Records the end of a run that no agent can go on with, by a person who has looked at the system and"
                        + " brought it into a known state. Nothing is executed or undone.",
        footer = {
            "",
            "Exits with 15 if a deploy step may have had an effect; 13 if none can have had one;",
            "11 if nothing is unfinished, or an agent works on the directory."
        })
final class GiveUpCommand extends Subcommand {

    @Parameters(paramLabel = "REASON", description = "what was found and done, for the record")
    private String reason = "";

    GiveUpCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        if (reason.isBlank()) {
            throw wrongUse("say what was found and done: the reason is blank");
        }
        Outcome outcome = DevOpsAgent.giveUp(consensus(), reason);
        answer(outcome.toJson(), OutcomeColours.of(outcome, streams.colouredOut()));
        return outcome.exitCode();
    }
}
