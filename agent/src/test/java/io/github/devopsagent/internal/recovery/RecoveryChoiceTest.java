package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.run.Recovery;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What a host may choose for a run whose agent was killed. */
class RecoveryChoiceTest extends KilledRunFixture {

    @Test
    void on_roll_back_nothing_goes_forward_any_more() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.ROLL_BACK));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
    }

    @Test
    void on_roll_back_a_run_that_has_not_deployed_is_aborted() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.ROLL_BACK));
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(steps()).containsExactly("look", "dump");
    }

    @Test
    void on_resume_a_backup_that_was_made_is_not_made_again() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.RESUME));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
    }

    @Test
    void on_resume_a_step_in_doubt_that_is_not_idempotent_is_never_run_again() {
        ConsensusDirectory before = directory(PLAN);
        killedDuring("dump", before);
        assertThat(recovered(before, agent -> agent.onInterrupted(Recovery.RESUME)))
                .isInstanceOf(Outcome.Aborted.class);
        assertThat(steps()).containsExactly("look", "dump");
    }

    /** Knows that whatever was under way has succeeded. */
    private record Knowing(StepExecutor shell) implements StepExecutor {

        @Override
        public StepResult execute(StepRequest request) throws Exception {
            return shell.execute(request);
        }

        @Override
        public Resolution resolve(Attempt attempt) {
            return new Resolution.Done(StepResult.success());
        }
    }

    /** Whether what it had to leave is new could be seen by the killed agent alone. */
    @Test
    void on_resume_a_backup_that_had_to_leave_something_is_in_doubt_even_if_it_exited_with_0() {
        for (String produces : List.of("", ", \"produces\": [\"status.json\"]")) {
            ConsensusDirectory consensus = directory(PLAN.replace("\"dump\"", "\"dump\"" + produces));
            killedDuring("dump", consensus);
            Outcome outcome = consensus.run(
                    new Knowing(shell), agent -> agent.clock(LATER).onInterrupted(Recovery.RESUME));
            assertThat(outcome).isInstanceOf(produces.isEmpty() ? Outcome.Deployed.class : Outcome.Aborted.class);
        }
    }

    @Test
    void on_resume_a_deploy_step_in_doubt_that_is_not_idempotent_is_rolled_back() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        assertThat(recovered(consensus, agent -> agent.onInterrupted(Recovery.RESUME)))
                .isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
    }

    @Test
    void on_ask_nothing_at_all_is_changed() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        // Who holds the lock is written beside it, and goes with it; the killed agent has left its own.
        consensus.delete(".devops/lock-owner");
        SortedMap<String, String> before = everything(consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.ASK));
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unfinished_run .devops/journal");
        assertThat(outcome.toString()).contains("during step 'two' (deployment_steps/1)");
        // But the lock's number, which grows each time it is taken.
        SortedMap<String, String> after = everything(consensus);
        String lock = consensus.path(".devops/lock").toString();
        assertThat(after.put(lock, before.get(lock))).isNotEqualTo(before.get(lock));
        assertThat(after).isEqualTo(before);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.RolledBack.class);
    }
}
