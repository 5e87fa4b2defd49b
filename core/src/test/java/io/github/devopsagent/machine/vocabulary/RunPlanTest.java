package io.github.devopsagent.machine.vocabulary;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.machine.NextAction;
import io.github.devopsagent.machine.RunScript;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of a plan and their names. */
class RunPlanTest {

    private static final RunPlan PLAN = aPlan().preparedBy(step("look"))
            .backedUpBy(step("dump"), step("copy"))
            .deploying(step("a", "undo a", "tidy a"), step("b"))
            .rolledBackBy(step("back"))
            .withRollbackPoints(step("restore"))
            .build();

    @Test
    void steps_come_in_the_order_of_the_plan() {
        assertThat(PLAN.steps())
                .extracting(StepRef::toString)
                .containsExactly(
                        "preflight/0",
                        "backup/0",
                        "backup/1",
                        "deployment_steps/0",
                        "deployment_steps/1",
                        "deployment_steps/0/rollback/0",
                        "deployment_steps/0/rollback/1",
                        "rollback_plan/0",
                        "rollback_point/0");
    }

    @Test
    void every_reference_names_its_step() {
        assertThat(PLAN.steps().stream().map(PLAN::step).map(Step::name))
                .containsExactly("look", "dump", "copy", "a", "b", "undo a", "tidy a", "back", "restore");
    }

    @Test
    void every_part_has_its_stage() {
        assertThat(List.of(Part.values()))
                .extracting(Part::stage)
                .containsExactly(
                        Stage.PRE_FLIGHT, Stage.BACKUP, Stage.DEPLOY, Stage.ROLLBACK, Stage.ROLLBACK, Stage.ROLLBACK);
        assertThat(StepRef.compensation(1, 2).stage()).isEqualTo(Stage.ROLLBACK);
    }

    @Test
    void a_step_that_is_not_in_the_plan_has_no_reference() {
        assertThatThrownBy(() -> PLAN.step(StepRef.of(Part.DEPLOY, 2))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void places_start_at_0() {
        assertThatThrownBy(() -> StepRef.of(Part.DEPLOY, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("places start at 0, found -1 and 0");
        assertThatThrownBy(() -> StepRef.compensation(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_budget_of_a_rollback_is_positive() {
        for (Duration budget : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> aPlan().rolledBackWithin(budget).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the rollback budget must be positive, found " + budget);
        }
        assertThat(RunPlan.DEFAULT_ROLLBACK_BUDGET).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void every_kind_of_action_has_its_case() {
        assertThat(List.of(
                        new NextAction.CheckReadiness(),
                        new NextAction.ConfirmGate(),
                        new NextAction.Perform(PLAN.steps().get(0), 1, Instant.EPOCH, Duration.ofSeconds(1)),
                        new NextAction.Probe(Purpose.VERIFY, 0, RunScript.START, Duration.ofSeconds(1)),
                        new NextAction.Measure(Purpose.MONITOR, 0, RunScript.START, Duration.ofSeconds(1)),
                        new NextAction.Resolve(PLAN.steps().get(0)),
                        new NextAction.WriteRecord(Ending.ABORTED)))
                .extracting(action -> action.fold(new Names()))
                .containsExactly("readiness", "gate", "perform", "probe", "measure", "resolve", "record");
        assertThat(Health.AS_BEFORE.label()).isEqualTo("as_before");
    }

    private static final class Names implements NextAction.ActionCases<String> {
        @Override
        public String checkReadiness(NextAction.CheckReadiness action) {
            return "readiness";
        }

        @Override
        public String confirmGate(NextAction.ConfirmGate action) {
            return "gate";
        }

        @Override
        public String perform(NextAction.Perform action) {
            return "perform";
        }

        @Override
        public String probe(NextAction.Probe action) {
            return "probe";
        }

        @Override
        public String measure(NextAction.Measure action) {
            return "measure";
        }

        @Override
        public String resolve(NextAction.Resolve action) {
            return "resolve";
        }

        @Override
        public String writeRecord(NextAction.WriteRecord action) {
            return "record";
        }
    }
}
