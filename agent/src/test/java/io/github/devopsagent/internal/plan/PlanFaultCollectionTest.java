package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.veto.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No field of a plan is lost: all that is wrong with it is told at once. */
class PlanFaultCollectionTest {

    private static byte[] invented() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                PlanFaultCollectionTest.class.getResourceAsStream("plans/invented-words.json"))) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_plan_full_of_invented_words_is_told_all_of_them() throws IOException {
        List<String> faults = lines(PlanReader.read(invented(), Defaults.STANDARD));
        assertThat(faults)
                .extracting(fault -> fault.split("; ", -1)[0])
                .containsExactly(
                        "unknown_field /post_deploy_steps found 'post_deploy_steps'",
                        "unknown_field /deployment_steps/0/timout found 'timout'",
                        "unknown_field /deployment_steps/0/rollbck found 'rollbck'",
                        "unknown_field /deployment_steps/0/continue_on_error found 'continue_on_error'",
                        "unknown_field /deployment_steps/0/shell found 'shell'",
                        "wrong_value /deployment_steps/0/cwd found 'cwd' beside 'workdir'",
                        "unknown_field /deployment_steps/1/shell found 'shell'",
                        "unknown_field /deployment_steps/2/shell found 'shell'",
                        "wrong_type /deployment_steps/2/timeout found the number 30",
                        "unknown_field /rollback_plan/trigger found 'trigger'",
                        "unknown_field /health_checks/0/status found 'status'",
                        "unknown_field /monitoring/duraton found 'duraton'",
                        "unknown_field /monitoring/interval found 'interval'");
        assertThat(String.join("\n", faults))
                .contains(
                        "did you mean 'timeout'?",
                        "did you mean 'rollback'?",
                        "did you mean 'duration'?",
                        "did you mean 'period'?",
                        "did you mean 'expect_status'?",
                        "keep one of them, best as 'working_directory'",
                        "bash -c '…'");
    }

    @Test
    void for_people_the_same_fault_in_many_places_is_one_line() throws IOException {
        List<Refusal> faults = PlanReader.read(invented(), Defaults.STANDARD).getLeft();
        assertThat(FaultLines.of(faults))
                .hasSize(faults.size() - 2)
                .anyMatch(line -> line.startsWith("unknown_field: found 'shell'")
                        && line.endsWith("(artifacts/plan.json#/deployment_steps/0/shell,"
                                + " artifacts/plan.json#/deployment_steps/1/shell,"
                                + " artifacts/plan.json#/deployment_steps/2/shell)"));
        String steps = "{'run': 'a', 'sudo': true},".repeat(100) + "'a'";
        assertThat(FaultLines.of(PlanReader.read(
                                bytes("{'epic_id': 'E', 'deployment_steps': [" + steps + "]}"), Defaults.STANDARD)
                        .getLeft()))
                .singleElement()
                .asString()
                .endsWith("/deployment_steps/2/sudo and 97 more)");
    }

    @Test
    void six_hundred_faults_are_six_hundred() {
        String steps = "{'run': 'a', 'sudo': true, 'timout': 1, 'when': 'x'},".repeat(200) + "'a'";
        assertThat(PlanReader.read(bytes("{'epic_id': 'E', 'deployment_steps': [" + steps + "]}"), Defaults.STANDARD)
                        .getLeft())
                .hasSize(600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'rollback_strategy': 'x', 'rollback': ['y'] | rollback_plan | rollback_strategy, rollback",
                "'healthChecks': {'url': 'x'} | health_checks | healthChecks",
                "'deploySteps': ['x'] | deployment_steps | deploySteps",
                "'rollback_plan': '', 'rollback_strategy': 'x' | rollback_plan | rollback_strategy",
                "'rollback_plan': [], 'rolback_plan': 'x' | rollback_plan | rolback_plan"
            })
    void a_required_field_under_another_name_is_left_to_its_rule(String fields, String field, String found) {
        Plan plan = PlanReader.read(bytes("{'epic_id': 'E', " + fields + "}"), Defaults.STANDARD)
                .get();
        assertThat(plan.misnamed()).containsExactly(Map.entry(field, List.of(found.split(", ", -1))));
    }

    @Test
    void beside_the_field_itself_or_with_other_faults_it_is_a_fault() {
        assertThat(lines(PlanReader.read(
                        bytes("{'epic_id': 'E', 'health_checks': 'a', 'smoke_tests': ['b'], 'deploy': []}"),
                        Defaults.STANDARD)))
                .containsExactly("unknown_field /smoke_tests found 'smoke_tests' beside 'health_checks'; allowed is"
                        + " 'health_checks' alone, since nothing else is read; write all of it as 'health_checks', or"
                        + " remove it");
        assertThat(lines(PlanReader.read(
                        bytes("{'epic_id': 'E', 'healthCheck': 'a', 'enviroment': 'staging'}"), Defaults.STANDARD)))
                .containsExactly(
                        "unknown_field /enviroment found 'enviroment'; allowed is the plan without it; did you mean"
                                + " 'environment'?",
                        "unknown_field /healthCheck found 'healthCheck'; allowed is 'health_checks'; rename it");
    }
}
