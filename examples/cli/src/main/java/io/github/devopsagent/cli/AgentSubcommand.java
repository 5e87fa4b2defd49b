package io.github.devopsagent.cli;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.cli.option.AgentOptions;
import io.github.devopsagent.cli.option.GitOptions;
import io.github.devopsagent.cli.option.TimeOptions;
import picocli.CommandLine.ArgGroup;

/** A sub-command for which an agent is described, in the same way by each: what is previewed is what is run. */
abstract class AgentSubcommand extends Subcommand {

    @ArgGroup(validate = false, heading = "%nWhat plans see and may do:%n")
    private final AgentOptions agentOptions = new AgentOptions();

    @ArgGroup(validate = false, heading = "%nHow long it may take:%n")
    private final TimeOptions timeOptions = new TimeOptions();

    @ArgGroup(validate = false, heading = "%nWith git:%n")
    private final GitOptions gitOptions = new GitOptions();

    AgentSubcommand(Streams streams) {
        super(streams);
    }

    /** The agent that the flags describe, without listeners. */
    final DevOpsAgent.Builder agent() {
        DevOpsAgent.Builder agent = DevOpsAgent.builder().consensus(consensus());
        try {
            agentOptions.choose(agent, streams.environment());
            timeOptions.choose(agent);
            gitOptions.choose(agent, consensus(), streams.environment());
            agent.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw wrongUse(String.valueOf(e.getMessage()));
        }
        return agent;
    }
}
