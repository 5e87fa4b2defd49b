package io.github.devopsagent.cli;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: decides, deploys, verifies, watches, rolls back if need be, and records. */
@Command(
        name = "run",
        description = {
            "Deploys if it may: decides, deploys, verifies, watches, rolls back if need be, and records.",
            "A run that did not come to its end is brought to it first. Stopped by a signal, it ends the step that runs,"
                    + " undoes nothing, and the next run goes on from there."
        },
        footer = {
            "",
            "Exits with 0 deployed; 10 nothing to do; 11 refused; 12 vetoed; 13 aborted;",
            "14 rolled back; 15 the rollback failed, or it is in doubt; 1 no outcome."
        })
final class RunCommand extends AgentSubcommand {

    @Option(
            names = "--ask",
            description = "show what would be done, and ask for a yes at the terminal before anything is executed")
    private boolean ask;

    @Option(
            names = "--ask-limit",
            paramLabel = "DURATION",
            description = "how long an answer may take; an hour by default")
    private Duration askLimit = DevOpsAgent.DEFAULT_CONFIRMATION_LIMIT;

    @Option(
            names = "--previewed",
            paramLabel = "DIGEST",
            description = "do exactly what preview showed with this digest, or nothing")
    private Optional<String> previewed = Optional.empty();

    @Mixin
    private final ProgressOptions progress = new ProgressOptions();

    RunCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        DevOpsAgent.Builder agent = agent();
        if (ask) {
            if (!streams.asks()) {
                throw wrongUse("--ask needs a terminal at standard input and standard error, where somebody answers");
            }
            confirm(agent);
        }
        for (RunListener listener : progress.listeners(streams, isJson())) {
            agent.listener(listener);
        }
        try (StopNotice notice = StopNotice.to(streams.err())) {
            Outcome outcome = previewed.isPresent() ? agent.build().runAsPreviewed(previewed.get()) : agent.run();
            notice.ended();
            answer(outcome.toJson(), OutcomeColours.of(outcome, streams.colouredOut()));
            return outcome.exitCode();
        }
    }

    private void confirm(DevOpsAgent.Builder agent) {
        try {
            agent.confirm(new Question(streams)::ask, askLimit);
        } catch (IllegalArgumentException e) {
            throw wrongUse("--ask-limit: " + e.getMessage());
        }
    }
}
