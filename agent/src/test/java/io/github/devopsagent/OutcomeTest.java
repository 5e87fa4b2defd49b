package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What an outcome says to people, and to other programs. That each is valid by its schema, every run of a test asserts. */
class OutcomeTest {

    private static final List<String> MANY =
            IntStream.range(0, 100).mapToObj(number -> "line " + number).toList();

    @TempDir
    private Path temporary;

    private static JsonNode json(Outcome outcome) {
        assertThat(outcome.toJson()).doesNotContain("\n").startsWith("{\"type\":\"outcome\",\"result\":\"");
        return TrustedJson.strict(outcome.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private Deployment failedWithMuchOutput() {
        Outcome outcome = aConsensus().in(temporary).run(aShell().doing("deploy", step -> {
            MANY.forEach(step.output()::line);
            return StepResult.failure("deploy is broken");
        }));
        return ((Outcome.RolledBack) outcome).deployment();
    }

    @Test
    void the_reason_comes_first_then_what_is_left_to_do_and_then_the_last_20_lines_of_output() {
        Deployment deployment = failedWithMuchOutput();
        List<Outcome> outcomes = List.of(
                new Outcome.Aborted(deployment, "deploy is broken", MANY, List.of()),
                new Outcome.RolledBack(deployment, "deploy is broken", Health.HEALTHY, MANY, List.of()),
                new Outcome.RollbackFailed(deployment, "deploy is broken", MANY, MANY, List.of()));
        assertThat(outcomes).allSatisfy(outcome -> {
            List<String> lines = outcome.toString().lines().toList();
            assertThat(lines.get(0)).endsWith(": deploy is broken");
            assertThat(lines.stream().filter(line -> line.startsWith("to do: ")))
                    .hasSize(1);
            List<String> output =
                    lines.stream().filter(line -> line.startsWith("  | ")).toList();
            assertThat(output)
                    .hasSize(21)
                    .startsWith("  | … 80 lines before, in the record", "  | line 80")
                    .endsWith("  | line 99");
            assertThat(outcome.toString())
                    .containsSubsequence("deploy is broken", "\nto do: ", "\n  | ", "\nwarning: line 0\n")
                    .endsWith("\nwarning: line 19\nwarning: … and 80 more");
        });
        assertThat(outcomes.get(2).toString())
                .containsSubsequence("\nand then:\n  line 0\n", "  … and 80 more\nto do: ");
    }

    @Test
    void each_veto_is_told_however_many_there_are_and_of_its_faults_the_first() {
        List<Refusal> faults = IntStream.range(0, 100)
                .mapToObj(number -> new Refusal("wrong_type", "found " + number, Source.of("artifacts/plan.json")))
                .toList();
        List<Veto> vetoes = MANY.stream()
                .map(reason -> Veto.of("some_rule", reason, Source.of("status.json")))
                .toList();
        String rules = new Outcome.Vetoed("EP-1", 2, vetoes, List.of(), List.of()).toString();
        assertThat(rules.lines().filter(line -> line.startsWith("  some_rule: line ")))
                .hasSize(100);
        assertThat(rules).endsWith("\nto do, by tech_lead: mend it, and set phase back to deployment");
        Veto invalid = new Veto("invalid_plan", "it is none", Source.of("artifacts/plan.json"), Role.TECH_LEAD, faults);
        assertThat(new Outcome.Vetoed("EP-1", 2, List.of(invalid), List.of(), List.of())
                        .toString()
                        .lines())
                .hasSize(1 + 1 + 21 + 2);
    }

    @Test
    void refusals_fit_on_a_screen() {
        List<Refusal> refusals = MANY.stream()
                .map(reason -> new Refusal("open_blocker", reason, Source.of("status.json")))
                .toList();
        assertThat(new Outcome.Refused(refusals, List.of(), List.of())
                        .toString()
                        .lines())
                .hasSize(22)
                .startsWith("REFUSED:", "  open_blocker: line 0 (status.json)")
                .endsWith("  … and 80 more");
    }

    @ParameterizedTest
    @CsvSource({
        "'', deployed, 0, success",
        "deploy, rolled_back, 14, rolled_back",
        "deploy undo, rollback_failed, 15, rollback_failed",
        "look, aborted, 13, aborted"
    })
    void other_programs_get_the_record_as_it_is_written(String failing, String result, int exitCode, String status) {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "preflight": [ {"run": "look"} ], "deployment_steps": [ {"run": "deploy"} ],
                        "rollback_plan": {"run": "undo"}
                        """).in(temporary);
        Outcome outcome = consensus.run(aShell().failing(failing.split(" ")));

        JsonNode json = json(outcome);

        assertThat(json.path("result").asString()).isEqualTo(result);
        assertThat(json.path("exit_code").asInt()).isEqualTo(exitCode).isEqualTo(outcome.exitCode());
        assertThat(json.path("deployment").path("status").asString()).isEqualTo(status);
        JsonNode record = TrustedJson.strict(consensus.bytes("artifacts/deployment.json"));
        record.properties().stream()
                .filter(field -> !field.getKey().equals("settings"))
                .forEach(field -> assertThat(json.path("deployment").path(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
    }

    @ParameterizedTest
    @CsvSource({"testing, standard, 10", "blocked, standard, 11", "testing, starter, 11"})
    void there_is_nothing_to_do_only_where_the_phase_is_another_one_and_nothing_else_is_wrong(
            String phase, String tier, int exitCode) {
        Outcome outcome = aConsensus().inPhase(phase).inTier(tier).in(temporary).run(aShell());
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(((Outcome.Refused) outcome).isNothingToDo()).isEqualTo(exitCode == 10);
    }

    @Test
    void lists_stay_lists() {
        JsonNode refused = json(aConsensus().inPhase("testing").in(temporary).run(aShell()));
        assertThat(refused.path("exit_code").asInt()).isEqualTo(10);
        assertThat(refused.path("refusals").get(0).path("code").asString()).isEqualTo("wrong_phase");
        assertThat(refused.path("warnings").isArray()).isTrue();
        assertThat(refused.path("inbox").isArray()).isTrue();
        JsonNode vetoed = json(aConsensus().withoutQaApproval().in(temporary).run(aShell()));
        assertThat(vetoed.path("vetoes").get(0).path("faults").isArray()).isTrue();
        assertThat(vetoed.path("vetoes").get(0).path("addressee").asString()).isEqualTo("qa");
        assertThat(vetoed.path("iteration").asInt()).isEqualTo(2);
    }

    @Test
    void a_secret_is_masked() {
        Outcome outcome = aConsensus()
                .in(temporary)
                .run(
                        aShell().doing("deploy", step -> StepResult.failure("no access with hunter2hunter2")),
                        agent -> agent.secret("TOKEN", "hunter2hunter2"));
        assertThat(outcome.toJson()).contains("no access with ***").doesNotContain("hunter2hunter2");
    }
}
