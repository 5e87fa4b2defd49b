package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.check;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.CheckProgress.Verdict;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.HealthCheck.Timing;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.Output;
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

/** The way forward: what a run does, in what order, and what stops it. */
class RunStateTest {

    private static final StepRef FIRST = StepRef.of(Part.DEPLOY, 0);

    private static RunScript aRun() {
        return RunScript.of(aPlan().preparedBy(step("look")).backedUpBy(step("dump")));
    }

    private static RunScript deployed() {
        return RunScript.of(aPlan()).prepared().succeeds();
    }

    @Test
    void a_run_that_succeeds_goes_through_every_stage() {
        RunScript run = aRun();
        assertThat(run.next()).isEqualTo(new NextAction.CheckReadiness());
        run.ready().baseline(true).succeeds().succeeds();
        assertThat(run.next()).isEqualTo(new NextAction.ConfirmGate());
        run.gateOpens().succeeds().verified().monitored();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.DEPLOYED));
        assertThat(run.done()).containsExactly("look", "dump", "deploy");
        assertThat(stages(run))
                .containsExactly(Stage.PRE_FLIGHT, Stage.BACKUP, Stage.DEPLOY, Stage.HEALTH_CHECK, Stage.MONITOR);
        assertThat(run.state().failure()).isEmpty();
        assertThat(run.state().health()).isEqualTo(Health.NOT_VERIFIED);
    }

    private static List<Stage> stages(RunScript run) {
        return run.state().stages().stream().map(StageSpans.StageSpan::stage).toList();
    }

    @Test
    void an_error_of_readiness_aborts_before_anything_is_asked() {
        RunScript run = aRun().finds(
                        new Finding(Severity.WARNING, "deployment_steps/1", "./migrate.sh is missing now"),
                        new Finding(Severity.ERROR, "deployment_steps/0", "it reads like prose; write 'run'"),
                        new Finding(Severity.ERROR, "rollback_plan", "nothing can be executed"));
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ABORTED));
        assertThat(run.state().failure())
                .contains(new Failure(
                        Stage.PRE_FLIGHT,
                        Optional.empty(),
                        "deployment_steps/0: it reads like prose; write 'run'; rollback_plan: nothing can be executed",
                        ""));
        assertThat(run.state().findings()).hasSize(3);
    }

    @Test
    void a_warning_does_not_stop_a_run() {
        RunScript run =
                aRun().finds(new Finding(Severity.WARNING, "deployment_steps/1", "./migrate.sh is missing now"));
        assertThat(run.next()).isInstanceOf(NextAction.Probe.class);
        assertThat(run.state().findings()).hasSize(1);
        assertThat(aRun().state().findings()).isEmpty();
    }

    @Test
    void the_baseline_of_healthy_checks_is_one_answer_each() {
        RunScript run =
                RunScript.of(aPlan().checkedBy(check("api"), check("db"))).ready();
        assertThat(run.next())
                .isEqualTo(new NextAction.Probe(Purpose.BASELINE, 0, run.clock(), PlanFixture.QUICK.timeout()));
        run.answers(true);
        assertThat(((NextAction.Probe) run.next()).check()).isEqualTo(1);
        run.answers(true);
        assertThat(run.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void the_baseline_asks_a_failing_check_by_its_own_threshold_and_period_without_time_to_start_up() {
        RunScript run =
                RunScript.of(aPlan().checkedBy(check("api"), check("db"))).ready();
        Instant first = run.clock();
        run.answers(false).answers(true);
        assertThat(run.next())
                .isEqualTo(new NextAction.Probe(
                        Purpose.BASELINE, 0, first.plus(PlanFixture.QUICK.period()), PlanFixture.QUICK.timeout()));
        run.answers(false);
        assertThat(baseline(run)).containsExactly(Verdict.FAILED, Verdict.PASSED);
        assertThat(run.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void a_hiccup_is_not_how_it_was_before() {
        RunScript run = aRun().ready().answers(false);
        assertThat(baseline(run)).containsExactly(Verdict.PENDING);
        assertThat(baseline(run.answers(true))).containsExactly(Verdict.PASSED);
    }

    @Test
    void whatever_the_baseline_is_the_run_goes_forward() {
        assertThat(aRun().ready().baseline(false).next()).isInstanceOf(NextAction.Perform.class);
        RunScript wavering = RunScript.of(aPlan().checkedBy(check("api", After.BOTH, wavers())))
                .ready();
        for (int i = 0; wavering.next() instanceof NextAction.Probe && i < 99; i++) {
            wavering.answers(i % 2 == 0);
        }
        assertThat(wavering.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void a_check_that_is_never_asked_after_a_rollback_needs_one_answer_beforehand() {
        RunScript run = RunScript.of(aPlan().checkedBy(check("new", After.DEPLOY, PlanFixture.QUICK)))
                .ready();
        assertThat(baseline(run.answers(false))).containsExactly(Verdict.FAILED);
        assertThat(run.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void the_baseline_does_not_wait_for_what_starts_up_after_a_deployment() {
        Timing slow = new Timing(
                Duration.ofMinutes(1), Duration.ofMinutes(9), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 2);
        RunScript run =
                RunScript.of(aPlan().checkedBy(check("api", After.BOTH, slow))).ready();
        assertThat(((NextAction.Probe) run.next()).notBefore()).isEqualTo(run.clock());
        assertThat(baseline(run.answers(false).answers(false))).containsExactly(Verdict.FAILED);
    }

    private static Timing wavers() {
        return new Timing(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 2);
    }

    private static List<Verdict> baseline(RunScript run) {
        return run.state().baseline().orElseThrow().checks().stream()
                .map(CheckProgress::verdict)
                .toList();
    }

    @Test
    void a_failed_preflight_or_backup_aborts() {
        RunScript preflight = aRun().ready().baseline(true).fails();
        assertThat(preflight.state().ending()).contains(Ending.ABORTED);
        assertThat(preflight.state().failure())
                .contains(new Failure(
                        Stage.PRE_FLIGHT,
                        Optional.of(StepRef.of(Part.PREFLIGHT, 0)),
                        "step 'look' (preflight/0) failed: exit code 1",
                        "last line"));
        RunScript backup = aRun().ready().baseline(true).succeeds().fails();
        assertThat(backup.state().ending()).contains(Ending.ABORTED);
        assertThat(backup.state().failure().orElseThrow().stage()).isEqualTo(Stage.BACKUP);
    }

    @Test
    void a_closed_gate_aborts() {
        RunScript run =
                aRun().ready().baseline(true).succeeds().succeeds().gateAnswers("wrong_phase: x", "open_blocker: y");
        assertThat(run.state().ending()).contains(Ending.ABORTED);
        assertThat(run.state().failure().orElseThrow().reason())
                .isEqualTo(
                        "immediately before the first deploy step the gate was closed: wrong_phase: x; open_blocker: y");
    }

    @Test
    void the_gate_is_asked_once() {
        RunScript run =
                RunScript.of(aPlan().deploying(step("a"), step("b"))).prepared().succeeds();
        assertThat(run.next())
                .isEqualTo(new NextAction.Perform(StepRef.of(Part.DEPLOY, 1), 1, run.clock(), Duration.ofMinutes(5)));
    }

    @Test
    void a_plan_without_deploy_steps_goes_on_behind_the_gate() {
        RunScript run = RunScript.of(aPlan().deploying()).ready().baseline(true);
        assertThat(run.next()).isEqualTo(new NextAction.ConfirmGate());
        assertThat(((NextAction.Probe) run.gateOpens().next()).purpose()).isEqualTo(Purpose.VERIFY);
    }

    @Test
    void an_idempotent_step_is_tried_again_as_often_as_it_says() {
        RunScript run = RunScript.of(aPlan().deploying(step("a").retried(2)))
                .prepared()
                .fails()
                .doesNotStart();
        Instant second = run.clock().plusSeconds(10);
        assertThat(run.next()).isEqualTo(new NextAction.Perform(FIRST, 3, second, Duration.ofMinutes(5)));
        assertThat(run.state().failure()).isEmpty();
        assertThat(run.fails().state().failure()).isPresent();
        assertThat(run.state().attempts(FIRST)).hasSize(3);
    }

    @Test
    void before_a_retry_there_is_a_pause_that_another_agent_keeps_as_well() {
        RunScript run = RunScript.of(aPlan().deploying(step("a").retried(2).retriedAfter(Duration.ofMinutes(7))))
                .prepared()
                .fails();
        Instant due = run.clock().plus(Duration.ofMinutes(7));
        assertThat(((NextAction.Perform) run.next()).notBefore()).isEqualTo(due);
        run.passes(Duration.ofMinutes(2)).resumed().gateOpens();
        assertThat(((NextAction.Perform) run.next()).notBefore()).isEqualTo(due);
        run.passes(Duration.ofMinutes(20)).resumed().gateOpens();
        assertThat(((NextAction.Perform) run.next()).notBefore()).isEqualTo(run.clock());
    }

    @Test
    void a_lost_attempt_is_repeated_without_a_pause() {
        RunScript run = RunScript.of(aPlan().deploying(step("a").retried(1)))
                .prepared()
                .begins()
                .resumed()
                .gateOpens();
        assertThat(((NextAction.Perform) run.next()).notBefore()).isEqualTo(run.clock());
    }

    @Test
    void a_retry_that_succeeds_is_a_success() {
        RunScript run = RunScript.of(aPlan().deploying(step("a").retried(1)))
                .prepared()
                .fails()
                .succeeds();
        assertThat(run.verified().monitored().state().ending()).contains(Ending.DEPLOYED);
    }

    @Test
    void an_attempt_that_was_lost_is_not_one_of_the_retries() {
        RunScript run = RunScript.of(aPlan().deploying(step("a").retried(1)))
                .prepared()
                .begins()
                .resumed()
                .gateOpens()
                .fails()
                .succeeds();
        assertThat(run.done()).containsExactly("a", "a", "a");
        assertThat(run.state().failure()).isEmpty();
    }

    @Test
    void an_unhealthy_deployment_is_rolled_back() {
        RunScript run = deployed().answersAll(Purpose.VERIFY, false);
        assertThat(run.state().failure())
                .contains(new Failure(
                        Stage.HEALTH_CHECK,
                        Optional.empty(),
                        "health check 'api' failed after 5 probes: HTTP 503",
                        ""));
        assertThat(run.succeeds().done()).containsExactly("deploy", "roll back");
    }

    @Test
    void one_failed_check_ends_the_verification() {
        RunScript run = RunScript.of(aPlan().checkedBy(
                                check("api"),
                                check(
                                        "db",
                                        After.BOTH,
                                        new Timing(
                                                Duration.ZERO,
                                                Duration.ZERO,
                                                Duration.ofSeconds(1),
                                                Duration.ofSeconds(1),
                                                1,
                                                1))))
                .prepared()
                .succeeds()
                .answers(false)
                .answers(false);
        assertThat(run.state().failure().orElseThrow().reason()).startsWith("health check 'db' failed");
    }

    @Test
    void without_a_check_after_the_deployment_nothing_is_proven() {
        RunScript run = RunScript.of(aPlan().checkedBy(check("old", After.ROLLBACK, PlanFixture.QUICK)))
                .prepared()
                .succeeds();
        assertThat(run.state().failure().orElseThrow().reason())
                .isEqualTo("no health check applies, so nothing is proven");
    }

    @Test
    void an_anomaly_is_rolled_back() {
        RunScript run = deployed().verified().answersAll(Purpose.MONITOR, false);
        assertThat(run.state().failure().orElseThrow().stage()).isEqualTo(Stage.MONITOR);
        assertThat(run.state().monitor().orElseThrow().samples()).isEqualTo(2);
        assertThat(run.succeeds().healthyAfterRollback().state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(stages(run)).endsWith(Stage.MONITOR, Stage.ROLLBACK);
    }

    @Test
    void a_monitor_probe_waits_for_its_sample() {
        RunScript run = deployed().verified();
        assertThat(run.next())
                .isEqualTo(new NextAction.Probe(
                        Purpose.MONITOR, 0, run.clock().plusSeconds(2), PlanFixture.QUICK.timeout()));
    }

    @Test
    void an_interruption_before_the_first_deploy_step_aborts() {
        RunScript run = aRun().ready().interrupted();
        assertThat(run.state().ending()).contains(Ending.ABORTED);
        assertThat(run.state().failure()).contains(new Failure(Stage.PRE_FLIGHT, Optional.empty(), "interrupted", ""));
    }

    @Test
    void an_interruption_after_it_rolls_back() {
        RunScript run = deployed().verified().interrupted().succeeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("deploy", "roll back");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().failure().orElseThrow().stage()).isEqualTo(Stage.MONITOR);
    }

    @Test
    void an_interruption_after_the_end_comes_too_late() {
        RunScript run = deployed().verified().monitored().interrupted();
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.DEPLOYED));
    }

    @Test
    void an_end_without_an_intent_does_not_fit() {
        RunState state = aRun().state();
        RunEvent end = new RunEvent.StepEnded(RunScript.START, FIRST, 1, StepResult.success(), Output.NONE);
        assertThatThrownBy(() -> state.after(end))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step 'deploy' (deployment_steps/0) ended, but it is not under way");
    }

    @Test
    void nothing_is_intended_and_nothing_is_cancelled_while_a_step_is_under_way() {
        RunState state = RunScript.of(aPlan()).prepared().begins().state();
        RunEvent intent = new RunEvent.StepIntended(RunScript.START, FIRST, 2, "key");
        RunEvent cancelled = new RunEvent.Cancelled(RunScript.START, "interrupted");
        assertThatThrownBy(() -> state.after(intent)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> state.after(cancelled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("step 'deploy' (deployment_steps/0) is under way, and its end comes before");
    }

    @Test
    void a_second_end_of_the_same_attempt_does_not_fit() {
        RunState state = deployed().state();
        RunEvent end = new RunEvent.StepEnded(RunScript.START, FIRST, 1, StepResult.success(), Output.NONE);
        assertThatThrownBy(() -> state.after(end)).isInstanceOf(IllegalStateException.class);
    }

    private static RunScript stuck(RunScript run) {
        return run.happens(new RunEvent.Stuck(run.clock(), "health check 'api' still runs"));
    }

    @Test
    void a_check_that_does_not_stop_beforehand_aborts() {
        RunScript run = stuck(RunScript.of(aPlan()).ready());
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ABORTED));
        assertThat(run.state().failure().orElseThrow().reason()).isEqualTo("health check 'api' still runs");
    }

    @Test
    void nothing_is_undone_beside_a_check_that_does_not_stop() {
        RunScript run = stuck(deployed());
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ROLLBACK_FAILED));
        assertThat(run.state().rollbackFaults())
                .containsExactly("no compensation was started: health check 'api' still runs");
    }

    @Test
    void a_rollback_ends_with_a_check_that_does_not_stop() {
        RunScript run = stuck(RunScript.of(aPlan()).prepared().fails().everyStepSucceeds());
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.ROLLBACK_FAILED));
        assertThat(run.state().health()).isEqualTo(Health.NOT_VERIFIED);
        assertThat(stuck(run).state().rollbackFaults()).containsExactly("health check 'api' still runs");
    }

    @Test
    void a_check_that_does_not_stop_changes_no_end() {
        RunScript run = stuck(deployed().verified().monitored());
        assertThat(run.next()).isEqualTo(new NextAction.WriteRecord(Ending.DEPLOYED));
        RunScript aborted = stuck(stuck(RunScript.of(aPlan()).ready()));
        assertThat(aborted.next()).isEqualTo(new NextAction.WriteRecord(Ending.ABORTED));
    }

    @Test
    void a_state_never_changes() {
        RunState before = aRun().state();
        before.after(new RunEvent.ReadinessChecked(RunScript.START.plusSeconds(9), List.of()));
        assertThat(before.next()).isEqualTo(new NextAction.CheckReadiness());
        assertThat(before.now()).isEqualTo(RunScript.START);
        assertThat(before.startedAt()).isEqualTo(RunScript.START);
    }

    @Test
    void time_does_not_run_backwards() {
        RunScript run = aRun().ready().happens(new RunEvent.Resumed(RunScript.START.minusSeconds(60), Recovery.RESUME));
        assertThat(run.state().now()).isEqualTo(RunScript.START.plusSeconds(1));
    }

    @Test
    void stages_follow_one_another_without_a_gap() {
        RunScript run = aRun().ready()
                .baseline(true)
                .succeeds()
                .succeeds()
                .gateOpens()
                .succeeds()
                .verified()
                .monitored();
        List<StageSpans.StageSpan> spans = run.state().stages();
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i - 1).endedAt()).contains(spans.get(i).startedAt());
        }
        assertThat(spans.get(0).startedAt()).isEqualTo(RunScript.START);
        assertThat(spans.get(1).startedAt()).isEqualTo(RunScript.START.plusSeconds(3));
        assertThat(spans.get(2).startedAt()).isEqualTo(RunScript.START.plusSeconds(4));
    }

    @Test
    void a_stage_without_steps_is_passed_through_at_once() {
        RunScript run = RunScript.of(aPlan()).ready().baseline(true);
        assertThat(stages(run)).containsExactly(Stage.PRE_FLIGHT, Stage.BACKUP, Stage.DEPLOY);
        StageSpans.StageSpan backup = run.state().stages().get(1);
        assertThat(backup.endedAt()).contains(backup.startedAt());
    }

    @Test
    void the_stage_that_a_run_is_in_has_not_ended() {
        assertThat(last(aRun()).endedAt()).isEmpty();
        assertThat(last(deployed()).endedAt()).isEmpty();
    }

    @Test
    void the_last_stage_ends_with_the_run_and_not_with_what_comes_later() {
        RunScript run = deployed().verified().monitored();
        assertThat(last(run).endedAt()).contains(run.clock());
        StageSpans.StageSpan span = last(run);
        assertThat(last(run.passes(Duration.ofHours(1)).interrupted())).isEqualTo(span);
    }

    @Test
    void a_rollback_skips_the_stages_that_were_not_reached() {
        RunScript run = RunScript.of(aPlan()).prepared().fails();
        assertThat(stages(run)).containsExactly(Stage.PRE_FLIGHT, Stage.BACKUP, Stage.DEPLOY, Stage.ROLLBACK);
    }

    @Test
    void an_aborted_run_ends_in_the_stage_that_failed() {
        RunScript run = aRun().ready().baseline(true).fails();
        assertThat(stages(run)).containsExactly(Stage.PRE_FLIGHT);
        assertThat(last(run).endedAt()).contains(run.clock());
    }

    private static StageSpans.StageSpan last(RunScript run) {
        List<StageSpans.StageSpan> spans = run.state().stages();
        return spans.get(spans.size() - 1);
    }

    @Test
    void what_is_in_doubt_is_known() {
        RunScript run = aRun().ready().baseline(true).begins();
        assertThat(run.state().inDoubt()).containsExactly(StepRef.of(Part.PREFLIGHT, 0));
        assertThat(run.ends(StepResult.success()).state().inDoubt()).isEmpty();
    }

    @Test
    void an_attempt_is_known_with_its_key_and_its_end() {
        RunScript run = deployed();
        StepAttempt attempt = run.state().attempts(FIRST).head();
        assertThat(attempt.key()).isEqualTo("deployment_steps/0#1");
        assertThat(attempt.number()).isEqualTo(1);
        assertThat(attempt.intendedAt()).isEqualTo(run.clock().minusSeconds(1));
        assertThat(attempt.end().orElseThrow().output().tail()).isEqualTo("last line");
    }

    @Test
    void what_is_stuck_after_an_abort_is_told_beside_why_it_was_aborted() {
        RunScript run = aRun().ready().baseline(true).fails();
        String why = run.state().failure().orElseThrow().reason();
        run.happens(new RunEvent.Stuck(run.clock(), "given up by ann"));
        assertThat(run.state().ending()).contains(Ending.ABORTED);
        assertThat(run.state().failure().orElseThrow().reason()).isEqualTo(why + "; given up by ann");
    }
}
