package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A deployment that is aborted again and again, as it is where a timer runs the agent every five minutes. */
@FewerCases(every = 6)
class RecurringAbortTest extends RecurringRunFixture {

    private static final String FAILING = """
            "preflight": [ {"run": "look"} ],
            "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
            """;

    // A step that ran

    @Test
    void a_step_that_fails_five_times_leaves_one_record_one_message_one_blocker_and_one_run() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        shell.doing("look", step -> {
            step.output().line("tried by " + step.context().deploymentId());
            return StepResult.failure("look is broken");
        });
        List<Outcome> outcomes = IntStream.range(0, 5)
                .mapToObj(time -> run(consensus, shell, time))
                .toList();

        assertThat(outcomes).allMatch(Outcome.Aborted.class::isInstance);
        assertThat(records(consensus)).containsExactly("DEP-001.json");
        assertThat(consensus.text("artifacts/deployment.json"))
                .isEqualTo(consensus.text("artifacts/deployments/DEP-001.json"));
        JsonNode record = consensus.deployment();
        assertThat(record.path("deployment_id").asString()).isEqualTo("DEP-001");
        assertThat(record.path("repeated").asInt()).isEqualTo(4);
        assertThat(record.path("started_at").asString()).isEqualTo("2025-12-31T10:00:00Z");
        assertThat(record.path("last_tried_at").asString()).isEqualTo("2025-12-31T10:20:00Z");
        assertThat(record.path("timestamp").asString()).isEqualTo("2025-12-31T10:20:00Z");
        assertThat(record.path("last_deployment_id").asString()).isEqualTo("DEP-005");
        assertThat(record.at("/failure/output_tail").asString()).isEqualTo("tried by DEP-005\n");
        assertThat(consensus.has(
                        record.at("/steps_executed/0/steps/0/output_file").asString()))
                .isTrue();
        assertThat(consensus.names(".devops/runs")).containsExactly("DEP-005");
        assertThat(consensus.messageTo("tech_lead").path("sm").get(0).asString())
                .isEqualTo("DEP-001 was aborted: step 'look' (preflight/0) failed: look is broken");
        assertThat(consensus.names("messages/inbox")).containsExactly("devops", "tech_lead");
        assertThat(consensus.blockers())
                .containsExactly(
                        "dependency devops: DEP-001 was aborted: step 'look' (preflight/0) failed: look is broken");
        assertThat(outcomes.get(0).warnings()).isEmpty();
        assertThat(outcomes.get(4).warnings()).singleElement().asString().contains("DEP-001", "repeated: 4");
    }

    @Test
    void in_a_mode_without_a_tech_lead_the_developer_is_told_too() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        consensus.edit("status.json", "\"mode\": \"full\"", "\"mode\": \"hotfix\"");
        run(consensus, shell.failing("look"), 0);
        assertThat(consensus.names("messages/inbox")).containsExactly("developer", "devops", "tech_lead");
        assertThat(consensus.messageTo("developer").path("sm"))
                .isEqualTo(consensus.messageTo("tech_lead").path("sm"));
    }

    @Test
    void an_abort_in_which_no_step_failed_does_not_speak_of_output() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        shell.doing("look", step -> {
            consensus.edit("status.json", ", \"qa\"", "");
            return StepResult.success();
        });
        assertThat(run(consensus, shell, 0)).isInstanceOf(Outcome.Aborted.class);
        assertThat(consensus.messageTo("tech_lead").path("nx").toString())
                .contains("kept the deployment from beginning", "judges everything afresh")
                .doesNotContain("output");
    }

    @Test
    void a_status_that_says_already_what_is_to_be_said_is_left_alone() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(FAILING).withHistory("").in(temporary);
        run(consensus, shell.failing("look"), 0);
        String status = consensus.text("status.json");
        run(consensus, shell, 1);
        assertThat(consensus.text("status.json")).isEqualTo(status);
        assertThat(consensus.text("status_history.jsonl").lines()).hasSize(1);
    }

    @Test
    void a_blocker_that_somebody_removed_comes_back_with_the_next_abort_but_no_message() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        run(consensus, shell.failing("look"), 0);
        withoutBlockers(consensus);
        run(consensus, shell, 1);
        assertThat(consensus.blockers()).singleElement().asString().contains("DEP-001 was aborted");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @Test
    void the_steps_of_each_run_have_an_id_that_no_other_run_has() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        shell.failing("look");
        IntStream.range(0, 3).forEach(time -> run(consensus, shell, time));
        shell.doing("look", step -> StepResult.success());
        run(consensus, shell, 3);
        assertThat(shell.requests().stream()
                        .filter(request -> request.input().required("run").equals("look"))
                        .map(request -> request.context().deploymentId()))
                .containsExactly("DEP-001", "DEP-002", "DEP-003", "DEP-004");
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-004");
        assertThat(consensus.blockers()).isEmpty();
    }

    @Test
    void another_plan_is_another_abort() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        run(consensus, shell.failing("look"), 0);
        edit(consensus, "\"deploy\"", "\"deploy it\"");
        run(consensus, shell, 1);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(2);
        assertThat(consensus.deployment().has("repeated")).isFalse();
    }

    @Test
    void another_step_and_another_exit_code_are_other_aborts() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"backup\": {\"run\": \"dump\"}, " + FAILING)
                .in(temporary);
        run(consensus, shell.failing("look"), 0);
        shell.doing("look", step -> StepResult.success());
        for (int code : List.of(1, 2, 2)) {
            run(consensus, shell.doing("dump", step -> exited(code)), code);
        }
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json", "DEP-003.json");
        assertThat(consensus.deployment().path("repeated").asInt()).isEqualTo(1);
        assertThat(consensus.inboxOf("tech_lead")).hasSize(3);
    }

    private static StepResult exited(int code) {
        return new StepResult.Failed("exit code " + code, new StepResult.Exit(Optional.of(code), Optional.empty()));
    }

    @Test
    void what_differs_from_run_to_run_is_no_other_reason() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        for (int time = 0; time < 3; time++) {
            String reason = "process " + (4711 + time) + " of " + new UUID(time, 42) + " took " + time + ".5s";
            run(consensus, shell.doing("look", step -> StepResult.failure(reason)), time);
        }
        run(consensus, shell.doing("look", step -> StepResult.failure("there is no route to the host")), 3);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-004.json");
    }

    @Test
    void another_environment_of_the_host_is_another_abort() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        shell.failing("look");
        consensus.run(shell, agent -> agent.environment("staging"));
        consensus.run(shell, agent -> agent.environment("production"));
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json");
    }

    @Test
    void what_may_still_run_is_told_each_time_and_waits_for_a_person() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        shell.doing("look", step -> new StepResult.StillRunning("process 4711"));
        run(consensus, shell, 0);
        assertThat(consensus.messageTo("tech_lead").path("nx").toString()).contains("Remove the blocker of devops");
        assertThat(refusal(run(consensus, shell, 1))).startsWith("open_blocker");
        withoutBlockers(consensus);
        run(consensus, shell, 2);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(2);
    }

    @Test
    void an_abort_after_a_deployment_is_a_new_one() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        run(consensus, shell.failing("look"), 0);
        run(consensus, shell.doing("look", step -> StepResult.success()), 1);
        consensus.toBeDeployedAgain();
        run(consensus, shell.failing("look"), 2);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json", "DEP-003.json");
    }

    // What others do to what was written

    @Test
    void without_the_agents_own_files_the_records_tell_enough() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        for (int time = 0; time < 3; time++) {
            run(consensus, shell.failing("look"), time);
            DirectoryTrees.delete(consensus.path(".devops"));
        }
        assertThat(consensus.deployment().path("last_deployment_id").asString()).isEqualTo("DEP-003");
        assertThat(records(consensus)).containsExactly("DEP-001.json");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @Test
    void without_the_records_the_agents_own_files_tell_the_next_id() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        run(consensus, shell.failing("look"), 0);
        DirectoryTrees.delete(consensus.path("artifacts/deployments"));
        consensus.delete("artifacts/deployment.json");
        withoutBlockers(consensus);
        DirectoryTrees.delete(consensus.path(".devops/runs"));
        run(consensus, shell, 1);
        assertThat(records(consensus)).containsExactly("DEP-002.json");
    }

    @Test
    void without_both_the_blocker_tells_the_next_id() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        run(consensus, shell.failing("look"), 0);
        DirectoryTrees.delete(consensus.path("artifacts/deployments"));
        consensus.delete("artifacts/deployment.json");
        DirectoryTrees.delete(consensus.path(".devops"));
        run(consensus, shell, 1);
        assertThat(records(consensus)).containsExactly("DEP-002.json");
    }

    @Test
    void a_record_that_somebody_changed_is_left_and_refuses_nothing() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(WITHOUT_A_WAY_BACK).in(temporary);
        run(consensus, shell, 0);
        consensus.edit(
                "artifacts/deployments/DEP-001.json", "\"environment\"", "\"x_note\": \"mine\", \"environment\"");
        String edited = consensus.text("artifacts/deployments/DEP-001.json");

        Outcome outcome = consensus.agent(shell).run();

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(consensus.text("artifacts/deployments/DEP-001.json")).isEqualTo(edited);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json");
    }

    @Test
    void a_register_that_cannot_be_read_is_begun_anew() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        for (String garbage : List.of("{", "", "[]", "{\"EP-1\": {\"highest\": 1e99}}", "{\"EP-1\": 7}")) {
            run(consensus, shell.failing("look"), 0);
            consensus.write(".devops/register.json", garbage);
        }
        assertThat(records(consensus)).containsExactly("DEP-001.json");
        assertThat(consensus.deployment().path("last_deployment_id").asString()).isEqualTo("DEP-005");
    }

    @Test
    void a_deployment_json_of_somebody_else_is_kept_as_a_copy() {
        String foreign = "{\"status\": \"deployed by hand\"}";
        ConsensusDirectory consensus =
                aConsensus().withFile("artifacts/deployment.json", foreign).in(temporary);

        Outcome outcome = consensus.agent(shell).run();

        List<String> copies = consensus.names("artifacts").stream()
                .filter(name -> name.endsWith(".kept"))
                .toList();
        assertThat(copies).singleElement().asString().matches("deployment\\.json\\.[0-9a-f]{12}\\.kept");
        assertThat(consensus.text("artifacts/" + copies.get(0))).isEqualTo(foreign);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).singleElement().asString().contains(copies.get(0));
        assertThat(consensus.deployment().path("warnings").toString()).contains(copies.get(0));
    }

    @Test
    void a_deployment_json_of_ours_is_replaced_without_a_copy() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        run(consensus, shell.failing("look"), 0);
        run(consensus, shell, 1);
        run(consensus, shell.doing("look", step -> StepResult.success()), 2);
        assertThat(consensus.names("artifacts")).noneMatch(name -> name.endsWith(".kept"));
    }

    @Test
    void a_deployment_json_of_ours_that_somebody_changed_is_kept() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        run(consensus, shell, 0);
        consensus.toBeDeployedAgain();
        consensus.edit("artifacts/deployment.json", "\"success\"", "\"a success\"");
        String changed = consensus.text("artifacts/deployment.json");
        consensus.agent(shell).run();
        assertThat(consensus.names("artifacts").stream()
                        .filter(name -> name.endsWith(".kept"))
                        .map(name -> consensus.text("artifacts/" + name)))
                .containsExactly(changed);
    }

    @Test
    void a_record_that_somebody_writes_while_the_run_goes_on_is_kept() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.doing("deploy", step -> {
            consensus.write("artifacts/deployments/DEP-001.json", "{\"mine\": true}");
            return StepResult.success();
        });
        run(consensus, shell, 0);
        assertThat(consensus.text("artifacts/deployments/" + records(consensus).get(1)))
                .isEqualTo("{\"mine\": true}");
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-001");
    }

    // The disk

    @Test
    void a_disk_that_is_nearly_full_is_a_warning_before_anything_is_done() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).withUsableSpace(5 << 20);
        TestBuilder agent = consensus.agent(shell).disk(disk);

        assertThat(agent.build().preview().toString())
                .contains("WARNING: disk: the disk of the consensus directory is nearly full: 5120 KiB are left");
        assertThat(agent.run()).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("warnings").toString()).contains("nearly full");
    }

    @Test
    void a_disk_with_room_is_no_warning() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).withUsableSpace(64 << 20);
        consensus.agent(shell).disk(disk).run();
        assertThat(consensus.deployment().path("warnings")).isEmpty();
    }

    @Test
    void another_number_of_free_bytes_is_no_other_finding() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(WITHOUT_A_WAY_BACK).in(temporary);
        List<Outcome> outcomes = new ArrayList<>();
        for (long free : List.of(5L << 20, 4L << 20, Long.MAX_VALUE)) {
            outcomes.add(consensus
                    .agent(shell)
                    .disk(FaultyDisk.below(consensus.path()).withUsableSpace(free))
                    .run());
        }
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcomes.subList(1, 3)).allMatch(Outcome.Refused.class::isInstance);
    }
}
