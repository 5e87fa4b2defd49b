package io.github.devopsagent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.run.Purpose;
import java.util.List;
import net.jqwik.api.Example;

/** Each law catches the machines that break it, in the same worlds in which the real machine breaks none. */
class BrokenMachinesTest {

    private static final int WORLDS = 500;

    @Example
    void the_real_machine_breaks_no_law() {
        List<RunLaws.Law> laws = List.of(
                RunLaws::stagesRunInOrder,
                RunLaws::successIsProven,
                RunLaws::everyEffectIsUndone,
                RunLaws::rollbackIsVerified,
                RunLaws::runComesToOneEnd,
                RunLaws::timeForwardIsKept,
                trace -> RunLaws.givingUpIsTold(trace, MachineUnderTest.REAL));
        assertThat(laws).allSatisfy(law -> assertThat(breaches(law, MachineUnderTest.REAL))
                .isZero());
    }

    @Example
    void law_1_catches_one_that_goes_on_after_a_failed_step() {
        catches(RunLaws::stagesRunInOrder, BrokenMachines.goesOnAfterAFailedStep());
    }

    @Example
    void law_1_catches_one_that_deploys_behind_a_closed_gate() {
        catches(RunLaws::stagesRunInOrder, BrokenMachines.deploysBehindAClosedGate());
    }

    @Example
    void law_2_catches_one_that_deploys_behind_a_closed_gate() {
        catches(RunLaws::successIsProven, BrokenMachines.deploysBehindAClosedGate());
    }

    @Example
    void law_2_catches_one_that_goes_on_after_a_failed_step() {
        catches(RunLaws::successIsProven, BrokenMachines.goesOnAfterAFailedStep());
    }

    @Example
    void law_2_catches_one_that_does_not_verify() {
        catches(RunLaws::successIsProven, BrokenMachines.takesForGranted(Purpose.VERIFY));
    }

    @Example
    void law_2_catches_one_that_takes_every_verification_for_healthy() {
        catches(RunLaws::successIsProven, BrokenMachines.takesEveryAnswerForHealthy(Purpose.VERIFY));
    }

    @Example
    void law_2_catches_one_that_does_not_monitor() {
        catches(RunLaws::successIsProven, BrokenMachines.takesForGranted(Purpose.MONITOR));
    }

    @Example
    void law_2_catches_one_that_takes_every_sample_for_healthy() {
        catches(RunLaws::successIsProven, BrokenMachines.takesEveryAnswerForHealthy(Purpose.MONITOR));
    }

    @Example
    void law_2_catches_one_that_takes_every_metric_for_good() {
        catches(RunLaws::successIsProven, BrokenMachines.takesEveryMetricForGood());
    }

    @Example
    void law_2_catches_one_that_takes_a_metric_without_a_number_for_good() {
        catches(RunLaws::successIsProven, BrokenMachines.takesSilenceForGood());
    }

    @Example
    void law_2_catches_one_that_does_not_wait_for_the_end_of_the_window() {
        catches(RunLaws::successIsProven, BrokenMachines.takesTheFirstSampleForTheLast());
    }

    @Example
    void law_3_catches_one_that_undoes_only_what_succeeded() {
        catches(RunLaws::everyEffectIsUndone, BrokenMachines.undoesOnlyWhatSucceeded());
    }

    @Example
    void law_3_catches_one_that_undoes_in_the_order_of_the_plan() {
        catches(RunLaws::everyEffectIsUndone, BrokenMachines.undoesInTheOrderOfThePlan());
    }

    @Example
    void law_3_catches_one_that_undoes_what_never_started() {
        catches(RunLaws::everyEffectIsUndone, BrokenMachines.undoesWhatNeverStarted());
    }

    @Example
    void law_3_catches_one_that_undoes_beside_what_still_runs() {
        catches(RunLaws::everyEffectIsUndone, BrokenMachines.undoesBesideWhatStillRuns());
    }

    @Example
    void law_3_catches_one_that_goes_on_though_it_is_stuck() {
        catches(RunLaws::everyEffectIsUndone, BrokenMachines.goesOnThoughItIsStuck());
    }

    @Example
    void law_3_catches_one_that_owes_the_rollback_plan_after_a_failed_compensation() {
        catches(RunLaws::everyEffectIsUndone, BrokenMachines.forgetsThatACompensationFailed());
    }

    @Example
    void law_4_catches_one_that_does_not_verify_its_rollback() {
        catches(RunLaws::rollbackIsVerified, BrokenMachines.takesForGranted(Purpose.VERIFY_ROLLBACK));
    }

    @Example
    void law_4_catches_one_that_takes_every_rollback_for_healthy() {
        catches(RunLaws::rollbackIsVerified, BrokenMachines.takesEveryAnswerForHealthy(Purpose.VERIFY_ROLLBACK));
    }

    @Example
    void law_4_catches_one_that_forgets_that_a_compensation_failed() {
        catches(RunLaws::rollbackIsVerified, BrokenMachines.forgetsThatACompensationFailed());
    }

    @Example
    void law_4_catches_one_that_leaves_no_time_to_start_up_after_a_rollback() {
        catches(RunLaws::rollbackIsVerified, BrokenMachines.leavesNoTimeToStartUpAfterARollback());
    }

    @Example
    void law_4_catches_one_that_excuses_a_check_for_a_single_hiccup_before() {
        catches(RunLaws::rollbackIsVerified, BrokenMachines.excusesAfterASingleHiccup());
    }

    @Example
    void law_4_catches_one_that_looks_at_no_metric_after_a_rollback() {
        catches(RunLaws::rollbackIsVerified, BrokenMachines.looksAtNoMetricAfterARollback());
    }

    @Example
    void law_4_catches_one_that_lets_metrics_decide_about_a_rollback() {
        catches(RunLaws::rollbackIsVerified, BrokenMachines.letsMetricsDecideAboutARollback());
    }

    @Example
    void law_5_catches_one_that_executes_again_what_is_in_doubt() {
        catches(RunLaws::runComesToOneEnd, BrokenMachines.executesAgainWhatIsInDoubt());
    }

    @Example
    void law_5_catches_one_that_asks_an_unhealthy_check_for_ever() {
        catches(RunLaws::runComesToOneEnd, BrokenMachines.asksAnUnhealthyCheckForEver());
    }

    @Example
    void law_5_catches_one_that_tells_another_end_when_it_is_killed_at_its_end() {
        catches(RunLaws::runComesToOneEnd, BrokenMachines.tellsAnotherEndWhenItIsKilledAtItsEnd());
    }

    @Example
    void law_3_catches_one_that_goes_back_beyond_the_point_of_no_return() {
        catches(RunLaws::everyEffectIsUndone, BrokenMachines.knowsNoPointOfNoReturn());
    }

    @Example
    void law_6_catches_one_that_lets_steps_take_all_of_their_own_time() {
        catches(RunLaws::timeForwardIsKept, BrokenMachines.letsStepsTakeTheirTime());
    }

    @Example
    void law_6_catches_one_that_counts_the_time_in_which_no_agent_worked() {
        catches(RunLaws::timeForwardIsKept, BrokenMachines.countsTheTimeInWhichNoAgentWorked());
    }

    @Example
    void law_7_catches_one_that_goes_on_though_it_is_stuck() {
        MachineUnderTest broken = BrokenMachines.goesOnThoughItIsStuck();
        catches(trace -> RunLaws.givingUpIsTold(trace, broken), broken);
    }

    @Example
    void law_7_catches_one_that_keeps_the_reason_to_itself() {
        MachineUnderTest broken = BrokenMachines.keepsTheReasonToItself();
        catches(trace -> RunLaws.givingUpIsTold(trace, broken), broken);
    }

    private static void catches(RunLaws.Law law, MachineUnderTest broken) {
        assertThat(RunArbitraries.sample(WORLDS).anyMatch(world -> isBroken(law, world, broken)))
                .isTrue();
    }

    private static long breaches(RunLaws.Law law, MachineUnderTest machine) {
        return RunArbitraries.sample(WORLDS)
                .filter(world -> isBroken(law, world, machine))
                .count();
    }

    private static boolean isBroken(RunLaws.Law law, RunScenario world, MachineUnderTest machine) {
        return RunLaws.broken(law, world.run(machine)).isPresent();
    }
}
