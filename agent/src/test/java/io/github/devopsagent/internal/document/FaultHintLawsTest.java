package io.github.devopsagent.internal.document;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.plan.Defaults;
import io.github.devopsagent.internal.plan.PlanReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever follows a hint does not meet the next fault. */
class FaultHintLawsTest {

    private static List<String> faults(String fields) {
        return lines(PlanReader.read(bytes("{'epic_id': 'E'," + fields + "}"), Defaults.STANDARD));
    }

    @Test
    void a_command_compares_by_itself() {
        assertThat(faults("'health_checks': [{'command': 'psql -c x', 'expected_output': '1'}]"))
                .singleElement()
                .asString()
                .contains("They are of 'http'; a command compares by itself: [ \"$(…)\" = 1 ]");
        assertThat(faults("'health_checks': [{'command': 'psql -c x', 'expected_body': '1'}]"))
                .singleElement()
                .asString()
                .contains("a command compares by itself");
        assertThat(faults("'health_checks': [{'tcp': 'h:1', 'expect_status': 200}]"))
                .singleElement()
                .asString()
                .endsWith("write the check as 'http', or remove it");
    }

    @Test
    void a_strategy_is_no_loop_and_a_schedule_no_pause() {
        assertThat(faults("'rollback_plan': {'command': './undo', 'strategy': 'blue-green'}"))
                .singleElement()
                .asString()
                .contains("write it into them, or into 'description'")
                .doesNotContain("loop");
        assertThat(faults("'deployment_steps': {'run': 'a', 'cron': '0 3 * * *'}"))
                .singleElement()
                .asString()
                .contains("the agent begins when it is run")
                .doesNotContain("sleep");
    }

    @Test
    void what_is_inside_of_a_misnamed_section_is_told_where_it_belongs() {
        assertThat(faults("'deployment': {'steps': ['./a'], 'rollback': './b', 'health_checks': ['c'], 'owner': 'x'}"))
                .singleElement()
                .asString()
                .startsWith("unknown_field /deployment found 'deployment', an object with 'steps', 'rollback',"
                        + " 'health_checks'")
                .contains("'deployment/steps' as 'deployment_steps'")
                .contains("'deployment/rollback' as 'rollback_plan'")
                .contains("'deployment/health_checks' as 'health_checks'");
        assertThat(faults("'verification': {'checks': ['a']}"))
                .singleElement()
                .asString()
                .contains("'verification/checks' as 'health_checks'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "deployment_plan", "spec", "epic"})
    void a_wrapper_around_the_plan_is_named(String name) {
        assertThat(lines(PlanReader.read(
                        bytes("{'" + name + "': {'epic_id': 'E', 'deployment_steps': ['a'], 'rollback_plan': 'b'}}"),
                        Defaults.STANDARD)))
                .anyMatch(fault -> fault.contains("'" + name + "', an object in which the plan is wrapped")
                        && fault.contains("at the top of the file, without '" + name + "' around it"));
    }

    @Test
    void a_wrapper_around_misnamed_sections_is_one_too() {
        assertThat(faults("'plan': {'steps': ['./a'], 'rollback': './b'}"))
                .singleElement()
                .asString()
                .contains("in which the plan is wrapped", "'plan/steps' as 'deployment_steps'");
        assertThat(faults("'deployment': {'steps': ['./a']}"))
                .singleElement()
                .asString()
                .contains("'deployment', an object with 'steps'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'deployment': {'run': './a', 'rollback': './b'}",
                "'deployment': {'commands': ['./a', './b']}",
                "'rollback': {'steps': ['./a']}",
                "'rollback': {'command': './a'}",
                "'healthcheck': {'url': 'http://h/'}"
            })
    void what_only_has_to_be_renamed_is_left_to_its_rule(String fields) {
        assertThat(PlanReader.read(bytes("{'epic_id': 'E'," + fields + "}"), Defaults.STANDARD)
                        .get()
                        .misnamed())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'deployment_steps': {'1': './a', '2': './b'}",
                "'deployment_steps': {'1': './a'}",
                "'deployment_steps': {'step_1': './a', 'step_2': './b'}",
                "'deployment_steps': {'build': {'run': 'make'}, 'go': {'run': './go'}}",
                "'deployment_steps': {'build': 'make', 'go': './go'}",
                "'preflight': {'disk': {'run': 'df'}}",
                "'rollback_plan': {'1': './a', '2': './b'}",
                "'rollback_plan': {'database': {'run': './a'}}",
                "'rollback_plan': {'database': ['./a'], 'app': ['./b']}",
                "'health_checks': {'probes_of_api': ['curl -f h']}",
                "'health_checks': {'api': {'http': 'http://h/'}, 'db': {'tcp': 'h:1'}}",
                "'deployment_steps': [{'run': 'a', 'rollback': {'1': 'b', '2': 'c'}}]"
            })
    void entries_that_are_told_apart_by_names_are_a_list(String fields) {
        assertThat(faults(fields)).singleElement().asString().contains("a list [ … ]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'deployment_steps': {'description': 'x'}",
                "'deployment_steps': [{'build': {'x': 'y'}}]",
                "'rollback_plan': {'strategy': 'blue-green'}",
                "'rollback_plan': {'strategy': 'blue-green', 'description': 'Go back.'}"
            })
    void what_lacks_a_command_is_told_so(String fields) {
        assertThat(faults(fields)).singleElement().asString().doesNotContain("a list [ … ]");
    }
}
