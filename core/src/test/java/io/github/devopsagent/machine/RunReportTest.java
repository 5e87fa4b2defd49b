package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.check;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Deployment.Mark;
import io.github.devopsagent.domain.Deployment.Observation;
import io.github.devopsagent.domain.Deployment.StageEntry;
import io.github.devopsagent.domain.Deployment.StepEntry;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.command.RollbackCommand;
import io.github.devopsagent.machine.vocabulary.DeploymentRecord;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static final Deployment.Digests DIGESTS = new Deployment.Digests("aa", "bb");

    private static DeploymentRecord report(RunScript run) {
        return RunReport.of(
                run.state(),
                DIGESTS,
                RollbackCommand.of(run.state(), run.state().plan(), Set.of()));
    }

    private static StageEntry stage(DeploymentRecord deployment, Stage stage) {
        return deployment.stages().stream()
                .filter(entry -> entry.stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    private static RunScript failed() {
        return RunScript.of(aPlan().deploying(step("a", "undo a"), step("b", "undo b"))
                        .preparedBy(step("look")))
                .prepared()
                .succeeds()
                .gateOpens()
                .succeeds()
                .fails();
    }

    @Test
    void a_success_has_an_entry_for_each_stage_and_no_rollback() {
        DeploymentRecord deployment =
                report(RunScript.of(aPlan()).prepared().succeeds().verified().monitored());
        assertThat(deployment.result()).isEqualTo(Deployment.Result.SUCCESS);
        assertThat(deployment.stages())
                .extracting(StageEntry::stage)
                .containsExactly(Stage.PRE_FLIGHT, Stage.BACKUP, Stage.DEPLOY, Stage.HEALTH_CHECK, Stage.MONITOR);
        assertThat(deployment.stages()).extracting(StageEntry::mark).containsOnly(Mark.SUCCESS);
        assertThat(deployment.failure()).isEmpty();
        assertThat(deployment.rollback()).isEmpty();
        assertThat(deployment.epicId()).isEqualTo("EP-1");
        assertThat(deployment.deploymentId()).isEqualTo("DEP-001");
        assertThat(deployment.environment()).isEqualTo("production");
        assertThat(deployment.startedAt()).isEqualTo(RunScript.START);
        assertThat(deployment.timestamp()).isAfter(deployment.startedAt());
        assertThat(deployment.rollbackCommand()).contains("'./roll back.sh'");
        assertThat(deployment.isRollbackAvailable()).isTrue();
        assertThat(deployment.digests()).isEqualTo(DIGESTS);
        assertThat(deployment.monitoring()).hasValueSatisfying(window -> {
            assertThat(window.samples()).isEqualTo(3);
            assertThat(window.failedSamples()).isZero();
            assertThat(window.lastFailure()).isEmpty();
            assertThat(window.metrics()).isEmpty();
        });
    }

    @Test
    void each_stage_ends_when_the_next_begins() {
        List<StageEntry> stages = report(
                        RunScript.of(aPlan()).prepared().succeeds().verified().monitored())
                .stages();
        for (int i = 1; i < stages.size(); i++) {
            assertThat(stages.get(i).startedAt()).isEqualTo(stages.get(i - 1).endedAt());
        }
    }

    @Test
    void a_rollback_marks_the_failed_stage_and_lists_what_was_undone_in_that_order() {
        DeploymentRecord deployment = report(failed().everyStepSucceeds().healthyAfterRollback());
        assertThat(deployment.result()).isEqualTo(Deployment.Result.ROLLED_BACK);
        assertThat(stage(deployment, Stage.PRE_FLIGHT).mark()).isEqualTo(Mark.SUCCESS);
        assertThat(stage(deployment, Stage.DEPLOY).mark()).isEqualTo(Mark.FAILED);
        assertThat(stage(deployment, Stage.ROLLBACK).mark()).isEqualTo(Mark.SUCCESS);
        assertThat(stage(deployment, Stage.ROLLBACK).steps())
                .extracting(StepEntry::name)
                .containsExactly("undo b", "undo a");
        assertThat(deployment.rollback())
                .contains(new Deployment.RollbackEntry("healthy", List.of(), List.of(), List.of()));
    }

    @Test
    void what_was_undone_in_the_same_instant_is_listed_in_that_order_too() {
        RunScript run = failed();
        while (run.next() instanceof NextAction.Perform action) {
            run.happens(new RunEvent.StepIntended(run.clock(), action.step(), 1, "key"));
            run.happens(new RunEvent.StepEnded(run.clock(), action.step(), 1, StepResult.success(), Output.NONE));
        }
        assertThat(stage(report(run.healthyAfterRollback()), Stage.ROLLBACK).steps())
                .extracting(StepEntry::name)
                .containsExactly("undo b", "undo a");
    }

    @Test
    void the_failure_names_step_reason_and_last_output() {
        DeploymentRecord deployment = report(failed().everyStepSucceeds().healthyAfterRollback());
        assertThat(deployment.failure())
                .contains(new Deployment.FailureEntry(
                        "step 'b' (deployment_steps/1) failed: exit code 1",
                        Stage.DEPLOY,
                        Optional.of("deployment_steps/1"),
                        "last line"));
        StepEntry entry = stage(deployment, Stage.DEPLOY).steps().get(1);
        assertThat(entry.mark()).isEqualTo(Mark.FAILED);
        assertThat(entry.action()).isEqualTo("./b.sh");
        assertThat(entry.path()).isEqualTo("deployment_steps/1");
        assertThat(entry.attempts()).isEqualTo(1);
        assertThat(entry.reason()).isEqualTo("exit code 1");
        assertThat(entry.outputTail()).isEqualTo("last line");
        assertThat(entry.outputBytes()).isEqualTo(9);
        assertThat(entry.endedAt()).contains(entry.startedAt().plusSeconds(1));
    }

    @Test
    void exit_code_and_signal_are_those_of_the_last_attempt() {
        StepResult.Exit exit = new StepResult.Exit(Optional.of(137), Optional.of("SIGKILL"));
        RunScript run = RunScript.of(aPlan()).prepared().begins().ends(new StepResult.Failed("killed", exit));
        StepEntry entry = stage(report(run.everyStepSucceeds().healthyAfterRollback()), Stage.DEPLOY)
                .steps()
                .get(0);
        assertThat(entry.exitCode()).contains(137);
        assertThat(entry.signal()).contains("SIGKILL");
    }

    @Test
    void a_success_keeps_its_exit_code_too() {
        StepResult.Exit exit = new StepResult.Exit(Optional.of(0), Optional.empty());
        RunScript run = RunScript.of(aPlan()).prepared().begins().ends(new StepResult.Succeeded("", exit));
        StepEntry entry =
                stage(report(run.verified().monitored()), Stage.DEPLOY).steps().get(0);
        assertThat(entry.exitCode()).contains(0);
        assertThat(entry.mark()).isEqualTo(Mark.SUCCESS);
    }

    @Test
    void what_runs_on_is_in_doubt() {
        DeploymentRecord deployment = report(RunScript.of(aPlan()).prepared().runsOn());
        assertThat(deployment.result()).isEqualTo(Deployment.Result.ROLLBACK_FAILED);
        assertThat(stage(deployment, Stage.DEPLOY).mark()).isEqualTo(Mark.IN_DOUBT);
        assertThat(stage(deployment, Stage.ROLLBACK).mark()).isEqualTo(Mark.FAILED);
        Deployment.RollbackEntry rollback = deployment.rollback().orElseThrow();
        assertThat(rollback.health()).isEqualTo("not_verified");
        assertThat(rollback.inDoubt()).containsExactly("deployment_steps/0");
        assertThat(rollback.faults()).hasSize(1);
        assertThat(stage(deployment, Stage.DEPLOY).steps().get(0).exitCode()).isEmpty();
    }

    @Test
    void what_was_never_heard_of_again_is_in_doubt() {
        DeploymentRecord deployment = report(RunScript.of(aPlan())
                .prepared()
                .begins()
                .resumed()
                .everyStepSucceeds()
                .healthyAfterRollback());
        StepEntry entry = stage(deployment, Stage.DEPLOY).steps().get(0);
        assertThat(entry.mark()).isEqualTo(Mark.IN_DOUBT);
        assertThat(entry.reason()).isEqualTo("its result is not known");
        assertThat(entry.endedAt()).isEmpty();
    }

    @Test
    void a_repetition_has_the_id_and_the_beginning_of_the_first_and_tells_the_rest_of_the_last() {
        DeploymentRecord last =
                report(RunScript.of(aPlan().preparedBy(step("look"))).prepared().fails());
        Instant began = last.startedAt().minusSeconds(60);

        DeploymentRecord repeating = last.repeating("DEP-000", began, 3).withWarnings(List.of("more"));

        assertThat(repeating.deploymentId()).isEqualTo("DEP-000");
        assertThat(repeating.startedAt()).isEqualTo(began);
        assertThat(repeating.repetition())
                .contains(new Deployment.Repetition(3, last.startedAt(), last.deploymentId()));
        assertThat(repeating.timestamp()).isEqualTo(last.timestamp());
        assertThat(repeating.stages()).isEqualTo(last.stages());
        assertThat(repeating.failure()).isEqualTo(last.failure());
        assertThat(repeating.warnings()).endsWith("more");
        assertThat(last.repetition()).isEmpty();
        assertThatThrownBy(() -> last.repeating("DEP-000", began, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
    }

    @Test
    void an_abort_has_no_rollback() {
        DeploymentRecord deployment =
                report(RunScript.of(aPlan().preparedBy(step("look"))).prepared().fails());
        assertThat(deployment.result()).isEqualTo(Deployment.Result.ABORTED);
        assertThat(deployment.rollback()).isEmpty();
        assertThat(deployment.stages()).extracting(StageEntry::stage).containsExactly(Stage.PRE_FLIGHT);
        assertThat(stage(deployment, Stage.PRE_FLIGHT).mark()).isEqualTo(Mark.FAILED);
    }

    private static Consumer<Observation> observed(String verdict, int probes, String detail) {
        return seen -> {
            assertThat(seen.verdict()).isEqualTo(verdict);
            assertThat(seen.probes()).isEqualTo(probes);
            assertThat(seen.detail()).isEqualTo(detail);
            assertThat(seen.last()).hasSize(probes).last().satisfies(newest -> {
                assertThat(newest.detail()).isEqualTo(detail);
                assertThat(newest.healthy()).isEqualTo(verdict.equals("passed"));
            });
        };
    }

    @Test
    void checks_tell_what_they_saw_before_after_and_after_the_rollback() {
        DeploymentRecord deployment = report(RunScript.of(aPlan().checkedBy(check("api"), check("db")))
                .ready()
                .baseline(true)
                .gateOpens()
                .fails()
                .everyStepSucceeds()
                .healthyAfterRollback());
        Deployment.CheckEntry db = deployment.checks().get(1);
        assertThat(db.name()).isEqualTo("db");
        assertThat(db.source()).isEqualTo("builder");
        assertThat(db.action()).isEqualTo("curl localhost/db");
        assertThat(db.baseline()).hasValueSatisfying(observed("passed", 1, "HTTP 200"));
        assertThat(db.verification()).isEmpty();
        assertThat(db.afterRollback()).hasValueSatisfying(observed("passed", 1, "HTTP 200"));
    }

    @Test
    void a_check_that_failed_before_is_told_apart() {
        DeploymentRecord deployment = report(RunScript.of(aPlan())
                .ready()
                .baseline(false)
                .gateOpens()
                .succeeds()
                .verified()
                .monitored());
        Deployment.CheckEntry api = deployment.checks().get(0);
        assertThat(api.baseline()).hasValueSatisfying(observed("failed", 2, "HTTP 503"));
        assertThat(api.verification()).hasValueSatisfying(observed("passed", 1, "HTTP 200"));
        assertThat(api.afterRollback()).isEmpty();
    }

    @Test
    void each_check_tells_its_own_story() {
        RunScript run =
                RunScript.of(aPlan().checkedBy(check("api"), check("db"))).ready();
        run.answers(true)
                .answers(false)
                .answers(false)
                .gateOpens()
                .succeeds()
                .answers(true)
                .answers(true);
        List<Deployment.CheckEntry> checks = report(run.monitored()).checks();
        assertThat(checks.get(0).baseline()).hasValueSatisfying(observed("passed", 1, "HTTP 200"));
        assertThat(checks.get(1).baseline()).hasValueSatisfying(observed("failed", 2, "HTTP 503"));
    }

    @Test
    void a_check_that_was_not_asked_before_has_no_baseline() {
        RunScript run = RunScript.of(aPlan().checkedBy(check("api"), check("db")))
                .ready()
                .answers(true)
                .interrupted();
        List<Deployment.CheckEntry> checks = report(run).checks();
        assertThat(checks.get(0).baseline()).hasValueSatisfying(observed("passed", 1, "HTTP 200"));
        assertThat(checks.get(1).baseline()).isEmpty();
    }

    @Test
    void without_a_command_no_rollback_is_available() {
        RunScript run = RunScript.of(aPlan().withoutRollback())
                .prepared()
                .succeeds()
                .verified()
                .monitored();
        assertThat(report(run).isRollbackAvailable()).isFalse();
    }

    @Test
    void only_the_first_ten_errors_are_named() {
        Finding[] findings = IntStream.range(0, 12)
                .mapToObj(i -> new Finding(Finding.Severity.ERROR, "preflight/" + i, "is broken"))
                .toArray(Finding[]::new);
        String reason = report(RunScript.of(aPlan()).finds(findings))
                .failure()
                .map(Deployment.FailureEntry::reason)
                .orElse("");
        assertThat(reason).startsWith("preflight/0: is broken; ").endsWith("preflight/9: is broken; and 2 more");
    }

    @Test
    void an_executor_is_called_by_its_name_and_a_command_by_its_text() {
        Step flip = Step.of("flip", new Action.Use("load-balancer", Input.none()));
        RunScript run = RunScript.of(aPlan().deploying(
                                flip, Step.of("b", new Action.Bare("make b")), Step.of("c", new Action.Run("make c"))))
                .prepared()
                .everyStepSucceeds();
        assertThat(stage(report(run.verified().monitored()), Stage.DEPLOY).steps())
                .extracting(StepEntry::action)
                .containsExactly("load-balancer", "make b", "make c");
    }

    @Test
    void findings_are_warnings_and_more_can_be_added() {
        RunScript run = RunScript.of(aPlan())
                .finds(new Finding(Finding.Severity.WARNING, "rollback_plan", "is prose"))
                .baseline(true)
                .gateOpens()
                .succeeds()
                .verified()
                .monitored();
        assertThat(report(run).warnings()).containsExactly("rollback_plan: is prose");
        assertThat(report(run).withWarnings(List.of("more")).warnings())
                .containsExactly("rollback_plan: is prose", "more");
    }

    @Test
    void a_run_that_has_not_ended_has_no_record() {
        RunState state = RunScript.of(aPlan()).prepared().state();
        assertThatThrownBy(() -> RunReport.of(state, DIGESTS, "")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_same_events_make_the_same_record() {
        assertThat(report(failed().everyStepSucceeds().healthyAfterRollback()))
                .isEqualTo(report(failed().everyStepSucceeds().healthyAfterRollback()));
    }
}
