package io.github.devopsagent.internal.evidence;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.VetoedFaults;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A fault in somebody's document reaches that somebody, and one that is gone a moment later reaches nobody. */
class FaultReportingTest {

    private static final String PLAN = "artifacts/plan.json";
    private static final String RESULTS = "artifacts/test_results.json";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    record Asked() {}

    private static String planWithFaults(int count) {
        String steps = String.join(
                ", ",
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"run\": \"a\", \"timeout\": " + i + "}")
                        .toList());
        return "{\"epic_id\": \"EP-1\", \"deployment_steps\": [" + steps + "], \"rollback_plan\": {\"run\": \"undo\"}}";
    }

    private static List<String> lines(JsonNode message, String field) {
        return message.path(field).values().stream().map(JsonNode::asString).toList();
    }

    @Test
    void a_plan_with_two_faults_is_a_veto_and_the_tech_lead_is_told_both() {
        ConsensusDirectory consensus = aConsensus().withPlan(planWithFaults(2)).in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(VetoedFaults.places(outcome))
                .containsExactly(
                        "wrong_type " + PLAN + "#/deployment_steps/0/timeout",
                        "wrong_type " + PLAN + "#/deployment_steps/1/timeout");
        assertThat(lines(consensus.messageTo("tech_lead"), "sm"))
                .hasSize(4)
                .startsWith("invalid_plan: it has 2 faults; nothing in it is judged until it is mended (" + PLAN + ")")
                .containsAll(VetoedFaults.in(outcome))
                .last()
                .isEqualTo("Impact: nothing was deployed; the epic is back in testing, iteration 2");
        assertThat(consensus.phase()).isEqualTo("testing");
        assertThat(consensus.iteration()).isEqualTo(2);
        assertThat(consensus.blockers())
                .singleElement()
                .asString()
                .startsWith("veto devops: invalid_plan: it has 2 faults")
                .contains("/deployment_steps/0/timeout", "/deployment_steps/1/timeout");
        assertThat(outcome.toString()).contains("/deployment_steps/0/timeout", "/deployment_steps/1/timeout");
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void of_many_faults_all_are_in_the_message_and_as_many_as_fit_in_the_status() {
        ConsensusDirectory consensus = aConsensus().withPlan(planWithFaults(60)).in(temporary);

        Outcome outcome = consensus.run(shell);

        assertThat(VetoedFaults.in(outcome)).hasSize(60);
        assertThat(lines(consensus.messageTo("tech_lead"), "sm")).containsAll(VetoedFaults.in(outcome));
        assertThat(consensus.blockers())
                .singleElement()
                .asString()
                .hasSizeLessThan(2200)
                .matches("(?s).* more, in the message to tech_lead");
    }

    @Test
    void of_more_faults_than_a_message_has_room_for_the_same_ones_are_a_line_together() {
        String name = "n".repeat(180);
        String steps = String.join(
                ", ",
                IntStream.range(0, 900)
                        .mapToObj(i -> "{\"run\": \"a\", \"env\": {\"" + name + "\": 1}}")
                        .toList());
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [" + steps + "], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        assertThat(VetoedFaults.in(consensus.run(shell))).hasSize(900);
        List<String> lines = lines(consensus.messageTo("tech_lead"), "sm");
        assertThat(lines.get(0)).contains("it has 900 faults");
        assertThat(lines.get(lines.size() - 2)).matches(".* and \\d+ more\\)");
        assertThat(consensus.bytes("messages/inbox/tech_lead/"
                        + consensus.inboxOf("tech_lead").get(0)))
                .hasSizeLessThan(256 << 10);
    }

    @Test
    void more_than_a_thousand_faults_are_not_counted() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(
                        "\"deployment_steps\": [" + "7, ".repeat(1200) + "7], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        assertThat(consensus.run(shell).toString()).contains("it has more than 1000 faults", "found 201 more errors");
    }

    @Test
    void a_faulty_document_is_told_even_if_another_is_about_another_epic() {
        ConsensusDirectory consensus = aConsensus()
                .withPlan("{")
                .withTestResults("{ \"epic_id\": \"EP-0\", \"scenarios\": [ {\"status\": \"pass\"} ] }")
                .in(temporary);
        assertThat(VetoedFaults.places(consensus.run(shell)))
                .singleElement()
                .asString()
                .startsWith("unreadable " + PLAN);
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
    }

    @Test
    void test_results_that_are_no_json_are_a_veto_for_qa() {
        ConsensusDirectory consensus =
                aConsensus().withTestResults("# All green!").in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(VetoedFaults.places(outcome)).containsExactly("unreadable " + RESULTS);
        assertThat(lines(consensus.messageTo("qa"), "sm"))
                .anyMatch(line -> line.startsWith("invalid_test_results: it has a fault"));
        assertThat(consensus.inboxOf("tech_lead")).isEmpty();
    }

    @Test
    void what_can_be_judged_without_the_plan_is_judged_beside_it() {
        Outcome outcome = aConsensus()
                .withPlan("{")
                .withoutQaApproval()
                .withoutTestResults()
                .in(temporary)
                .run(shell);
        assertThat(((Outcome.Vetoed) outcome).vetoes())
                .extracting(Veto::code)
                .containsExactly("invalid_plan", "qa_not_approved", "tests_not_passing");
    }

    @ParameterizedTest
    @CsvSource({"phase, testing, wrong_phase", "tier, starter, wrong_tier"})
    void where_it_is_not_devops_turn_no_document_matters_and_nothing_is_written(
            String field, String value, String code) {
        ConsensusDirectory consensus =
                aConsensus().withPlan("{").withTestResults("[").in(temporary);
        String now = field.equals("phase") ? "deployment" : "standard";
        consensus.edit("status.json", "\"" + field + "\": \"" + now + "\"", "\"" + field + "\": \"" + value + "\"");
        List<String> asked = new ArrayList<>();

        Outcome outcome = consensus.run(shell, agent -> agent.evidenceSource((evidence, site) -> {
                    asked.add("source");
                    return new Asked();
                })
                .vetoRule("rule", evidence -> {
                    asked.add("rule");
                    return Either.right(new Ok(""));
                }));

        assertThat(OutcomeRefusals.codes(outcome)).containsExactly(code);
        assertThat(asked).isEmpty();
    }

    /** What others do between one look and the next. */
    private static Predicate<Cancellation> doing(Runnable... changes) {
        Queue<Runnable> left = new ArrayDeque<>(List.of(changes));
        return cancellation -> {
            if (!left.isEmpty()) {
                left.remove().run();
            }
            return false;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAN, RESULTS})
    void a_document_that_is_half_written_at_the_first_look_only_is_deployed(String file) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String whole = consensus.text(file);
        consensus.write(file, whole.substring(0, 20));
        assertThat(consensus.run(shell, agent -> agent.settling(doing(() -> consensus.write(file, whole)))))
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.inboxOf("tech_lead")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAN, RESULTS})
    void a_document_that_is_missing_at_the_first_look_only_is_deployed(String file) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String whole = consensus.text(file);
        consensus.delete(file);
        assertThat(consensus.run(shell, agent -> agent.settling(doing(() -> consensus.write(file, whole)))))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_document_that_grows_is_looked_at_until_two_looks_agree() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String whole = consensus.text(PLAN);
        consensus.write(PLAN, "");
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.settling(doing(
                        () -> consensus.write(PLAN, whole.substring(0, 10)),
                        () -> consensus.write(PLAN, whole.substring(0, 30)))));
        assertThat(VetoedFaults.places(outcome)).singleElement().asString().startsWith("unreadable " + PLAN);
        assertThat(lines(consensus.messageTo("tech_lead"), "sm")).hasSize(3);
    }

    @Test
    void a_document_that_never_comes_to_rest_is_refused_and_nothing_is_written() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.write(PLAN, "{");
        int[] length = {1};
        Outcome outcome = consensus
                .agent(shell)
                .settling(cancellation -> {
                    consensus.write(PLAN, "{".repeat(++length[0]));
                    return false;
                })
                .build()
                .run();
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unsettled " + PLAN);
        assertThat(outcome.toString()).contains("another one at each of 10 looks");
        assertThat(length[0]).isEqualTo(10);
        assertThat(consensus.phase()).isEqualTo("deployment");
        assertThat(consensus.inboxOf("tech_lead")).isEmpty();
    }

    @Test
    void the_gate_is_asked_again_at_the_second_look() {
        ConsensusDirectory consensus = aConsensus().withPlan("{").in(temporary);
        Runnable takenBack =
                () -> consensus.edit("status.json", "\"phase\": \"deployment\"", "\"phase\": \"planning\"");
        Outcome outcome =
                consensus.agent(shell).settling(doing(takenBack)).build().run();
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("wrong_phase");
        assertThat(consensus.inboxOf("tech_lead")).isEmpty();
    }

    @Test
    void a_host_that_cancels_while_a_second_look_is_waited_for_gets_a_refusal() {
        ConsensusDirectory consensus = aConsensus().withPlan("{").in(temporary);
        Outcome outcome = consensus.run(shell, agent -> agent.settling(cancellation -> true));
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unsettled " + PLAN);
        assertThat(outcome.toString()).contains("cancelled", "found last: unreadable: ");
    }

    @Test
    void rules_and_sources_are_asked_once_however_often_is_looked() {
        List<String> asked = new ArrayList<>();
        aConsensus().withoutTestResults().in(temporary).run(shell, agent -> agent.evidenceSource((evidence, site) -> {
                    asked.add("source");
                    return new Asked();
                })
                .vetoRule("rule", evidence -> {
                    asked.add("rule");
                    return Either.right(new Ok(""));
                }));
        assertThat(asked).containsExactly("source", "rule");
    }

    @ParameterizedTest
    @CsvSource({
        "hotfix, qa, 'Mode hotfix has no qa: developer, or a person, does what is named above in that role''s place'",
        "hotfix, tech_lead, 'Mode hotfix has no tech_lead: developer, or a person, does what is named above in that role''s"
                + " place'",
        "fast_track, tech_lead, 'Mode fast_track has no tech_lead: developer, or a person, does what is named above in that"
                + " role''s place'"
    })
    void in_a_mode_without_the_role_the_developer_is_told_too(String mode, String role, String line) {
        ConsensusFixture fixture = role.equals("qa")
                ? aConsensus().withoutTestResults()
                : aConsensus().withPlan("{ \"epic_id\": \"EP-1\" }");
        ConsensusDirectory consensus = fixture.in(temporary);
        consensus.edit("status.json", "\"mode\": \"full\"", "\"mode\": \"" + mode + "\"");

        consensus.run(shell);

        for (String to : List.of(role, "developer")) {
            assertThat(lines(consensus.messageTo(to), "nx"))
                    .contains(line)
                    .anyMatch(each -> each.contains("nobody owns the phase testing: developer, or a person, sets"));
        }
    }

    @Test
    void in_fast_track_qa_acts_itself() {
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        consensus.edit("status.json", "\"mode\": \"full\"", "\"mode\": \"fast_track\"");
        consensus.run(shell);
        assertThat(consensus.names("messages/inbox")).doesNotContain("developer", "tech_lead");
        assertThat(lines(consensus.messageTo("qa"), "nx")).noneMatch(each -> each.contains("has no"));
    }

    @Test
    void a_secret_in_a_faulty_plan_is_told_to_nobody() throws IOException {
        ConsensusDirectory consensus = aConsensus()
                .withPlan("{\"epic_id\": \"EP-1\", \"monitoring\": \"k9#mVq2!xZ\"}")
                .in(temporary);
        Outcome outcome = consensus.run(shell, agent -> agent.secret("TOKEN", "k9#mVq2!xZ"));
        assertThat(outcome.toString()).contains("invalid_plan").doesNotContain("k9#mVq2!xZ");
        try (var files = Files.walk(temporary)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("plan.json")) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("k9#mVq2!xZ");
                }
            }
        }
    }
}
