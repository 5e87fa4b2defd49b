package io.github.devopsagent.internal.ownership;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryRemoval;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something of the agent's own was removed and made again; then the agent is killed, and the next one goes on. */
class KillAfterRemovalTest {

    @TempDir
    private Path temporary;

    private static void await(ConsensusDirectory consensus, String file) {
        while (!Files.exists(consensus.path(file))) {
            Thread.onSpinWait();
        }
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".devops/lock",
                ".devops/journal",
                ".devops/.gitignore",
                ".devops/runs/DEP-001/plan.json",
                ".devops/runs/DEP-001/settings.json",
                ".devops/runs/DEP-001/reserve"
            })
    void whatever_was_removed_the_next_one_goes_back(String part) {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                "deployment_steps": [
                  {"run": "first", "idempotent": true, "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        ScriptedShell shell = aShell().doing("first", step -> {
            Files.delete(consensus.path(part));
            await(consensus, ".devops/runs/DEP-001/removal");
            await(consensus, part);
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        ScriptedShell next = aShell();
        Outcome outcome = consensus.run(next);
        assertThat(outcome)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains("the agent's own files were removed");
        assertThat(next.commands()).doesNotContain("last").contains("undo first");
        assertThat(consensus.names(".devops")).contains(".gitignore");
    }

    /** An executor that tells by a file of its own whether an attempt has begun. */
    private static final class Scribe implements StepExecutor {

        private final List<String> did = new CopyOnWriteArrayList<>();
        private Runnable afterFirst = () -> {};
        private Runnable beforeResolving = () -> {};

        @Override
        public StepResult execute(StepRequest request) {
            String command = request.input().text("run").orElse("");
            did.add(command);
            if (request.stage() == Stage.DEPLOY) {
                request.attempt().scratch().create(file(request.attempt()), "x".getBytes(StandardCharsets.UTF_8));
            }
            if (command.equals("first")) {
                afterFirst.run();
            }
            return StepResult.success();
        }

        @Override
        public Optional<StepFinding> check(Input input, ExecutionContext context) {
            return Optional.empty();
        }

        @Override
        public Resolution resolve(Attempt attempt) {
            beforeResolving.run();
            return Files.exists(attempt.scratch().directory().resolve(file(attempt)))
                    ? new Resolution.Unknown()
                    : new Resolution.NotStarted();
        }

        private static String file(Attempt attempt) {
            return attempt.key() + ".sh";
        }
    }

    @Test
    void a_step_whose_traces_a_killed_agent_could_not_make_again_is_in_doubt() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
        Scribe first = new Scribe();
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        first.afterFirst = () -> disk.stopAt(disk.operations().size());
        assertThatThrownBy(() -> consensus.agent(first).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        Scribe second = new Scribe();
        FaultyDisk another = FaultyDisk.below(consensus.path());
        second.beforeResolving = () -> {
            DirectoryRemoval.of(consensus.path(".devops"));
            await(consensus, ".devops/journal");
            another.stopAt(another.operations().size());
        };
        assertThatThrownBy(() -> consensus.agent(second).disk(another).run()).isInstanceOf(FaultyDisk.Crash.class);
        Scribe third = new Scribe();
        Outcome outcome = consensus.agent(third).run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(third.did).doesNotContain("first", "last").contains("undo first");
    }
}
