package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.veto.Veto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hold makes deployments wait: nothing is told to anybody, nothing is written, and the next run asks again. */
class HoldTest {

    private static final String TWO =
            "\"deployment_steps\": [ {\"run\": \"one\", \"rollback\": {\"run\": \"undo one\"}},"
                    + " {\"run\": \"two\", \"rollback\": {\"run\": \"undo two\"}} ]";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    @Test
    void a_rule_refuses_and_the_next_run_asks_again() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome =
                consensus.run(shell, agent -> agent.holdRule("change_freeze", evidence -> Optional.of("until Monday")));
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("on_hold builder");
        assertThat(outcome.toString()).contains("change_freeze: until Monday");
        assertThat(outcome.exitCode()).isEqualTo(11);
        assertThat(consensus.has(".devops/journal")).isFalse();
        assertThat(consensus.run(shell, agent -> agent.holdRule("change_freeze", evidence -> Optional.empty())))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void all_holds_are_listed_and_what_would_be_vetoed_and_no_veto_is_written() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        Outcome outcome =
                consensus.run(shell, agent -> agent.holdRule("change_freeze", evidence -> Optional.of("until Monday"))
                        .holdRule("calendar", evidence -> {
                            throw new IllegalStateException("no calendar");
                        }));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("on_hold", "on_hold");
        assertThat(((Outcome.Refused) outcome).vetoes()).extracting(Veto::code).containsExactly("qa_not_approved");
        assertThat(outcome.toString())
                .contains("until Monday", "no calendar", "it would be vetoed, too: qa_not_approved");
        assertThat(consensus.iteration()).isEqualTo(1);
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Vetoed.class);
    }

    @Test
    void a_rule_that_hangs_holds() {
        CountDownLatch never = new CountDownLatch(1);
        Outcome outcome = aConsensus().in(temporary).run(shell, agent -> agent.hostCodeLimit(Duration.ofSeconds(1))
                .holdRule("calendar", evidence -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.empty();
                }));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("on_hold");
        assertThat(outcome.toString()).contains("'calendar'", "did not answer within 1s");
    }

    @Test
    void a_preview_shows_holds_beside_vetoes() {
        ConsensusDirectory consensus =
                aConsensus().withoutQaApproval().in(temporary).write("HOLD", "until Monday");
        Preview preview = consensus
                .agent(shell)
                .holdRule("change_freeze", evidence -> Optional.of("until Tuesday"))
                .build()
                .preview();
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.toString()).contains("until Monday", "change_freeze: until Tuesday", "qa_not_approved");
    }

    @Test
    void a_name_is_given_to_one_rule() {
        assertThatThrownBy(() -> DevOpsAgent.builder()
                        .holdRule("freeze", evidence -> Optional.empty())
                        .holdRule("freeze", evidence -> Optional.empty()))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOLD", "hold.md", "Hold.txt", ".hold", "HOLD-until-monday", "ON_HOLD", "artifacts/HOLD"})
    void a_file_refuses_whatever_is_in_it_before_anything_else_is_looked_at(String name) throws IOException {
        ConsensusDirectory consensus = aConsensus().withPlan("{").in(temporary);
        Path hold = consensus.path(name);
        Files.createFile(hold);
        isOnHold(consensus, name);
        Files.delete(hold);
        Files.createDirectory(hold);
        isOnHold(consensus, name);
        Files.delete(hold);
        Files.createSymbolicLink(hold, Path.of("nowhere"));
        isOnHold(consensus, name);
        Files.delete(hold);
        Files.createSymbolicLink(hold, hold);
        isOnHold(consensus, name);
        Files.delete(hold);
        Files.write(hold, new byte[] {(byte) 0xff, 0, 27, '['});
        isOnHold(consensus, name);
        assertThat(consensus.has(".devops")).isFalse();
    }

    private void isOnHold(ConsensusDirectory consensus, String name) {
        assertThat(OutcomeRefusals.places(consensus.run(shell))).containsExactly("on_hold " + name);
    }

    @Test
    void a_special_file_is_not_waited_for() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(new ProcessBuilder("mkfifo", consensus.path("HOLD").toString())
                        .start()
                        .waitFor())
                .isZero();
        isOnHold(consensus, "HOLD");
    }

    @Test
    void what_the_file_says_is_told_and_so_is_a_gate_that_is_closed_beside_it() {
        ConsensusDirectory consensus =
                aConsensus().inPhase("testing").in(temporary).write("HOLD", "until Monday, says Alice\nmore");
        Outcome outcome = consensus.run(shell);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("on_hold", "wrong_phase");
        assertThat(outcome.toString()).contains("until Monday, says Alice");
        assertThat(outcome.exitCode()).isEqualTo(11);
    }

    @Test
    void what_is_no_text_is_not_shown_and_a_letter_in_another_encoding_hides_no_other() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Files.write(
                consensus.path("HOLD"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 27, 7});
        assertThat(reasonOf(consensus))
                .contains("on hold (why is not told: it is no text);")
                .matches("\\P{Cntrl}+");
        Files.write(consensus.path("HOLD"), "\u001B[31mbis M\u00E4rz\u0007".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reasonOf(consensus)).contains("on hold: bis M\uFFFDrz\uFFFD;");
    }

    private String reasonOf(ConsensusDirectory consensus) {
        return OutcomeRefusals.in(consensus.run(shell)).get(0).reason();
    }

    @Test
    void during_a_run_the_next_step_does_not_start_and_the_way_back_is_not_held() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(TWO).in(temporary);
        shell.doing("one", step -> {
            consensus.write("HOLD", "");
            return StepResult.success();
        });
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("stopped before step 'two'", "on_hold", "HOLD");
        assertThat(shell.commands()).containsExactly("one", "undo one");
        assertThat(consensus.has("artifacts/deployment.json")).isTrue();
    }

    @Test
    void a_hold_of_before_the_first_deploy_step_aborts_and_is_no_reason_to_refuse_the_next_run() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"backup\": [ {\"run\": \"dump\"} ], " + TWO)
                .in(temporary);
        shell.doing("dump", step -> {
            consensus.write("HOLD", "");
            return StepResult.success();
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Aborted.class);
        assertThat(shell.commands()).containsExactly("dump");
        consensus.delete("HOLD");
        ScriptedShell next = aShell();
        assertThat(consensus.run(next)).isInstanceOf(Outcome.Deployed.class);
    }
}
