package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.domain.PlanRemark.RemarkKind;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.QuotedJson;
import io.github.devopsagent.internal.json.Spelling;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in other words than ours, and means one thing only, is read as that and told. */
class PlanSynonymsTest {

    private static Plan plan(String fields) {
        return PlanReader.read(bytes("{'epic_id': 'E'," + fields + "}"), Defaults.STANDARD)
                .getOrElseThrow(faults -> new AssertionError(faults));
    }

    private static List<String> faults(String fields) {
        return lines(PlanReader.read(bytes("{'epic_id': 'E'," + fields + "}"), Defaults.STANDARD));
    }

    private static Step step(String fields) {
        return plan("'deployment_steps': [{" + fields + "}]").deploymentSteps().get(0);
    }

    private static HealthCheck check(String fields) {
        return plan("'health_checks': [{" + fields + "}]").healthChecks().get(0);
    }

    private static List<String> told(String fields) {
        return plan(fields).remarks().stream().map(PlanRemark::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "cmd", "script", "commands"})
    void a_command_under_another_name_is_run(String name) {
        assertThat(step("'" + name + "': './a'")).isEqualTo(Step.of("./a", new Action.Run("./a")));
        assertThat(check("'" + name + "': './a'").action()).isEqualTo(new Action.Run("./a"));
        assertThat(told("'deployment_steps': ['x', {'" + name + "': './a'}]"))
                .containsExactly("'" + name + "' is read as 'run' (/deployment_steps/1/" + name + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "script", "commands"})
    void a_list_of_commands_is_one_script_that_ends_at_the_first_that_fails(String name) {
        Step step = step("'" + name + "': ['cd app', ' ', 'if true; then\\n  make\\nfi', '', 'echo $PWD']");
        assertThat(step.action()).isEqualTo(new Action.Run("set -e; cd app\nif true; then\n  make\nfi\necho $PWD"));
        assertThat(step.name()).isEqualTo("cd app; if true; then make fi; echo $PWD");
        assertThat(check("'" + name + "': ['a', 'b']").action()).isEqualTo(new Action.Run("set -e; a\nb"));
        assertThat(told("'deployment_steps': {'" + name + "': ['a']}"))
                .contains("a list under '" + name + "' is read as one script, in one shell under set -e"
                        + " (/deployment_steps/" + name + ")");
    }

    @Test
    void a_script_that_would_go_on_after_a_failure_is_told_so() {
        assertThat(told("'backup': {'run': ['cd app && make', 'echo done']}"))
                .singleElement()
                .asString()
                .contains("it does not end at 'a && b' when 'a' fails");
        assertThat(told("'backup': {'run': ['echo begin', 'cd app && make']}"))
                .singleElement()
                .asString()
                .doesNotContain("&&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cwd", "workdir", "working_dir", "workingDirectory"})
    void a_directory_under_another_name_is_the_working_directory(String name) {
        assertThat(step("'run': 'a', '" + name + "': '/srv'").workingDirectory())
                .contains("/srv");
        assertThat(told("'backup': {'run': 'a', '" + name + "': '/srv'}"))
                .containsExactly("'" + name + "' is read as 'working_directory' (/backup/" + name + ")");
    }

    @Test
    void an_object_environment_is_the_variables_and_a_text_is_a_fault() {
        assertThat(step("'run': 'a', 'environment': {'A': 'b'}").variables()).isEqualTo(Map.of("A", "b"));
        assertThat(faults("'deployment_steps': {'run': 'a', 'environment': 'production'}"))
                .singleElement()
                .asString()
                .startsWith("unknown_field /deployment_steps/environment found 'environment'")
                .contains("the plan's 'environment'", "\"env\": { … }");
        assertThat(faults("'deployment_steps': {'run': 'a', 'environment': {'A': 1, 'DEVOPS_X': 'b'}}"))
                .hasSize(2);
    }

    @Test
    void a_url_is_asked_and_what_is_expected_counts() {
        HealthCheck check = check("'name': 'api', 'url': 'http://h/', 'expected_status': 204, 'expected_body': 'UP',"
                + " 'timeoutSeconds': 2");
        assertThat(check.name()).isEqualTo("api");
        assertThat(check.timing().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(check.action().use().input().values())
                .isEqualTo(Map.of("url", "http://h/", "expect_status", 204, "expect_body", "UP"));
    }

    @ParameterizedTest
    @CsvSource({
        "timeout_seconds, 90, PT1M30S",
        "timeoutSeconds, 1.5, PT1.5S",
        "timeout-minutes, 2, PT2M",
        "timeout_in_minutes, 1e1, PT10M",
        "timeoutInMinutes, 0.5, PT30S",
        "timeout_ms, 1500, PT1.5S",
        "timeoutMillis, 0.000001, PT0.000000001S",
        "timeout_hours, 720, PT720H"
    })
    void a_number_counts_what_its_field_says(String name, String number, Duration expected) {
        assertThat(step("'run': 'a', '" + name + "': " + number).timeout()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"30\" | wrong_type | the string \"30\"",
                "\"30s\" | wrong_type | the string \"30s\"",
                "-1 | wrong_value | the number -1",
                "0 | wrong_value | the number 0",
                "1e-999999999 | wrong_value | the number 1E-999999999",
                "1e999999999 | wrong_value | the number 1E+999999999",
                "99999999999 | wrong_value | the number 99999999999",
                "[1] | wrong_type | a list of 1",
                "true | wrong_type | true"
            })
    void what_is_no_number_under_a_field_with_a_unit_is_a_fault(String value, String code, String found) {
        assertThat(PlanReader.read(
                                QuotedJson.utf8("{\"epic_id\": \"E\", \"deployment_steps\": {\"run\": \"a\","
                                        + " \"timeout_seconds\": " + value + "}}"),
                                Defaults.STANDARD)
                        .getLeft())
                .singleElement()
                .asString()
                .startsWith(code + ": found " + found)
                .endsWith("#/deployment_steps/timeout_seconds)");
    }

    @Test
    void a_duration_in_words_is_read_and_told() {
        Plan plan = plan("'deployment_steps': [{'run': 'a', 'timeout': '5 minutes'},"
                + " {'run': 'b', 'timeout': '5 minutes'}], 'monitoring': {'duration': '10min'}");
        assertThat(plan.deploymentSteps().get(0).timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.monitoring().duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(plan.remarks())
                .containsExactly(new PlanRemark(
                        RemarkKind.READ_AS,
                        "durations in words are read: \"5 minutes\" as \"5m\", \"10min\" as \"10m\"",
                        List.of("/deployment_steps/0/timeout", "/deployment_steps/1/timeout", "/monitoring/duration"),
                        3));
    }

    @ParameterizedTest
    @CsvSource({"steps", "procedure", "commands"})
    void an_object_that_lists_its_steps_is_a_rollback_plan(String name) {
        Plan plan = plan("'rollback_plan': {'" + name + "': ['./a', {'cmd': './b', 'cwd': 'x'}]}");
        assertThat(plan.rollbackPlan())
                .extracting(Step::action)
                .containsExactly(new Action.Bare("./a"), new Action.Run("./b"));
        assertThat(plan("'rollback_plan': {'" + name + "': './a'}").rollbackPlan())
                .hasSize(1);
        assertThat(plan("'rollback_plan': {'" + name + "': []}").rollbackPlan()).isEmpty();
        assertThat(faults("'rollback_plan': {'" + name + "': [{'run': 'a', 'rollback': 'b', 'sudo': true}]}"))
                .hasSize(2)
                .allMatch(fault -> fault.contains("/rollback_plan/" + name + "/0/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'steps': ['a'], 'commands': ['b'] | /rollback_plan found steps and commands",
                "'steps': ['a'], 'run': 'b' | /rollback_plan/run found 'run'",
                "'commands': ['a'], 'timeout': '5m' | /rollback_plan/timeout found 'timeout'",
                "'strategy': 'blue-green' | /rollback_plan found an object with 'strategy'",
                "'stepz': ['a'] | /rollback_plan/stepz found 'stepz'",
                "'steps': ['a'], 'trigger': 'x' | /rollback_plan/trigger found 'trigger'"
            })
    void a_rollback_plan_that_is_not_one_list_is_a_fault(String fields, String fault) {
        assertThat(faults("'rollback_plan': {" + fields + "}"))
                .first()
                .asString()
                .contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'run': 'a', 'cmd': 'a' | /cmd found 'cmd' beside 'run'; allowed is one of them, since both mean 'run'",
                "'cmd': 'a', 'run': 'a' | /run found 'run' beside 'cmd'",
                "'script': 'a', 'commands': ['a'] | /commands found 'commands' beside 'script'",
                "'run': 'a', 'cwd': 'x', 'workdir': 'x' | /workdir found 'workdir' beside 'cwd'",
                "'run': 'a', 'timeout': '5s', 'timeout_seconds': 5 | /timeout_seconds found 'timeout_seconds' beside",
                "'run': 'a', 'timeout_ms': 5000, 'timeout_seconds': 5 | both mean 'timeout'",
                "'run': 'a', 'env': {}, 'environment': {} | /environment found 'environment' beside 'env'"
            })
    void two_spellings_of_one_field_are_a_fault_even_if_they_say_the_same(String fields, String fault) {
        assertThat(faults("'deployment_steps': [{" + fields + "}]"))
                .singleElement()
                .asString()
                .contains(fault);
    }

    @Test
    void a_field_that_is_null_is_not_there_whatever_its_name_is() {
        Plan plan = plan("'rollback': null, 'x': null, 'health_check': null, 'env': null,"
                + " 'deployment_steps': [{'run': 'a', 'cmd': null, 'sudo': null, 'timout': null, 'x': null}]");
        assertThat(plan.deploymentSteps()).containsExactly(Step.of("a", new Action.Run("a")));
        assertThat(plan.remarks()).isEmpty();
        assertThat(plan.misnamed()).isEmpty();
    }

    @Test
    void unknown_fields_are_told_by_the_object_that_has_them() {
        assertThat(told("'deployment_steps': [{'run': 'a', 'id': 1, 'x': 2}, {'run': 'b', 'id': 3}], 'x': 1, 'y\\n': 2,"
                        + " 'monitoring': {'x': 'y'}, 'health_checks': {'run': 'a', '': 1}"))
                .containsExactly(
                        "not known, and so ignored, of the plan: 'x', 'y\\n' (/x, /y)",
                        "not known, and so ignored, of a step: 'id', 'x' (/deployment_steps/0/id,"
                                + " /deployment_steps/0/x, /deployment_steps/1/id)",
                        "not known, and so ignored, of a health check: '' (/health_checks/)",
                        "not known, and so ignored, of monitoring: 'x' (/monitoring/x)");
    }

    @MatricesOnly
    @ParameterizedTest
    @ValueSource(ints = {31, 120, 5000})
    void each_unknown_name_is_told_however_many_there_are(int count) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            fields.append("'field_number_").append(i).append("': 1, ");
        }
        List<PlanRemark> remarks = plan(fields + "'deployment_steps': 'a'").remarks();
        assertThat(remarks.stream().mapToInt(PlanRemark::occurrences).sum()).isEqualTo(count);
        String told = remarks.toString();
        for (int i = 0; i < count; i++) {
            assertThat(told).contains("'field_number_" + i + "'");
        }
        assertThat(remarks).allSatisfy(remark -> {
            assertThat(remark.pointers()).hasSizeBetween(1, 3);
            assertThat(remark.text())
                    .startsWith("not known, and so ignored, of the plan: ")
                    .hasSizeLessThan(1200);
        });
    }

    @Test
    void names_that_differ_only_at_their_end_are_told_apart() {
        String longest = "x".repeat(Limits.NAME_LENGTH - 1);
        assertThat(told("'" + longest + "1': 1, '" + longest + "2': 2"))
                .hasSize(2)
                .anyMatch(line -> line.contains("'" + longest + "1'"))
                .anyMatch(line -> line.contains("'" + longest + "2'"));
    }

    @Test
    void each_reading_is_told_however_many_there_are() {
        StringBuilder checks = new StringBuilder();
        for (Spelling spelling : PlanVocabulary.CHECK.spellings().values()) {
            if (spelling.unit().isPresent()) {
                checks.append("{'run': 'a', '").append(spelling.name()).append("': 1},");
            }
        }
        List<PlanRemark> remarks = plan("'health_checks': [" + checks + "'a']").remarks();
        assertThat(remarks).hasSize(4 * 9 * 6);
        StringBuilder words = new StringBuilder();
        for (int i = 1; i <= 500; i++) {
            words.append("{'run': 'a', 'timeout': '").append(i).append(" minutes'},");
        }
        assertThat(String.join("\n", told("'deployment_steps': [" + words + "'a']")))
                .contains("\"1 minutes\"", "\"42 minutes\"", "\"500 minutes\"");
    }

    @Test
    void a_blank_entry_is_told() {
        assertThat(told("'preflight': ['', 'a'], 'backup': ' ', 'deployment_steps': [{'run': 'a', 'rollback': ['']},"
                        + " '\u2003\\t'], 'rollback_plan': ['', 'a'], 'health_checks': ['a', '']"))
                .containsExactly(
                        "a blank entry is passed over (/preflight/0, /backup, /deployment_steps/1 and 3 more)");
        assertThat(plan("'deployment_steps': ['', 'a']").remarks())
                .containsExactly(new PlanRemark(
                        RemarkKind.BLANK_ENTRY, "a blank entry is passed over", List.of("/deployment_steps/0"), 1));
    }

    @Test
    void what_would_be_read_differently_is_told_of_a_plan_with_faults_too() {
        byte[] plan = bytes("{'deployment_steps': {'cmd': 'a', 'timout': '5m', 'id': 1}}");
        assertThat(PlanReader.read(plan, Defaults.STANDARD).isLeft()).isTrue();
        assertThat(PlanReader.remarks(plan, Defaults.STANDARD))
                .extracting(PlanRemark::kind)
                .containsExactly(RemarkKind.READ_AS, RemarkKind.UNKNOWN_FIELD);
        assertThat(PlanReader.remarks(bytes("["), Defaults.STANDARD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'success_criteria': 'all pods are healthy'",
                "'successCriteria': ['all pods are healthy', 'no errors in the logs']",
                "'success-conditions': 'customers can check out'"
            })
    void sentences_about_success_are_for_people(String field) {
        assertThat(told(field)).singleElement().asString().contains("success");
        assertThat(Schemas.PLAN.errorsIn(bytes("{'epic_id': 'E'," + field + "}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'success_criteria': 'error rate below 1%'",
                "'success_criteria': ['all pods are healthy', 'p95 < 300 ms']",
                "'success_criteria': {'error_rate': 'low'}",
                "'success_conditions': true"
            })
    void a_number_about_success_is_a_fault_since_nobody_would_judge_it(String field) {
        assertThat(faults(field)).singleElement().asString().contains("as one of 'metrics'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'thresholds': {'error_rate': 0.01}",
                "'alerts': [{'name': 'errors', 'max': 5}]",
                "'alert_rules': [{'expr': 'rate(errors[5m]) > 0.05'}]",
                "'kpis': ['p95 below 300 ms']",
                "'sla': '99.9%'",
                "'slis': {'p95_ms': '300'}",
                "'health_metrics': {'cpu': {'max': 80}}",
                "'acceptance_criteria': ['all is well', 'p95 < 300 ms']",
                "'error_budget': 0.1",
                "'indicators': {'errors': 5}",
                "'canary': {'percentage': 10}",
                "'analysis': {'error_rate': '<= 1'}",
                "'anomaly_detection': {'sigma': 3}",
                "'measurements': [{'p95': 300}]",
                "'anything': {'deep': [{'at_most': 5}]}",
                "'anything': {'worse_than_before': 'higher'}",
                "'monitoring': {'golden_signals': [{'prometheus': 'http://localhost:1', 'query': 'up', 'at_most': 1}]}",
                "'monitoring': {'production': {'metrics': [{'scrape': 'http://localhost:1', 'metric': 'x', 'at_most': 0}]}}",
                "'monitoring': {'at_most': 1}",
                "'monitoring': {'signals': ['error rate < 1%']}",
                "'monitoring': {'signals': {'errors': {'threshold': 0.01}}}",
                "'monitoring': {'retained': 5}",
                "'monitoring': {'policy': {'on': 'error rate > 1%'}}",
                "'monitoring': {'approach': 'undone if error rate > 1%'}",
                "'monitoring': {'config': {'duration': '1h', 'failure_limit': 0}}"
            })
    void a_limit_that_nobody_would_judge_is_a_fault(String field) {
        assertThat(faults(field)).singleElement().asString().contains("as one of 'metrics'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'alerts': ['https://grafana.example/d/5?from=1', 'call the team of 3']",
                "'alerts': [{'name': 'errors', 'priority': 1, 'description': 'below 5 % all is well'}]",
                "'acceptance_criteria': ['customers see 3 items', 'all is well']",
                "'risk_analysis': {'score': 3}",
                "'test_metrics': {'coverage': 85}",
                "'kpis': 'more orders'",
                "'thresholds_notes': 'p95 < 300 ms'",
                "'monitoring': {'notes': 'p95 < 300 ms'}",
                "'monitoring': {'dashboard': 'https://grafana.example/d/5?from=1'}",
                "'monitoring': {'tool': 'the one of the team'}",
                "'monitoring': {'grafana_dashboard_id': 1042}",
                "'monitoring': {'datadog_monitor_ids': [118293, 118294]}",
                "'monitoring': {'ticket': 4711}",
                "'monitoring': {'statsd': {'metrics_port': 9090}}"
            })
    void what_people_tell_of_measurements_is_for_people(String field) {
        assertThat(told(field)).singleElement().asString().contains("ignored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at_most",
                "at_least",
                "between",
                "increase_at_most",
                "at_most_times_before",
                "worse_than_before",
                "metrics"
            })
    void a_limit_in_a_step_or_a_check_is_a_fault(String name) {
        for (String place : List.of("deployment_steps", "backup", "health_checks")) {
            assertThat(faults("'" + place + "': [{'run': 'a', '" + name + "': 5}]"))
                    .singleElement()
                    .asString()
                    .contains("'" + name + "'", "as one of 'metrics' of 'monitoring'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"criteria", "items", "thresholds"})
    void what_monitoring_would_not_judge_is_a_fault(String name) {
        assertThat(faults("'monitoring': {'duration': '5m', '" + name + "': [{'p95': 300}]}"))
                .singleElement()
                .asString()
                .contains("unknown_field", "'" + name + "'");
    }
}
