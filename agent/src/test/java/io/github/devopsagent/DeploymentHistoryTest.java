package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.document.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployments of an epic, as their records tell them. */
class DeploymentHistoryTest {

    @TempDir
    private Path temporary;

    private static DeploymentHistory history(ConsensusDirectory consensus) {
        Object before = consensus.files();
        DeploymentHistory history = DevOpsAgent.history(consensus.path());
        assertThat(consensus.files()).isEqualTo(before);
        assertThat(Schemas.HISTORY.errorsIn(history.toJson().getBytes(StandardCharsets.UTF_8)))
                .as(history.toJson())
                .isEmpty();
        assertThat(history.toJson()).startsWith("{\"type\":\"history\",");
        return history;
    }

    private static String record(String id, String epic, String more) {
        return """
                {"epic_id": "EPIC", "deployment_id": "ID", "timestamp": "2025-12-31T14:02:00Z",
                 "environment": "production", "status": "success", "started_at": "2025-12-31T14:00:00Z"MORE}
                """.replace("EPIC", epic).replace("ID", id).replace("MORE", more);
    }

    /** Of DEP-001. */
    private static String rollback(String id, String health, String fault) {
        return record(
                        id,
                        "EP-1",
                        ", \"rolls_back\": \"DEP-001\", \"rollback\": {\"health\": \"" + health + "\", \"faults\": ["
                                + fault + "]}")
                .replace("success", "rolled_back");
    }

    private static void write(ConsensusDirectory consensus, String name, String text) throws IOException {
        Path file = consensus.path("artifacts/deployments/" + name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    @Test
    void a_person_is_needed_from_a_failed_rollback_to_the_next_run_that_stands() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "preflight": [ {"run": "look"} ],
                        "deployment_steps": [ {"run": "deploy"} ],
                        "rollback_plan": {"run": "undo"},
                        "health_checks": [ {"run": "check"} ]
                        """).in(temporary);
        String ready = consensus.text("status.json");
        assertThat(history(consensus).needsPerson()).isEmpty();
        consensus.run(aShell());
        assertThat(history(consensus).needsPerson()).isEmpty();
        consensus.agent(aShell().failing("undo")).rollBack("DEP-001");
        assertThat(history(consensus).needsPerson())
                .hasValueSatisfying(why -> assertThat(why).startsWith("DEP-002 rollback_failed"));
        consensus.write("status.json", ready);
        assertThat(consensus.run(aShell().failing("look"))).isInstanceOf(Outcome.Aborted.class);
        assertThat(history(consensus).needsPerson()).as("it changed nothing").isPresent();
        consensus.write("status.json", ready);
        assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
        assertThat(history(consensus).needsPerson()).isEmpty();
    }

    /** Attempts that failed, of a step or of the whole, contradict nothing. */
    @Test
    void a_rollback_that_succeeds_in_the_end_has_a_record_that_can_be_believed() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo", "retries": 1, "idempotent": true, "retry_delay": "1ms"}} ],
                        "health_checks": [ {"run": "check"} ]
                        """).in(temporary);
        consensus.run(aShell());
        consensus.agent(aShell().failing("undo")).rollBack("DEP-001");
        consensus.edit("status.json", "\"blocked\"", "\"deployment\"");
        AtomicInteger tries = new AtomicInteger();
        ScriptedShell shell = aShell().doing(
                        "undo",
                        step -> tries.incrementAndGet() == 1 ? StepResult.failure("busy") : StepResult.success());
        assertThat(consensus.agent(shell).rollBack("DEP-001")).isInstanceOf(Outcome.RolledBack.class);
        assertThat(tries).hasValue(2);
        assertThat(history(consensus).deployments())
                .allSatisfy(each -> assertThat(each.contradictions()).isEmpty());
        assertThat(history(consensus).needsPerson()).isEmpty();
    }

    @Test
    void of_a_newest_record_that_cannot_be_believed_a_person_is_needed() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        write(consensus, "DEP-002.json", record("DEP-002", "EP-1", ", \"failure\": {}"));
        assertThat(history(consensus).needsPerson())
                .hasValueSatisfying(why -> assertThat(why).contains("DEP-002 IN DOUBT"));
        write(consensus, "DEP-003.json", "{");
        assertThat(history(consensus).needsPerson())
                .hasValueSatisfying(why -> assertThat(why).contains("DEP-003.json cannot be read"));
    }

    @Test
    void each_run_is_there_with_its_result_time_and_reason_the_newest_first() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(history(consensus)).isEqualTo(new DeploymentHistory(Optional.of("EP-1"), List.of(), List.of(), 0));
        consensus.run(aShell());
        consensus.toBeDeployedAgain();
        consensus.run(aShell().failing("deploy"));
        DeploymentHistory history = history(consensus);
        assertThat(history.epicId()).contains("EP-1");
        assertThat(history.unreadable()).isEmpty();
        assertThat(history.notRead()).isZero();
        assertThat(history.deployments())
                .extracting(DeploymentHistory.PastDeployment::deploymentId, DeploymentHistory.PastDeployment::result)
                .containsExactly(
                        tuple("DEP-002", Deployment.Result.ROLLED_BACK), tuple("DEP-001", Deployment.Result.SUCCESS));
        DeploymentHistory.PastDeployment newest = history.deployments().get(0);
        assertThat(newest.reason()).hasValueSatisfying(why -> assertThat(why).contains("deploy is broken"));
        assertThat(newest.environment()).isEqualTo("production");
        assertThat(newest.startedAt()).isEqualTo(Instant.parse("2025-12-31T14:00:00Z"));
        assertThat(newest.duration()).isEqualTo(Duration.ZERO);
        assertThat(history.toString().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("DEP-002 rolled_back, to production, at 2025-12-31T14:00:00Z for 0s: step 'deploy'");
    }

    @Test
    void what_cannot_be_read_is_named_and_the_rest_is_there() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        write(consensus, "DEP-001.json", record("DEP-001", "EP-1", ""));
        write(consensus, "DEP-002.json", record("DEP-002", "EP-1", "").substring(0, 60));
        write(consensus, "DEP-003.json", record("DEP-007", "EP-1", ""));
        write(consensus, "DEP-004.json", record("DEP-004", "EP-1", "").replace("success", "fine"));
        write(consensus, "DEP-005.json", record("DEP-005", "EP-1", "").replace("2025-12-31T14:00:00Z", "yesterday"));
        write(consensus, "DEP-006.json", "[]");
        write(consensus, "latest.json", record("DEP-001", "EP-1", ""));
        write(consensus, "DEP-001.0a1b.kept", "whatever");
        write(consensus, "DEP-008.json", record("DEP-008", "EP-2", ""));
        Files.createSymbolicLink(consensus.path("artifacts/deployments/DEP-009.json"), Path.of("DEP-001.json"));
        DeploymentHistory history = history(consensus);
        assertThat(history.deployments())
                .extracting(DeploymentHistory.PastDeployment::deploymentId)
                .containsExactly("DEP-001");
        assertThat(history.unreadable())
                .extracting(DeploymentHistory.UnreadableRecord::file)
                .containsExactlyInAnyOrder(
                        "artifacts/deployments/latest.json",
                        "artifacts/deployments/DEP-002.json",
                        "artifacts/deployments/DEP-003.json",
                        "artifacts/deployments/DEP-004.json",
                        "artifacts/deployments/DEP-005.json",
                        "artifacts/deployments/DEP-006.json",
                        "artifacts/deployments/DEP-009.json");
        consensus.delete("status.json");
        assertThat(history(consensus).deployments()).hasSize(2);
    }

    @Test
    void what_was_undone_names_what_undid_it() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        write(consensus, "DEP-001.json", record("DEP-001", "EP-1", ""));
        write(
                consensus,
                "DEP-002.json",
                rollback("DEP-002", "healthy", "").replace("EP-1\"", "EP-1\", \"duration_ms\": 1234"));
        DeploymentHistory history = history(consensus);
        assertThat(history.deployments().get(0).rollsBack()).contains("DEP-001");
        assertThat(history.deployments().get(0).duration()).isEqualTo(Duration.ofMillis(1234));
        assertThat(history.deployments().get(1).duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(history.deployments().get(1).rolledBackBy()).contains("DEP-002");
    }

    @ParameterizedTest
    @CsvSource({"unhealthy, ''", "healthy, '\"it broke\"'"})
    void a_rollback_whose_record_contradicts_itself_undid_nothing(String health, String fault) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        write(consensus, "DEP-001.json", record("DEP-001", "EP-1", ""));
        write(consensus, "DEP-002.json", rollback("DEP-002", health, fault));
        DeploymentHistory.PastDeployment undone =
                history(consensus).deployments().get(1);
        assertThat(undone.rolledBackBy()).isEmpty();
        assertThat(undone.rollbackFailedBy()).contains("DEP-002");
        write(consensus, "DEP-003.json", rollback("DEP-003", "healthy", ""));
        undone = history(consensus).deployments().get(2);
        assertThat(undone.rolledBackBy()).contains("DEP-003");
        assertThat(undone.rollbackFailedBy()).isEmpty();
    }

    @Test
    void an_aborted_run_makes_no_record_older_that_cannot_be_read() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        write(consensus, "DEP-001.json", record("DEP-001", "EP-1", ""));
        write(consensus, "DEP-002.json", "{");
        write(consensus, "DEP-003.json", record("DEP-003", "EP-1", "").replace("success", "aborted"));
        assertThat(history(consensus).needsPerson())
                .hasValueSatisfying(why -> assertThat(why).contains("DEP-002.json cannot be read"));
        write(
                consensus,
                "DEP-004.json",
                record("DEP-004", "EP-1", ", \"rollback\": {\"health\": \"healthy\"}")
                        .replace("success", "rolled_back"));
        assertThat(history(consensus).needsPerson()).isEmpty();
    }

    @Test
    void there_may_be_a_thousand() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String padding = ", \"settings\": {\"x\": [\"" + "y".repeat(5_000) + "\"]}";
        for (int i = 1; i <= 1_000; i++) {
            String id = "DEP-%03d".formatted(i);
            write(consensus, id + ".json", record(id, "EP-1", padding));
        }
        DeploymentHistory history = history(consensus);
        assertThat(history.deployments()).hasSize(1_000);
        assertThat(history.deployments().get(0).deploymentId()).isEqualTo("DEP-1000");
        assertThat(history.deployments().get(999).deploymentId()).isEqualTo("DEP-001");
        assertThat(history.unreadable()).isEmpty();
    }
}
