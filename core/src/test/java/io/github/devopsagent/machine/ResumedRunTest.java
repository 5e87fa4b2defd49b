package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.check;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run does after a crash, and with what it learns late. */
class ResumedRunTest {

    private static final StepRef FIRST = StepRef.of(Part.DEPLOY, 0);

    private static PlanFixture twoSteps() {
        return aPlan().deploying(step("a", "undo a", "tidy a"), step("b", "undo b"));
    }

    @Test
    void a_deploy_step_in_doubt_is_not_executed_again_but_undone() {
        RunScript run = RunScript.of(twoSteps()).prepared().succeeds().begins().resumed();
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "b", "undo b", "undo a", "tidy a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().failure().orElseThrow().reason())
                .isEqualTo("step 'b' (deployment_steps/1) is in doubt: the agent was killed while it ran");
    }

    @Test
    void an_idempotent_step_in_doubt_is_executed_again() {
        RunScript run = RunScript.of(aPlan().deploying(step("a").retried(0)))
                .prepared()
                .begins()
                .resumed()
                .gateOpens();
        run.everyStepSucceeds();
        assertThat(run.done()).containsExactly("a", "a");
        assertThat(run.state().failure()).isEmpty();
    }

    /** As versions wrote it whose baseline was one answer of each check. */
    @Test
    void a_journal_with_one_answer_of_each_check_beforehand_is_gone_on_with() {
        RunScript run = RunScript.of(twoSteps().checkedBy(check("api"), check("db")))
                .ready()
                .happens(before(0, false))
                .happens(before(1, true));
        run.happens(new RunEvent.GateConfirmed(run.clock(), List.of()));
        assertThat(run.state().currentStage()).isEqualTo(Stage.DEPLOY);
        run.succeeds().begins().resumed().everyStepSucceeds().answersAll(Purpose.VERIFY_ROLLBACK, false);
        assertThat(run.done()).containsExactly("a", "b", "undo b", "undo a", "tidy a");
        assertThat(run.state().health()).isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void such_a_journal_comes_to_a_success_as_well() {
        RunScript run = RunScript.of(aPlan().preparedBy(step("look"))).ready().happens(before(0, false));
        StepRef look = StepRef.of(Part.PREFLIGHT, 0);
        run.happens(new RunEvent.StepIntended(run.clock(), look, 1, "key")).ends(look, StepResult.success());
        run.gateOpens().succeeds().verified().monitored();
        assertThat(run.state().ending()).contains(Ending.DEPLOYED);
    }

    private static RunEvent before(int check, boolean healthy) {
        Instant at = RunScript.START.plusSeconds(1);
        return new RunEvent.Probed(at, Purpose.BASELINE, check, at, healthy, healthy ? "HTTP 200" : "HTTP 503");
    }

    @Test
    void before_the_first_deploy_step_it_starts_over_and_the_backup_is_made_again() {
        RunScript run = RunScript.of(aPlan().preparedBy(step("look")).backedUpBy(step("dump"), step("copy")))
                .ready()
                .baseline(true)
                .succeeds()
                .succeeds()
                .begins()
                .resumed();
        assertThat(run.next()).isEqualTo(new NextAction.CheckReadiness());
        run.ready().baseline(true).everyStepSucceeds();
        assertThat(run.done()).containsExactly("look", "dump", "copy", "look", "dump", "copy");
        assertThat(run.next()).isInstanceOf(NextAction.ConfirmGate.class);
        run.gateOpens().succeeds();
        assertThat(run.state().stages())
                .extracting(StageSpans.StageSpan::stage)
                .containsExactly(Stage.PRE_FLIGHT, Stage.BACKUP, Stage.DEPLOY, Stage.HEALTH_CHECK);
    }

    @Test
    void a_first_deploy_step_that_never_began_is_no_deploy_step() {
        RunScript run = RunScript.of(twoSteps()).prepared().begins().killed(Recovery.STANDARD);
        run.turnsOut(new StepResult.NotStarted("it was killed before"));
        assertThat(run.next()).isEqualTo(new NextAction.CheckReadiness());
    }

    @Test
    void a_later_deploy_step_that_never_began_is_executed_behind_the_gate() {
        RunScript run = RunScript.of(twoSteps()).prepared().succeeds().begins().killed(Recovery.STANDARD);
        run.turnsOut(new StepResult.NotStarted("it was killed before")).gateOpens();
        assertThat(run.everyStepSucceeds().done()).containsExactly("a", "b", "b");
        assertThat(run.state().failure()).isEmpty();
    }

    @Test
    void between_deploy_steps_it_goes_on_behind_the_gate() {
        RunScript run = RunScript.of(twoSteps()).prepared().succeeds().resumed();
        assertThat(run.next()).isEqualTo(new NextAction.ConfirmGate());
        assertThat(run.gateOpens().succeeds().done()).containsExactly("a", "b");
    }

    @Test
    void between_deploy_steps_it_rolls_back_if_the_gate_was_closed() {
        RunScript run = RunScript.of(twoSteps()).prepared().succeeds().resumed().gateAnswers("plan.json was changed");
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "undo a", "tidy a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().failure().orElseThrow().reason())
                .startsWith("before step 'b' (deployment_steps/1), where the run was interrupted, the gate was closed:"
                        + " plan.json was changed; judged was what the steps had left that were done before that: if"
                        + " that alone closes the gate");
    }

    @Test
    void a_deploy_step_that_turns_out_to_be_done_is_not_in_doubt() {
        RunScript run = RunScript.of(twoSteps()).prepared().begins().killed(Recovery.STANDARD);
        run.turnsOut(StepResult.success()).gateOpens().succeeds();
        assertThat(run.done()).containsExactly("a", "b");
    }

    @Test
    void a_deploy_step_that_turns_out_to_have_failed_is_undone() {
        RunScript run = RunScript.of(twoSteps()).prepared().begins().killed(Recovery.STANDARD);
        run.turnsOut(StepResult.failure("exit code 1")).everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "undo a", "tidy a");
    }

    @Test
    void a_host_can_have_every_interrupted_run_rolled_back() {
        RunScript run = RunScript.of(twoSteps()).prepared().succeeds().resumed(Recovery.ROLL_BACK);
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "undo a", "tidy a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().failure().orElseThrow().reason())
                .startsWith("the run was interrupted in stage deploy")
                .endsWith("and the host wants such a run rolled back");
    }

    @Test
    void a_run_that_is_to_be_rolled_back_and_has_deployed_nothing_is_aborted() {
        RunScript run = RunScript.of(aPlan().backedUpBy(step("dump"))).ready().resumed(Recovery.ROLL_BACK);
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ABORTED));
    }

    @Test
    void a_run_that_is_only_resumed_does_nothing_twice() {
        RunScript run = RunScript.of(aPlan().preparedBy(step("look")).backedUpBy(step("dump")))
                .ready()
                .baseline(true)
                .succeeds()
                .resumed(Recovery.RESUME)
                .everyStepSucceeds();
        assertThat(run.done()).containsExactly("look", "dump");
        assertThat(run.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void a_backup_in_doubt_that_is_only_resumed_aborts_the_run_unless_it_is_idempotent() {
        RunScript once = RunScript.of(aPlan().backedUpBy(step("dump")))
                .ready()
                .baseline(true)
                .begins();
        assertThat(once.resumed(Recovery.RESUME).next()).isEqualTo(new NextAction.WriteRecord(Ending.ABORTED));
        RunScript again = RunScript.of(aPlan().backedUpBy(step("dump").retried(0)))
                .ready()
                .baseline(true)
                .begins();
        assertThat(again.resumed(Recovery.RESUME).everyStepSucceeds().done()).containsExactly("dump", "dump");
    }

    @Test
    void a_compensation_in_doubt_is_a_fault_and_the_others_still_run() {
        RunScript run = RunScript.of(twoSteps().withoutRollback())
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
        RunScript run = RunScript.of(aPlan().deploying(
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
        RunScript run =
                RunScript.of(aPlan()).prepared().succeeds().answers(false).passes(Duration.ofHours(1));
        run.resumed().answers(false).answers(false).answers(true);
        assertThat(run.state().monitor()).isPresent();
    }

    @Test
    void verification_asks_again_only_the_checks_that_apply() {
        RunScript run = RunScript.of(aPlan().checkedBy(
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
        RunScript run = RunScript.of(aPlan())
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
        RunScript run = RunScript.of(aPlan())
                .prepared()
                .fails()
                .succeeds()
                .answers(false)
                .passes(Duration.ofMinutes(1));
        run.resumed().answers(false).answers(false).answers(true);
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().rollbackVerification().orElseThrow().passed()).isTrue();
    }

    @Test
    void an_end_that_was_reached_stands() {
        RunScript run = RunScript.of(aPlan())
                .prepared()
                .succeeds()
                .verified()
                .monitored()
                .resumed();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.DEPLOYED));
        assertThat(run.interrupted().resumed().next()).isEqualTo(new NextAction.WriteRecord(Ending.DEPLOYED));
    }

    @Test
    void an_aborted_run_stays_aborted() {
        RunScript run = RunScript.of(aPlan().preparedBy(step("look")))
                .prepared()
                .fails()
                .resumed();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ABORTED));
    }

    @Test
    void nothing_else_is_done_before_it_is_known_what_became_of_the_step_under_way() {
        RunScript run = RunScript.of(twoSteps()).prepared().begins().killed(Recovery.STANDARD);
        assertThat(run.next()).isEqualTo(new NextAction.Resolve(FIRST));
        assertThat(run.killed(Recovery.STANDARD).next()).isEqualTo(new NextAction.Resolve(FIRST));
        assertThat(run.lost().state().open()).isEmpty();
        assertThatThrownBy(() -> run.ends(FIRST, StepResult.success()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step 'a' (deployment_steps/0) ended, but it is not under way");
    }

    @Test
    void no_step_is_lost_by_an_agent_that_lives() {
        RunScript run = RunScript.of(twoSteps()).prepared().begins();
        assertThatThrownBy(() -> run.happens(new RunEvent.StepLost(run.clock(), FIRST, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step 'a' (deployment_steps/0) is lost, but nobody was killed");
    }

    @Test
    void a_step_that_its_agent_ended_with_its_lease_is_undone_and_tells_why() {
        RunScript run = RunScript.of(twoSteps()).prepared().succeeds().begins().endsWithTheLease();
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "b", "undo b", "undo a", "tidy a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().failure().orElseThrow().reason())
                .isEqualTo("step 'b' (deployment_steps/1) is in doubt: ended with its lease");
        assertThat(run.state().interruptions())
                .containsExactly("step 'b' (deployment_steps/1) counts as lost: ended with its lease");
    }

    @Test
    void an_idempotent_step_that_its_agent_ended_with_its_lease_is_executed_again_behind_the_gate() {
        RunScript run = RunScript.of(aPlan().deploying(step("a").retried(0)))
                .prepared()
                .begins()
                .passes(Duration.ofDays(1))
                .endsWithTheLease()
                .gateOpens();
        run.everyStepSucceeds();
        assertThat(run.done()).containsExactly("a", "a");
        assertThat(run.state().failure())
                .as("a budget is for the time in which someone works")
                .isEmpty();
    }

    @Test
    void the_time_in_which_nobody_could_work_is_not_taken_from_a_rollback() {
        RunScript run = RunScript.of(aPlan().deploying(step("a")
                        .withCompensation(List.of(step("undo a").retried(0)))))
                .prepared()
                .fails()
                .begins()
                .passes(Duration.ofDays(1))
                .endsWithTheLease();
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "undo a", "undo a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void a_step_that_turns_out_to_run_on_is_not_undone_beside_it() {
        RunScript run = RunScript.of(twoSteps()).prepared().begins().killed(Recovery.STANDARD);
        run.turnsOut(new StepResult.StillRunning("pid 42"));
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(run.done()).containsExactly("a");
    }

    @Test
    void a_compensation_that_never_began_is_executed() {
        RunScript run = RunScript.of(twoSteps()).prepared().fails().begins().killed(Recovery.STANDARD);
        run.turnsOut(new StepResult.NotStarted("it was killed before")).everyStepSucceeds();
        assertThat(run.healthyAfterRollback().done()).containsExactly("a", "undo a", "undo a", "tidy a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void the_budget_of_a_rollback_is_for_work_and_not_for_the_time_in_which_nobody_ran() {
        RunScript run = RunScript.of(twoSteps().rolledBackWithin(Duration.ofMinutes(1)))
                .prepared()
                .fails()
                .passes(Duration.ofDays(1))
                .resumed();
        assertThat(run.everyStepSucceeds().healthyAfterRollback().state().ending())
                .contains(Ending.ROLLED_BACK);
    }

    @Test
    void a_rollback_step_that_begins_as_the_budget_ends_is_still_asked_for_its_result() {
        RunScript run = RunScript.of(twoSteps().rolledBackWithin(Duration.ofSeconds(10)))
                .prepared()
                .fails()
                .passes(Duration.ofSeconds(20))
                .begins();
        assertThat(run.ends(StepResult.success()).state().ending()).contains(Ending.ROLLBACK_FAILED);
    }

    @Test
    void it_is_told_where_the_run_was_interrupted() {
        RunScript run = RunScript.of(twoSteps()).prepared().begins().killed(Recovery.STANDARD);
        assertThat(run.state().interruptions())
                .containsExactly(
                        "the run was interrupted during step 'a' (deployment_steps/0); it went on at " + run.clock());
    }

    @Test
    void what_comes_after_the_end_changes_neither_its_time_nor_what_is_told() {
        RunScript run = RunScript.of(aPlan()).prepared().succeeds().verified().monitored();
        Instant end = run.state().endedAt();
        run.passes(Duration.ofHours(1)).resumed().interrupted();
        assertThat(run.state().endedAt()).isEqualTo(end);
        assertThat(run.state().interruptions()).isEmpty();
    }

    @Test
    void the_process_of_an_attempt_is_remembered() {
        ProcessId process = new ProcessId("boot", 4711, Optional.of(RunScript.START));
        RunScript run = RunScript.of(twoSteps()).prepared().begins();
        run.happens(new RunEvent.StepStarted(run.clock(), FIRST, 1, process)).killed(Recovery.STANDARD);
        assertThat(run.state().attempts(FIRST).last().process()).contains(process);
    }
}
