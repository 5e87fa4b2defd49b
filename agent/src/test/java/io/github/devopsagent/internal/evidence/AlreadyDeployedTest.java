package io.github.devopsagent.internal.evidence;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded as done is not executed again because the status does not tell of it. */
@FewerCases(every = 3)
class AlreadyDeployedTest {

    private static final String BLOCKERS = "\"blockers\": [";
    private static final String BLOCKER = BLOCKERS
            + "{\"type\": \"question\", \"by\": \"qa\", \"reason\": \"look\", \"created_at\": \"2025-12-31T13:00:00Z\"}";

    private static final String REGISTER = ".devops/register.json";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private void isRefused(ConsensusDirectory consensus) {
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("success");
        ScriptedShell none = aShell();
        String preview = consensus.agent(none).build().preview().toString();
        assertThat(preview).startsWith("would do nothing: would be refused").contains("already_deployed");
        Outcome outcome = consensus.run(none);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("already_deployed");
        assertThat(outcome.toString())
                .contains(
                        "DEP-001 was deployed to production at 2025-12-31T14:00:00Z",
                        "nothing was executed",
                        "set \"phase\": \"done\" and add \"devops\" to \"approvals\"",
                        "set \"iteration\": 2");
        assertThat(none.requests()).isEmpty();
    }

    @Test
    void an_older_copy_of_the_status_has_nothing_executed_again() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        consensus.write("status.json", status);
        isRefused(consensus);
        isRefused(consensus);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"phase\": \"deployment\" | \"phase\": \"testing\"",
                "\"epic_id\": \"EP-1\" | \"epic_id\": \"EP-9\"",
                "\"approvals\": [\"developer\", \"qa\"] | \"approvals\": [\"developer\"]",
            })
    void a_status_that_was_another_one_at_the_end_and_is_put_back_has_nothing_executed_again(String old, String now) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.afterTheLastLook(() -> consensus.edit("status.json", old, now));
        consensus.agent(shell).run();
        consensus.edit("status.json", now, old);
        isRefused(consensus);
    }

    @Test
    void a_blocker_that_was_there_at_the_end_and_is_removed_has_nothing_executed_again() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.afterTheLastLook(() -> consensus.edit("status.json", BLOCKERS, BLOCKER));
        consensus.agent(shell).run();
        assertThat(consensus.phase()).isEqualTo("deployment");
        consensus.edit("status.json", BLOCKER, BLOCKERS);
        isRefused(consensus);
    }

    @Test
    void it_is_remembered_when_its_records_are_gone() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        String record = consensus.text("artifacts/deployment.json");
        consensus.write("status.json", status);
        DirectoryTrees.delete(consensus.path("artifacts/deployments"));
        DirectoryTrees.delete(consensus.path(".devops/runs"));
        Files.delete(consensus.path("artifacts/deployment.json"));
        assertThat(OutcomeRefusals.codes(consensus.run(aShell()))).containsExactly("already_deployed");
        consensus.write("artifacts/deployment.json", record);
        isRefused(consensus);
    }

    @ParameterizedTest
    @CsvSource({
        "status.json, '\"iteration\": 1', '\"iteration\": 2'",
        "artifacts/plan.json, '\"deployment_steps\"', ' \"deployment_steps\"'",
        "artifacts/test_results.json, '{', '{ '"
    })
    void what_is_another_deployment_is_carried_out(String file, String old, String now) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        consensus.write("status.json", status);
        consensus.write(file, consensus.text(file).replaceFirst(Pattern.quote(old), now));
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-001.json", "DEP-002.json");
    }

    @Test
    void another_environment_is_another_deployment() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        consensus.write("status.json", status);
        assertThat(consensus.run(aShell(), agent -> agent.environment("staging")))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void it_does_not_count_any_more_when_the_epic_had_another_run() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        String plan = consensus.text("artifacts/plan.json");
        consensus.run(shell);
        consensus
                .write("status.json", status)
                .edit("artifacts/plan.json", "\"deployment_steps\"", " \"deployment_steps\"");
        assertThat(consensus.run(aShell().failing("deploy"))).isInstanceOf(Outcome.RolledBack.class);
        consensus.write("status.json", status).write("artifacts/plan.json", plan);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_register_of_an_earlier_version_has_nothing_refused() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        consensus
                .write("status.json", status)
                .write(".devops/register.json", "{\"EP-1\": {\"highest\": 1, \"aborted_records\": {}}}");
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-001.json", "DEP-002.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"highest\"", "\"deployment_id\""})
    void a_field_that_a_later_version_has_written_loses_nothing(String before) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        consensus.write("status.json", status).edit(REGISTER, before, "\"zz\": 2, " + before);
        isRefused(consensus);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"highest\" | 'highest' | the document",
                "\"at\" | \"At\" | /EP-1/last_success/at: found nothing, expected a value",
            })
    void what_was_forgotten_since_the_register_cannot_be_read_is_told(String old, String now, String why) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        consensus.write("status.json", status).edit(REGISTER, old, now);
        String warning = ".devops/register.json cannot be read: " + (why.startsWith("the") ? "" : why);
        assertThat(consensus.agent(aShell()).build().preview().warnings())
                .anyMatch(each -> each.startsWith(warning) && each.contains("already_deployed"));
        assertThat(consensus.run(aShell()))
                .isInstanceOfSatisfying(Outcome.Deployed.class, outcome -> assertThat(outcome.warnings())
                        .anyMatch(each -> each.startsWith(warning)));
        assertThat(consensus.agent(aShell()).build().preview().warnings())
                .as("it was written anew")
                .noneMatch(each -> each.contains("register.json"));
    }

    @Test
    void a_veto_comes_first_and_tells_what_is_deployed() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        consensus.write("status.json", status.replace("\"developer\", \"qa\"", "\"developer\""));
        Outcome outcome = consensus.run(aShell());
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(consensus.messageTo("qa").path("sm").toString())
                .contains("nothing undone: DEP-001 was deployed to production")
                .contains("iteration 2");
    }

    /** Nobody has asked for another deployment by that. */
    @Test
    void the_iteration_to_which_a_veto_raises_counts_as_the_same() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String status = consensus.text("status.json");
        consensus.run(shell);
        consensus.write("status.json", status.replace("\"developer\", \"qa\"", "\"developer\""));
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Vetoed.class);

        consensus.write("status.json", status.replace("\"iteration\": 1", "\"iteration\": 2"));
        Outcome outcome = consensus.run(aShell());
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("already_deployed");
        assertThat(outcome.toString()).contains("set \"iteration\": 3");

        consensus.inNextIteration();
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
    }
}
