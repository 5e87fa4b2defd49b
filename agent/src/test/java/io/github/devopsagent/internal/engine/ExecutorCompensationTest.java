package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor that knows how its steps are undone. */
class ExecutorCompensationTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();
    private final List<String> done = new ArrayList<>();

    private final StepExecutor flip = new StepExecutor() {
        @Override
        public StepResult execute(StepRequest request) {
            done.add("flip " + request.name());
            return StepResult.success();
        }

        @Override
        public List<Step> compensation(Step step, String path) {
            return List.of(Step.of(
                    "back from " + step.name(), new Action.Use("flop", Input.of("of", step.name() + "@" + path))));
        }
    };

    private final StepExecutor flop = new StepExecutor() {
        @Override
        public StepResult execute(StepRequest request) {
            done.add("flop " + request.input().required("of"));
            return StepResult.success();
        }

        @Override
        public Optional<String> command(Input input, ExecutionContext context) {
            return Optional.of("flop --of " + input.required("of"));
        }
    };

    private Outcome run(String plan) {
        return aConsensus()
                .withPlanOf(plan)
                .in(temporary)
                .run(shell, agent -> agent.executors(Map.of("flip", flip, "flop", flop)));
    }

    @Test
    void a_step_without_a_rollback_has_the_one_of_its_executor() {
        shell.failing("break");

        Outcome outcome = run("""
                "deployment_steps": [{"name": "a", "uses": "flip"}, "flip", {"run": "break", "rollback": {"run": "undo"}}]""");

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(done)
                .containsExactly("flip a", "flip flip", "flop flip@deployment_steps/1", "flop a@deployment_steps/0");
    }

    @Test
    void people_are_told_the_command_that_the_executor_knows() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                "deployment_steps": [{"name": "a", "uses": "flip"}, {"run": "b", "rollback": {"run": "undo b; tidy"}}]""").in(temporary);

        consensus.run(shell, agent -> agent.executors(Map.of("flip", flip, "flop", flop)));

        assertThat(consensus.deployment().path("rollback_available").asBoolean())
                .isTrue();
        assertThat(consensus.deployment().path("rollback_command").asString())
                .containsSubsequence(
                        "DEVOPS_STEP=deployment_steps/1/rollback/0 ",
                        "'undo b; tidy' || devops_exit=$?; ",
                        "DEVOPS_STEP=deployment_steps/0/rollback/0 ",
                        "'flop --of a@deployment_steps/0' || devops_exit=$?; exit $devops_exit)");
    }

    @Test
    void the_plan_s_own_rollback_wins() {
        shell.failing("break");

        run("""
                "deployment_steps": [
                  {"name": "a", "uses": "flip", "rollback": {"run": "undo a"}}, {"run": "break", "rollback": {"run": "undo"}}]""");

        assertThat(done).containsExactly("flip a");
    }

    @Test
    void a_step_that_its_executor_cannot_undo_still_needs_a_rollback_plan() {
        Outcome outcome = run("""
                "deployment_steps": [{"name": "a", "uses": "flip"}, {"name": "b", "uses": "flop", "with": {"of": "x"}}]""");

        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.toString()).contains("no_rollback_plan");
    }

    @Test
    void an_executor_that_cannot_say_how_is_named() {
        StepExecutor broken = new StepExecutor() {
            @Override
            public StepResult execute(StepRequest request) {
                return StepResult.success();
            }

            @Override
            public List<Step> compensation(Step step, String path) {
                throw new IllegalStateException("no idea");
            }
        };

        Outcome outcome = aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"uses\": \"broken\"}]")
                .in(temporary)
                .run(shell, agent -> agent.executor("broken", broken));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.toString()).contains("executor_failed", "no idea", "/deployment_steps");
    }
}
