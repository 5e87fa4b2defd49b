package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.check;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.HealthCheck.Timing;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way back: its order, its end, and its verdict. */
class RollbackTest {

    private static PlanFixture threeSteps() {
        return aPlan().deploying(step("a", "undo a", "tidy a"), step("b", "undo b"), step("c", "undo c"));
    }

    private static RunScript failedAtTheLastStep(PlanFixture plan) {
        RunScript run = RunScript.of(plan).prepared();
        for (int i = 1; i < run.state().plan().deploy().size(); i++) {
            run.succeeds();
        }
        return run.fails();
    }

    @Test
    void compensations_run_in_reverse_order_and_those_of_one_step_in_their_own() {
        RunScript run = failedAtTheLastStep(threeSteps()).everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "b", "c", "undo c", "undo b", "undo a", "tidy a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().health()).isEqualTo(Health.HEALTHY);
        assertThat(run.state().rollbackFaults()).isEmpty();
    }

    @Test
    void a_step_that_was_not_reached_is_not_compensated() {
        RunScript run = RunScript.of(threeSteps()).prepared().fails().everyStepSucceeds();
        assertThat(run.done()).containsExactly("a", "undo a", "tidy a");
    }

    @Test
    void a_step_that_did_not_start_is_not_compensated() {
        RunScript run =
                RunScript.of(threeSteps()).prepared().succeeds().doesNotStart().everyStepSucceeds();
        assertThat(run.done()).containsExactly("a", "b", "undo a", "tidy a");
    }

    @Test
    void when_no_step_started_there_is_nothing_to_roll_back() {
        RunScript run = RunScript.of(threeSteps()).prepared().doesNotStart();
        assertThat(run.state().ending()).contains(Ending.ABORTED);
        assertThat(run.state().health()).isEqualTo(Health.NOT_VERIFIED);
        assertThat(run.state().rollbackFaults()).isEmpty();
        assertThat(run.state().rollbackVerification()).isEmpty();
    }

    @Test
    void the_rollback_plan_runs_after_the_compensations_if_a_step_has_none() {
        RunScript run = failedAtTheLastStep(
                aPlan().deploying(step("a", "undo a"), step("b")).rolledBackBy(step("back"), step("restart")));
        assertThat(run.everyStepSucceeds().done()).containsExactly("a", "b", "undo a", "back", "restart");
        assertThat(run.healthyAfterRollback().state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void the_rollback_plan_runs_if_a_compensation_failed_and_the_run_still_needs_a_person() {
        RunScript run =
                failedAtTheLastStep(threeSteps()).fails().everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "b", "c", "undo c", "undo b", "undo a", "tidy a", "roll back");
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(run.state().health()).isEqualTo(Health.HEALTHY);
        assertThat(run.state().rollbackFaults())
                .containsExactly("rollback step 'undo c' (deployment_steps/2/rollback/0) failed: exit code 1");
    }

    @Test
    void a_compensation_that_did_not_start_has_failed() {
        RunScript run = failedAtTheLastStep(threeSteps())
                .doesNotStart()
                .everyStepSucceeds()
                .healthyAfterRollback();
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void a_failed_step_of_the_rollback_plan_stops_the_plan_but_not_the_verification() {
        RunScript run = RunScript.of(aPlan().rolledBackBy(step("back"), step("restart")))
                .prepared()
                .fails()
                .fails();
        assertThat(run.next()).isInstanceOf(NextAction.Probe.class);
        run.healthyAfterRollback();
        assertThat(run.done()).containsExactly("deploy", "back");
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void rollback_points_are_restored_only_without_a_rollback_plan() {
        PlanFixture without = aPlan().withoutRollback().withRollbackPoints(step("restore"));
        PlanFixture with = aPlan().withRollbackPoints(step("restore"));
        assertThat(failedAtTheLastStep(without).everyStepSucceeds().done()).containsExactly("deploy", "restore");
        assertThat(failedAtTheLastStep(with).everyStepSucceeds().done()).containsExactly("deploy", "roll back");
    }

    @Test
    void rollback_points_do_not_stand_in_for_a_plan_that_failed() {
        RunScript run = RunScript.of(aPlan().withRollbackPoints(step("restore")))
                .prepared()
                .fails()
                .fails();
        assertThat(run.everyStepSucceeds().done()).containsExactly("deploy", "roll back");
    }

    @Test
    void rollback_points_are_restored_after_compensations_too() {
        RunScript run = failedAtTheLastStep(threeSteps().withoutRollback().withRollbackPoints(step("restore")));
        assertThat(run.everyStepSucceeds().done()).endsWith("undo a", "tidy a", "restore");
        assertThat(run.healthyAfterRollback().state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void a_step_that_nothing_undoes_needs_a_person() {
        RunScript run = failedAtTheLastStep(aPlan().withoutRollback()).healthyAfterRollback();
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(run.state().rollbackFaults())
                .containsExactly("a deploy step was started, and nothing has undone it");
    }

    @Test
    void nothing_is_undone_beside_what_still_runs() {
        RunScript run = RunScript.of(threeSteps()).prepared().succeeds().runsOn();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ROLLBACK_FAILED));
        assertThat(run.state().rollbackFaults())
                .containsExactly(
                        "no compensation was started, since step 'b' (deployment_steps/1) still runs: pid 4711");
        assertThat(run.state().health()).isEqualTo(Health.NOT_VERIFIED);
        assertThat(run.state().inDoubt()).containsExactly(StepRef.of(StepRef.Part.DEPLOY, 1));
    }

    @Test
    void what_still_runs_is_not_tried_again() {
        RunScript run =
                RunScript.of(aPlan().deploying(step("a").retried(3))).prepared().runsOn();
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void a_compensation_that_still_runs_ends_the_way_back() {
        RunScript run = failedAtTheLastStep(threeSteps()).runsOn();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ROLLBACK_FAILED));
        assertThat(run.state().rollbackFaults())
                .containsExactly("rollback step 'undo c' (deployment_steps/2/rollback/0) failed: pid 4711");
    }

    @Test
    void an_idempotent_compensation_is_tried_again() {
        RunScript run = RunScript.of(aPlan().deploying(
                                step("a").withCompensation(List.of(step("undo").retried(1)))))
                .prepared()
                .fails()
                .fails()
                .succeeds()
                .healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "undo", "undo");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void a_check_that_fails_now_and_passed_before_needs_a_person() {
        RunScript run =
                failedAtTheLastStep(threeSteps()).everyStepSucceeds().answersAll(Purpose.VERIFY_ROLLBACK, false);
        assertThat(run.state().health()).isEqualTo(Health.UNHEALTHY);
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(run.state().rollbackFaults())
                .containsExactly("after the rollback, health check 'api' fails: HTTP 503");
    }

    @Test
    void a_check_that_failed_before_may_fail_again() {
        RunScript run = RunScript.of(threeSteps())
                .ready()
                .baseline(false)
                .gateOpens()
                .fails()
                .everyStepSucceeds();
        run.answersAll(Purpose.VERIFY_ROLLBACK, false);
        assertThat(run.state().health()).isEqualTo(Health.AS_BEFORE);
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().rollbackFaults()).isEmpty();
    }

    @Test
    void a_check_that_failed_once_before_and_never_again_needs_a_person() {
        RunScript run = RunScript.of(threeSteps())
                .ready()
                .answers(false)
                .answers(true)
                .gateOpens()
                .fails();
        run.everyStepSucceeds().answersAll(Purpose.VERIFY_ROLLBACK, false);
        assertThat(run.state().health()).isEqualTo(Health.UNHEALTHY);
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void a_check_that_wavered_before_has_not_failed_steadily() {
        Timing two = new Timing(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 2);
        RunScript run = RunScript.of(threeSteps().checkedBy(check("api", After.BOTH, two)))
                .ready();
        for (int i = 0; run.next() instanceof NextAction.Probe && i < 99; i++) {
            run.answers(i % 2 == 0);
        }
        run.gateOpens().fails().everyStepSucceeds().answersAll(Purpose.VERIFY_ROLLBACK, false);
        assertThat(run.state().health()).isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void all_checks_are_asked_to_an_end_even_when_one_has_failed() {
        RunScript run = failedAtTheLastStep(threeSteps().checkedBy(check("api"), check("db")))
                .everyStepSucceeds();
        run.answersAll(Purpose.VERIFY_ROLLBACK, false);
        assertThat(run.state().rollbackFaults()).hasSize(2);
    }

    @Test
    void only_checks_that_apply_after_a_rollback_are_asked() {
        RunScript run = failedAtTheLastStep(threeSteps()
                        .checkedBy(
                                check("new", After.DEPLOY, PlanFixture.QUICK),
                                check("old", After.ROLLBACK, PlanFixture.QUICK)))
                .everyStepSucceeds();
        assertThat(((NextAction.Probe) run.next()).check()).isEqualTo(1);
        assertThat(run.answers(true).state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void without_a_check_for_it_a_rollback_proves_nothing() {
        RunScript run = failedAtTheLastStep(threeSteps().checkedBy(check("new", After.DEPLOY, PlanFixture.QUICK)))
                .everyStepSucceeds();
        assertThat(run.state().health()).isEqualTo(Health.NOT_VERIFIED);
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void a_step_that_timed_out_as_the_budget_ended_is_told_with_the_budget() {
        PlanFixture plan = aPlan().deploying(step("a", "undo a", "tidy a")).rolledBackWithin(Duration.ofSeconds(90));
        RunScript cut = RunScript.of(plan).prepared().fails().begins();
        cut.passes(Duration.ofSeconds(90)).ends(StepResult.failure("timed out after 90s"));
        assertThat(cut.state().rollbackFaults())
                .containsExactly(
                        "rollback step 'undo a' (deployment_steps/0/rollback/0) failed: timed out after 90s",
                        "the rollback took longer than its budget of 90 s");
        assertThat(cut.state().ending()).contains(Ending.ROLLBACK_FAILED);

        RunScript late = RunScript.of(plan)
                .prepared()
                .fails()
                .passes(Duration.ofSeconds(90))
                .begins();
        assertThat(late.state().ending()).as("its end is still to come").isEmpty();
        late.ends(StepResult.failure("timed out after 1ms"));
        assertThat(late.state().rollbackFaults())
                .containsExactly(
                        "the rollback took longer than its budget of 90 s",
                        "rollback step 'undo a' (deployment_steps/0/rollback/0) failed: timed out after 1ms");
        assertThat(late.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(late.state().endedAt()).isEqualTo(late.clock());
        assertThat(late.done()).containsExactly("a", "undo a");
    }

    @Test
    void no_step_may_take_longer_than_what_is_left_of_the_budget() {
        RunScript run = failedAtTheLastStep(threeSteps().rolledBackWithin(Duration.ofSeconds(90)));
        assertThat(timeout(run)).isEqualTo(Duration.ofSeconds(90));
        assertThat(timeout(run.succeeds())).isEqualTo(Duration.ofSeconds(89));
        run.passes(Duration.ofMillis(87_999)).begins();
        assertThat(timeout(failedAtTheLastStep(threeSteps()))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void at_the_deadline_the_rollback_is_given_up() {
        RunScript run = failedAtTheLastStep(threeSteps().rolledBackWithin(Duration.ofSeconds(90)))
                .begins()
                .passes(Duration.ofSeconds(89))
                .ends(StepResult.success());
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(run.state().rollbackFaults()).containsExactly("the rollback took longer than its budget of 90 s");
    }

    @Test
    void a_moment_before_the_deadline_it_goes_on_with_the_least_time_there_is() {
        RunScript run = failedAtTheLastStep(threeSteps().rolledBackWithin(Duration.ofSeconds(90)))
                .begins()
                .passes(Duration.ofSeconds(89).minusNanos(1))
                .ends(StepResult.success());
        assertThat(timeout(run)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void no_probe_waits_for_longer_than_the_deadline() {
        Timing late =
                new Timing(Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 2);
        RunScript run = RunScript.of(
                        aPlan().checkedBy(check("api", After.BOTH, late)).rolledBackWithin(Duration.ofSeconds(4)))
                .prepared()
                .fails();
        Instant deadline = run.clock().plusSeconds(4);
        assertThat(run.succeeds().next())
                .isEqualTo(new NextAction.Probe(Purpose.VERIFY_ROLLBACK, 0, deadline, Duration.ofMillis(1)));
        run.answers(false);
        assertThat(run.state().health()).isEqualTo(Health.NOT_VERIFIED);
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void an_interruption_during_the_way_back_changes_nothing() {
        RunScript run =
                failedAtTheLastStep(threeSteps()).succeeds().interrupted().everyStepSucceeds();
        assertThat(run.healthyAfterRollback().state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().failure().orElseThrow().stage()).isEqualTo(Stage.DEPLOY);
    }

    private static Duration timeout(RunScript run) {
        return ((NextAction.Perform) run.next()).timeout();
    }

    @Test
    void is_neither_stuck_nor_cancelled_before_the_end_of_the_step_under_way_is_known() {
        RunScript run = RunScript.of(aPlan().deploying(step("a", "undo a")))
                .prepared()
                .fails()
                .begins();
        assertThatThrownBy(() -> run.happens(new RunEvent.Stuck(run.clock(), "given up by ann")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is under way");
        assertThatThrownBy(run::interrupted)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is under way");
    }
}
