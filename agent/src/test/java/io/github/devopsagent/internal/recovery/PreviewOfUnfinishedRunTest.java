package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.run.Recovery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preview says what a run would do about one that did not come to its end. */
class PreviewOfUnfinishedRunTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory killedWhileDeploying() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        return consensus;
    }

    private static String preview(TestBuilder agent) {
        return agent.build().preview().toString();
    }

    @Test
    void one_that_can_be_gone_on_with_is_gone_on_with() {
        ConsensusDirectory consensus = killedWhileDeploying();
        assertThat(preview(consensus.agent(aShell())))
                .startsWith("would begin nothing new: would go on with the unfinished run, forward or back")
                .contains("\nunfinished: deployment DEP-001 of EP-1 stopped in stage deploy")
                .doesNotContain("unfinished_run", "giveUp", "nothing was executed");
        assertThat(preview(consensus.agent(aShell()).onInterrupted(Recovery.ASK)))
                .contains("this agent is to ask first", "giveUp")
                .startsWith("would do nothing: would be refused");
    }

    @Test
    void one_on_which_an_agent_works_is_left_to_it() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (AgentProcess other = AgentProcess.deploying(consensus)) {
            assertThat(preview(consensus.agent(aShell())))
                    .contains("lock_held: another agent works on this directory: pid " + other.pid())
                    .contains(
                            "run again when it is done", "under way since", "step 1 of 1 'deploy' (deployment_steps/0)")
                    .doesNotContain("giveUp", "unfinished_run", "stopped in stage");
            other.halt();
        }
        assertThat(preview(consensus.agent(aShell()))).contains("would go on with the unfinished run, forward or back");
    }

    @Test
    void one_that_has_ended_is_only_recorded() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        byte[] status = consensus.bytes("status.json");
        shell.afterTheLastLook(() -> consensus.delete("status.json"));
        assertThatThrownBy(() -> consensus.agent(shell).run()).isInstanceOf(DevOpsAgentException.class);
        Files.write(consensus.path("status.json"), status);
        assertThat(preview(consensus.agent(aShell())))
                .contains("would complete the record of the unfinished run, and execute nothing");
        assertThat(Optional.of(consensus.run(aShell()))).containsInstanceOf(Outcome.Deployed.class);
    }
}
