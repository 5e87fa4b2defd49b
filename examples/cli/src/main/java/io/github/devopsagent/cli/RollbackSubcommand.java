package io.github.devopsagent.cli;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollback}: undoes a deployment that succeeded. */
@Command(
        name = "rollback",
        description = "Undoes a deployment that succeeded, however long it has been live. Give it the secrets that the"
                + " deployment had. Nothing that holds or vetoes a deployment is asked, since it is a way back.",
        footer = {"", "Exits with 14 rolled back; 15 the rollback failed, or it is in doubt; 11 refused."})
final class RollbackSubcommand extends AgentSubcommand {

    @Parameters(paramLabel = "DEPLOYMENT", description = "such as DEP-001: the last one that stands")
    private String deployment = "";

    @Mixin
    private final ProgressOptions progress = new ProgressOptions();

    RollbackSubcommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        DevOpsAgent.Builder agent = agent();
        for (RunListener listener : progress.listeners(streams, isJson())) {
            agent.listener(listener);
        }
        try (StopNotice notice = StopNotice.to(streams.err())) {
            Outcome outcome = agent.rollBack(deployment);
            notice.ended();
            answer(outcome.toJson(), OutcomeColours.of(outcome, streams.colouredOut()));
            return outcome.exitCode();
        }
    }
}
