package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code status.json} has of a veto, and that it is known as ours later. */
class VetoBlockerTest {

    private static final VetoRule STALE = evidence ->
            Either.left(Veto.of("stale_approval", "it is older:\n  M a.txt\nApprove again.", Source.of("status.json")));

    @TempDir
    Path temporary;

    private final ScriptedShell shell = aShell();

    private Outcome vetoed(ConsensusDirectory consensus) {
        return consensus.run(shell, agent -> agent.vetoRule("fresh", STALE));
    }

    /** Also as an earlier version wrote it, in the lines of the rule. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\\n  "})
    void a_reason_of_several_lines_is_told_in_one_and_is_judged_afresh(String between) {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        assertThat(vetoed(consensus)).isInstanceOf(Outcome.Vetoed.class);
        assertThat(consensus.blockers())
                .containsExactly("veto devops: stale_approval: it is older: M a.txt Approve again. (status.json)");

        consensus
                .edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"")
                .edit("status.json", "older: M", "older:" + between + "M");
        assertThat(vetoed(consensus)).isInstanceOf(Outcome.Vetoed.class);
        assertThat(consensus.blockers()).hasSize(1);

        consensus.edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.blockers()).isEmpty();
    }
}
