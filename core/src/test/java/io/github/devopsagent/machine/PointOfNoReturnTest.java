package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.command.RollbackCommand;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once an irreversible step may have had an effect, a person decides. */
class PointOfNoReturnTest {

    private static final String FAULT =
            "step 'drop' (deployment_steps/1) is irreversible and may have had an effect, so"
                    + " nothing was rolled back; a person decides what is to be done";

    private static PlanFixture plan() {
        return aPlan().deploying(step("a", "undo a"), step("drop").withoutReturn(), step("c", "undo c"));
    }

    private static PlanFixture retried() {
        return aPlan().deploying(
                        step("a", "undo a"), step("drop").withoutReturn().retried(1), step("c", "undo c"));
    }

    private static RunScript beyond() {
        return RunScript.of(plan()).prepared().succeeds().succeeds();
    }

    private static void aPersonIsAsked(RunScript run, String... done) {
        assertThat(run.state().ending()).contains(Ending.ROLLBACK_FAILED);
        assertThat(run.done()).containsExactly(done);
        assertThat(run.state().rollbackFaults()).contains(FAULT);
        assertThat(run.state().health()).isEqualTo(Health.NOT_VERIFIED);
        assertThat(run.state().isBeyondReturn()).isTrue();
        assertThat(RollbackCommand.of(run.state(), run.state().plan(), Set.of()))
                .isEmpty();
    }

    @Test
    void a_step_before_it_that_fails_is_rolled_back() {
        RunScript run =
                RunScript.of(plan()).prepared().fails().everyStepSucceeds().healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "undo a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
        assertThat(run.state().isBeyondReturn()).isFalse();
    }

    @Test
    void if_it_surely_never_started_what_came_before_it_is_rolled_back() {
        RunScript run = RunScript.of(plan())
                .prepared()
                .succeeds()
                .doesNotStart()
                .everyStepSucceeds()
                .healthyAfterRollback();
        assertThat(run.done()).containsExactly("a", "drop", "undo a");
        assertThat(run.state().ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void if_it_fails_nothing_is_rolled_back() {
        aPersonIsAsked(RunScript.of(plan()).prepared().succeeds().fails(), "a", "drop");
    }

    @Test
    void if_a_retry_of_it_never_starts_the_first_attempt_still_counts() {
        RunScript run = RunScript.of(retried()).prepared().succeeds().fails().doesNotStart();
        aPersonIsAsked(run, "a", "drop", "drop");
    }

    @Test
    void it_is_tried_again_like_any_other_step() {
        RunScript run =
                RunScript.of(retried()).prepared().succeeds().fails().succeeds().everyStepSucceeds();
        assertThat(run.verified().monitored().state().ending()).contains(Ending.DEPLOYED);
        assertThat(run.done()).containsExactly("a", "drop", "drop", "c");
    }

    @Test
    void a_later_step_that_fails_is_not_rolled_back_either() {
        aPersonIsAsked(beyond().fails(), "a", "drop", "c");
    }

    @Test
    void an_unhealthy_check_rolls_nothing_back() {
        aPersonIsAsked(beyond().succeeds().answersAll(Purpose.VERIFY, false), "a", "drop", "c");
    }

    @Test
    void an_anomaly_rolls_nothing_back() {
        aPersonIsAsked(beyond().succeeds().verified().answersAll(Purpose.MONITOR, false), "a", "drop", "c");
    }

    @Test
    void a_cancelled_run_rolls_nothing_back() {
        aPersonIsAsked(beyond().interrupted(), "a", "drop");
    }

    @Test
    void what_still_runs_is_told_as_well() {
        RunScript run = beyond().runsOn();
        aPersonIsAsked(run, "a", "drop", "c");
        assertThat(run.state().rollbackFaults()).anyMatch(fault -> fault.contains("still runs"));
    }

    @Test
    void what_is_stuck_is_told_as_well() {
        RunScript run = beyond().succeeds();
        run.happens(new RunEvent.Stuck(run.clock(), "health check 'api' still runs"));
        aPersonIsAsked(run, "a", "drop", "c");
        assertThat(run.state().rollbackFaults()).contains("no compensation was started: health check 'api' still runs");
    }

    @Test
    void killed_in_it_and_given_up_the_reason_is_told_as_well() {
        RunScript run = RunScript.of(plan()).prepared().succeeds().begins().resumed(Recovery.RESUME);
        run.happens(new RunEvent.Stuck(run.clock(), "given up by ann"));
        aPersonIsAsked(run, "a", "drop");
        assertThat(run.state().rollbackFaults()).contains("given up by ann");
    }

    @ParameterizedTest
    @EnumSource(value = Recovery.class, names = "ASK", mode = EnumSource.Mode.EXCLUDE)
    void killed_in_it_and_in_doubt_it_is_neither_repeated_nor_undone(Recovery recovery) {
        RunScript run = RunScript.of(plan()).prepared().succeeds().begins().resumed(recovery);
        aPersonIsAsked(run, "a", "drop");
        assertThat(run.state().inDoubt()).containsExactly(StepRef.of(Part.DEPLOY, 1));
    }

    @Test
    void killed_behind_it_and_rolled_back_by_the_host_s_choice_a_person_is_asked() {
        aPersonIsAsked(beyond().resumed(Recovery.ROLL_BACK), "a", "drop");
    }

    @Test
    void killed_in_it_before_it_began_what_came_before_is_gone_on_with() {
        RunScript run = RunScript.of(plan()).prepared().succeeds().begins().killed(Recovery.STANDARD);
        run.turnsOut(new StepResult.NotStarted("the agent was killed before it began"));
        assertThat(run.gateOpens()
                        .everyStepSucceeds()
                        .verified()
                        .monitored()
                        .state()
                        .ending())
                .contains(Ending.DEPLOYED);
    }

    @Test
    void a_deployment_beyond_it_has_no_command_that_undoes_it() {
        RunScript run = beyond().succeeds().verified().monitored();
        assertThat(run.state().ending()).contains(Ending.DEPLOYED);
        assertThat(RollbackCommand.of(run.state(), run.state().plan(), Set.of()))
                .isEmpty();
    }

    private static List<Finding> findings(UnaryOperator<PlanFixture> plan) {
        return new Readiness(plan.apply(plan()).build(), Map.of(), Map.of(), Optional.empty()).findings();
    }

    @Test
    void preflight_says_what_stays_as_it_is() {
        assertThat(findings(plan -> plan))
                .containsExactly(new Finding(
                        Severity.WARNING,
                        "deployment_steps/1",
                        "'drop' is irreversible: from its beginning nothing is rolled back automatically, whatever"
                                + " fails, and a person is asked; then these stay as they are, too: 'a'"
                                + " (deployment_steps/0), 'c' (deployment_steps/2)"));
    }

    @Test
    void only_what_comes_before_it_needs_a_way_back() {
        assertThat(findings(PlanFixture::withoutRollback))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(findings(plan ->
                        plan.withoutRollback().deploying(step("a"), step("drop").withoutReturn(), step("c"))))
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::path)
                .containsExactly("deployment_steps/0");
    }
}
