package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is vetoed, and what a veto leaves behind. */
class VetoedRunTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    /** Which pieces of evidence are missing. */
    record Missing(boolean steps, boolean rollbackPlan, boolean checks, boolean qa, boolean tests) {

        static Missing of(int bits) {
            return new Missing((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0);
        }

        ConsensusFixture consensus() {
            List<String> fields = new ArrayList<>(List.of("\"epic_id\": \"EP-1\""));
            if (!steps) {
                fields.add("\"deployment_steps\": [ {\"run\": \"deploy\"} ]");
            }
            if (!rollbackPlan) {
                fields.add("\"rollback_plan\": {\"run\": \"undo\"}");
            }
            if (!checks) {
                fields.add("\"health_checks\": [ {\"run\": \"check\"} ]");
            }
            ConsensusFixture fixture = aConsensus().withPlan("{ " + String.join(", ", fields) + " }");
            if (qa) {
                fixture.withoutQaApproval();
            }
            return tests ? fixture.withScenarios("{ \"id\": \"T-1\", \"status\": \"fail\" }") : fixture;
        }

        List<String> codes() {
            List<String> codes = new ArrayList<>();
            if (checks) {
                codes.add("missing_health_checks");
            }
            if (steps) {
                codes.add("no_deployment_steps");
            }
            if (rollbackPlan) {
                codes.add("no_rollback_plan");
            }
            if (qa) {
                codes.add("qa_not_approved");
            }
            if (tests) {
                codes.add("tests_not_passing");
            }
            return codes;
        }
    }

    static Stream<Missing> combinations() {
        return IntStream.range(1, 32).mapToObj(Missing::of);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void every_combination_of_missing_evidence_is_vetoed_at_once(Missing missing) {
        ConsensusDirectory consensus = missing.consensus().in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(codes(outcome)).isEqualTo(missing.codes());
        assertThat(consensus.phase()).isEqualTo("testing");
        assertThat(consensus.iteration()).isEqualTo(2);
        assertThat(consensus.blockers())
                .hasSize(missing.codes().size())
                .zipSatisfy(missing.codes(), (blocker, code) -> assertThat(blocker)
                        .startsWith("veto devops: " + code + ": "));
        assertThat(consensus.inboxOf("tech_lead"))
                .hasSize(missing.steps() || missing.rollbackPlan() || missing.checks() ? 1 : 0);
        assertThat(consensus.inboxOf("qa")).hasSize(missing.qa() || missing.tests() ? 1 : 0);
        assertThat(consensus.names("messages/inbox")).isSubsetOf("devops", "tech_lead", "qa");
        assertThat(shell.requests()).isEmpty();
        assertThat(consensus.names("artifacts")).containsExactly("plan.json", "test_results.json");
    }

    private static List<String> codes(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.exitCode()).isEqualTo(12);
        return ((Outcome.Vetoed) outcome).vetoes().stream().map(Veto::code).toList();
    }

    @Test
    void without_plan_and_test_results_everything_that_they_prove_is_vetoed() {
        ConsensusDirectory consensus = aConsensus()
                .withoutPlan()
                .withoutTestResults()
                .withoutQaApproval()
                .in(temporary);
        assertThat(codes(consensus.run(shell)))
                .containsExactly(
                        "missing_health_checks",
                        "no_deployment_steps",
                        "no_rollback_plan",
                        "qa_not_approved",
                        "tests_not_passing");
    }

    @Test
    void a_veto_is_one_write_of_the_status_and_nothing_else_of_it_changes() {
        ConsensusDirectory consensus = aConsensus()
                .withoutQaApproval()
                .atIteration(3)
                .approvedBy("devops")
                .in(temporary);
        String before = consensus.text("status.json");

        Outcome outcome = consensus.run(shell);

        String reason = ((Outcome.Vetoed) outcome).vetoes().get(0).toString();
        assertThat(consensus.text("status.json"))
                .isEqualTo(before.replace("\"phase\": \"deployment\"", "\"phase\": \"testing\"")
                        .replace("\"iteration\": 3", "\"iteration\": 4")
                        .replace(", \"devops\"", "")
                        .replace(
                                "\"blockers\": []",
                                consensus
                                        .text("status.json")
                                        .lines()
                                        .dropWhile(line -> !line.contains("\"blockers\""))
                                        .takeWhile(line -> !line.contains("\"workstreams\""))
                                        .reduce((one, next) -> one + "\n" + next)
                                        .orElseThrow()
                                        .replaceAll("^ +|,$", ""))
                        .replace("\"2025-12-30T08:00:00Z\"", "\"2025-12-31T14:00:00Z\"")
                        .replace("\"updated_by\": \"qa\"", "\"updated_by\": \"devops\""));
        assertThat(consensus.blockers()).containsExactly("veto devops: " + reason);
        assertThat(consensus.status().at("/blockers/0/created_at").asString()).isEqualTo("2025-12-31T14:00:00Z");
    }

    @Test
    void the_role_that_must_act_gets_one_message() {
        ConsensusDirectory consensus = aConsensus()
                .withPlan("{ \"epic_id\": \"EP-1\" }")
                .withScenarios("{\"id\": \"T-1\", \"status\": \"pass\"}, {\"id\": \"T-2\", \"status\": \"skip\"}")
                .in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(outcome.toString())
                .startsWith("VETOED:\n  ")
                .contains("\nnothing was deployed; iteration 2 of EP-1\nto do, by ")
                .endsWith(": mend it, and set phase back to deployment");
        assertThat(consensus.inboxOf("tech_lead"))
                .singleElement()
                .asString()
                .matches("2025-12-31-devops-veto-EP-1-1-[A-Za-z0-9_-]+\\.json");
        JsonNode toLead = consensus.messageTo("tech_lead");
        assertThat(toLead.path("st").asString()).isEqualTo("veto");
        assertThat(toLead.path("d").asString()).isEqualTo("2025-12-31");
        assertThat(toLead.path("r").asString()).isEqualTo("devops");
        assertThat(toLead.path("epic").asString()).isEqualTo("EP-1");
        assertThat(toLead.path("sm").size()).as("three vetoes and their impact").isEqualTo(4);
        assertThat(toLead.path("nx")).isNotEmpty();
        assertThat(toLead.path("artifacts").values()).map(JsonNode::asString).containsExactly("artifacts/plan.json");
        assertThat(consensus.messageTo("qa").at("/sm/0").asString())
                .isEqualTo(
                        "tests_not_passing: 1 of 2 scenarios was skipped: T-2 (skip); a skipped test proves nothing:"
                                + " have it run, take it out, or have the host allow it with allowSkippedTests() (artifacts/test_results.json#/scenarios/1)");
    }

    @Test
    void a_veto_of_an_epic_that_came_back_replaces_ours_and_nobody_elses() {
        ConsensusDirectory consensus =
                aConsensus().withoutQaApproval().withoutTestResults().in(temporary);
        consensus.run(shell);
        consensus
                .edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"")
                .edit("status.json", "[\"developer\"]", "[\"developer\", \"qa\"]");

        Outcome second = consensus.run(shell);

        assertThat(codes(second)).containsExactly("tests_not_passing");
        assertThat(consensus.blockers()).singleElement().asString().startsWith("veto devops: tests_not_passing");
        assertThat(consensus.iteration()).isEqualTo(3);
        assertThat(consensus.inboxOf("qa")).hasSize(2);
    }

    @Test
    void an_epic_that_was_mended_is_deployed() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        consensus.run(shell);
        consensus
                .edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"")
                .edit("status.json", "[\"developer\"]", "[\"developer\", \"qa\"]");

        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.blockers()).isEmpty();
    }

    @Test
    void a_status_that_was_set_back_to_an_earlier_iteration_is_vetoed_again() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        String original = consensus.text("status.json");
        consensus.run(shell);
        consensus.write("status.json", original);

        Outcome second = consensus.run(
                shell, agent -> agent.clock(Clock.offset(ConsensusDirectory.CLOCK, Duration.ofMinutes(1))));

        assertThat(codes(second)).containsExactly("qa_not_approved");
        assertThat(consensus.inboxOf("qa")).hasSize(2);
    }

    @Test
    void the_history_gets_a_line_for_a_veto() {
        ConsensusDirectory consensus =
                aConsensus().withoutQaApproval().withHistory("").in(temporary);
        consensus.run(shell);
        assertThat(consensus.json("status_history.jsonl").path("to_phase").asString())
                .isEqualTo("testing");
    }

    @Test
    void the_journal_of_a_veto_is_archived() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        consensus.run(shell);
        assertThat(consensus.names(".devops")).containsExactly(".gitignore", "lock", "runs");
        assertThat(consensus.names(".devops/runs")).singleElement().asString().startsWith("veto-2-");
    }

    @Test
    void a_rule_of_the_host_adds_its_veto() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Veto friday =
                Veto.of("freeze", "it is Friday", Source.of("status.json")).addressedTo(Role.SRE);

        Outcome outcome = consensus.run(shell, agent -> agent.vetoRule("no Fridays", evidence -> Either.left(friday)));

        assertThat(codes(outcome)).containsExactly("freeze");
        assertThat(consensus.inboxOf("sre")).hasSize(1);
    }

    @Test
    void a_rule_of_the_host_cannot_lift_a_veto() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        Outcome outcome =
                consensus.run(shell, agent -> agent.vetoRule("all is well", evidence -> Either.right(new Ok("yes"))));
        assertThat(codes(outcome)).containsExactly("qa_not_approved");
    }

    @Test
    void a_rule_judges_facts_that_a_source_found_out() {
        record Weekday(String name) {}
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(shell, agent -> agent.evidenceSource((evidence, site) -> new Weekday("Friday"))
                .vetoRule("no Fridays", evidence -> evidence.fact(Weekday.class)
                        .map(day -> Either.<Veto, Ok>left(Veto.of("freeze", day.name(), Source.of("status.json"))))
                        .orElseThrow()));
        assertThat(codes(outcome)).containsExactly("freeze");
    }

    /** Others write there: a source that opens the plan itself has to know whether it sees the one that is judged. */
    @Test
    void a_source_is_told_which_documents_are_judged() throws Exception {
        record Judged(Deployment.Digests digests) {}
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Deployment.Digests written = new Deployment.Digests(
                Digest.of(Files.readAllBytes(consensus.path().resolve(Plan.FILE))),
                Digest.of(Files.readAllBytes(consensus.path().resolve(TestResults.FILE))));
        Outcome outcome = consensus.run(shell, agent -> agent.evidenceSource(
                        (evidence, site) -> new Judged(site.judged()))
                .vetoRule(
                        "judged",
                        evidence -> Either.left(Veto.of(
                                evidence.fact(Judged.class)
                                                .filter(fact -> fact.digests().equals(written))
                                                .isPresent()
                                        ? "known"
                                        : "unknown",
                                "",
                                Source.of("status.json")))));
        assertThat(codes(outcome)).containsExactly("known");
    }

    @Test
    void a_rule_that_throws_is_a_veto() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.vetoRule("broken", evidence -> {
                    throw new StackOverflowError("too deep");
                }));
        assertThat(codes(outcome)).containsExactly("rule_failed");
        assertThat(outcome.toString()).contains("'broken'", "too deep");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @Test
    @SuppressWarnings("NullAway")
    void a_rule_that_returns_null_is_a_veto() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(codes(consensus.run(shell, agent -> agent.vetoRule("silent", evidence -> null))))
                .containsExactly("rule_failed");
    }

    @Test
    void a_check_of_the_host_satisfies_the_rule_and_the_record_names_its_source() {
        ConsensusDirectory consensus = aConsensus()
                .withPlan(
                        "{ \"epic_id\": \"EP-1\", \"deployment_steps\": [\"./deploy\"], \"rollback_plan\": \"./undo\" }")
                .in(temporary);
        assertThat(consensus.run(shell, agent -> agent.healthCheck("home page", step -> StepResult.success())))
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().at("/health_checks/0/source").asString())
                .isEqualTo("builder");
        assertThat(consensus.deployment().at("/health_checks/0/name").asString())
                .isEqualTo("home page");
    }

    @Test
    void a_check_only_after_a_rollback_is_not_enough() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [\"./deploy\"], \"rollback_plan\": \"./undo\","
                        + "\"health_checks\": [ {\"run\": \"check\", \"after\": \"rollback\"} ]")
                .in(temporary);
        assertThat(codes(consensus.run(shell))).containsExactly("missing_health_checks");
    }

    private static String message(String kind, String sender, String rest) {
        return "{ \"st\": \"" + kind + "\", \"r\": \"" + sender + "\", \"d\": \"2025-12-30\", \"epic\": \"EP-1\","
                + " \"sm\": [\"not yet\"], \"nx\": []" + rest + " }";
    }

    @Test
    void a_veto_in_the_inbox_stands() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("2025-12-30-no.json", message("veto", "security", ""))
                .in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(codes(outcome)).containsExactly("inbox_veto");
        assertThat(outcome.toString()).contains("security", "not yet", "messages/inbox/devops/2025-12-30-no.json");
        assertThat(consensus.inboxOf("security")).hasSize(1);
    }

    @Test
    void a_later_approval_of_its_sender_lifts_it() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", message("veto", "security", ", \"ts\": \"2025-12-30T10:00:00Z\""))
                .withInboxFile(
                        "yes.json",
                        message("approval", "security", ", \"ts\": \"2025-12-30T10:00:01Z\"")
                                .replace("not yet", "fixed"))
                .in(temporary);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_tie_lets_it_stand_and_so_does_anothers_approval() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", message("veto", "security", ""))
                .withInboxFile("yes.json", message("approval", "security", ""))
                .withInboxFile("other.json", message("approval", "qa", ", \"ts\": \"2025-12-31T10:00:00Z\""))
                .in(temporary);
        assertThat(codes(consensus.run(shell))).containsExactly("inbox_veto");
    }

    @Test
    void it_is_gone_with_its_file() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", message("veto", "security", ""))
                .in(temporary);
        consensus.run(shell);
        consensus
                .delete("messages/inbox/devops/no.json")
                .edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_veto_of_an_epic_that_was_deployed_here_before_is_told_and_stops_nothing() {
        ConsensusDirectory consensus = aConsensus()
                .withFile(
                        "artifacts/deployments/DEP-001.json", "{\"epic_id\": \"EP-0\", \"deployment_id\": \"DEP-001\"}")
                .withInboxFile("no.json", message("veto", "security", "").replace("EP-1", "EP-0"))
                .in(temporary);

        Outcome outcome = consensus.agent(shell).run();

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString()).contains("no.json [a veto, but of the earlier epic EP-0: 'st' is \"veto\"]");
    }

    @Test
    void a_veto_of_an_epic_that_is_unknown_here_counts() {
        for (String epic : List.of("EP-2", "ep-1", "EP_1", " EP-1", "")) {
            ConsensusDirectory consensus = aConsensus()
                    .withFile("artifacts/deployments/DEP-001.json", "{\"epic_id\": \"EP-0\"}")
                    .withFile("artifacts/deployments/DEP-002.json", "{\"epic_id\": \"EP-1\"}")
                    .withInboxFile("no.json", message("veto", "security", "").replace("EP-1", epic))
                    .in(temporary.resolve("x" + epic.strip()));
            assertThat(codes(consensus.agent(shell).run())).as(epic).containsExactly("inbox_veto");
        }
    }

    @Test
    void a_veto_without_an_epic_and_a_sender_counts() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", "{ \"st\": \"veto\", \"sm\": 7 ")
                .in(temporary);
        assertThat(codes(consensus.run(shell))).containsExactly("inbox_veto");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @Test
    void a_veto_in_our_own_name_is_never_answered_into_our_own_inbox() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", message("veto", "devops", ""))
                .in(temporary);

        assertThat(codes(consensus.run(shell))).containsExactly("inbox_veto");

        assertThat(consensus.inboxOf("devops")).containsExactly("no.json");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @Test
    void files_that_say_nothing_of_the_kind_are_told_and_stop_nothing() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("a.md", "# Hello")
                .withInboxFile("b.json", "[1]")
                .withInboxFile("c.json", "")
                .withInboxFile("directory/d.json", message("veto", "qa", ""))
                .withFile("messages/inbox/devops/e.json", new byte[] {(byte) 0xC3, 0x28})
                .in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).isEmpty();
        assertThat(outcome.inbox())
                .extracting(each -> each.toString().replaceAll("(\uFFFD[(]).+", "$1")) // As other encodings have it.
                .containsExactly(
                        "messages/inbox/devops/a.md [not understood: found a text; allowed is a message as a JSON object]:"
                                + " # Hello",
                        "messages/inbox/devops/b.json [not understood: found a text; allowed is a message as a JSON"
                                + " object]: [1]",
                        "messages/inbox/devops/c.json [not understood: found an empty file; allowed is a message as a JSON"
                                + " object]",
                        "messages/inbox/devops/directory [not opened: it is a directory, expected is a file]",
                        "messages/inbox/devops/e.json [not understood: found a text; allowed is a message as a JSON"
                                + " object]: \uFFFD(");
        assertThat(outcome.toString()).contains("\ninbox: messages/inbox/devops/a.md [not understood");
        assertThat(consensus.deployment().path("inbox").size()).isEqualTo(5);
        assertThat(consensus.deployment().at("/inbox/0/file").asString()).isEqualTo("messages/inbox/devops/a.md");
    }

    @Test
    void no_method_of_the_builder_switches_a_rule_off() {
        ConsensusDirectory consensus = aConsensus()
                .withoutPlan()
                .withoutTestResults()
                .withoutQaApproval()
                .in(temporary);
        Outcome outcome = consensus.run(shell, agent -> agent.environment("test")
                .healthCheck("ok", Action.shell("check"))
                .vetoRule("qa_not_approved", evidence -> Either.right(new Ok("")))
                .vetoRule("no_rollback_plan", evidence -> Either.right(new Ok(""))));
        assertThat(codes(outcome))
                .containsExactly("no_deployment_steps", "no_rollback_plan", "qa_not_approved", "tests_not_passing");
    }
}
