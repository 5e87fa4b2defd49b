package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.veto.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a deployment that succeeds leaves behind. */
class SuccessfulDeploymentTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    @Test
    void the_epic_is_done_and_approved_by_devops() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).isEmpty();
        assertThat(outcome).hasToString("DEPLOYED: DEP-001 of EP-1 to production, verified and monitored");
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.approvals()).containsExactly("developer", "qa", "devops");
        assertThat(consensus.iteration()).isEqualTo(1);
        assertThat(consensus.status().path("updated_by").asString()).isEqualTo("devops");
        assertThat(shell.commands()).containsExactly("deploy");
        assertThat(shell.count("check"))
                .as("baseline, verification, one sample")
                .isEqualTo(3);
    }

    @Test
    void an_enterprise_epic_is_deployed_as_well() {
        assertThat(aConsensus().inTier("enterprise").in(temporary).run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_host_can_run_the_sentence_of_the_readme() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(consensus.agent(shell).run()).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void every_byte_of_the_status_that_is_not_ours_survives() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String before = consensus.text("status.json");

        consensus.run(shell);

        assertThat(consensus.text("status.json"))
                .isEqualTo(before.replace("\"phase\": \"deployment\"", "\"phase\": \"done\"")
                        .replace("\"developer\", \"qa\"", "\"developer\", \"qa\", \"devops\"")
                        .replace("2025-12-30T08:00:00Z", "2025-12-31T14:00:00Z")
                        .replace("\"updated_by\": \"qa\"", "\"updated_by\": \"devops\""));
    }

    @Test
    void everything_else_that_was_there_is_as_it_was() {
        ConsensusDirectory consensus = aConsensus()
                .withFile("decision_log/0001.md", "# why\n")
                .withFile("messages/inbox/qa/2025-12-30-hello.json", "not even JSON")
                .withInboxFile("note.txt", "hello")
                .in(temporary);
        var before = consensus.files();

        consensus.agent(shell).run();

        var after = consensus.files();
        assertThat(after.keySet())
                .containsAll(before.keySet())
                .contains("artifacts/deployment.json", "artifacts/deployments/DEP-001.json")
                .hasSize(before.size() + 3);
        before.remove("status.json");
        assertThat(after).containsAllEntriesOf(before);
    }

    @Test
    void our_vetoes_and_dependencies_are_gone() {
        ConsensusDirectory consensus = aConsensus()
                .withBlocker("veto", "devops", "tests_not_passing: of yesterday (artifacts/test_results.json)")
                .withBlocker("dependency", "devops", "DEP-001 was aborted: backup/0 failed")
                .in(temporary);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.blockers()).isEmpty();
    }

    @Test
    void an_approval_that_is_there_already_stays_a_single_one() {
        ConsensusDirectory consensus = aConsensus().approvedBy("devops").in(temporary);
        consensus.run(shell);
        assertThat(consensus.approvals()).containsExactly("developer", "qa", "devops");
    }

    @Test
    void the_record_has_the_fields_of_the_protocol() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "environment": "staging",
                        "deployment_steps": [ {"run": "./deploy.sh"} ],
                        "rollback_plan": {"run": "git revert abc123 && ./deploy.sh"}
                        """).in(temporary);

        consensus.run(shell);

        JsonNode record = consensus.deployment();
        assertThat(record.path("epic_id").asString()).isEqualTo("EP-1");
        assertThat(record.path("deployment_id").asString()).isEqualTo("DEP-001");
        assertThat(record.path("timestamp").asString()).isEqualTo("2025-12-31T14:00:00Z");
        assertThat(record.path("environment").asString()).isEqualTo("staging");
        assertThat(record.path("status").asString()).isEqualTo("success");
        assertThat(List.copyOf(record.propertyNames()))
                .startsWith(
                        "epic_id",
                        "deployment_id",
                        "timestamp",
                        "environment",
                        "status",
                        "steps_executed",
                        "rollback_available",
                        "rollback_command");
        assertThat(consensus.stages())
                .containsExactly(
                        "pre_flight=success",
                        "backup=success",
                        "deploy=success",
                        "health_check=success",
                        "monitor=success");
        assertThat(record.path("rollback_available").asBoolean()).isTrue();
        assertThat(record.path("rollback_command").asString())
                .contains(
                        "'git revert abc123 && ./deploy.sh'",
                        " DEVOPS_DEPLOYMENT_ID=DEP-001 ",
                        " DEVOPS_STEP=rollback_plan/0 ");
    }

    @Test
    void the_record_says_what_was_judged() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        consensus.run(shell);

        assertThat(consensus.deployment().at("/evidence/plan_sha256").asString())
                .isEqualTo(Digest.of(consensus.bytes("artifacts/plan.json")));
        assertThat(consensus.deployment().at("/evidence/test_results_sha256").asString())
                .isEqualTo(Digest.of(consensus.bytes("artifacts/test_results.json")));
    }

    @Test
    void the_record_is_kept_for_each_deployment() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(shell);
        String first = consensus.text("artifacts/deployment.json");
        consensus.toBeDeployedAgain();

        Outcome second = consensus.run(shell);

        assertThat(second)
                .asInstanceOf(type(Outcome.Deployed.class))
                .extracting(deployed -> deployed.deployment().deploymentId())
                .isEqualTo("DEP-002");
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-001.json", "DEP-002.json");
        assertThat(consensus.text("artifacts/deployments/DEP-001.json")).isEqualTo(first);
        assertThat(consensus.text("artifacts/deployments/DEP-002.json"))
                .isEqualTo(consensus.text("artifacts/deployment.json"));
    }

    private static String record(String epic, String id) {
        return "{ \"epic_id\": \"" + epic + "\", \"deployment_id\": \"" + id + "\" }";
    }

    private String idOfTheNext(ConsensusFixture fixture) {
        Outcome outcome = fixture.in(temporary).agent(shell).run();
        return ((Outcome.Deployed) outcome).deployment().deploymentId();
    }

    @Test
    void the_id_goes_on_from_the_epics_highest() {
        assertThat(idOfTheNext(aConsensus()
                        .withFile("artifacts/deployments/DEP-007.json", record("EP-1", "DEP-007"))
                        .withFile("artifacts/deployment.json", record("EP-1", "DEP-007"))))
                .isEqualTo("DEP-008");
    }

    @Test
    void the_id_goes_on_when_the_latest_record_was_deleted() {
        assertThat(idOfTheNext(aConsensus().withFile("artifacts/deployments/DEP-002.json", record("EP-1", "DEP-002"))))
                .isEqualTo("DEP-003");
    }

    @Test
    void the_id_goes_on_when_only_the_latest_record_is_left() {
        assertThat(idOfTheNext(aConsensus().withFile("artifacts/deployment.json", record("EP-1", "DEP-004"))))
                .isEqualTo("DEP-005");
    }

    @Test
    void another_epics_records_are_never_overwritten() {
        assertThat(idOfTheNext(aConsensus()
                        .withFile("artifacts/deployments/DEP-001.json", record("EP-0", "DEP-001"))
                        .withFile("artifacts/deployments/DEP-003.json", record("EP-0", "DEP-003"))
                        .withFile("artifacts/deployment.json", record("EP-0", "DEP-003"))))
                .isEqualTo("DEP-002");
    }

    @Test
    void records_that_cannot_be_read_are_never_overwritten() {
        assertThat(idOfTheNext(aConsensus()
                        .withFile("artifacts/deployments/DEP-001.json", "{")
                        .withFile("artifacts/deployments/notes.txt", "x")
                        .withFile("artifacts/deployment.json", "")))
                .isEqualTo("DEP-002");
    }

    @Test
    void the_id_has_the_same_digits_whatever_the_hosts_language_is() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(idOfTheNext(aConsensus())).isEqualTo("DEP-001");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void the_journal_and_what_was_judged_are_kept() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        consensus.run(shell.doing("deploy", step -> {
            step.output().line("deploying");
            return StepResult.success();
        }));

        assertThat(consensus.names(".devops")).containsExactly(".gitignore", "lock", "register.json", "runs");
        assertThat(consensus.names(".devops/runs/DEP-001"))
                .contains("journal", "plan.json", "settings.json")
                .hasSize(4);
        assertThat(consensus.bytes(".devops/runs/DEP-001/plan.json")).isEqualTo(consensus.bytes("artifacts/plan.json"));
        String log = consensus
                .deployment()
                .at("/steps_executed/2/steps/0/output_file")
                .asString();
        assertThat(log).startsWith(".devops/runs/DEP-001/").endsWith(".log");
        assertThat(consensus.text(log)).isEqualTo("deploying\n");
    }

    @Test
    void the_history_gets_its_line_if_there_is_a_history() {
        String first = "{\"ts\":\"2025-12-30T08:00:00Z\",\"by\":\"qa\",\"from_phase\":\"testing\","
                + "\"to_phase\":\"deployment\",\"status_sha256\":\"00\"}\n";
        ConsensusDirectory consensus = aConsensus().withHistory(first).in(temporary);

        consensus.run(shell);

        assertThat(consensus.text("status_history.jsonl"))
                .isEqualTo(first + "{\"ts\":\"2025-12-31T14:00:00Z\",\"by\":\"devops\",\"from_phase\":\"deployment\","
                        + "\"to_phase\":\"done\",\"status_sha256\":\"" + Digest.of(consensus.bytes("status.json"))
                        + "\"}\n");
    }

    @Test
    void no_history_is_begun() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(shell);
        assertThat(consensus.has("status_history.jsonl")).isFalse();
    }

    @Test
    void a_history_that_cannot_be_read_is_told_and_stops_nothing() {
        ConsensusDirectory consensus = aConsensus()
                .withFile("status_history.jsonl/oops", "a directory")
                .in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).singleElement().asString().contains("status_history.jsonl", "directory");
        assertThat(consensus.phase()).isEqualTo("done");
    }

    @Test
    void a_second_run_is_refused_and_executes_nothing() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        DevOpsAgent agent = consensus.agent(shell).build();
        consensus.run(agent);

        Outcome second = consensus.run(agent);

        assertThat(second)
                .asInstanceOf(type(Outcome.Refused.class))
                .extracting(Outcome.Refused::refusals)
                .asInstanceOf(list(Refusal.class))
                .extracting(Refusal::code)
                .containsExactly("wrong_phase");
        assertThat(shell.count("deploy")).isEqualTo(1);
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-001.json");
    }

    @Test
    void what_others_write_meanwhile_is_kept() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.doing("deploy", step -> {
            consensus.edit("status.json", "\"the\\u0020feature\"", "\"another title\"");
            return StepResult.success();
        });

        consensus.run(shell);

        assertThat(consensus.text("status.json")).contains("\"another title\"");
        assertThat(consensus.phase()).isEqualTo("done");
    }

    @Test
    void a_phase_that_others_change_after_the_last_look_stays_and_the_outcome_tells() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.afterTheLastLook(() -> consensus.edit("status.json", "\"deployment\"", "\"blocked\""));

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).singleElement().asString().contains("blocked", "status.json was left as it is");
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("success");
    }
}
