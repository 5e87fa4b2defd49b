package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryRemoval;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something removes the lock of a target while a run goes on. */
class RemovedTargetLockTest {

    @TempDir
    private Path temporary;

    private String home = "";

    @BeforeEach
    void moveHome() throws IOException {
        home = System.getProperty("user.home");
        System.setProperty(
                "user.home", Files.createDirectories(temporary.resolve("home")).toString());
    }

    @AfterEach
    void moveBack() {
        System.setProperty("user.home", home);
    }

    private ConsensusDirectory consensus() throws IOException {
        return aConsensus().withPlanOf("""
                "deployment_steps": [
                  {"run": "first", "idempotent": true, "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ],
                "rollback_plan": {"run": "restart"}
                """).in(Files.createDirectories(temporary.resolve("application")));
    }

    @Test
    void what_is_told_is_where_it_lay() throws IOException {
        ConsensusDirectory consensus = consensus();
        ScriptedShell shell = aShell().doing("first", step -> {
            DirectoryRemoval.of(temporary.resolve("home/.devops-agent"));
            return StepResult.success();
        });
        Outcome outcome = consensus.run(shell, agent -> agent.target("shop"));
        assertThat(outcome)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains("somebody removes what is in " + temporary.resolve("home/.devops-agent"))
                .doesNotContain("git clean");
        assertThat(shell.commands()).containsExactly("first", "undo first");
    }

    @Test
    void who_goes_on_after_a_kill_goes_back() throws IOException {
        ConsensusDirectory consensus = consensus();
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        ScriptedShell shell = aShell().doing("first", step -> {
            DirectoryRemoval.of(temporary.resolve("home/.devops-agent"));
            while (!Files.exists(consensus.path(".devops/runs/DEP-001/removal"))) {
                Thread.onSpinWait();
            }
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(
                        () -> consensus.agent(shell).disk(disk).target("shop").run())
                .isInstanceOf(FaultyDisk.Crash.class);
        ScriptedShell next = aShell();
        Outcome outcome = consensus.run(next, agent -> agent.target("shop"));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("somebody removes what is in");
        assertThat(next.commands()).doesNotContain("last").contains("undo first");
    }
}
