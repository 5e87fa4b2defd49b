package io.github.devopsagent.internal.secret;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.StepResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that an executor names after it was printed: listeners and the log have it already, what is written has it no more. */
class LearnedSecretTest {

    private static final String SECRET = "LearnedTok-99999";

    @TempDir
    private Path temporary;

    @Test
    void what_an_executor_learns_is_masked_in_what_the_step_had_printed_before() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"run\": \"one\", \"rollback\": {\"run\": \"undo\"}} ]")
                .in(temporary);
        ScriptedShell shell = aShell().doing("one", request -> {
            request.output().line("logged in as " + SECRET);
            request.output().secret(SECRET);
            return StepResult.failure("refused");
        });
        Outcome outcome = consensus.run(shell);
        assertThat(outcome.toString()).contains("logged in as ***").doesNotContain(SECRET);
        assertThat(consensus.text("artifacts/deployment.json"))
                .contains("logged in as ***")
                .doesNotContain(SECRET);
    }
}
