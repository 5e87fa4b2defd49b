package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that live on where no lock tells of them. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
@FewerCases(every = 3)
class WorkInProgressTest {

    @TempDir
    private Path temporary;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endThem() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process stepOf(String consensus, String deployment) throws IOException {
        return started(Map.of(
                "DEVOPS_CONSENSUS",
                consensus,
                "DEVOPS_ATTEMPT",
                deployment + ".deployment_steps-0.1.key",
                "DEVOPS_DEPLOYMENT_ID",
                deployment,
                "DEVOPS_STEP",
                "deployment_steps/0"));
    }

    /** It tells when it has its environment: until then it may still be a copy of this process. */
    private Process started(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "echo begun; read end # k9#mVq2!xZ");
        builder.environment().putAll(variables);
        Process process = builder.start();
        processes.add(process);
        assertThat(process.inputReader().readLine()).isEqualTo("begun");
        return process;
    }

    @Test
    void a_step_of_an_unknown_run_keeps_an_agent_away() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Process step = stepOf(consensus.path().toString(), "DEP-001");
        Outcome outcome = consensus.run(aShell(), agent -> agent.secret("TOKEN", "k9#mVq2!xZ"));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("lock_held");
        assertThat(outcome.toString())
                .contains(
                        "process " + step.pid() + " (/bin/sh -c echo begun; read end # ***",
                        "of step deployment_steps/0 of deployment DEP-001 still runs",
                        "kill " + step.pid(),
                        "env -u DEVOPS_ATTEMPT")
                .doesNotContain("k9#mVq2!xZ");
        assertThat(consensus.agent(aShell()).build().preview().refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.toString()).contains("lock_held", "process " + step.pid()));
        step.destroyForcibly().onExit().join();
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void the_directory_may_have_several_names() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), consensus.path());
        stepOf(link.toString(), "DEP-001");
        assertThat(OutcomeRefusals.codes(consensus.run(aShell()))).containsExactly("lock_held");
    }

    @Test
    void steps_of_other_directories_and_other_processes_do_not() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        stepOf(temporary.toString(), "DEP-001");
        stepOf("", "DEP-001");
        stepOf(temporary.resolve("none").toString(), "DEP-001");
        // A person has pasted a command of a rollback.
        started(Map.of("DEVOPS_CONSENSUS", consensus.path().toString(), "DEVOPS_DEPLOYMENT_ID", "DEP-001"));
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_daemon_of_a_run_that_has_ended_does_not() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        stepOf(consensus.path().toString(), "DEP-001");
        consensus.edit("status.json", "\"phase\": \"done\"", "\"phase\": \"deployment\"");
        assertThat(consensus.run(aShell()).toString()).doesNotContain("lock_held");
    }

    @Test
    void nor_does_what_is_left_of_the_run_that_is_gone_on_with() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (AgentProcess agent = AgentProcess.deploying(consensus)) {
            stepOf(consensus.path().toString(), "DEP-001");
            agent.halt();
        }
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void an_agent_that_has_the_removed_lock_keeps_others_away() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (AgentProcess agent = AgentProcess.blind(consensus)) {
            Files.delete(consensus.path(".devops/lock"));
            // It tells who holds the lock as long as that process lives.
            Files.delete(consensus.path(".devops/lock-owner"));
            Outcome outcome = consensus.run(aShell());
            assertThat(OutcomeRefusals.codes(outcome)).containsExactly("lock_held");
            assertThat(outcome.toString())
                    .contains("process " + agent.pid() + " (", "holds the lock file that was removed meanwhile");
        }
    }

    @Test
    void a_step_is_waited_for_like_an_agent() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Process step = stepOf(consensus.path().toString(), "DEP-001");
        assertThat(consensus
                        .run(aShell(), agent -> agent.lockWait(Duration.ofMillis(70)))
                        .toString())
                .contains("lock_held", "(after waiting for ");
        AtomicInteger tries = new AtomicInteger();
        FaultyDisk disk = FaultyDisk.below(temporary).watchedBy(operation -> {
            if (operation.startsWith("open the lock") && tries.incrementAndGet() == 3) {
                step.destroyForcibly().onExit().join();
            }
        });
        assertThat(consensus
                        .agent(aShell())
                        .disk(disk)
                        .lockWait(Duration.ofMinutes(1))
                        .build()
                        .run())
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(tries).hasValue(3);
    }
}
