package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

/** A deployment that succeeded, and a rollback of it that is asked for. */
abstract class RollbackOnDemandFixture {

    static final String THREE_STEPS = """
            "deployment_steps": [
              {"run": "one", "rollback": [{"run": "undo one"}, "./tidy"]},
              {"run": "two"},
              {"run": "three", "rollback": {"run": "undo three"}}
            ],
            "rollback_plan": {"run": "undo all"}
            """;

    @TempDir
    Path temporary;

    final ScriptedShell shell = aShell();

    final ConsensusDirectory deployed(String plan) {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(plan).withHistory("").in(temporary);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        return consensus;
    }

    static Outcome rollBack(ConsensusDirectory consensus, ScriptedShell shell, String id) {
        return rollBack(consensus, shell, id, agent -> agent);
    }

    /** What is refused leaves everything as it was. */
    static Outcome rollBack(
            ConsensusDirectory consensus, ScriptedShell shell, String id, UnaryOperator<TestBuilder> with) {
        SortedMap<String, String> before = consensus.files();
        Outcome outcome = with.apply(consensus.agent(shell)).rollBack(id);
        if (outcome instanceof Outcome.Refused) {
            assertThat(consensus.files()).as("after " + outcome).isEqualTo(before);
            assertThat(shell.commands()).isEmpty();
        } else {
            consensus.assertValid();
            assertThat(DeploymentAudit.of(consensus.path()).findings()).isEmpty();
        }
        return outcome;
    }

    static void refused(Outcome outcome, String code, String reason) {
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly(code);
        assertThat(OutcomeRefusals.in(outcome).get(0).reason()).contains(reason);
    }
}
