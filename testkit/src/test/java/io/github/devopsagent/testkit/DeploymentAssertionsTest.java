package io.github.devopsagent.testkit;

import static io.github.devopsagent.testkit.DeploymentAssertions.assertThat;
import static io.github.devopsagent.testkit.DeploymentAssertions.assertThatRecordIn;
import static io.github.devopsagent.testkit.DeploymentAssertions.assertThatStatusIn;
import static io.github.devopsagent.testkit.ScriptedAnswer.fail;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each assertion can fail, and its message tells what was found. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DeploymentAssertionsTest {

    private static final Map<Class<? extends Outcome>, Consumer<OutcomeAssert>> KINDS = Map.of(
            Outcome.Deployed.class, OutcomeAssert::isDeployed,
            Outcome.Vetoed.class, OutcomeAssert::isVetoed,
            Outcome.Refused.class, OutcomeAssert::isRefused,
            Outcome.Aborted.class, OutcomeAssert::isAborted,
            Outcome.RolledBack.class, OutcomeAssert::isRolledBack,
            Outcome.RollbackFailed.class, OutcomeAssert::isRollbackFailed);

    @TempDir
    Path directory;

    private final ScriptedExecutor script = ScriptedExecutor.in(VirtualTime.start());

    private Outcome run(ConsensusBuilder builder) {
        return script.agent(builder.in(directory)).run();
    }

    private static void fails(Runnable assertion, String... message) {
        assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).hasMessageContainingAll(message);
    }

    private static void is_of_one_kind(Outcome outcome) {
        KINDS.forEach((kind, assertion) -> {
            if (kind.isInstance(outcome)) {
                assertion.accept(assertThat(outcome));
            } else {
                fails(() -> assertion.accept(assertThat(outcome)), kind.getSimpleName(), outcome.toString());
            }
        });
    }

    @Test
    void a_deployment_is_nothing_else() {
        is_of_one_kind(run(ConsensusBuilder.ready()));
    }

    @Test
    void a_veto_is_nothing_else_and_has_all_of_its_codes() {
        Outcome outcome = run(ConsensusBuilder.ready().withoutApprovalOf("qa").withoutTestResults());
        is_of_one_kind(outcome);
        assertThat(outcome).isVetoed("tests_not_passing", "qa_not_approved");
        fails(() -> assertThat(outcome).isVetoed("qa_not_approved"), "tests_not_passing", "VETOED");
    }

    @Test
    void a_refusal_is_nothing_else_and_has_all_of_its_codes() {
        Outcome outcome = run(ConsensusBuilder.ready().inPhase("testing"));
        is_of_one_kind(outcome);
        assertThat(outcome).isRefused("wrong_phase").because("testing");
        fails(() -> assertThat(outcome).isRefused("on_hold"), "wrong_phase", "on_hold");
        fails(() -> assertThat(outcome).because("the moon is full"), "the moon is full", outcome.toString());
    }

    @Test
    void what_a_step_has_printed_is_no_reason() {
        script.on("deploy", fail("it is broken").printing("the moon is full"));
        Outcome outcome = run(ConsensusBuilder.ofPlan("""
                {
                  "epic_id": "EP-1",
                  "deployment_steps": [ {"run": "deploy", "rollback": "undo"} ],
                  "health_checks": [ {"run": "look"} ]
                }
                """));
        assertThat(outcome).isRolledBack().because("it is broken");
        org.assertj.core.api.Assertions.assertThat(outcome.toString()).contains("the moon is full");
        fails(() -> assertThat(outcome).because("the moon is full"), "the reason should contain 'the moon is full'");
    }

    @Test
    void an_abort_is_nothing_else() {
        script.on("save", fail("the disk is full"));
        is_of_one_kind(run(ConsensusBuilder.ofPlan("""
                {
                  "epic_id": "EP-1",
                  "backup": [ {"run": "save"} ],
                  "deployment_steps": [ {"run": "deploy"} ],
                  "rollback_plan": {"run": "undo"},
                  "health_checks": [ {"run": "check"} ]
                }
                """)));
    }

    @Test
    void a_rollback_is_nothing_else_and_its_record_is_compared() {
        script.on("deploy", fail("it is broken"));
        is_of_one_kind(run(ConsensusBuilder.ready()));

        Path consensus = directory.resolve("consensus");
        RecordAssert latest = assertThatRecordIn(consensus)
                .hasResult("rolled_back")
                .hasFailure("it is broken")
                .hasStages("pre_flight=success", "backup=success", "deploy=failed", "rollback=success")
                .hasSteps("deployment_steps/0=failed", "rollback_plan/0=success")
                .has("/rollback_available", false)
                .has("/steps_executed/2/steps/0/attempts", 1)
                .hasNo("/there/is/nothing");
        assertThatRecordIn(consensus, "DEP-001").hasResult("rolled_back");
        fails(() -> latest.hasResult("success"), "/status", "success", "rolled_back");
        fails(() -> latest.hasFailure("it is slow"), "it is slow", "it is broken");
        fails(() -> latest.hasText("/failure", "text"), "there is no text at /failure");
        fails(() -> latest.hasStages("deploy=failed"), "pre_flight=success");
        fails(() -> latest.hasSteps(), "deployment_steps/0=failed");
        fails(() -> latest.has("/rollback_available", true), "/rollback_available");
        fails(() -> latest.hasNo("/failure/reason"), "/failure/reason");
        fails(() -> latest.hasWarning("of the weather"), "of the weather");
        fails(() -> assertThatRecordIn(consensus, "DEP-404"), "DEP-404.json");
        assertThatThrownBy(() -> latest.has("status", "rolled_back")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_failed_rollback_is_nothing_else_and_the_status_is_compared() {
        script.on("deploy", fail("it is broken")).on("undo", fail("it is broken, too"));
        is_of_one_kind(run(ConsensusBuilder.ready()));

        StatusAssert status = assertThatStatusIn(directory.resolve("consensus"))
                .isInPhase("blocked")
                .hasBlocker("it is broken")
                .hasMessageTo("tech_lead")
                .hasMessageTo("developer", "it is broken");
        List.<Runnable>of(
                        () -> status.isInPhase("done"),
                        () -> status.isAtIteration(7),
                        () -> status.isApprovedBy("devops"),
                        () -> status.hasBlocker("it is slow"),
                        () -> status.hasMessageTo("support"),
                        () -> status.hasMessageTo("developer", "it is slow"))
                .forEach(each -> fails(each, directory.toString()));
    }
}
