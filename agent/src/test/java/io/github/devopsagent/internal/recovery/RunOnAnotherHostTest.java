package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.lock.AgentIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent tells of a run that only an agent on another machine can go on with. */
@FewerCases(every = 2)
class RunOnAnotherHostTest {

    private static final AgentIdentity ELSEWHERE = new AgentIdentity(
            "elsewhere", "ann", Optional.empty(), Optional.empty(), new ProcessId("boot", 1, Optional.empty()));

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = ScriptedShell.aShell();

    private ConsensusDirectory killed(ConsensusFixture fixture, Path place) {
        ConsensusDirectory consensus = fixture.in(place);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        return consensus;
    }

    private Outcome runElsewhere(ConsensusDirectory consensus) {
        Outcome outcome = consensus.agent(shell).identity(ELSEWHERE).run();
        consensus.assertValid();
        return outcome;
    }

    @Test
    void the_tech_lead_is_told_once_and_nothing_else_changes() throws IOException {
        ConsensusDirectory consensus = killed(aConsensus(), temporary);
        byte[] journal = consensus.bytes(".devops/journal");
        byte[] status = consensus.bytes("status.json");

        assertThat(OutcomeRefusals.places(runElsewhere(consensus))).containsExactly("unfinished_run .devops/journal");

        assertThat(consensus.inboxOf("developer")).isEmpty();
        assertThat(consensus.messageTo("tech_lead").toString())
                .contains(
                        "DEP-001 did not come to its end",
                        AgentIdentity.current().host(),
                        "DevOpsAgent.giveUp");
        runElsewhere(consensus);
        Files.delete(consensus.path(
                "messages/inbox/tech_lead/" + consensus.inboxOf("tech_lead").get(0)));
        runElsewhere(consensus);
        assertThat(consensus.inboxOf("tech_lead"))
                .as("it was read, and not sent again")
                .isEmpty();
        assertThat(consensus.bytes(".devops/journal")).isEqualTo(journal);
        assertThat(consensus.bytes("status.json")).isEqualTo(status);
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
        assertThat(consensus.run(shell)).as("it is gone on with where it began").isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void in_a_mode_without_a_tech_lead_the_developer_is_told_as_well() {
        ConsensusDirectory consensus = killed(aConsensus().withStatus("""
                        {"epic_id": "EP-1", "tier": "standard", "phase": "deployment", "mode": "hotfix", "iteration": 1,
                         "approvals": ["developer", "qa"], "blockers": [], "workstreams": [],
                         "updated_at": "2025-12-30T08:00:00Z", "updated_by": "qa"}
                        """), temporary);
        runElsewhere(consensus);
        assertThat(consensus.inboxOf("developer")).hasSize(1);
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @MatricesOnly
    @Test
    @Tag(MatrixCells.TAG)
    void wherever_the_agent_is_stopped_while_it_tells_the_message_is_one() {
        FaultyDisk clean = FaultyDisk.below(temporary);
        killed(aConsensus(), temporary.resolve("clean"))
                .agent(shell)
                .identity(ELSEWHERE)
                .disk(clean)
                .run();
        List<String> operations = clean.operations();
        assertThat(operations).anyMatch(operation -> operation.contains("tech_lead"));
        List<Integer> all = IntStream.range(0, operations.size()).boxed().toList();
        SortedSet<Integer> stops = new TreeSet<>(MatrixCells.tried(all, 0));
        all.stream().filter(n -> operations.get(n).contains("tech_lead")).forEach(stops::add);
        for (int n : stops) {
            ConsensusDirectory consensus = killed(aConsensus(), temporary.resolve("stop-" + n));
            DevOpsAgent stopped = consensus
                    .agent(shell)
                    .identity(ELSEWHERE)
                    .disk(FaultyDisk.below(consensus.path()).stopAt(n))
                    .build();
            assertThatThrownBy(stopped::run).isInstanceOf(FaultyDisk.Crash.class);
            runElsewhere(consensus);
            runElsewhere(consensus);
            assertThat(consensus.inboxOf("tech_lead").stream().filter(name -> name.endsWith(".json")))
                    .as("stopped at " + operations.get(n))
                    .hasSize(1);
        }
    }
}
