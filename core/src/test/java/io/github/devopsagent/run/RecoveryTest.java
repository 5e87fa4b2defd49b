package io.github.devopsagent.run;

import static io.github.devopsagent.run.PlanFixture.aPlan;
import static io.github.devopsagent.run.PlanFixture.check;
import static io.github.devopsagent.run.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.pipeline.HealthCheck.After;
import io.github.devopsagent.pipeline.StepResult;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run does after a crash, and with what it learns late. */
class RecoveryTest {

    private static final StepRef FIRST = StepRef.of(Part.DEPLOY, 0);

    private static PlanFixture twoSteps() {
        return aPlan().deploying(step("a", "undo a", "tidy a"), step("b", "undo b"));
    }

    @Test
    void a_deploy_step_in_doubt_is_not_executed_again_but_undone() {
        Story run = Story.of(twoSteps()).prepared().succeeds().begins().resumed();
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "b", "undo b", "undo a", "tidy a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().failure().orElseThrow().reason())
                .isEqualTo("step 'b' (deployment_steps/1) is in doubt: the agent was killed while it ran");
    }

    @Test
    void an_idempotent_step_in_doubt_is_executed_again() {
        Story run = Story.of(aPlan().deploying(step("a").retried(0)))
                .prepared()
                .begins()
                .resumed();
        run.everyStepSucceeds();
        assertThat(run.done()).containsExactly("a", "a");
        assertThat(run.state().failure()).isEmpty();
    }

    @Test
    void preflight_and_backup_in_doubt_are_made_again() {
        Story run = Story.of(aPlan().preparedBy(step("look")).backedUpBy(step("dump")))
                .ready()
                .baseline(true)
                .begins()
                .resumed()
                .succeeds()
                .begins()
                .resumed()
                .succeeds();
        assertThat(run.done()).containsExactly("look", "look", "dump", "dump");
        assertThat(run.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void a_deploy_step_that_turns_out_to_be_done_is_not_in_doubt() {
        Story run = Story.of(twoSteps())
                .prepared()
                .begins()
                .ends(StepResult.success())
                .resumed();
        assertThat(run.succeeds().done()).containsExactly("a", "b");
    }

    @Test
    void a_compensation_in_doubt_is_a_fault_and_the_others_still_run() {
        Story run = Story.of(twoSteps().withoutRollback())
                .prepared()
                .succeeds()
                .fails()
                .begins()
                .resumed();
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "b", "undo b", "undo a", "tidy a");
        assertThat(run.state().rollbackFaults())
                .first()
                .isEqualTo(
                        "step 'undo b' (deployment_steps/1/rollback/0) is in doubt: the agent was killed while it ran");
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void a_compensation_in_doubt_that_is_idempotent_is_executed_again() {
        Story run = Story.of(aPlan().deploying(
                                step("a").withCompensation(List.of(step("undo").retried(0)))))
                .prepared()
                .fails()
                .begins()
                .resumed();
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "undo", "undo");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void verification_begins_anew_with_its_whole_time() {
        Story run = Story.of(aPlan()).prepared().succeeds().answers(false).passes(Duration.ofHours(1));
        run.resumed().answers(false).answers(false).answers(true);
        assertThat(run.state().monitor()).isPresent();
    }

    @Test
    void verification_asks_again_only_the_checks_that_apply() {
        Story run = Story.of(aPlan().checkedBy(
                                check("old", After.ROLLBACK, PlanFixture.QUICK),
                                check("new", After.DEPLOY, PlanFixture.QUICK)))
                .prepared()
                .succeeds()
                .resumed()
                .answers(true);
        assertThat(run.state().monitor()).isPresent();
    }

    @Test
    void the_monitor_window_begins_anew_and_the_passed_verification_stands() {
        Story run = Story.of(aPlan())
                .prepared()
                .succeeds()
                .verified()
                .answers(false)
                .resumed();
        assertThat(run.state().monitor().orElseThrow().samples()).isZero();
        assertThat(run.state().monitor().orElseThrow().ends())
                .isEqualTo(run.clock().plusSeconds(6));
        assertThat(run.state().verification().orElseThrow().passed()).isTrue();
    }

    @Test
    void the_verification_of_a_rollback_begins_anew_with_its_whole_time() {
        Story run =
                Story.of(aPlan()).prepared().fails().succeeds().answers(false).passes(Duration.ofMinutes(1));
        run.resumed().answers(false).answers(false).answers(true);
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().rollbackVerification().orElseThrow().passed()).isTrue();
    }

    @Test
    void an_end_that_was_reached_stands() {
        Story run =
                Story.of(aPlan()).prepared().succeeds().verified().monitored().resumed();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.DEPLOYED));
        assertThat(run.recorded().resumed().next()).isEqualTo(new NextAction.Stop(Ending.DEPLOYED));
    }

    @Test
    void an_aborted_run_stays_aborted() {
        Story run =
                Story.of(aPlan().preparedBy(step("look"))).prepared().fails().resumed();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ABORTED));
    }

    @Test
    void a_result_that_is_learned_before_it_goes_on_counts() {
        Story run = Story.of(twoSteps()).prepared().begins();
        assertThat(run.state().open()).contains(FIRST);
        run.ends(FIRST, StepResult.success()).resumed().succeeds();
        assertThat(run.done()).containsExactly("a", "b");
    }

    @Test
    void a_result_that_is_learned_after_it_went_on_does_not_fit() {
        Story run = Story.of(twoSteps()).prepared().begins().resumed();
        assertThat(run.state().open()).isEmpty();
        assertThatThrownBy(() -> run.ends(FIRST, StepResult.success()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step 'a' (deployment_steps/0) ended, but it is not under way");
    }

    @Test
    void a_step_that_turns_out_to_run_on_is_not_undone_beside_it() {
        Story run = Story.of(twoSteps()).prepared().begins();
        run.ends(FIRST, new StepResult.StillRunning("pid 42")).resumed();
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(run.done()).containsExactly("a");
    }
}
