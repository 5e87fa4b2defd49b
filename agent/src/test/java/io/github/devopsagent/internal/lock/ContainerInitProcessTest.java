package io.github.devopsagent.internal.lock;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that are process 1 of their container; the first of them lives on after its run has failed. */
@FewerCases(every = 4)
@EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces of processes are Linux's")
class ContainerInitProcessTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private static AgentIdentity firstOf(String namespace) {
        AgentIdentity self = AgentIdentity.current();
        return new AgentIdentity(
                self.host(),
                self.user(),
                self.machineId(),
                Optional.of("pid:[" + namespace + "]"),
                new ProcessId(self.process().bootId(), 1, self.process().startedAt()));
    }

    private ConsensusDirectory failedDuring(ConsensusDirectory consensus) {
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() ->
                        consensus.agent(shell).disk(disk).identity(firstOf("1")).run())
                .isInstanceOf(FaultyDisk.Crash.class);
        return consensus;
    }

    private static String elsewhere(ConsensusDirectory consensus, String verb) throws IOException {
        Process other = JavaProcess.of(Other.class, consensus.path().toString(), verb)
                .redirectErrorStream(true)
                .start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The agent of another container. */
    public static final class Other {

        public static void main(String[] arguments) {
            TestBuilder agent = new ConsensusDirectory(Path.of(arguments[0]))
                    .agent(aShell())
                    .identity(firstOf("2"));
            System.out.println(arguments[1].equals("run") ? agent.run() : agent.giveUp("the shop runs version 1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "giveUp"})
    void while_it_lives_the_record_of_an_ended_run_is_completed_elsewhere(String verb) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        byte[] status = consensus.bytes("status.json");
        shell.afterTheLastLook(() -> consensus.delete("status.json"));
        assertThatThrownBy(() -> consensus.agent(shell).identity(firstOf("1")).run())
                .isInstanceOf(DevOpsAgentException.class);
        Files.write(consensus.path("status.json"), status);

        assertThat(elsewhere(consensus, verb)).startsWith("DEPLOYED").contains("its record was completed");
        assertThat(consensus.phase()).isEqualTo("done");
    }

    @Test
    void while_it_lives_its_run_is_given_up_elsewhere() throws IOException {
        ConsensusDirectory consensus = failedDuring(aConsensus().in(temporary));
        // The broken disk has kept it; an agent that fails takes it away.
        consensus.delete(".devops/lock-owner");
        assertThat(elsewhere(consensus, "giveUp")).contains("the shop runs version 1");
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rollback_failed");
    }

    @Test
    void what_shows_its_life_is_made_again_when_it_is_removed() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String lock = ".devops/runs/DEP-001/process-lock";
        shell.doing("deploy", step -> {
            assertThat(consensus.has(lock)).isTrue();
            Files.move(consensus.path(".devops"), temporary.resolve("away"));
            return StepResult.success();
        });
        shell.doing("undo", step -> {
            assertThat(consensus.has(lock)).isTrue();
            assertThat(consensus.has(lock + "-identity")).isTrue();
            return StepResult.success();
        });
        Outcome outcome = consensus.agent(shell).identity(firstOf("1")).run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(consensus.names(".devops/runs/DEP-001")).doesNotContain("process-lock", "process-lock-identity");
    }
}
