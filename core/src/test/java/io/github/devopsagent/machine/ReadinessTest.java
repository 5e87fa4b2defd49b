package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.check;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadinessTest {

    private static final StepFinding BROKEN = StepFinding.cannotRun("it does not parse");
    private static final StepFinding MISSING = StepFinding.missingNow("./a.sh is missing");

    private static PlanFixture twoSteps() {
        return aPlan().preparedBy(step("look")).backedUpBy(step("dump")).deploying(step("a", "undo a"), step("b"));
    }

    private static List<Finding> findings(PlanFixture plan, StepRef ref, StepFinding finding) {
        return new Readiness(plan.build(), Map.of(ref, finding), Map.of(), Optional.empty()).findings();
    }

    private static Severity severity(PlanFixture plan, StepRef ref, StepFinding finding) {
        List<Finding> findings = findings(plan, ref, finding);
        assertThat(findings).hasSize(1);
        return findings.get(0).severity();
    }

    @Test
    void a_plan_without_findings_is_ready() {
        assertThat(new Readiness(twoSteps().build(), Map.of(), Map.of(), Optional.empty()).findings())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"PREFLIGHT", "BACKUP", "DEPLOY", "ROLLBACK_PLAN"})
    void what_cannot_run_is_an_error_wherever_it_stands(Part part) {
        assertThat(severity(twoSteps(), StepRef.of(part, 0), BROKEN)).isEqualTo(Severity.ERROR);
    }

    @Test
    void a_finding_names_place_and_step() {
        assertThat(findings(twoSteps(), StepRef.of(Part.DEPLOY, 1), BROKEN))
                .containsExactly(new Finding(Severity.ERROR, "deployment_steps/1", "'b': it does not parse"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"PREFLIGHT", "BACKUP", "DEPLOY"})
    void a_missing_path_is_an_error_where_nothing_can_create_it_before(Part part) {
        assertThat(severity(twoSteps(), StepRef.of(part, 0), MISSING)).isEqualTo(Severity.ERROR);
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"PREFLIGHT", "BACKUP", "DEPLOY", "ROLLBACK_PLAN"})
    void what_can_run_all_the_same_is_a_warning_wherever_it_stands(Part part) {
        StepFinding finding = StepFinding.warning("it leaves pointers");

        assertThat(severity(twoSteps(), StepRef.of(part, 0), finding)).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_rollback_plan_that_can_run_all_the_same_makes_up_for_a_missing_compensation() {
        StepRef plan = StepRef.of(Part.ROLLBACK_PLAN, 0);
        StepRef undo = StepRef.compensation(0, 0);
        Map<StepRef, StepFinding> steps = Map.of(plan, StepFinding.warning("it leaves pointers"), undo, MISSING);

        assertThat(new Readiness(twoSteps().build(), steps, Map.of(), Optional.empty()).findings())
                .extracting(Finding::severity)
                .containsOnly(Severity.WARNING);
    }

    @Test
    void a_missing_path_of_a_later_deploy_step_is_a_warning() {
        assertThat(severity(twoSteps(), StepRef.of(Part.DEPLOY, 1), MISSING)).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_missing_path_of_the_rollback_plan_is_an_error_if_a_step_relies_on_it() {
        StepRef plan = StepRef.of(Part.ROLLBACK_PLAN, 0);
        assertThat(severity(twoSteps(), plan, MISSING)).isEqualTo(Severity.ERROR);
        assertThat(severity(aPlan().deploying(step("a", "undo a")), plan, MISSING))
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void a_missing_path_of_a_compensation_is_an_error_if_it_is_the_only_way_back() {
        StepRef undo = StepRef.compensation(0, 0);
        PlanFixture alone = aPlan().deploying(step("a", "undo a")).withoutRollback();
        assertThat(severity(alone, undo, MISSING)).isEqualTo(Severity.ERROR);
        assertThat(severity(alone.withRollbackPoints(step("restore")), undo, MISSING))
                .isEqualTo(Severity.WARNING);
        assertThat(severity(aPlan().deploying(step("a", "undo a")), undo, MISSING))
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void two_ways_back_that_both_lack_a_path_are_no_way_back() {
        RunPlan plan = aPlan().deploying(step("a", "undo a")).build();
        Map<StepRef, StepFinding> findings =
                Map.of(StepRef.compensation(0, 0), MISSING, StepRef.of(Part.ROLLBACK_PLAN, 0), MISSING);
        assertThat(new Readiness(plan, findings, Map.of(), Optional.empty()).findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.ERROR);
    }

    @Test
    void a_rollback_point_that_could_not_be_restored_is_an_error() {
        PlanFixture plan = aPlan().withRollbackPoints(step("restore"));
        assertThat(severity(plan, StepRef.of(Part.ROLLBACK_POINT, 0), MISSING)).isEqualTo(Severity.ERROR);
    }

    @Test
    void a_program_that_an_earlier_step_brings_is_a_warning_unless_it_is_of_the_only_way_back() {
        StepFinding brought = StepFinding.notInstalled("it is brought", Optional.empty());
        PlanFixture plan = aPlan().deploying(step("a"), step("b"));
        assertThat(severity(plan, StepRef.of(Part.DEPLOY, 0), brought)).isEqualTo(Severity.WARNING);
        assertThat(severity(plan, StepRef.of(Part.DEPLOY, 1), brought)).isEqualTo(Severity.WARNING);
        assertThat(severity(plan, StepRef.of(Part.ROLLBACK_PLAN, 0), brought)).isEqualTo(Severity.ERROR);
    }

    @Test
    void prose_is_a_warning_and_an_error_for_each_step_that_nothing_else_undoes() {
        RunPlan plan = aPlan().deploying(step("a", "undo a"), step("b"))
                .withoutRollback()
                .build();
        List<Finding> findings = new Readiness(plan, Map.of(), Map.of(), Optional.of("it has 5 words")).findings();
        assertThat(findings)
                .containsExactly(
                        new Finding(
                                Severity.WARNING,
                                "rollback_plan",
                                "is prose, so it cannot be executed: it has 5 words"),
                        new Finding(
                                Severity.ERROR,
                                "deployment_steps/1",
                                "nothing executable undoes 'b'; give it a \"rollback\", or write rollback_plan as "
                                        + "{\"run\": \"<command>\"}"));
    }

    @Test
    void a_rollback_point_undoes_what_has_no_compensation() {
        RunPlan plan =
                aPlan().withoutRollback().withRollbackPoints(step("restore")).build();
        assertThat(new Readiness(plan, Map.of(), Map.of(), Optional.empty()).findings())
                .isEmpty();
    }

    @Test
    void a_check_that_cannot_run_is_an_error_and_one_whose_path_is_missing_a_warning() {
        RunPlan plan =
                aPlan().checkedBy(check("api"), check("db"), check("web")).build();
        Map<Integer, StepFinding> findings = Map.of(0, BROKEN, 2, MISSING);
        assertThat(new Readiness(plan, Map.of(), findings, Optional.empty()).findings())
                .containsExactly(
                        new Finding(Severity.ERROR, "builder", "health check 'api': it does not parse"),
                        new Finding(Severity.WARNING, "builder", "health check 'web': ./a.sh is missing"));
    }
}
