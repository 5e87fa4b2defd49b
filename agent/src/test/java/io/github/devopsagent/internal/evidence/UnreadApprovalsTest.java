package io.github.devopsagent.internal.evidence;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval of whoever has no role stops nothing, and is no secret. */
class UnreadApprovalsTest {

    private static final String WARNING = "status.json: 'approvals' has 'Alice', which nobody reads; allowed are ";

    @TempDir
    private Path temporary;

    @Test
    void each_is_a_warning_in_preview_and_outcome() {
        ConsensusDirectory consensus = aConsensus().approvedBy("Alice").in(temporary);
        assertThat(consensus.agent(aShell()).build().preview().warnings()).anyMatch(each -> each.startsWith(WARNING));
        Outcome outcome = consensus.agent(aShell()).run();
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).anyMatch(each -> each.startsWith(WARNING));
    }

    @Test
    void roles_are_none() {
        ConsensusDirectory consensus = aConsensus().approvedBy("architect").in(temporary);
        assertThat(consensus.run(aShell()).warnings()).noneMatch(each -> each.contains("approvals"));
    }
}
