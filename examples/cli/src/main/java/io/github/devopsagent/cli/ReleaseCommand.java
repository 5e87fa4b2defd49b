package io.github.devopsagent.cli;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

/** {@code release}: ends a hold. */
@Command(
        name = "release",
        description = "Removes the file HOLD. Files of another name that hold stay, and are named: whoever made them"
                + " knows why.",
        footer = {"", "Exits with 0 if nothing holds any more; 11 if something still does."})
final class ReleaseCommand extends Subcommand {

    ReleaseCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Hold hold = new Hold(existingConsensus());
        boolean wasThere = hold.end();
        List<String> left = hold.files();
        ObjectNode json = Json.object("hold").put("changed", wasThere);
        left.forEach(json.putArray("on_hold")::add);
        String done = wasThere ? "released" : "there was no HOLD";
        answer(
                json.toString(),
                left.isEmpty()
                        ? done + ": no HOLD file is left"
                        : done + ", but still ON HOLD by "
                                + left.stream().map(TerminalText::text).collect(joining(", ")) + ": remove it by hand");
        return left.isEmpty() ? ProgramExit.OK : refusedByHold(left);
    }

    /** The code with which a run would end now. */
    private static int refusedByHold(List<String> files) {
        List<Refusal> refusals = List.of(new Refusal(RefusalCodes.ON_HOLD, "", Source.of(files.get(0))));
        return new Outcome.Refused(refusals, List.of(), List.of()).exitCode();
    }
}
