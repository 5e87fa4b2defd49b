package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.json.TrustedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The pages for people: what they say first, whatever there is to read. */
class ReportTest {

    private static final String PAGE = "artifacts/deployments/DEP-001.html";
    private static final String RECORD = "artifacts/deployments/DEP-001.json";

    @TempDir
    private Path temporary;

    /** What is read in ten seconds: everything up to the end of what is to be done, without markup. */
    private static String first(String page) {
        return page.substring(page.indexOf("<header"), page.indexOf("</header>"))
                .replaceAll("<[^>]+>", "")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String page(ConsensusDirectory consensus) {
        Object before = consensus.files();
        String page = Report.html(consensus.path(), "DEP-001");
        assertThat(consensus.files()).isEqualTo(before);
        return page;
    }

    @Test
    void a_deployment_that_succeeded_leaves_nothing_to_do() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(aShell());
        assertThat(first(Report.html(outcome)))
                .contains("✓ Deployed", "DEP-001 was deployed to production, verified, and healthy", "Nothing.");
        assertThat(first(page(consensus))).contains("✓ Deployed", "for the whole monitor window of ", "Nothing.");
        assertThat(page(consensus)).contains("status.json named when this page was made: ", "developer, devops, qa");
    }

    @Test
    void a_veto_says_who_mends_what() {
        Outcome outcome = aConsensus().withoutQaApproval().in(temporary).run(aShell());
        String page = Report.html(outcome);
        assertThat(first(page))
                .contains("Vetoed: nothing was deployed", "qa mends qa_not_approved.", "set phase back to deployment");
        assertThat(page).contains("status.json#/approvals");
    }

    @Test
    void a_refusal_says_that_nothing_was_changed_and_why() {
        Outcome held = aConsensus()
                .withFile("HOLD", "freeze")
                .in(temporary.resolve("held"))
                .run(aShell());
        assertThat(first(Report.html(held))).contains("Refused: nothing was deployed", "changed nothing");
        assertThat(Report.html(held)).contains("on_hold", "freeze");
        Outcome early =
                aConsensus().inPhase("testing").in(temporary.resolve("early")).run(aShell());
        assertThat(first(Report.html(early))).contains("Nothing to do").endsWith("Nothing.");
        Outcome blocked =
                aConsensus().inPhase("blocked").in(temporary.resolve("blocked")).run(aShell());
        assertThat(first(Report.html(blocked))).contains("Refused: nothing was deployed", "Mend what stands below");
    }

    @Test
    void an_abort_says_that_nothing_was_deployed() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(aShell().unableToRun("deploy", "its program is missing"));
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(first(page(consensus)))
                .contains("Aborted: nothing was deployed", "its program is missing", "Mend what the reason names")
                .isEqualTo(first(Report.html(outcome)));
    }

    @Test
    void a_rollback_names_the_reason_and_what_was_undone() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(aShell().failing("deploy"));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(first(page(consensus)))
                .contains("Rolled back", "is undone, and that is verified", "deploy is broken", "Find the cause.");
        assertThat(page(consensus)).contains("What was undone", "rollback_plan/0", "Health after it: healthy");
    }

    @Test
    void a_rollback_that_failed_calls_for_a_person_and_has_the_command() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(aShell().failing("deploy", "undo"));
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(first(page(consensus)))
                .contains(
                        "Rollback failed: a person is needed",
                        "Look at production at once",
                        "What undoes it failed: ✗ step undo (rollback_plan/0)",
                        consensus
                                .deployment()
                                .path("rollback_command")
                                .stringValue()
                                .lines()
                                .findFirst()
                                .orElseThrow(),
                        "remove the blocker of devops");
        assertThat(page(consensus)).contains(": <bdi>undo is broken</bdi><pre class=\"block\">output of undo</pre>");
    }

    @Test
    void a_run_that_was_killed_is_in_doubt_until_it_is_gone_on_with() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        assertThatThrownBy(() -> consensus.run(
                        aShell().doing("deploy", step -> {
                            disk.stopAt(disk.operations().size());
                            return StepResult.success();
                        }),
                        agent -> agent.disk(disk)))
                .hasStackTraceContaining("stopped at");
        assertThat(first(page(consensus)))
                .contains("In doubt: its agent", "deployment_steps/0", "nothing is verified", "tart the agent again");
        assertThat(first(Report.html(consensus.path()))).contains("In doubt: its agent");
        consensus.run(aShell());
        assertThat(first(page(consensus)))
                .contains("! Rolled back", "is undone, and that is verified")
                .doesNotContain("its agent");
        assertThat(DevOpsAgent.history(consensus.path()).needsPerson()).isEmpty();
    }

    @Test
    void what_was_undone_later_is_no_success_any_more() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell(), agent -> agent.htmlReports());
        assertThat(first(consensus.text(PAGE))).contains("✓ Deployed");
        consensus.agent(aShell()).htmlReports().rollBack("DEP-001");
        assertThat(first(page(consensus))).contains("Rolled back later", "rolled back on demand by DEP-002");
        assertThat(first(consensus.text(PAGE))).contains("Rolled back later", "rolled back on demand by DEP-002");
        assertThat(first(Report.html(consensus.path(), "DEP-002")))
                .contains("Rolled back on demand", "DEP-002 has undone DEP-001");
    }

    /** What becomes of a directory: the next epic is worked on in it. */
    @Test
    void what_was_undone_later_is_no_success_any_more_when_the_next_epic_has_begun() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String epic = consensus.run(aShell()) instanceof Outcome.Deployed deployed
                ? deployed.deployment().epicId()
                : "";
        consensus.agent(aShell()).rollBack("DEP-001");
        consensus.edit("status.json", epic, "EP-THE-NEXT");
        assertThat(first(page(consensus))).contains("Rolled back later", "rolled back on demand by DEP-002");
    }

    @Test
    void what_nobody_knows_to_be_undone_is_in_doubt_on_each_page() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell(), agent -> agent.htmlReports());
        consensus.agent(aShell().failing("undo")).htmlReports().rollBack("DEP-001");
        for (String page : List.of(page(consensus), consensus.text(PAGE))) {
            assertThat(first(page))
                    .contains("In doubt: its rollback was begun", "DEP-002 began", "Look at production at once")
                    .doesNotContain("✓");
        }
        assertThat(Report.html(consensus.path()))
                .contains("in doubt, its rollback failed", "Nobody knows whether this is deployed: <bdi>DEP-001</bdi>");
        assertThat(DevOpsAgent.history(consensus.path()).toString())
                .contains("IN DOUBT: its rollback by DEP-002 failed");
        assertThat(DevOpsAgent.history(consensus.path()).toJson()).contains("\"rollback_failed_by\":\"DEP-002\"");
    }

    @Test
    void while_a_deployment_is_undone_no_page_says_that_it_is_live() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell(), agent -> agent.htmlReports());
        List<String> meanwhile = new ArrayList<>();
        consensus
                .agent(aShell().doing("undo", step -> {
                    meanwhile.add(first(page(consensus)));
                    meanwhile.add(first(consensus.text(PAGE)));
                    meanwhile.add(Report.html(consensus.path()));
                    return StepResult.success();
                }))
                .htmlReports()
                .rollBack("DEP-001");
        assertThat(meanwhile).hasSize(3).noneMatch(page -> page.contains("✓"));
        assertThat(meanwhile.get(0)).contains("It is being rolled back");
        assertThat(meanwhile.get(1)).contains("In doubt: its rollback was begun");
        assertThat(meanwhile.get(2)).contains("being rolled back");
        assertThat(first(consensus.text(PAGE))).contains("Rolled back later");
    }

    @Test
    void what_a_killed_agent_may_have_undone_is_in_doubt_on_each_page() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        assertThatThrownBy(() -> consensus
                        .agent(aShell().doing("undo", step -> {
                            disk.stopAt(disk.operations().size());
                            return StepResult.success();
                        }))
                        .disk(disk)
                        .rollBack("DEP-001"))
                .hasStackTraceContaining("stopped at");

        assertThat(first(page(consensus)))
                .contains("In doubt: its rollback is unfinished", "tart the agent again")
                .doesNotContain("✓");
        assertThat(first(Report.html(consensus.path(), "DEP-002")))
                .contains("Some of DEP-001 may be undone, and nothing is verified");
        assertThat(Report.html(consensus.path()))
                .contains("in doubt, its rollback is unfinished")
                .doesNotContain("✓");
        UnfinishedRun run = DevOpsAgent.inspect(consensus.path()).orElseThrow();
        assertThat(run.rollsBack()).contains("DEP-001");
        assertThat(Schemas.UNFINISHED_RUN.errorsIn(run.toJson())).isEmpty();
        consensus.run(aShell());
        assertThat(first(page(consensus))).contains("In doubt: its rollback was begun");
    }

    @Test
    void samples_that_failed_are_told_where_the_plan_lets_them_pass() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        JsonNode record = TrustedJson.strict(consensus.bytes(RECORD));
        ((ObjectNode) record.path("monitoring")).put("failed_samples", 1).put("samples", 10);
        consensus.write(RECORD, record.toString());
        assertThat(first(page(consensus)))
                .contains("✓ Deployed", ", in which 1 of 10 samples failed, no more than the plan allows")
                .doesNotContain("healthy for the whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"failure\": {\"reason\": \"it broke\", \"stage\": \"deploy\"}, \"status\"",
                "\"rollback\": {}, \"status\""
            })
    void a_record_that_contradicts_itself_is_no_success(String more) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        consensus.edit(RECORD, "\"status\" : \"success\",\n  \"steps", more + " : \"success\",\n  \"steps");
        assertThat(first(page(consensus)))
                .contains("In doubt: this record contradicts itself")
                .doesNotContain("✓");
        assertThat(first(Report.html(consensus.path())))
                .contains("The newest: in doubt, its record contradicts itself", "Look at what is deployed.")
                .doesNotContain("✓");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/health_checks/0/verification | verdict | \"failed\" | failed after the deployment",
                "/monitoring | failed_samples | 1000 | every sample of the monitor window failed",
                "/monitoring/health_checks/0/last/LAST | healthy | false | in the monitor window was not healthy",
                "/steps_executed/0 | status | \"failed\" | succeeded",
                "'' | steps_executed | [] | lists no stage"
            })
    void a_success_with_checks_samples_or_steps_that_failed_is_in_doubt_on_each_page(
            String place, String field, String value, String why) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        JsonNode record = TrustedJson.strict(consensus.bytes(RECORD));
        int last = record.at("/monitoring/health_checks/0/last").size() - 1;
        JsonNode object = record.at(place.replace("LAST", Integer.toString(last)));
        ((ObjectNode) object).set(field, TrustedJson.strict(value.getBytes(UTF_8)));
        consensus.write(RECORD, record.toString());

        assertThat(first(page(consensus))).contains("In doubt: this record contradicts itself", why);
        assertThat(first(Report.html(consensus.path())))
                .contains("The newest: in doubt", why)
                .doesNotContain("✓");
    }

    @ParameterizedTest
    @CsvSource({
        "deployment_steps/0, ! Rolled back",
        "deployment_steps/0/rollback/0, In doubt: this record contradicts itself",
        "rollback_plan/0, In doubt: this record contradicts itself",
        "rollback_point/0, In doubt: this record contradicts itself"
    })
    void what_went_forward_may_be_in_doubt_once_it_is_undone_and_what_undid_it_may_not(String place, String word) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell().failing("deploy"));
        JsonNode record = TrustedJson.strict(consensus.bytes(RECORD));
        ((ObjectNode) record.path("rollback")).putArray("in_doubt").add(place);
        consensus.write(RECORD, record.toString());
        assertThat(first(page(consensus))).contains(word);
    }

    @Test
    void a_deploy_step_in_doubt_is_undone_by_a_step_of_a_rollback_or_not_at_all() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell().failing("deploy"));
        JsonNode record = TrustedJson.strict(consensus.bytes(RECORD));
        for (JsonNode stage : record.path("steps_executed")) {
            if (stage.path("step").asString().equals("rollback")) {
                ((ObjectNode) stage).putArray("steps");
            }
        }
        consensus.write(RECORD, record.toString());
        assertThat(first(page(consensus))).as("nothing had to be undone").contains("! Rolled back");
        ((ObjectNode) record.path("rollback")).putArray("in_doubt").add("deployment_steps/0");
        consensus.write(RECORD, record.toString());
        assertThat(first(page(consensus))).contains("In doubt: this record contradicts itself");
    }

    @Test
    void an_abort_deployed_nothing_and_a_rollback_has_no_step_that_failed() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell().failing("deploy"));
        String rolledBack = consensus.text(RECORD);
        assertThat(first(page(consensus))).contains("Rolled back");
        JsonNode record = TrustedJson.strict(rolledBack.getBytes(UTF_8));
        record.path("steps_executed").forEach(stage -> {
            if (stage.path("step").asString().equals("rollback")) {
                ((ObjectNode) stage.path("steps").path(0)).put("status", "failed");
            }
        });
        consensus.write(RECORD, record.toString());
        assertThat(first(page(consensus))).contains("In doubt", "a step of the rollback failed");
        record.path("steps_executed").forEach(stage -> {
            if (stage.path("step").asString().equals("deploy")) {
                ((ObjectNode) stage.path("steps").path(0)).put("status", "success");
            }
        });
        ((ObjectNode) record).put("status", "aborted");
        consensus.write(RECORD, record.toString());
        assertThat(first(page(consensus))).contains("In doubt", "a deploy step succeeded");
    }

    @Test
    void a_field_that_stands_twice_makes_a_record_unreadable_on_each_page() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        consensus.edit(
                RECORD,
                "\"status\" : \"success\",\n  \"steps",
                "\"status\" : \"aborted\", \"status\" : \"success\",\n  \"steps");
        assertThat(first(page(consensus))).contains("In doubt: the record cannot be read");
        assertThat(first(Report.html(consensus.path())))
                .contains("In doubt: the record of what may be deployed cannot be read");
    }

    @Test
    void a_success_needs_stages_a_window_and_the_word_itself() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        for (String body : new String[] {
            "\"status\": \"success\"", "\"status\": \"Success\"", "\"status\": true", "\"state\": \"success\""
        }) {
            consensus.write(
                    RECORD,
                    "{\"deployment_id\": \"DEP-001\", \"epic_id\": \"EP-1\", \"steps_executed\": {}, " + body + "}");
            assertThat(first(page(consensus))).contains("In doubt").doesNotContain("✓");
        }
        assertThat(page(consensus)).contains("/steps_executed is not a list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"deployment_id\": \"DEP-007\", \"status\": \"success\"}",
                "{\"deployment_id\": \"DEP-001\"} and more",
                "\u0000\u0001"
            })
    void what_is_no_record_of_this_deployment_is_said_to_be_none(String content) {
        ConsensusDirectory consensus = aConsensus().withFile(RECORD, content).in(temporary);
        assertThat(first(page(consensus))).contains("In doubt: the record cannot be read", "Look at what is deployed.");
        assertThat(first(Report.html(consensus.path()))).doesNotContain("✓");
    }

    @Test
    void a_link_in_the_place_of_a_record_is_not_followed() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        Files.move(consensus.path(RECORD), temporary.resolve("elsewhere"));
        Files.createSymbolicLink(consensus.path(RECORD), temporary.resolve("elsewhere"));
        assertThat(first(page(consensus))).contains("In doubt", "it is no regular file");
    }

    @Test
    void a_deployment_that_is_not_there_has_a_page_that_says_so_and_an_id_is_no_path() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(first(page(consensus))).contains("No record", "There is no record of DEP-001");
        for (String id : new String[] {"", "DEP-1/../DEP-001", "../../etc/passwd", "DEP-001.json"}) {
            assertThatThrownBy(() -> Report.html(consensus.path(), id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a deployment has an id such as DEP-001, found '");
        }
    }

    @Test
    void a_record_of_an_earlier_version_is_shown_as_far_as_it_tells() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.write(RECORD, """
                {"epic_id": "EP-1", "deployment_id": "DEP-001", "timestamp": "2025-12-31T14:02:00Z",
                 "environment": "production", "status": "success", "rollback_available": true, "rollback_command": "undo",
                 "steps_executed": [ {"step": "deploy", "status": "success", "started_at": "2025-12-31T14:00:00Z",
                   "ended_at": "2025-12-31T14:01:00Z", "duration_ms": 60000, "steps": []} ],
                 "started_at": "2025-12-31T14:00:00Z",
                 "health_checks": [ {"name": "api", "source": "builder", "action": "check",
                   "verification": {"verdict": "passed", "probes": 1, "detail": "200"}} ],
                 "monitoring": {"samples": 3, "failed_samples": 0}, "warnings": [],
                 "evidence": {"plan_sha256": "00", "test_results_sha256": "00"}, "settings": {}}
                """);
        assertThat(first(page(consensus))).contains("✓ Deployed", "for the whole monitor window.", "Nothing.");
        assertThat(page(consensus)).contains("1m", "0 of 3 samples failed.").doesNotContain("not understood");
    }

    @Test
    void a_history_begins_with_what_came_last() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(first(Report.html(consensus.path()))).contains("No deployment is recorded yet");
        consensus.run(aShell());
        consensus.toBeDeployedAgain();
        consensus.run(aShell().failing("deploy"));
        String page = Report.html(consensus.path());
        assertThat(first(page))
                .contains("The newest: rolled back", "The last that was deployed and not undone is DEP-001", "DEP-002");
        assertThat(page).contains("2 deployments", "All deployments");
        assertThat(first(page(consensus))).contains("✓ Deployed", "See the page of DEP-002, which came later");
        consensus.write("artifacts/deployments/DEP-003.json", "{\"deployment");
        assertThat(first(Report.html(consensus.path())))
                .contains("In doubt: the record of what may be deployed cannot be read", "DEP-003.json");
    }

    @Test
    void the_page_beside_a_record_is_written_only_if_the_host_asks() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(aShell());
        assertThat(consensus.has(PAGE)).isFalse();
        ConsensusDirectory asked = aConsensus().in(temporary.resolve("asked"));
        assertThat(asked.run(aShell(), agent -> agent.htmlReports())).hasToString(outcome.toString());
        assertThat(asked.text(PAGE)).isEqualTo(Report.html(asked.path(), "DEP-001"));
        assertThat(asked.has("artifacts/deployments/DEP-001.json")).isTrue();
    }

    @Test
    void a_page_that_cannot_be_written_changes_no_outcome_and_leaves_nothing_behind() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.contains(".html")) {
                throw new IOException("no room");
            }
        });
        Outcome outcome = consensus.run(aShell(), agent -> agent.htmlReports().disk(disk));
        assertThat(outcome.isDeployed()).isTrue();
        assertThat(outcome.warnings()).anySatisfy(warning -> assertThat(warning)
                .startsWith(PAGE + " was not written: ")
                .contains("no room")
                .endsWith("all is recorded, and Report.html(…) makes the page"));
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-001.json");
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    @Test
    void a_file_of_others_in_the_place_of_a_page_is_left() throws IOException {
        ConsensusDirectory consensus =
                aConsensus().withFile(PAGE, "<p>mine</p>").in(temporary);
        Outcome outcome = consensus.run(aShell(), agent -> agent.htmlReports());
        assertThat(outcome.isDeployed()).isTrue();
        assertThat(consensus.text(PAGE)).isEqualTo("<p>mine</p>");
        assertThat(outcome.warnings()).anyMatch(warning -> warning.contains("another file lies there"));
        Files.delete(consensus.path(PAGE));
        Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "theirs");
        Files.createSymbolicLink(consensus.path(PAGE), elsewhere);
        consensus.toBeDeployedAgain();
        assertThat(consensus.agent(aShell()).htmlReports().rollBack("DEP-001")).isInstanceOf(Outcome.RolledBack.class);
        assertThat(elsewhere).hasContent("theirs");
    }
}
