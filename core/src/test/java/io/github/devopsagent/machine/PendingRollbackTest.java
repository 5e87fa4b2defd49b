package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.run.StepRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingRollbackTest {

    private static final PlanFixture PLAN = aPlan().deploying(
                    step("a", "undo-a"), step("b", "undo-b", "clean-b"), step("c", "undo-c"))
            .rolledBackBy(step("plan"));

    private static List<String> of(RunScript run) {
        return PendingRollback.of(run.state()).stream().map(StepRef::path).toList();
    }

    @Test
    void nothing_is_owed_before_the_first_deploy_step() {
        assertThat(of(RunScript.of(PLAN).prepared())).isEmpty();
    }

    @Test
    void what_was_begun_is_undone_in_reverse_and_the_plan_may_be_needed() {
        assertThat(of(RunScript.of(PLAN).prepared().succeeds().begins()))
                .containsExactly(
                        "deployment_steps/1/rollback/0",
                        "deployment_steps/1/rollback/1",
                        "deployment_steps/0/rollback/0",
                        "rollback_plan/0");
    }

    @Test
    void what_was_tried_is_not_tried_again_and_neither_is_what_is_in_doubt() {
        assertThat(of(RunScript.of(PLAN).prepared().succeeds().fails().fails()))
                .containsExactly("deployment_steps/1/rollback/1", "deployment_steps/0/rollback/0", "rollback_plan/0");
        assertThat(of(RunScript.of(PLAN).prepared().succeeds().fails().begins()))
                .containsExactly("deployment_steps/1/rollback/1", "deployment_steps/0/rollback/0", "rollback_plan/0");
    }

    @Test
    void a_rollback_point_is_restored_where_there_is_no_plan() {
        PlanFixture plan = aPlan().deploying(step("a")).withoutRollback().withRollbackPoints(step("restore"));
        assertThat(of(RunScript.of(plan).prepared().begins())).containsExactly("rollback_point/0");
    }

    @Test
    void what_may_be_repeated_is_owed_while_it_is_under_way_but_not_when_it_has_failed() {
        PlanFixture plan = aPlan().deploying(step("a")
                        .withCompensation(
                                List.of(step("undo").retried(0), step("clean").retried(0))))
                .withoutRollback();
        assertThat(of(RunScript.of(plan).prepared().fails().begins()))
                .containsExactly("deployment_steps/0/rollback/0", "deployment_steps/0/rollback/1");
        assertThat(of(RunScript.of(plan).prepared().fails().fails())).containsExactly("deployment_steps/0/rollback/1");
    }
}
