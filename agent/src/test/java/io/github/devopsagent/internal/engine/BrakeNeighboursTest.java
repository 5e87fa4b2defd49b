package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment is stopped by processes beside the agent, and its agent dies after that. */
class BrakeNeighboursTest {

    private static final String STATUS = "status.json";
    private static final String PLAN = """
            "backup": [ {"run": "dump"} ],
            "deployment_steps": [
              {"run": "one", "rollback": {"run": "undo one"}},
              {"run": "two", "rollback": {"run": "undo two"}} ]
            """;

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory directory() {
        return aConsensus().withPlanOf(PLAN).in(temporary);
    }

    private void during(String command, Runnable deed) {
        shell.doing(command, step -> {
            deed.run();
            return StepResult.success();
        });
    }

    private void sh(ConsensusDirectory consensus, String script) {
        try {
            Process process = new ProcessBuilder("sh", "-euc", script)
                    .directory(consensus.path().toFile())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).as(script).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_step_may_stop_the_deployment_that_it_is_part_of() {
        ConsensusDirectory consensus = directory();
        during(
                "one",
                () -> sh(
                        consensus,
                        "sed 's/\"phase\": \"deployment\"/\"phase\": \"blocked\"/' status.json > s && cat s > status.json"
                                + " && rm s && mkdir -p messages/inbox/devops"
                                + " && printf '**STOP** do not deploy this!\\n' > messages/inbox/devops/stop.md"));
        Outcome outcome = consensus.run(shell);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("wrong_phase", "inbox_veto", "stop.md");
        assertThat(shell.commands()).containsExactly("dump", "one", "undo one");
        assertThat(consensus.phase()).isEqualTo("blocked");
    }

    /** Nobody ever sees the file whole for long, and what it says when it is whole is that the deployment may go on. */
    @Test
    void a_process_that_writes_the_status_again_and_again_stops_nothing() throws Exception {
        ConsensusDirectory consensus = directory();
        Files.copy(consensus.path(STATUS), consensus.path("whole"));
        ProcessBuilder writer = new ProcessBuilder(
                        "sh", "-c", "while [ ! -e end ]; do : > status.json; cat whole > status.json; done")
                .directory(consensus.path().toFile());
        List<Process> started = new ArrayList<>();
        shell.doing("one", step -> {
            started.add(writer.start());
            return StepResult.success();
        });
        during("two", () -> {
            consensus.write("end", "");
            started.get(0).onExit().join();
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.commands()).containsExactly("dump", "one", "two");
        assertThat(consensus.phase()).isEqualTo("done");
    }

    @Test
    @Tag(MatrixCells.TAG)
    void wherever_an_agent_dies_after_it_was_stopped_the_next_one_goes_on_rolling_back() throws IOException {
        int[] stopped = new int[1];
        int all = dying("clean", Integer.MAX_VALUE, stopped);
        assertThat(stopped[0]).isBetween(1, all - 10);
        for (int n : MatrixCells.tried(IntStream.range(stopped[0], all).boxed().toList(), 0)) {
            dying("stop-" + n, n, new int[1]);
        }
    }

    private int dying(String name, int operation, int[] stopped) throws IOException {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withHistory("").in(Files.createDirectory(temporary.resolve(name)));
        ScriptedShell steps = aShell().doing("one", step -> {
            consensus.edit(STATUS, "\"phase\": \"deployment\"", "\"phase\": \"blocked\"");
            return StepResult.success();
        });
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        RunListener listener = new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                if (event instanceof RunEvent.Cancelled) {
                    stopped[0] = disk.operations().size();
                }
            }
        };
        TestBuilder doomed = consensus.agent(steps).disk(disk.stopAt(operation)).listener(listener);
        Outcome outcome;
        if (operation == Integer.MAX_VALUE) {
            outcome = doomed.run();
        } else {
            assertThatThrownBy(doomed::run).as(name).isInstanceOf(FaultyDisk.Crash.class);
            outcome = consensus.run(steps);
        }
        // Nobody knows of a compensation that was under way whether it was done, and it is not repeated.
        boolean isInDoubt = outcome instanceof Outcome.RollbackFailed;
        if (!(outcome instanceof Outcome.Refused)) {
            assertThat(outcome)
                    .as(name)
                    .isInstanceOf(isInDoubt ? Outcome.RollbackFailed.class : Outcome.RolledBack.class);
            assertThat(outcome.toString()).as(name).contains("stopped before step 'two'", "wrong_phase");
        }
        assertThat(steps.count("two")).as(name).isZero();
        assertThat(steps.count("undo one")).as(name).isBetween(isInDoubt ? 0 : 1, 1);
        assertThat(consensus.phase()).as(name).isEqualTo("blocked");
        assertThat(consensus.blockers()).as(name).singleElement().asString().startsWith("question devops: DEP-001");
        // A line that was cut off stays, and the whole one comes after it.
        assertThat(consensus.text("status_history.jsonl").lines().filter(line -> line.endsWith("}")))
                .as(name)
                .hasSize(1);
        assertThat(consensus.text("status_history.jsonl")).as(name).contains("\"from_phase\":\"blocked\"");
        return disk.operations().size();
    }
}
