package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.DiskSpace;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of runs that are over, and what is not. */
@FewerCases(every = 8)
class RetentionTest {

    private static final String FAILING = """
            "preflight": [ {"run": "look"} ], "monitoring": {"duration": "0s"},
            "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
            """;

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory failing() {
        shell.failing("look");
        return aConsensus().withPlanOf(FAILING).in(temporary);
    }

    /** Each plan is another, so each abort is. */
    private void abort(ConsensusDirectory consensus, int times) {
        for (int i = 0; i < times; i++) {
            consensus.edit("artifacts/plan.json", "\"monitoring\"", " \"monitoring\"");
            assertThat(consensus.agent(shell).run()).isInstanceOf(Outcome.Aborted.class);
        }
        consensus.assertValid();
    }

    private void deploy(ConsensusDirectory consensus, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(consensus.agent(aShell()).run()).isInstanceOf(Outcome.Deployed.class);
            consensus.toBeDeployedAgain();
        }
        consensus.assertValid();
    }

    private void rollBack(ConsensusDirectory consensus) {
        assertThat(consensus.run(aShell().failing("deploy"))).isInstanceOf(Outcome.RolledBack.class);
        unblock(consensus);
    }

    private static void unblock(ConsensusDirectory consensus) {
        String status = consensus.text("status.json");
        int from = status.indexOf("\"blockers\": [") + "\"blockers\": [".length();
        consensus.write("status.json", status.substring(0, from) + status.substring(status.indexOf("]", from)));
    }

    private static List<String> ids(int from, int to, String suffix) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "DEP-%03d%s".formatted(i, suffix))
                .toList();
    }

    @Test
    void ten_records_of_aborted_deployments_are_kept_with_their_runs() {
        ConsensusDirectory consensus = failing();
        abort(consensus, 13);
        assertThat(consensus.names("artifacts/deployments")).isEqualTo(ids(4, 13, ".json"));
        assertThat(consensus.names(".devops/runs")).isEqualTo(ids(4, 13, ""));
        assertThat(consensus.text(".devops/register.json"))
                .contains("\"highest\" : 13")
                .doesNotContain("DEP-003");
    }

    @Test
    void records_with_other_results_are_never_removed() {
        ConsensusDirectory consensus = failing();
        deploy(consensus, 2);
        rollBack(consensus);
        abort(consensus, 12);
        assertThat(consensus.names("artifacts/deployments"))
                .containsAll(ids(1, 3, ".json"))
                .containsAll(ids(6, 15, ".json"))
                .hasSize(13);
    }

    @Test
    void records_that_somebody_changed_or_that_another_epic_has_are_never_removed() {
        ConsensusDirectory consensus = failing();
        abort(consensus, 2);
        consensus.edit("artifacts/deployments/DEP-001.json", "\"aborted\"", "\"aborted\" ");
        consensus.write("artifacts/deployments/DEP-003.json", "{ \"epic_id\": \"EP-0\", \"status\": \"aborted\" }");
        consensus.write("artifacts/deployments/DEP-004.json", "{");
        consensus.write("artifacts/deployments/notes.md", "why");
        for (int i = 0; i < 12; i++) {
            consensus.edit("artifacts/plan.json", "\"monitoring\"", " \"monitoring\"");
            consensus.agent(shell).run();
        }
        assertThat(consensus.names("artifacts/deployments"))
                .contains("DEP-001.json", "DEP-003.json", "DEP-004.json", "notes.md")
                .doesNotContain("DEP-002.json")
                .hasSize(14);
    }

    @Test
    void an_id_is_not_given_twice_after_its_record_and_its_run_were_removed() {
        ConsensusDirectory consensus = failing();
        abort(consensus, 12);
        DirectoryTrees.delete(consensus.path(".devops/runs"));
        DirectoryTrees.delete(consensus.path("artifacts/deployments"));
        consensus.delete("artifacts/deployment.json");
        unblock(consensus);
        abort(consensus, 1);
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-013.json");
    }

    @Test
    void twenty_runs_are_kept_and_all_records_of_deployments() {
        ConsensusDirectory consensus = failing();
        deploy(consensus, 23);
        assertThat(consensus.names(".devops/runs")).hasSize(20).contains("DEP-023");
        assertThat(consensus.names("artifacts/deployments")).hasSize(23);
    }

    @Test
    void runs_that_were_rolled_back_are_counted_for_themselves() {
        ConsensusDirectory consensus = failing();
        rollBack(consensus);
        deploy(consensus, 22);
        assertThat(consensus.names(".devops/runs"))
                .contains("DEP-001", "DEP-023")
                .hasSize(21);
    }

    @Test
    void runs_that_ended_in_a_veto_are_removed_as_well() {
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        for (int i = 0; i < 22; i++) {
            assertThat(consensus.run(shell)).isInstanceOf(Outcome.Vetoed.class);
            consensus.edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"");
        }
        assertThat(consensus.names(".devops/runs")).hasSize(20).anyMatch(name -> name.startsWith("veto-23-"));
    }

    @Test
    void what_a_run_never_began_or_a_person_gave_up_is_removed_in_its_turn() throws IOException {
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        consensus.write(".devops/runs/DEP-777/plan.json", "{}");
        consensus.write(".devops/runs/DEP-777/deep/below/it", "");
        Files.createSymbolicLink(consensus.path(".devops/runs/DEP-777/link"), consensus.path("artifacts"));
        Files.setLastModifiedTime(consensus.path(".devops/runs/DEP-777"), FileTime.fromMillis(1));
        for (int i = 0; i < 20; i++) {
            assertThat(consensus.run(shell)).isInstanceOf(Outcome.Vetoed.class);
            consensus.edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"");
        }
        assertThat(consensus.names(".devops/runs")).hasSize(20).doesNotContain("DEP-777");
        assertThat(consensus.has("artifacts/plan.json")).isTrue();
    }

    @Test
    void what_cannot_be_removed_is_told_and_changes_no_outcome() {
        ConsensusDirectory consensus = failing();
        abort(consensus, 10);
        consensus.edit("artifacts/plan.json", "\"monitoring\"", " \"monitoring\"");
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.startsWith("delete .devops/runs/DEP-001")) {
                throw new IOException("it is held");
            }
        });

        Outcome outcome = consensus.run(shell, agent -> agent.disk(disk));

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.warnings()).singleElement().asString().contains("could not be removed", "it is held");
        assertThat(consensus.has(".devops/journal")).isFalse();
        consensus.run(shell);
        assertThat(consensus.names("artifacts/deployments")).isEqualTo(ids(2, 11, ".json"));
    }

    @Test
    void an_id_whose_record_was_pruned_is_not_given_to_another_epic() {
        ConsensusDirectory consensus = failing();
        abort(consensus, 12);
        assertThat(consensus.names("artifacts/deployments")).isEqualTo(ids(3, 12, ".json"));
        consensus.edit("status.json", "\"EP-1\"", "\"EP-2\"");
        consensus.edit("artifacts/plan.json", "\"EP-1\"", "\"EP-2\"");
        consensus.edit("artifacts/test_results.json", "\"EP-1\"", "\"EP-2\"");
        unblock(consensus);
        deploy(consensus, 1);
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-013");
    }

    @Test
    void the_run_of_another_epic_that_has_the_same_id_is_not_removed() {
        ConsensusDirectory consensus = failing();
        abort(consensus, 1);
        // DEP-001 was aborted; its directory is gone, and another epic's run has the name now.
        DirectoryTrees.delete(consensus.path(".devops/runs/DEP-001"));
        consensus.edit("status.json", "\"EP-1\"", "\"EP-2\"");
        consensus.edit("artifacts/plan.json", "\"EP-1\"", "\"EP-2\"");
        consensus.edit("artifacts/test_results.json", "\"EP-1\"", "\"EP-2\"");
        DirectoryTrees.copy(consensus.path("artifacts/deployments"), temporary.resolve("kept"));
        DirectoryTrees.delete(consensus.path("artifacts/deployments"));
        consensus.delete(".devops/register.json");
        unblock(consensus);
        deploy(consensus, 1);
        assertThat(consensus.names(".devops/runs")).containsExactly("DEP-001");
        DirectoryTrees.delete(consensus.path("artifacts/deployments"));
        DirectoryTrees.copy(temporary.resolve("kept"), consensus.path("artifacts/deployments"));
        consensus.edit("status.json", "\"EP-2\"", "\"EP-1\"");
        consensus.edit("artifacts/plan.json", "\"EP-2\"", "\"EP-1\"");
        consensus.edit("artifacts/test_results.json", "\"EP-2\"", "\"EP-1\"");
        consensus.agent(shell).run();
        assertThat(consensus.names(".devops/runs")).contains("DEP-001");
    }

    @Test
    void the_output_that_the_newest_record_names_is_there_however_often_it_was_tried() throws IOException {
        ConsensusDirectory consensus = failing();
        for (int i = 0; i < 25; i++) {
            assertThat(consensus.run(shell.doing("look", step -> {
                        step.output().line("it is broken");
                        return StepResult.failure("broken");
                    })))
                    .isInstanceOf(Outcome.Aborted.class);
        }
        assertThat(consensus.names(".devops/runs")).containsExactly("DEP-025");
        try (Stream<Path> logs = Files.list(consensus.path(".devops/runs/DEP-025"))) {
            assertThat(logs.map(Path::toString)).anyMatch(name -> name.endsWith(".log"));
        }
    }

    /** It can still be rolled back on demand. */
    @Test
    void no_number_of_vetoes_takes_the_place_of_a_success() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        consensus.edit("status.json", "\"qa\"", "\"sre\"");
        for (int i = 0; i < Retention.RUNS + 2; i++) {
            consensus.write(
                    "status.json",
                    consensus.text("status.json").replaceFirst("\"phase\": *\"[a-z]+\"", "\"phase\": \"deployment\""));
            assertThat(consensus.run(shell)).isInstanceOf(Outcome.Vetoed.class);
        }
        assertThat(consensus.names(".devops/runs")).hasSize(Retention.RUNS + 1).contains("DEP-001");
        consensus.write(
                "status.json",
                consensus.text("status.json").replaceFirst("\"phase\": *\"[a-z]+\"", "\"phase\": \"done\""));
        assertThat(consensus.agent(aShell()).rollBack("DEP-001")).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void the_documentation_tells_the_numbers() throws IOException {
        assertThat(Files.readString(Path.of("../docs/operations.md")) + Files.readString(Path.of("../docs/plan.md")))
                .contains("of aborted deployments the epic's newest " + Retention.ABORTED_RECORDS + " ")
                .contains("the newest " + Retention.RUNS + " that succeeded, the newest " + Retention.RUNS
                        + " that were rolled back, and the newest " + Retention.RUNS + " others;")
                .contains("less than " + (DiskSpace.ENOUGH >> 20) + " MiB are free");
    }
}
