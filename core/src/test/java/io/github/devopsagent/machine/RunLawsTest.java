package io.github.devopsagent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** The laws of a run, over drawn plans and worlds. */
@Domain(RunArbitraries.class)
class RunLawsTest {

    @Property
    void stages_run_in_order_and_a_step_starts_only_when_all_before_it_succeeded(@ForAll RunScenario scenario) {
        assertThat(RunLaws.broken(RunLaws::stagesRunInOrder, scenario.run())).isEmpty();
    }

    @Property
    void success_means_that_gate_steps_verification_and_the_whole_monitor_window_passed(@ForAll RunScenario scenario) {
        assertThat(RunLaws.broken(RunLaws::successIsProven, scenario.run())).isEmpty();
    }

    @Property
    void without_success_exactly_what_may_have_been_done_is_undone_in_reverse_order(@ForAll RunScenario scenario) {
        assertThat(RunLaws.broken(RunLaws::everyEffectIsUndone, scenario.run())).isEmpty();
    }

    @Property
    void a_rollback_is_verified_itself_with_time_of_its_own_and_tried_once(@ForAll RunScenario scenario) {
        assertThat(RunLaws.broken(RunLaws::rollbackIsVerified, scenario.run())).isEmpty();
    }

    @Property
    void a_run_comes_to_one_end_and_executes_nothing_twice_that_is_not_idempotent(@ForAll RunScenario scenario) {
        assertThat(RunLaws.broken(RunLaws::runComesToOneEnd, scenario.run())).isEmpty();
    }

    @Property
    void nothing_goes_forward_when_the_time_for_it_is_over_nor_is_given_up_before(@ForAll RunScenario scenario) {
        assertThat(RunLaws.broken(RunLaws::timeForwardIsKept, scenario.run())).isEmpty();
    }

    @Property
    void wherever_it_is_given_up_the_reason_is_told(@ForAll RunScenario scenario) {
        assertThat(RunLaws.broken(trace -> RunLaws.givingUpIsTold(trace, MachineUnderTest.REAL), scenario.run()))
                .isEmpty();
    }
}
