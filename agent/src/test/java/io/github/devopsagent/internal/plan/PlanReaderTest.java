package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {

    private static Plan plan(String fields) {
        return PlanReader.read(bytes("{'epic_id': 'E'" + fields + "}"), Defaults.STANDARD)
                .getOrElseThrow(faults -> new AssertionError(faults));
    }

    private static List<String> faults(String fields) {
        return lines(PlanReader.read(bytes("{'epic_id': 'E'" + fields + "}"), Defaults.STANDARD));
    }

    private static Step step(String object) {
        return plan(",'deployment_steps': [" + object + "]").deploymentSteps().get(0);
    }

    private static HealthCheck check(String object) {
        return plan(",'health_checks': [" + object + "]").healthChecks().get(0);
    }

    @Test
    void reads_a_plan_that_follows_the_protocol_to_the_letter() {
        Plan plan = plan("""
                , 'workstreams': [{'id': 'WS-1', 'title': 'x', 'tasks': [{'id': 'T', 'title': 'y'}]}],
                'testing_matrix': [{'type': 'unit', 'command': 'mvn test'}],
                'deployment_steps': ['./deploy.sh production', 'notify'],
                'rollback_plan': 'git revert abc123 && ./deploy.sh'""");
        assertThat(plan)
                .isEqualTo(new Plan(
                        "E",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(
                                Step.of("./deploy.sh production", new Action.Bare("./deploy.sh production")),
                                Step.of("notify", new Action.Bare("notify"))),
                        List.of(Step.of(
                                "git revert abc123 && ./deploy.sh",
                                new Action.Bare("git revert abc123 && ./deploy.sh"))),
                        List.of(),
                        Monitoring.DEFAULT,
                        List.of(),
                        Map.of(),
                        List.of()));
    }

    @Test
    void reads_every_word_of_a_step() {
        Step step = step("""
                {'name': 'migrate', 'run': './migrate.sh up', 'rollback': './migrate.sh down', 'timeout': '90s',
                 'env': {'STAGE': 'prod'}, 'working_directory': 'db', 'idempotent': true, 'retries': 2, 'retry_delay': '3s'}""");
        Step undo = new Step(
                "./migrate.sh down",
                new Action.Bare("./migrate.sh down"),
                List.of(),
                Step.DEFAULT_TIMEOUT,
                Map.of("STAGE", "prod"),
                Optional.of("db"),
                false,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
        assertThat(step)
                .isEqualTo(new Step(
                        "migrate",
                        new Action.Run("./migrate.sh up"),
                        List.of(undo),
                        Duration.ofSeconds(90),
                        Map.of("STAGE", "prod"),
                        Optional.of("db"),
                        true,
                        2,
                        Duration.ofSeconds(3),
                        false,
                        List.of()));
    }

    @Test
    void a_rollback_sees_its_steps_environment_and_directory_unless_it_names_its_own() {
        List<Step> undo = step("""
                        {'run': 'a', 'env': {'A': '1'}, 'working_directory': 'x', 'timeout': '7s', 'rollback': [
                          'b', {'run': 'c', 'env': {'B': '2'}}, {'uses': 'd', 'working_directory': 'y'}]}""").compensation();
        assertThat(undo)
                .extracting(Step::variables)
                .containsExactly(Map.of("A", "1"), Map.of("B", "2"), Map.of("A", "1"));
        assertThat(undo)
                .extracting(each -> each.workingDirectory().orElseThrow())
                .containsExactly("x", "x", "y");
        assertThat(undo).extracting(Step::timeout).containsOnly(Step.DEFAULT_TIMEOUT);
    }

    @Test
    void an_executor_gets_its_input_deeply() {
        Step step = step("{'uses': 'lb', 'with': {'pool': 'green', 'n': 1, 'f': 1.10, 'big': 1e400, 'on': true,"
                + " 'gone': null, 'list': [1, {'a': 'b'}], 'empty': {}}}");
        assertThat(step.name()).isEqualTo("lb");
        assertThat(step.action())
                .isEqualTo(new Action.Use(
                        "lb",
                        new Input(Map.of(
                                "pool",
                                "green",
                                "n",
                                1,
                                "f",
                                new BigDecimal("1.10"),
                                "big",
                                new BigDecimal("1e400"),
                                "on",
                                true,
                                "list",
                                List.of(1, Map.of("a", "b")),
                                "empty",
                                Map.of()))));
    }

    @Test
    void the_defaults_are_those_that_are_given() {
        HealthCheck.Timing timing = new HealthCheck.Timing(
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), 5, 6);
        Defaults defaults =
                new Defaults(Duration.ofSeconds(7), timing, new Monitoring(Duration.ZERO, Duration.ofSeconds(8), 9));
        Plan plan = PlanReader.read(
                        bytes("{'epic_id': 'E', 'deployment_steps': 'a', 'health_checks': ['b', {'run': 'c',"
                                + " 'period': '9s'}], 'monitoring': {'failure_limit': 0}}"),
                        defaults)
                .get();
        assertThat(plan.deploymentSteps().get(0).timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(plan.healthChecks().get(0).timing()).isEqualTo(timing);
        assertThat(plan.healthChecks().get(1).timing())
                .isEqualTo(new HealthCheck.Timing(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(4),
                        5,
                        6));
        assertThat(plan.monitoring()).isEqualTo(new Monitoring(Duration.ZERO, Duration.ofSeconds(8), 0));
    }

    @Test
    void reads_every_kind_of_health_check() {
        assertThat(check("{'http': 'http://localhost:8080/health', 'expect_status': 200, 'expect_body': 'UP'}"))
                .isEqualTo(new HealthCheck(
                        "http://localhost:8080/health",
                        new Action.Use(
                                "http",
                                new Input(Map.of(
                                        "url",
                                        "http://localhost:8080/health",
                                        "expect_status",
                                        200,
                                        "expect_body",
                                        "UP"))),
                        HealthCheck.After.BOTH,
                        HealthCheck.Timing.DEFAULT,
                        "plan.json#/health_checks/0"));
        assertThat(check("{'http': 'https://h/', 'max_time': '1500ms', 'expect_status': [200, '300-399'],"
                                + " 'bearer_token': {'secret': 'API_TOKEN'}, 'insecure': true}")
                        .action())
                .isEqualTo(new Action.Use(
                        "http",
                        new Input(Map.of(
                                "url",
                                "https://h/",
                                "max_time",
                                "PT1.5S",
                                "expect_status",
                                List.of(200, "300-399"),
                                "bearer_token",
                                Map.of("secret", "API_TOKEN"),
                                "insecure",
                                true))));
        assertThat(check("{'name': 'db', 'tcp': '[::1]:5432', 'initial_delay': '2s', 'startup_timeout': '0s',"
                        + " 'period': '1s', 'timeout': '3s', 'success_threshold': 2, 'failure_threshold': 4,"
                        + " 'after': 'deploy'}"))
                .isEqualTo(new HealthCheck(
                        "db",
                        new Action.Use("tcp", Input.of("address", "[::1]:5432")),
                        HealthCheck.After.DEPLOY,
                        new HealthCheck.Timing(
                                Duration.ofSeconds(2),
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                2,
                                4),
                        "plan.json#/health_checks/0"));
        assertThat(check("{'run': 'curl x'}").action()).isEqualTo(new Action.Run("curl x"));
        assertThat(check("{'uses': 'probe', 'with': {'a': 1}}").action())
                .isEqualTo(new Action.Use("probe", Input.of("a", 1)));
        assertThat(check("'curl x'").action()).isEqualTo(new Action.Bare("curl x"));
    }

    @Test
    void a_check_is_known_by_its_place_in_the_file() {
        assertThat(plan(",'health_checks': ['', 'a', 'b']").healthChecks())
                .extracting(HealthCheck::source)
                .containsExactly("plan.json#/health_checks/1", "plan.json#/health_checks/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' \\n'", "[]", "['', ' ']", "null"})
    void blank_and_empty_count_as_absent(String nothing) {
        for (String field : List.of("preflight", "backup", "deployment_steps", "rollback_plan", "health_checks")) {
            Plan plan = plan(",'" + field + "': " + nothing);
            assertThat(plan.deploymentSteps()).isEmpty();
            assertThat(plan.rollbackPlan()).isEmpty();
            assertThat(plan.healthChecks()).isEmpty();
        }
        assertThat(step("{'run': 'a', 'rollback': " + nothing + "}").compensation())
                .isEmpty();
    }

    @Test
    void a_null_field_counts_as_absent() {
        Step step = step("{'run': 'a', 'uses': null, 'with': null, 'rollback': null, 'timeout': null, 'env': null,"
                + " 'working_directory': null, 'idempotent': null, 'retries': null, 'name': null}");
        assertThat(step).isEqualTo(Step.of("a", new Action.Run("a")));
        assertThat(plan(",'monitoring': null, 'environment': null").monitoring())
                .isEqualTo(Monitoring.DEFAULT);
    }

    @Test
    void a_name_is_one_short_printable_line() {
        assertThat(step("{'run': 'set -e\\n\\t./deploy.sh \\u001b[31m" + "x".repeat(100) + "'}")
                        .name())
                .startsWith("set -e ./deploy.sh \uFFFD[31mxxx")
                .endsWith("x…")
                .hasSize(61);
        assertThat(step("{'run': 'a', 'name': ' '}").name()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'run':'a','uses':'b' | wrong_value /deployment_steps/0 found run and uses; allowed is exactly one of run,"
                        + " uses; remove all but one of them",
                "'name':'a','action':'b' | missing_field /deployment_steps/0 found an object with 'name', 'action';"
                        + " allowed is exactly one of run, uses; write the command as 'run', or the name of an executor as"
                        + " 'uses'",
                "'run':'' | wrong_value /deployment_steps/0/run found the string \"\"; allowed is a string that is not"
                        + " blank; write it out, or remove the field",
                "'run':'a\\u0000b' | wrong_value /deployment_steps/0/run found a NUL character in the string \"a\uFFFDb\";"
                        + " allowed is text without it; remove the NUL character",
                "'run':'a\\ud800' | wrong_value /deployment_steps/0/run found half of a surrogate pair in the string"
                        + " \"a\uFFFD\"; allowed is text of whole characters; write the character itself",
                "'command':['a'] | wrong_type /deployment_steps/0/command found a list of 1; allowed is a string, since a"
                        + " list under 'command' is one command's words elsewhere; write one command as a string, or"
                        + " several as a list under 'run'",
                "'run':['a',7] | wrong_type /deployment_steps/0/run/1 found the number 7; allowed is a string; write it in"
                        + " quotes",
                "'run':[' ',''] | wrong_value /deployment_steps/0/run found a list of 2; allowed is a command, or a list"
                        + " of commands; write it out, or remove the field",
                "'run':'a','with':{} | wrong_value /deployment_steps/0/with found 'with' without 'uses'; allowed is"
                        + " 'with' only beside 'uses'; make it part of the command, or write 'uses' in place of it",
                "'uses':'a','with':'b' | wrong_type /deployment_steps/0/with found the string \"b\"; allowed is an"
                        + " object; write it as { … }",
                "'uses':'a','with':{'x':[null]} | wrong_type /deployment_steps/0/with/x/0 found null; allowed is a value;"
                        + " remove it from the list",
                "'run':'a','timeout':30 | wrong_type /deployment_steps/0/timeout found the number 30; allowed is a"
                        + " duration such as \"30s\", \"5m\", \"1m30s\" or \"PT30S\"; write it in quotes and with a unit:"
                        + " \"30s\" (a bare number is seconds in one tool, milliseconds in another)",
                "'run':'a','timeout':'30' | wrong_value /deployment_steps/0/timeout found the string \"30\"; allowed is"
                        + " a duration such as \"30s\", \"5m\", \"1m30s\" or \"PT30S\"; write a number with a unit: ms, s,"
                        + " m, h or d",
                "'run':'a','timeout':'0s' | wrong_value /deployment_steps/0/timeout found the string \"0s\"; allowed is"
                        + " a duration longer than zero, such as \"30s\"; write a longer one",
                "'run':'a','timeout':'31d' | wrong_value /deployment_steps/0/timeout found the string \"31d\"; allowed is"
                        + " at most 720h; write a shorter one",
                "'run':'a','env':{'P':80} | wrong_type /deployment_steps/0/env/P found the number 80; allowed is a"
                        + " string; write it in quotes",
                "'run':'a','env':{'A=B':'x'} | wrong_value /deployment_steps/0/env/A=B found the name \"A=B\" of an"
                        + " environment variable; allowed is a name without '=' and NUL that is not empty; rename it",
                "'run':'a','env':{'':'x'} | wrong_value /deployment_steps/0/env/ found the name \"\" of an environment"
                        + " variable; allowed is a name without '=' and NUL that is not empty; rename it",
                "'run':'a','env':{'a/~b':1} | wrong_type /deployment_steps/0/env/a~1~0b found the number 1; allowed is a"
                        + " string; write it in quotes",
                "'run':'a','env':{'DEVOPS_ATTEMPT':'x'} | wrong_value /deployment_steps/0/env/DEVOPS_ATTEMPT found the"
                        + " environment variable DEVOPS_ATTEMPT; allowed is any name that does not start with DEVOPS_,"
                        + " which the agent sets; rename it",
                "'run':'a','env':{'A':'\\u0000'} | wrong_value /deployment_steps/0/env/A found a NUL character in the"
                        + " string \"\uFFFD\"; allowed is text without it; remove the NUL character",
                "'run':'a','env':[] | wrong_type /deployment_steps/0/env found a list of 0; allowed is an object of"
                        + " strings, such as {\"STAGE\": \"prod\"}; write it as { … }",
                "'run':'a','working_directory':'' | wrong_value /deployment_steps/0/working_directory found the string"
                        + " \"\"; allowed is a string that is not blank; write it out, or remove the field",
                "'run':'a','idempotent':'true' | wrong_type /deployment_steps/0/idempotent found the string \"true\";"
                        + " allowed is true or false; write it without quotes",
                "'run':'a','retries':2 | wrong_value /deployment_steps/0/retries found 2 retries of a step that is not"
                        + " idempotent; allowed is retries only with 'idempotent': true, since a retry executes the step a"
                        + " second time; add \"idempotent\": true if that does no harm, or remove 'retries'",
                "'run':'a','idempotent':true,'retries':101 | wrong_value /deployment_steps/0/retries found the number"
                        + " 101; allowed is a whole number 0 to 100; write a number in this range",
                "'run':'a','rollback':{'run':'b','rollback':'c'} | wrong_value /deployment_steps/0/rollback/rollback"
                        + " found the rollback of a rollback; allowed is a rollback only of a deployment step; remove it;"
                        + " what undoes the whole belongs in 'rollback_plan'",
                "'run':'a','rollback':['b',7] | wrong_type /deployment_steps/0/rollback/1 found the number 7; allowed is"
                        + " a command (a string) or a step (an object with 'run' or 'uses'); write the command in quotes,"
                        + " or as {\"run\": \"…\"}"
            })
    void a_wrong_step_is_explained(String fields, String line) {
        assertThat(faults(",'deployment_steps':[{" + fields + "}]")).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'http':'x://y','tcp':'z' | wrong_value  found http and tcp; allowed is exactly one of run, http, tcp,"
                        + " uses; remove all but one of them",
                "'name':'y' | missing_field  found an object with 'name'; allowed is exactly one of run, http, tcp, uses;"
                        + " write a command as 'run', a URL as 'http', host:port as 'tcp', or an executor as 'uses'",
                "'url':'y' | wrong_value /url found the string \"y\"; allowed is a URL such as"
                        + " \"http://localhost:8080/health\"; the URL must be an absolute http or"
                        + " https address such as http://localhost:8080/health",
                "'http':'localhost:8080' | wrong_value /http found the string \"localhost:8080\"; allowed is a URL such"
                        + " as \"http://localhost:8080/health\"; the URL must be an absolute http or"
                        + " https address such as http://localhost:8080/health",
                "'http':{'url':'http://h','method':'GET'} | wrong_type /http found an object with 'url', 'method'; allowed is a"
                        + " URL such as \"http://localhost:8080/health\"; write the URL itself in quotes, and"
                        + " 'expect_status' and 'expect_body' beside it",
                "'tcp':{'host':'h','port':1} | wrong_type /tcp found an object with 'host', 'port'; allowed is a host and a"
                        + " port, such as \"localhost:5432\"; write host:port in quotes",
                "'tcp':'localhost' | wrong_value /tcp found the string \"localhost\"; allowed is a host and a port 1 to"
                        + " 65535, such as \"localhost:5432\" or \"[::1]:5432\"; the address must be"
                        + " host:port or [IPv6 address]:port, such as localhost:5432",
                "'tcp':'h:70000' | wrong_value /tcp found the string \"h:70000\"; allowed is a host and a port 1 to"
                        + " 65535, such as \"localhost:5432\" or \"[::1]:5432\"; the address must"
                        + " have a port from 1 to 65535",
                "'tcp':'me:hunter2@h:1' | wrong_value /tcp found an address with '@', before which credentials may stand;"
                        + " allowed is a host and a port 1 to 65535, such as \"localhost:5432\" or \"[::1]:5432\"; the"
                        + " address must be host:port or [IPv6 address]:port, such as localhost:5432",
                "'http':'http://me:hunter2@127.1/' | wrong_value /http found an address with '@', before which credentials may"
                        + " stand; allowed is a URL such as \"http://localhost:8080/health\"; the URL must have all four"
                        + " numbers of an IPv4 address, each from 0 to 255 and without leading zeros, such as 127.0.0.1",
                "'http':'http://h','expect_status':'200' | wrong_type /expect_status found the string \"200\"; allowed is"
                        + " a whole number 100 to 599, a range such as \"200-299\", or a list of these; write a number"
                        + " without quotes",
                "'http':'http://h','expect_status':[200,'2xx'] | wrong_value /expect_status/1 found the string \"2xx\"; allowed"
                        + " is a whole number 100 to 599, a range such as \"200-299\", or a list of these; write a range as"
                        + " \"200-299\"",
                "'http':'http://h','expect_status':'399-200' | wrong_value /expect_status found the string \"399-200\"; allowed"
                        + " is a range from a lower to a higher status; exchange the two",
                "'http':'http://h','expect_json':{'$.a[0].b':1} | wrong_value /expect_json/$.a[0].b found a name that is none;"
                        + " allowed is a JSON pointer such as \"/status\", or \"\" for the whole document; write"
                        + " \"/a/0/b\"",
                "'http':'http://h','expect_json':{'pointer':'/a','value':'UP'} | wrong_value /expect_json found 'value' beside"
                        + " the pointer; allowed is an object of JSON pointers and values, such as {\"/status\": \"UP\"};"
                        + " the pointer is the name: write {\"/a\": …}",
                "'http':'http://h','expect_json':{'/a/b':null} | wrong_type /expect_json/~1a~1b found null; allowed is a"
                        + " value; remove it; whether something is null, a command can test",
                "'http':'http://h','max_time':'5s' | wrong_value /max_time found the string \"5s\"; allowed is less than"
                        + " 'timeout', which is 5s; write a shorter one, or a longer 'timeout'",
                "'http':'http://h','insecure':true | wrong_value /insecure found 'insecure' beside a URL with http://; allowed"
                        + " is 'insecure' only beside one with https://; write https://, or remove it",
                "'http':'http://h','bearer_token':'hunter2' | wrong_type /bearer_token found a value that is no object; allowed"
                        + " is {\"secret\": \"NAME\"}; give the value to the agent with secret(\"NAME\", …), and write"
                        + " its name here",
                "'http':'http://h','headers':{'A':'b','a':'c'} | wrong_value /headers/a found the header 'a' for the second"
                        + " time; allowed is each header once, in whatever case; remove one of them",
                "'run':'a','expect_status':200 | wrong_value /expect_status found 'expect_status' without 'http';"
                        + " allowed is 'expect_status' only beside 'http'; a command compares by itself: [ \"$(…)\" = 1 ]",
                "'tcp':'h:1','expect_body':'x' | wrong_value /expect_body found 'expect_body' without 'http'; allowed is"
                        + " 'expect_body' only beside 'http'; write the check as 'http', or remove it",
                "'run':'a','after':'always' | wrong_value /after found the string \"always\"; allowed is one of deploy,"
                        + " rollback, both; choose one of them",
                "'run':'a','success_threshold':0 | wrong_value /success_threshold found the number 0; allowed is a whole"
                        + " number from 1; write a number in this range",
                "'run':'a','period':'0s' | wrong_value /period found the string \"0s\"; allowed is a duration longer than"
                        + " zero, such as \"30s\"; write a longer one"
            })
    void a_wrong_check_is_explained(String fields, String line) {
        assertThat(faults(",'health_checks':[{" + fields + "}]"))
                .containsExactly(line.replaceFirst(" ", " /health_checks/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'environment':'' | wrong_value /environment found the string \"\"; allowed is a string that is not"
                        + " blank; write it out, or remove the field",
                "'environment':{} | wrong_type /environment found an object with no fields; allowed is a string; write it"
                        + " in quotes",
                "'preflight':[{'run':'a','rollback':'b'}] | wrong_value /preflight/0/rollback found the rollback of a"
                        + " pre-flight step; allowed is a rollback only of a deployment step; remove it; what undoes the"
                        + " whole belongs in 'rollback_plan'",
                "'backup':{'run':'a','rollback':'b'} | wrong_value /backup/rollback found the rollback of a backup step;"
                        + " allowed is a rollback only of a deployment step; remove it; what undoes the whole belongs in"
                        + " 'rollback_plan'",
                "'rollback_plan':{'run':'a','rollback':'b'} | wrong_value /rollback_plan/rollback found the rollback of a"
                        + " step of the rollback plan; allowed is a rollback only of a deployment step; remove it; what"
                        + " undoes the whole belongs in 'rollback_plan'",
                "'rollback_plan':7 | wrong_type /rollback_plan found the number 7; allowed is a command (a string) or a"
                        + " step (an object with 'run' or 'uses'); write the command in quotes, or as {\"run\": \"…\"}",
                "'health_checks':true | wrong_type /health_checks found true; allowed is a command (a string) or a check"
                        + " (an object with 'run', 'http', 'tcp' or 'uses'); write the command in quotes, or as {\"run\":"
                        + " \"…\"}",
                "'deployment_steps':[null] | wrong_type /deployment_steps/0 found null; allowed is a command (a string) or"
                        + " a step (an object with 'run' or 'uses'); write the command in quotes, or as {\"run\": \"…\"}",
                "'monitoring':['a'] | wrong_type /monitoring found a list of 1; allowed is an object with duration, period"
                        + " and failure_limit; write it as { … }",
                "'monitoring':{'failure_limit':-1} | wrong_value /monitoring/failure_limit found the number -1; allowed"
                        + " is a whole number from 0; write a number in this range"
            })
    void a_wrong_field_of_the_plan_is_explained(String fields, String line) {
        assertThat(faults("," + fields)).containsExactly(line);
    }

    @Test
    void the_epic_is_required() {
        assertThat(lines(PlanReader.read(bytes("{}"), Defaults.STANDARD)))
                .containsExactly("missing_field /epic_id found no 'epic_id'; allowed is the epic's id, such as"
                        + " \"EP-AUTH-001\"; add 'epic_id'");
    }

    @Test
    void all_errors_are_reported_at_once() {
        assertThat(faults(",'deployment_steps':[{'run':1,'timeout':2,'env':3},4],'health_checks':[{}],'backup':5"))
                .hasSize(6);
    }

    @Test
    void a_plan_of_more_values_than_fit_in_memory_is_refused() {
        assertThat(faults(",'x': [" + "[],".repeat(600_000) + "1]"))
                .singleElement()
                .asString()
                .startsWith("unreadable /x")
                .contains("Token count (250001) exceeds the maximum allowed (250000)");
    }

    private static String commands(int count) {
        return "[" + String.join(",", Collections.nCopies(count, "'./a'")) + "]";
    }

    @Test
    void a_plan_has_at_most_a_thousand_steps_rollbacks_and_checks_in_all() {
        String others = ",'preflight': './a', 'backup': './b', 'rollback_plan': './c', 'health_checks': './d',";
        String rollback = "[{'run': 'a', 'rollback': " + commands(500) + "}";
        assertThat(plan(others + "'deployment_steps': " + rollback + ","
                                + commands(495).substring(1))
                        .deploymentSteps())
                .hasSize(496);
        assertThat(faults(others + "'deployment_steps': " + rollback + ","
                        + commands(496).substring(1)))
                .containsExactly(
                        "wrong_value /deployment_steps found 997 of the plan's 1001 steps, rollbacks and health"
                                + " checks; allowed is at most 1000 in all, since each is checked before the run and recorded; put"
                                + " several commands into one script");
        assertThat(faults(",'health_checks': " + commands(10_000)))
                .singleElement()
                .asString()
                .startsWith("wrong_value /health_checks found 10000 of");
    }
}
