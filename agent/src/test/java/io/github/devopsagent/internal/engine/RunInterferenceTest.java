package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.VetoedFaults;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in whose midst something happens that nobody asked for. Each claim was once found not to hold. */
@FewerCases(every = 3)
class RunInterferenceTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    /** What the step {@code deploy} does besides deploying. */
    private Outcome meanwhile(ConsensusDirectory consensus, Disturbance what) {
        StepExecutor deploy = step -> {
            what.happens();
            return StepResult.success();
        };
        return consensus.run(shell.doing("deploy", deploy));
    }

    private interface Disturbance {
        void happens() throws Exception;
    }

    private static final String FAILING = """
            "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}}, {"run": "fail", "rollback": {"run": "undo fail"}} ]
            """;

    @Test
    void an_epic_that_another_role_blocks_in_the_last_moment_does_not_advance() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(shell.afterTheLastLook(() -> consensus.edit(
                "status.json",
                "\"blockers\": []",
                "\"blockers\": [{\"type\": \"veto\", \"by\": \"security\", \"reason\": \"a hole\"}]")));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("may not advance") && note.contains("a hole"));
        assertThat(consensus.deployment().path("warnings").toString()).contains("may not advance");
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.approvals()).doesNotContain("devops");
    }

    @Test
    void an_approval_of_ours_that_another_role_sets_is_told_and_a_failure_does_not_take_it_away() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        shell.failing("fail");
        Outcome outcome = meanwhile(
                consensus, () -> consensus.edit("status.json", "\"developer\", \"qa\"", "\"qa\", \"devops\""));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("another role set the approval of devops"));
        assertThat(consensus.approvals()).containsExactly("qa", "devops");
        assertThat(consensus.blockers()).hasSize(1);
    }

    @Test
    void an_approval_of_ours_that_another_role_withdraws_is_not_set_again() {
        ConsensusDirectory consensus = aConsensus().approvedBy("devops").in(temporary);
        Outcome outcome = meanwhile(consensus, () -> consensus.edit("status.json", "\"qa\", \"devops\"", "\"qa\""));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("approval of devops was withdrawn"));
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.approvals()).containsExactly("developer", "qa");
    }

    @Test
    void an_epic_from_which_qa_withdraws_in_the_last_moment_does_not_advance() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome =
                consensus.run(shell.afterTheLastLook(() -> consensus.edit("status.json", "\"qa\"", "\"architect\"")));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("may not advance: qa_not_approved: "));
        assertThat(consensus.phase()).isEqualTo("deployment");
    }

    @Test
    void a_message_that_cannot_be_written_does_not_keep_the_status_from_being_true() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(FAILING)
                .withFile("messages/inbox/developer", "not a directory")
                .in(temporary);
        Outcome outcome = consensus.run(shell.failing("fail"));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("messages/inbox/developer"));
        assertThat(consensus.blockers()).hasSize(1);
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @Test
    void a_history_that_cannot_be_written_does_not_undo_a_success() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary.resolve("consensus"));
        Path elsewhere = Files.writeString(temporary.resolve("elsewhere.jsonl"), "");
        Files.createSymbolicLink(consensus.path("status_history.jsonl"), elsewhere);
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).anyMatch(note -> note.contains("status_history.jsonl could not be written"));
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void git_is_told_to_leave_our_directory_alone() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(shell);
        assertThat(consensus.text(".devops/.gitignore")).isEqualTo("*\n");
    }

    @Test
    void an_endless_reason_is_cut_short_and_the_run_rolled_back() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        shell.doing("fail", step -> StepResult.failure("x".repeat(17 << 20)));
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).hasSizeLessThan(10_000);
    }

    @Test
    void an_endless_finding_is_cut_short_and_the_run_aborted() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        Outcome outcome = consensus.run(shell.unableToRun("deploy", "x".repeat(17 << 20)));
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).hasSizeLessThan(10_000);
    }

    @Test
    void nothing_is_started_beside_a_health_check_that_does_not_stop() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        StepExecutor stuckOnceDeployed = step ->
                shell.count("deploy") == 0 ? StepResult.success() : new StepResult.StillRunning("thread 'probe'");
        Outcome outcome = consensus.run(shell, agent -> agent.healthCheck("endless", stuckOnceDeployed));
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(outcome.toString()).contains("health check 'endless' still runs: thread 'probe'");
        assertThat(shell.commands()).containsExactly("deploy", "fail");
        assertThat(consensus.phase()).isEqualTo("blocked");
    }

    @Test
    void a_pre_flight_step_that_does_not_stop_needs_a_person() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"preflight\": {\"run\": \"look\"}, " + FAILING)
                .in(temporary);
        shell.doing("look", step -> new StepResult.StillRunning("pid 42"));
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(consensus.status().at("/blockers/0/type").asString()).isEqualTo("question");
    }

    @Test
    void an_executor_that_a_bare_string_names_is_checked_before_anything_changes() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(FAILING + ", \"health_checks\": [\"shell\"]")
                .in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("'with' has no text 'run'");
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void a_plan_cannot_use_what_is_the_agents_own() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(
                        "\"deployment_steps\": [ {\"uses\": \"health-check/api\", \"rollback\": {\"run\": \"undo\"}} ]")
                .in(temporary);
        Outcome outcome = consensus.run(shell, agent -> agent.healthCheck("api", step -> StepResult.success()));
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("there is no executor 'health-check/api', known are [shell]");
    }

    @Test
    void an_inbox_that_is_no_directory_is_refused() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.delete("messages/inbox/devops").write("messages/inbox/devops", "a veto?");
        assertThat(OutcomeRefusals.places(consensus.run(shell))).containsExactly("unreadable messages/inbox/devops");
    }

    @Test
    void a_message_that_is_too_long_to_tell_whether_it_is_a_veto_is_refused() {
        String summary = "x".repeat(300_000);
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("long.json", "{\"sm\": [\"" + summary + "\"], \"st\": \"veto\"}")
                .in(temporary);
        assertThat(OutcomeRefusals.places(consensus.run(shell)))
                .containsExactly("unreadable messages/inbox/devops/long.json");
    }

    @Test
    void a_status_without_room_for_our_blockers_is_refused() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.edit("status.json", "\"blockers\": []", "\"blockers\": []" + " ".repeat((1 << 20) - 40_000));
        Outcome outcome = consensus.run(shell);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unreadable status.json");
        assertThat(outcome.toString()).contains("leaves room");
    }

    @Test
    void a_veto_that_found_another_phase_does_not_claim_to_have_changed_it() {
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.vetoRule("slow", evidence -> {
                    consensus.edit("status.json", "\"phase\": \"deployment\"", "\"phase\": \"planning\"");
                    return Either.right(new Ok(""));
                }));
        assertThat(outcome.toString())
                .contains("nothing was deployed; iteration 1 of")
                .contains("'planning'");
        assertThat(consensus.messageTo("qa").path("sm").toString()).doesNotContain("back in testing");
    }

    @Test
    void what_only_a_step_can_have_is_refused_in_a_health_check() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(FAILING + ", \"health_checks\": [ {\"run\": \"check\", \"working_directory\": \"sub\"} ]")
                .in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(VetoedFaults.places(outcome))
                .containsExactly("unknown_field artifacts/plan.json#/health_checks/0/working_directory");
        assertThat(outcome.toString()).contains("only of a step");
    }
}
