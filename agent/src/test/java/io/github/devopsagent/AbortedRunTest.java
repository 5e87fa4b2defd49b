package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens, and what is left behind, when nothing was deployed. */
class AbortedRunTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private static String status(ConsensusDirectory consensus) {
        return consensus.deployment().path("status").asString();
    }

    @Test
    void a_preflight_step_that_fails_aborts() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "preflight": [ {"run": "look"} ], "backup": [ {"run": "dump"} ],
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
                        """).in(temporary);

        Outcome outcome = consensus.run(shell.failing("look"));

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.exitCode()).isEqualTo(13);
        assertThat(outcome.toString())
                .startsWith("ABORTED: step 'look' (preflight/0) failed: look is broken")
                .containsSubsequence(
                        "\nno deploy step was started",
                        "\nto do: mend what the reason names, and run again",
                        "\n  | output of look");
        assertThat(shell.commands()).containsExactly("look");
        assertThat(status(consensus)).isEqualTo("aborted");
        assertThat(consensus.stages()).containsExactly("pre_flight=failed");
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.blockers())
                .singleElement()
                .asString()
                .startsWith("dependency devops: DEP-001 was aborted: step 'look'");
        assertThat(consensus.names("messages/inbox")).containsExactly("devops", "tech_lead");
    }

    @Test
    void a_backup_step_that_fails_aborts() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "backup": {"run": "dump"},
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
                        """).in(temporary);
        assertThat(consensus.run(shell.failing("dump"))).isInstanceOf(Outcome.Aborted.class);
        assertThat(shell.commands()).containsExactly("dump");
        assertThat(consensus.stages()).containsExactly("pre_flight=success", "backup=failed");
    }

    @Test
    void an_abort_is_judged_afresh_by_the_next_run() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "backup": {"run": "dump"},
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
                        """).in(temporary);
        consensus.run(aShell().failing("dump"));
        consensus.run(aShell().failing("dump"));
        assertThat(consensus.blockers()).singleElement().asString().contains("DEP-001");

        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.blockers()).isEmpty();
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-003");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice: stop (CVE-1)",
                "customer: do not deploy before 18:00 (call of Ms. Li)",
                "The deployment window was aborted by the customer"
            })
    void an_abort_keeps_a_veto_that_somebody_wrote_in_our_name_and_the_next_run_does_not_deploy(String reason) {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "backup": {"run": "dump"},
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
                        """).in(temporary);
        String veto = "{\"type\": \"veto\", \"by\": \"devops\", \"reason\": \"" + reason + "\"}";
        Outcome aborted = consensus.run(shell.doing("dump", step -> {
            consensus.edit("status.json", "\"blockers\": []", "\"blockers\": [" + veto + "]");
            return StepResult.failure("the disk is full");
        }));
        assertThat(aborted).isInstanceOf(Outcome.Aborted.class);
        assertThat(consensus.text("status.json")).contains(veto).contains("DEP-001 was aborted: ");

        ScriptedShell next = aShell();
        Outcome refused = consensus.run(next);
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        assertThat(refused.exitCode()).isEqualTo(11);
        assertThat(next.commands()).isEmpty();
        assertThat(consensus.text("status.json")).contains(veto);
    }

    @Test
    void what_nothing_can_undo_is_not_begun() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"run\": \"deploy\"} ],"
                        + "\"rollback_plan\": \"Revert the commit and redeploy.\"")
                .in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("nothing executable undoes 'deploy'", "\"run\"");
        assertThat(shell.commands()).isEmpty();
        assertThat(consensus.deployment().path("rollback_available").asBoolean())
                .isFalse();
        assertThat(consensus.deployment().path("rollback_command").asString()).isEmpty();
    }

    @Test
    void a_gate_that_closed_meanwhile_aborts() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "backup": {"run": "dump"},
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
                        """).in(temporary);
        shell.doing("dump", step -> {
            consensus.edit("status.json", "[\"developer\", \"qa\"]", "[\"developer\"]");
            consensus.edit("artifacts/plan.json", "\"deploy\"", "\"deploy something else\"");
            return StepResult.success();
        });

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("qa_not_approved", "plan.json was changed after it was judged");
        assertThat(shell.commands()).containsExactly("dump");
    }
}
