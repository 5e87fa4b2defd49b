package io.github.devopsagent.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code hold}: makes deployments wait. */
@Command(
        name = "hold",
        description =
                "Makes deployments wait by a file HOLD in the consensus directory. One that is under way is rolled back"
                        + " once its step has ended. A hold that is there keeps its reason.")
final class HoldCommand extends Subcommand {

    @Parameters(arity = "0..1", paramLabel = "REASON", description = "why, for whoever is refused")
    private String reason = "";

    HoldCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Hold hold = new Hold(existingConsensus());
        boolean isNew = hold.begin();
        Optional<String> unwritten = isNew ? hold.write(reason) : Optional.empty();
        List<String> files = hold.files();
        ObjectNode json = Json.object("hold").put("changed", isNew);
        files.forEach(json.putArray("on_hold")::add);
        unwritten.ifPresent(why -> streams.err().println(TerminalText.text("warning: it holds, but " + why)));
        answer(json.toString(), isNew ? "on hold: no run deploys until release" : "was on hold already");
        return ProgramExit.OK;
    }
}
