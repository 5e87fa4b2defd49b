package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.check;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run has so much time to go forward, as far as an agent works on it. */
class ForwardBudgetTest {

    private static final String SPENT = "the run took longer than its forward budget of 1m";

    private static PlanFixture aMinute() {
        return aPlan().backedUpBy(step("dump"))
                .deploying(step("a", "undo a"), step("b", "undo b"))
                .goingForwardWithin(Duration.ofMinutes(1));
    }

    private static String reason(RunScript run) {
        return run.state().failure().map(Failure::reason).orElse("");
    }

    @Test
    void a_step_gets_at_most_what_is_left_of_it() {
        RunScript run = RunScript.of(aMinute())
                .prepared()
                .passes(Duration.ofSeconds(30))
                .succeeds();
        NextAction.Perform next = asPerform(run.gateOpens().next());
        assertThat(next.timeout()).isEqualTo(Duration.between(run.clock(), RunScript.START.plusSeconds(60)));
    }

    private static NextAction.Perform asPerform(NextAction action) {
        return (NextAction.Perform) action;
    }

    @Test
    void before_the_first_deploy_step_the_run_is_aborted_when_it_is_over() {
        RunScript run = RunScript.of(aMinute()).prepared().begins().passes(Duration.ofMinutes(2));
        run.ends(StepResult.success());
        assertThat(run.state().ending()).contains(Ending.ABORTED);
        assertThat(reason(run)).isEqualTo(SPENT);
    }

    @Test
    void what_was_deployed_is_rolled_back_when_it_is_over() {
        RunScript run =
                RunScript.of(aMinute()).prepared().succeeds().gateOpens().begins();
        run.passes(Duration.ofMinutes(2)).ends(StepResult.success());
        assertThat(reason(run)).isEqualTo(SPENT);
        run.everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("dump", "a", "undo a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void a_result_of_the_last_moment_counts_and_one_of_the_next_is_too_late() {
        Instant end = RunScript.START.plusSeconds(60);
        RunScript run =
                RunScript.of(aMinute()).prepared().succeeds().gateOpens().begins();
        StepRef step = run.state().open().orElseThrow();
        Output output = Output.NONE;
        RunState inTime =
                run.state().after(new RunEvent.StepEnded(end.minusMillis(1), step, 1, StepResult.success(), output));
        assertThat(inTime.failure()).isEmpty();
        RunState late = run.state().after(new RunEvent.StepEnded(end, step, 1, StepResult.success(), output));
        assertThat(late.failure().map(Failure::reason)).contains(SPENT);
        RunState failed = run.state()
                .after(new RunEvent.StepEnded(end.minusMillis(1), step, 1, StepResult.failure("exit code 1"), output));
        assertThat(failed.failure().map(Failure::reason)).contains("step 'a' (deployment_steps/0) failed: exit code 1");
    }

    @Test
    void a_step_that_was_cut_short_says_by_what() {
        RunScript run =
                RunScript.of(aMinute()).prepared().succeeds().gateOpens().begins();
        run.passes(Duration.ofMinutes(1)).ends(StepResult.failure("timed out after 57s"));
        assertThat(reason(run)).isEqualTo("step 'a' (deployment_steps/0) failed: timed out after 57s; " + SPENT);
    }

    @Test
    void it_is_not_tried_again_when_it_is_over() {
        RunScript run = RunScript.of(aMinute().backedUpBy(step("dump").retried(3)))
                .prepared()
                .begins();
        run.passes(Duration.ofMinutes(1)).ends(StepResult.failure("timed out"));
        assertThat(run.state().ending()).contains(Ending.ABORTED);
        assertThat(reason(run)).isEqualTo(SPENT);
    }

    @Test
    void a_pause_before_a_retry_lasts_no_longer() {
        RunScript run = RunScript.of(
                        aMinute().backedUpBy(step("dump").retried(3).retriedAfter(Duration.ofHours(1))))
                .prepared()
                .fails();
        NextAction.Perform next = asPerform(run.next());
        assertThat(next.notBefore()).isEqualTo(RunScript.START.plusSeconds(60));
        assertThat(next.timeout()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void a_probe_that_is_due_later_is_due_when_it_is_over() {
        RunScript run = RunScript.of(aMinute().checkedBy(slow()))
                .prepared()
                .succeeds()
                .gateOpens()
                .everyStepSucceeds();
        assertThat(run.next()).isInstanceOfSatisfying(NextAction.Probe.class, probe -> {
            assertThat(probe.notBefore()).isEqualTo(RunScript.START.plusSeconds(60));
            assertThat(probe.timeout()).isEqualTo(Duration.ofMillis(1));
        });
    }

    private static HealthCheck slow() {
        HealthCheck.Timing timing = new HealthCheck.Timing(
                Duration.ofMinutes(2), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5), 1, 1);
        return check("slow", HealthCheck.After.DEPLOY, timing);
    }

    @Test
    void a_window_that_has_passed_in_time_counts_whatever_the_clock_says_then() {
        RunScript run =
                RunScript.of(aMinute()).prepared().succeeds().gateOpens().everyStepSucceeds();
        run.verified().monitored();
        assertThat(run.state().ending()).contains(Ending.DEPLOYED);
        run.passes(Duration.ofHours(1)).interrupted();
        assertThat(run.state().ending()).contains(Ending.DEPLOYED);
        assertThat(run.state().isOutOfTime(run.clock())).isFalse();
    }

    @Test
    void a_window_that_is_cut_short_is_no_success() {
        PlanFixture plan = aMinute().monitored(monitoring(Duration.ofMinutes(10)));
        RunScript run = RunScript.of(plan)
                .prepared()
                .succeeds()
                .gateOpens()
                .everyStepSucceeds()
                .verified();
        run.monitored();
        assertThat(reason(run)).isEqualTo(SPENT);
        assertThat(run.everyStepSucceeds().healthyAfterRollback().state().ending())
                .contains(Ending.ROLLED_BACK);
    }

    @Test
    void the_time_in_which_no_agent_works_does_not_count() {
        RunScript run =
                RunScript.of(aMinute()).prepared().succeeds().gateOpens().succeeds();
        run.passes(Duration.ofDays(3)).resumed();
        assertThat(run.state().failure()).isEmpty();
        assertThat(run.gateOpens()
                        .everyStepSucceeds()
                        .verified()
                        .monitored()
                        .state()
                        .ending())
                .contains(Ending.DEPLOYED);
    }

    @Test
    void a_run_that_starts_over_goes_on_with_what_is_left_of_it() {
        RunScript run = RunScript.of(aMinute()).prepared().begins();
        run.passes(Duration.ofSeconds(50)).ends(StepResult.success()).passes(Duration.ofDays(3));
        run.resumed().ready().passes(Duration.ofSeconds(20)).answers(true);
        assertThat(reason(run)).isEqualTo(SPENT);
    }

    @Test
    void a_rollback_has_time_of_its_own() {
        RunScript run =
                RunScript.of(aMinute()).prepared().succeeds().gateOpens().fails();
        run.passes(Duration.ofMinutes(20)).everyStepSucceeds().healthyAfterRollback();
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void it_is_positive() {
        assertThatThrownBy(() -> aPlan().goingForwardWithin(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the forward budget must be positive, found PT0S");
    }

    private static List<Finding> findings(PlanFixture plan) {
        return new Readiness(plan.build(), Map.of(), Map.of(), Optional.empty()).findings();
    }

    private static Monitoring monitoring(Duration duration) {
        return new Monitoring(duration, Duration.ofSeconds(10), 1);
    }

    @Test
    void preflight_finds_a_window_that_does_not_fit() {
        PlanFixture plan = aPlan().monitored(monitoring(Duration.ofHours(24)));
        assertThat(findings(plan))
                .containsExactly(new Finding(
                        Severity.ERROR,
                        "forward_budget",
                        "monitoring and the waits of health checks and metrics alone take 24h, and the whole run has 24h; shorten"
                                + " \"monitoring\", or give it more time with forwardBudget(…)"));
        assertThat(findings(plan.goingForwardWithin(Duration.ofHours(25)))).isEmpty();
    }

    @Test
    void preflight_finds_waits_that_do_not_fit_together() {
        PlanFixture plan = aPlan().checkedBy(slow(), slow()).monitored(monitoring(Duration.ofMinutes(1)));
        assertThat(findings(plan.goingForwardWithin(Duration.ofMinutes(3))))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
        assertThat(findings(plan.goingForwardWithin(Duration.ofSeconds(181))))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void preflight_warns_of_timeouts_that_may_not_fit() {
        PlanFixture plan = aPlan().deploying(step("a").retried(2)).goingForwardWithin(Duration.ofMinutes(15));
        assertThat(findings(plan))
                .containsExactly(new Finding(
                        Severity.WARNING,
                        "forward_budget",
                        "if every step takes all of its time and its retries, the run takes 15m21s, and it is rolled back"
                                + " after 15m; shorten a \"timeout\", or give it more time with forwardBudget(…)"));
    }
}
