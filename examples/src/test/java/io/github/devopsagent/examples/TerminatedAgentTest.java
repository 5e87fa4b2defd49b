package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.examples.KillScenario.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose process is asked to end (SIGTERM) in the midst of a deploy step. */
@MatricesOnly
class TerminatedAgentTest {

    private static final String PLAN = """
            {"epic_id": "EP-KILL-001",
             "deployment_steps": [{"name": "a", "run": "echo a >>effects; sleep 300; echo a done >>effects",
               "rollback": {"run": "echo undo-a >>effects"}}],
             "health_checks": [{"name": "up", "run": "true"}]}
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    @Test
    void it_ends_its_step_and_leaves_the_rollback_to_the_next_run() throws Exception {
        KillableRun run = new KillableRun(directory, new KillScenario(Kind.NOTHING_FAILS, "", Set.of()));
        Files.writeString(run.consensus().resolve("artifacts/plan.json"), PLAN);
        Process agent = run.start();
        await(() -> run.effects().contains("a"), run);

        agent.destroy();
        KillableRun.awaitEnd(agent);
        await(() -> run.stepProcesses().isEmpty(), run);

        assertThat(run.effects()).containsExactly("a");
        assertThat(run.unfinished().flatMap(UnfinishedRun::step).map(UnfinishedRun.StepUnderWay::path))
                .contains("deployment_steps/0");
        assertThat(run.runToItsEnd()).as(run::describe).isEqualTo("RolledBack");
        assertThat(run.effects()).containsExactly("a", "undo-a");
    }

    private static void await(BooleanSupplier condition, KillableRun run) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as(() -> "waited in vain" + run.describe())
                    .isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }
}
