package io.github.devopsagent.internal.secret;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of a check goes everywhere, and so does what a server answers it. */
class AnswersOfOthersTest {

    private static final String CHECK = "curl -fsS http://me:hunter2@127.0.0.1/health";

    @TempDir
    Path temporary;

    @Test
    void neither_a_password_in_a_url_nor_a_control_character_goes_further() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"run\": \"one\", \"rollback\": {\"run\": \"undo\"}}],"
                        + " \"health_checks\": [{\"run\": \"" + CHECK + "\", \"startup_timeout\": \"0s\"}]")
                .in(temporary);
        ScriptedShell shell = aShell().doing(CHECK, request -> {
            request.output().line("\u001b[2Jprinted");
            return StepResult.failure("\u001b]0;x\u0007" + CHECK + " said \u001b[2J\u009b1m\b");
        });
        String preview = consensus.agent(shell).build().preview().toString();
        Outcome outcome = consensus.run(
                shell, agent -> agent.listener(RunListener.printingTo(new PrintStream(terminal, true, UTF_8))));

        assertThat(outcome).isNotInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString()).contains("http://***@127.0.0.1/health said \uFFFD");
        for (String text : new String[] {
            preview,
            outcome.toString(),
            terminal.toString(UTF_8),
            consensus.text("status.json"),
            consensus.deployment().toString()
        }) {
            assertThat(text).doesNotContain("hunter2").doesNotContainPattern("[\\p{Cc}&&[^\n\t\r]]");
        }
        assertThat(terminal.toString(UTF_8)).contains("| printed");
    }
}
