package io.github.devopsagent.internal.journal;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that somebody has cut back behind a run whose record is written already. */
@FewerCases(every = 4)
class JournalCutBackTest {

    private static final String JOURNAL = ".devops/journal";
    private static final String PLAN = """
            "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}}, {"run": "last", "rollback": {"run": "undo last"}} ]
            """;

    @TempDir
    private Path temporary;

    /** A run that has come to its end, and whose status could not be written. */
    private ConsensusDirectory ended(StepResult last) {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        byte[] status = consensus.bytes("status.json");
        ScriptedShell shell = last.isSuccess()
                ? aShell().afterTheLastLook(() -> consensus.delete("status.json"))
                : aShell().doing("last", step -> {
                    consensus.delete("status.json");
                    return last;
                });
        assertThatThrownBy(() -> consensus.agent(shell).run()).isInstanceOf(DevOpsAgentException.class);
        write(consensus.path("status.json"), status);
        return consensus;
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** 0, where its first record begins, and where each of them ends. */
    private static List<Integer> boundaries(byte[] journal) {
        List<Integer> ends = new ArrayList<>(List.of(0, 8));
        for (int at = 8; at < journal.length; at = ends.get(ends.size() - 1)) {
            ends.add(at + 16 + ByteBuffer.wrap(journal).getInt(at));
        }
        return ends;
    }

    @InEveryBuild
    @ParameterizedTest
    @ValueSource(strings = {"success", "rolled_back"})
    void nothing_is_executed_wherever_it_was_cut(String result) {
        ConsensusDirectory consensus =
                ended(result.equals("success") ? StepResult.success() : StepResult.failure("broken"));
        String record = consensus.text("artifacts/deployment.json");
        assertThat(consensus.deployment().path("status").asString()).isEqualTo(result);
        byte[] journal = consensus.bytes(JOURNAL);
        int refused = 0;
        for (int end : boundaries(journal)) {
            write(consensus.path(JOURNAL), Arrays.copyOf(journal, end));
            ScriptedShell none = aShell();
            Outcome outcome = consensus.agent(none).run();
            assertThat(none.requests()).as("after " + end).isEmpty();
            if (!(outcome instanceof Outcome.Refused)) {
                assertThat(outcome.warnings()).anyMatch(note -> note.contains("its record was completed"));
                break;
            }
            refused++;
            assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
            assertThat(outcome.toString())
                    .contains("artifacts/deployments/DEP-001.json tells how", "the journal was cut back");
            assertThat(consensus.text("artifacts/deployment.json")).isEqualTo(record);
        }
        assertThat(refused).isGreaterThan(10);
        assertThat(consensus.deployment().path("status").asString()).isEqualTo(result);
        assertThat(consensus.has(JOURNAL)).isFalse();
    }

    /** A person who gives such a run up gets rid of the journal, and the record that tells the truth stays. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 2, 5})
    void given_up_its_record_stays_as_it_is(int boundary) {
        ConsensusDirectory consensus = ended(StepResult.success());
        String record = consensus.text("artifacts/deployment.json");
        byte[] journal = consensus.bytes(JOURNAL);
        byte[] cut = Arrays.copyOf(
                journal,
                boundary == 8 || boundary == 0 ? boundary : boundaries(journal).get(boundary));
        write(consensus.path(JOURNAL), cut);
        Outcome outcome = DevOpsAgent.giveUp(consensus.path(), "looked at it: version 2 runs");
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("nothing_unfinished");
        assertThat(outcome.toString()).contains("artifacts/deployments/DEP-001.json tells how DEP-001 ended");
        assertThat(consensus.text("artifacts/deployment.json")).isEqualTo(record);
        assertThat(consensus.bytes(".devops/runs/DEP-001/journal.damaged")).isEqualTo(cut);
        ScriptedShell none = aShell();
        assertThat(OutcomeRefusals.codes(consensus.run(none))).containsExactly("already_deployed");
        assertThat(none.requests()).isEmpty();
    }

    @Test
    void the_register_tells_as_well_that_a_run_had_begun_or_succeeded() throws IOException {
        ConsensusDirectory consensus = ended(StepResult.success());
        byte[] journal = consensus.bytes(JOURNAL);
        DirectoryTrees.delete(consensus.path("artifacts/deployments"));
        Files.delete(consensus.path("artifacts/deployment.json"));
        for (int end : boundaries(journal).subList(0, 5)) {
            write(consensus.path(JOURNAL), Arrays.copyOf(journal, end));
            ScriptedShell none = aShell();
            Outcome outcome = consensus.run(none);
            assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
            assertThat(outcome.toString()).contains("the journal was cut back");
            assertThat(none.requests()).isEmpty();
        }
    }

    @Test
    void an_empty_journal_of_a_run_that_was_killed_before_it_began_is_no_contradiction() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        consensus.toBeDeployedAgain();
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        consensus.agent(aShell()).disk(disk).run();
        int created = disk.operations().stream()
                .map(Object::toString)
                .toList()
                .indexOf(disk.operations().stream()
                        .map(Object::toString)
                        .filter(operation -> operation.contains("journal"))
                        .findFirst()
                        .orElseThrow());
        consensus.toBeDeployedAgain();
        FaultyDisk killed = FaultyDisk.below(consensus.path());
        killed.stopAt(created + 1);
        assertThatThrownBy(() -> consensus.agent(aShell()).disk(killed).run()).isInstanceOf(FaultyDisk.Crash.class);
        assertThat(consensus.has(JOURNAL)).isTrue();
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
    }

    private ConsensusDirectory killed() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        ScriptedShell shell = aShell().doing("last", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        return consensus;
    }

    @Test
    void a_journal_that_was_removed_is_no_run_that_never_was() throws IOException {
        ConsensusDirectory consensus = killed();
        byte[] status = consensus.bytes("status.json");
        Files.delete(consensus.path(JOURNAL));
        ScriptedShell none = aShell();
        Outcome outcome = consensus.run(none);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString())
                .contains("there is no journal, but .devops/register.json tells that DEP-001 had begun: the journal was"
                        + " removed");
        assertThat(consensus.agent(none).build().preview().wouldDeploy()).isFalse();
        assertThat(none.requests()).isEmpty();

        assertThat(DevOpsAgent.giveUp(consensus.path(), "looked at it"))
                .isInstanceOfSatisfying(Outcome.RollbackFailed.class, failed -> {
                    assertThat(failed.deployment().deploymentId()).isEqualTo("DEP-001");
                    assertThat(failed.warnings())
                            .anyMatch(note -> note.contains("there was no journal to keep;"
                                    + " .devops/runs/DEP-001/journal.damaged, which is empty, tells that"));
                });
        assertThat(consensus.bytes(".devops/runs/DEP-001/journal.damaged")).isEmpty();
        assertThat(OutcomeRefusals.codes(DevOpsAgent.giveUp(consensus.path(), "once more")))
                .containsExactly("nothing_unfinished");
        write(consensus.path("status.json"), status);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-002");
    }

    @Test
    void nor_if_a_record_tells_how_it_ended() throws IOException {
        ConsensusDirectory consensus = ended(StepResult.failure("broken"));
        String record = consensus.text("artifacts/deployment.json");
        Files.delete(consensus.path(JOURNAL));
        ScriptedShell none = aShell();
        assertThat(consensus.run(none).toString())
                .contains("unfinished_run", "artifacts/deployments/DEP-001.json tells how DEP-001 ended");
        assertThat(none.requests()).isEmpty();
        Outcome outcome = DevOpsAgent.giveUp(consensus.path(), "looked at it: version 1 runs");
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("nothing_unfinished");
        assertThat(outcome.toString())
                .contains("which had been removed, is given up: .devops/runs/DEP-001/journal.damaged");
        assertThat(consensus.text("artifacts/deployment.json")).isEqualTo(record);
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    /** Of a version before this one, whose README told people to move the journal away. */
    @Test
    void one_that_was_moved_away_long_ago_is_of_no_interest() throws IOException {
        ConsensusDirectory consensus = killed();
        byte[] status = consensus.bytes("status.json");
        assertThat(DevOpsAgent.giveUp(consensus.path(), "looked at it")).isInstanceOf(Outcome.RollbackFailed.class);
        write(consensus.path("status.json"), status);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        Files.delete(consensus.path(".devops/runs/DEP-001/journal"));
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    /** A kill while an old run is removed leaves its directory, empty; the record stays. */
    @Test
    void what_is_left_of_a_run_that_was_about_to_be_removed_is_none_either() throws IOException {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        DirectoryTrees.delete(consensus.path(".devops/runs/DEP-001"));
        Files.createDirectory(consensus.path(".devops/runs/DEP-001"));
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }
}
