package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What most likely comes next is made ready while a step runs, and nothing of that is recorded. */
class UpcomingAttemptTest {

    @TempDir
    private Path temporary;

    /** Its first two steps end when the one after them was made ready. */
    private static final class Preparing implements StepExecutor {

        private final List<StepRequest> prepared = new CopyOnWriteArrayList<>();
        private final List<StepRequest> executed = new CopyOnWriteArrayList<>();
        private final BlockingQueue<String> ready = new LinkedBlockingQueue<>();
        private final String failing;
        private final RuntimeException thrown;

        Preparing(String failing, RuntimeException thrown) {
            this.failing = failing;
            this.thrown = thrown;
        }

        @Override
        public void prepare(StepRequest next) {
            prepared.add(next);
            ready.add(next.name());
            if (!thrown.getMessage().isEmpty()) {
                throw thrown;
            }
        }

        @Override
        public StepResult execute(StepRequest request) throws InterruptedException {
            executed.add(request);
            request.output().startedAs(new ProcessId("boot", 4711, Optional.empty()));
            if (request.stage() == Stage.DEPLOY && !request.name().equals("three")) {
                ready.take();
            }
            return request.name().equals(failing) ? StepResult.failure("broken") : StepResult.success();
        }

        List<String> names(List<StepRequest> requests) {
            return requests.stream().map(StepRequest::name).toList();
        }
    }

    private Outcome run(Preparing mine) {
        return consensus().agent(aShell()).executor("mine", mine).run();
    }

    private ConsensusDirectory consensus() {
        return aConsensus().withPlanOf("""
                "deployment_steps": [
                  {"name": "one", "uses": "mine", "rollback": {"name": "undo one", "uses": "mine"}},
                  {"name": "two", "uses": "mine", "env": {"WHAT": "x"}, "rollback": {"name": "undo two", "uses": "mine"}},
                  {"name": "three", "uses": "mine", "rollback": {"name": "undo three", "uses": "mine"}} ],
                "rollback_plan": {"run": "restart"}
                """).in(temporary);
    }

    @Test
    void it_is_what_is_executed_then() {
        Preparing mine = new Preparing("", new IllegalStateException(""));

        assertThat(run(mine)).isInstanceOf(Outcome.Deployed.class);

        assertThat(mine.names(mine.executed)).containsExactly("one", "two", "three");
        assertThat(mine.names(mine.prepared)).containsExactly("two", "three");
        for (int i = 0; i < 2; i++) {
            StepRequest ready = mine.prepared.get(i);
            StepRequest executed = mine.executed.get(i + 1);
            assertThat(ready.attempt().key()).isEqualTo(executed.attempt().key());
            assertThat(ready.context()).isEqualTo(executed.context());
            assertThat(ready.input()).isEqualTo(executed.input());
        }
    }

    @Test
    void it_is_not_executed_if_the_step_before_it_fails_and_the_way_back_is_never_made_ready() {
        Preparing mine = new Preparing("two", new IllegalStateException(""));

        assertThat(run(mine)).isInstanceOf(Outcome.RolledBack.class);

        assertThat(mine.names(mine.prepared)).containsExactly("two", "three");
        assertThat(mine.names(mine.executed)).containsExactly("one", "two", "undo two", "undo one");
    }

    @Test
    void an_executor_that_cannot_make_it_ready_carries_it_out_all_the_same() {
        Preparing mine = new Preparing("", new IllegalStateException("no"));

        assertThat(run(mine)).isInstanceOf(Outcome.Deployed.class);

        assertThat(mine.names(mine.executed)).containsExactly("one", "two", "three");
        assertThat(mine.prepared.get(0).attempt().key())
                .isNotEqualTo(mine.executed.get(1).attempt().key());
    }
}
