package io.github.devopsagent.internal.resolve;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of strings that are not executed, of programs that are missing, and of placeholders. */
@FewerCases(every = 2)
class BareStringFindingsTest {

    private static final String NOTE = "commands were looked for elsewhere";

    @TempDir
    Path temporary;

    private final ScriptedShell shell = aShell();

    private Preview preview(String plan) {
        ConsensusDirectory consensus = aConsensus().withPlanOf(plan).in(temporary);
        return consensus.agent(shell).build().preview();
    }

    private Preview deploying(String steps) {
        return preview("\"deployment_steps\": [" + steps + "], \"rollback_plan\": {\"run\": \"undo\"}");
    }

    private static List<String> findings(Preview preview, Severity severity) {
        return preview.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "> ./deploy.sh production     | write {\"run\": \"./deploy.sh production\"}",
                "`make deploy`                | write {\"run\": \"make deploy\"}",
                "- [ ] say \\\"it\\\" to all  | write {\"run\": \"say \\\"it\\\" to all\"}",
                "1. make a\\nmake b           | write {\"run\": \"make a\\nmake b\"}",
                "https://example.com/hook     | write {\"run\": \"curl -fsS https://example.com/hook\"}"
            })
    void the_command_inside_is_the_fix_as_json_to_paste(String text, String fix) {
        assertThat(findings(deploying("\"" + text + "\""), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("reads as prose", fix);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Run `./deploy.sh production`             | write {\"run\": \"./deploy.sh production\"}; what a shell",
                "1. Stop it:\\n```sh\\nstop all\\n```    | write {\"run\": \"stop all\"}; what a shell",
                "Do `it`:\\n```\\n$ stop a\\n$ b\\n```   | write {\"run\": \"stop a\\nb\"}; what a shell",
                "Then ``echo `date` `` for the log        | write {\"run\": \"echo `date`\"}; what a shell",
                "Stop with ```stop all``` at once         | write {\"run\": \"stop all\"}; what a shell",
                "Run `a b`, then `c d`                    | several commands may stand in it, \"a b\", \"c d\": write an entry of its own for each that is one, such as {\"run\": \"a b\"}, {\"run\": \"c d\"}",
                "```\\na b\\n```\\nand\\n```\\nc d\\n``` | several commands may stand in it, \"a b\", \"c d\": write",
                "Run `cd app`, then `git pull`            | write an entry of its own for each that is one, such as {\"run\": [\"cd app\", \"git pull\"]}",
                "npm ci, then npm run build               | write an entry for each, {\"run\": \"npm ci\"}, {\"run\": \"npm run build\"}",
                "1. npm ci 2. npm run build               | write an entry for each, {\"run\": \"npm ci\"}, {\"run\": \"npm run build\"}",
                "cd app and then git pull                 | write an entry for each, {\"run\": [\"cd app\", \"git pull\"]}",
                "Deploy: ./deploy.sh production           | write {\"run\": \"./deploy.sh production\"}",
                "Step 1: kubectl apply -f k8s/            | write {\"run\": \"kubectl apply -f k8s/\"}",
                "Step 2 - Restart: systemctl restart web  | write {\"run\": \"systemctl restart web\"}",
                "user@host:~$ ./deploy.sh production      | write {\"run\": \"./deploy.sh production\"}",
                "please run make deploy                   | write {\"run\": \"make deploy\"}",
                "pg_restore --if-exists into shop         | write {\"run\": \"pg_restore --if-exists into shop\"}",
                "git pull --ff-only if it is green        | no command is proposed",
                "git merge origin/release-notes into main | write {\"run\": \"git merge origin/release-notes into main\"}",
                "Run `./deploy.sh production at once      | write it as {\"run\": …}"
            })
    void of_a_sentence_around_code_no_more_than_the_code_is_to_be_pasted(String text, String fix) {
        assertThat(findings(deploying("\"" + text + "\""), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("reads as prose", fix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Never run `rm -rf /srv` here",
                "Do not run `./deploy.sh production`",
                "Don't `./deploy.sh` today",
                "Skip `./deploy.sh`",
                "Avoid `./deploy.sh`",
                "Nicht `./deploy.sh` ausführen",
                "不要运行 `./deploy.sh`",
                "`./deploy.sh` is deprecated",
                "Was `./deploy.sh`, now manual",
                "Comment out `./deploy.sh`",
                "~~./deploy.sh production~~",
                "[x] ./deploy.sh production",
                "- [x] ./deploy.sh production (done)"
            })
    void what_a_text_says_not_to_run_is_never_the_fix(String text) {
        assertThat(findings(deploying("\"" + text + "\""), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("it may say not to run it, so that no command is proposed", "{\"run\": …}")
                .doesNotContain("{\"run\": \"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`kubectl rollout undo deployment/web` if error rate > 1%",
                "If `./check.sh` fails, run `./deploy.sh`",
                "After `./check.sh`, run `./deploy.sh`",
                "On web1 run `./deploy.sh`",
                "As user postgres run `psql -f x.sql`",
                "`./deploy.sh`: only on Mondays",
                "Instead of `make deploy` use `./deploy.sh`",
                "`./deploy.sh` or `make deploy`",
                "root@web1:~# systemctl restart nginx",
                "root@host:~# systemctl restart nginx",
                "user@host:/srv/app$ ./deploy.sh",
                "Deploy: ./deploy.sh production only if green",
                "If green: ./deploy.sh production",
                "On web1: ./deploy.sh production",
                "npm ci, then npm run build unless it is cached",
                "[deploy@web1 shop]$ ./deploy.sh production",
                "./deploy.sh production — only after sign-off",
                "make deploy // needs VPN",
                "kubectl get pods -> all Running"
            })
    void a_command_is_no_fix_without_its_condition_its_host_or_its_user(String text) {
        assertThat(findings(deploying("\"" + text + "\""), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("it says more than a command", "{\"run\": …}")
                .doesNotContain("{\"run\": \"");
    }

    @Test
    void the_name_of_a_variable_is_no_command_to_paste() {
        assertThat(findings(deploying("\"Set `VERSION` to 2, then run `./deploy.sh`\""), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("such as {\"run\": \"./deploy.sh\"}");
    }

    @Test
    void code_with_a_url_in_a_sentence_is_the_check_to_paste() {
        assertThat(findings(
                        preview("\"health_checks\": [\"`http://localhost/health` says UP\","
                                + " \"`curl -f http://localhost/health` says UP\"]"),
                        Severity.ERROR))
                .satisfiesExactly(
                        url -> assertThat(url).contains("write {\"http\": \"http://localhost/health\"}"),
                        curl -> assertThat(curl).contains("write {\"run\": \"curl -f http://localhost/health\"}"));
    }

    @Test
    void each_daemon_that_prints_to_its_step_is_a_warning_before_anything_starts() {
        Preview preview = preview("\"backup\": [{\"run\": \"nohup ./a &\"}], \"deployment_steps\": ["
                + "{\"run\": \"sudo nohup ./b &\", \"rollback\": {\"run\": \"nohup ./c &\"}},"
                + " {\"run\": \"nohup ./d >log 2>&1 &\"}]");

        assertThat(findings(preview, Severity.WARNING))
                .filteredOn(finding -> finding.contains("nohup … &"))
                .extracting(finding -> finding.substring(0, finding.indexOf(": ")))
                .containsExactlyInAnyOrder("backup/0", "deployment_steps/0", "deployment_steps/0/rollback/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/health",
                " http://localhost:8080/health\\n",
                "<http://localhost:8080/health>"
            })
    void a_url_as_a_health_check_is_asked(String url) {
        Preview preview = preview("\"health_checks\": [\"" + url + "\"]");

        assertThat(preview.plan().orElseThrow().readings())
                .map(Preview.Reading::toString)
                .anyMatch(reading -> reading.startsWith("plan.json#/health_checks/0 [executor http] ")
                        && reading.endsWith(": http {url=http://localhost:8080/health}"));
        assertThat(findings(preview, Severity.NOTE))
                .contains("plan.json: a URL as a health check is read as {\"http\": …} (/health_checks/0)");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/health returns 200, http://localhost:8080/health",
        "GET http://localhost:8080/health, http://localhost:8080/health",
        "http://localhost:8080/health., http://localhost:8080/health"
    })
    void a_sentence_about_a_url_is_prose_and_the_check_is_the_fix(String text, String url) {
        Preview preview = preview("\"health_checks\": [\"" + text + "\"]");

        assertThat(findings(preview, Severity.ERROR))
                .singleElement()
                .asString()
                .contains("reads as prose", "write {\"http\": \"" + url + "\"}");
    }

    @Test
    void a_missing_program_is_said_once_and_where_it_was_looked_for_in_a_note() {
        shell.notInstalled("kubectl", NOTE);
        Preview preview = deploying("\"kubectl apply -f a.yml\", \"kubectl apply -f b.yml\"");

        assertThat(findings(preview, Severity.ERROR))
                .containsExactly("deployment_steps/0: 'kubectl apply -f a.yml': kubectl: not found; install it, or"
                        + " correct the name; so it is with deployment_steps/1");
        assertThat(findings(preview, Severity.NOTE)).containsExactly("PATH: " + NOTE);
        assertThat(preview.toString()).contains("\nnote: " + NOTE + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"apt-get install -y nginx\", \"nginx -t\"                              | WARNING",
                "{\"run\": \"apt-get install -y nginx\"}, {\"run\": \"nginx -t\"}        | WARNING",
                "{\"run\": \"unpack\"}, {\"run\": \"nginx -t\"}                          | WARNING",
                "\"make deploy\", \"nginx -t\"                                           | ERROR",
                "{\"run\": \"nginx -t\"}, {\"run\": \"a\"}                               | ERROR"
            })
    void a_program_that_an_earlier_step_may_bring_is_a_warning(String steps, Severity severity) {
        shell.notInstalled("nginx", NOTE);
        assertThat(deploying(steps).findings())
                .filteredOn(finding -> finding.message().contains("nginx: not found"))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(severity);
    }

    @Test
    void the_only_way_back_must_be_there_whoever_may_bring_it() {
        shell.notInstalled("nginx", NOTE);
        Preview preview = preview("\"deployment_steps\": [\"apt-get install -y nginx\"],"
                + " \"rollback_plan\": {\"run\": \"nginx -s reload\"}");

        assertThat(findings(preview, Severity.ERROR)).singleElement().asString().contains("nginx: not found");
    }

    @Test
    void the_only_way_back_is_told_to_install_it_though_a_step_comes_before() {
        shell.notInstalled("undotool", NOTE);
        Preview preview = preview("\"deployment_steps\": [{\"run\": \"unpack\"}, {\"run\": \"undotool\"}],"
                + " \"rollback_plan\": {\"run\": \"undotool all\"}");

        assertThat(findings(preview, Severity.ERROR))
                .singleElement()
                .asString()
                .contains("'undotool all': undotool: not found; install it, or correct the name")
                .doesNotContain("may bring");
        assertThat(findings(preview, Severity.WARNING))
                .singleElement()
                .asString()
                .contains("may bring it");
    }

    @Test
    void a_run_goes_on_with_what_an_earlier_step_brings() {
        shell.notInstalled("nginx", NOTE);
        Outcome outcome = aConsensus()
                .withPlanOf("\"deployment_steps\": [\"apt-get install -y nginx\", \"nginx -t\"],"
                        + " \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary)
                .run(shell);

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.commands()).containsExactly("apt-get install -y nginx", "nginx -t");
    }

    @Test
    void a_placeholder_is_an_error_in_a_bare_string_and_a_warning_in_run() {
        Preview bare = deploying("\"./deploy.sh <version>\"");
        Preview run = deploying("{\"run\": \"./deploy.sh <version>\"}");

        assertThat(findings(bare, Severity.ERROR))
                .singleElement()
                .asString()
                .contains("the placeholder <version>")
                .endsWith("write it with a value instead of <version> as {\"run\": …}");
        assertThat(findings(run, Severity.ERROR)).isEmpty();
        assertThat(findings(run, Severity.WARNING))
                .singleElement()
                .asString()
                .startsWith("deployment_steps/0: the command has <version>, which looks like a placeholder");
    }

    @Test
    void a_check_that_can_never_fail_is_an_error_also_where_its_program_is_missing() {
        shell.missing("./check.sh || true");
        Preview bare = preview("\"health_checks\": [\"./check.sh || true\"]");
        Preview run = preview("\"health_checks\": [{\"run\": \"./check.sh || true\"}]");

        assertThat(List.of(bare, run)).allSatisfy(each -> assertThat(findings(each, Severity.ERROR))
                .singleElement()
                .asString()
                .contains("it succeeds whatever './check.sh' finds: this can never fail"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"uses\": \"log\", \"with\": {\"file\": \"app.log\", \"pattern\": \"ERROR\"}}",
                "{\"uses\": \"prometheus\", \"with\": {\"url\": \"http://localhost:1\", \"query\": \"up\"}}",
                "{\"uses\": \"scrape\", \"with\": {\"url\": \"http://localhost:1\", \"metric\": \"up\"}}",
                "{\"uses\": \"http\", \"with\": {\"url\": \"http://localhost:1\", \"json\": \"/errors\"}}"
            })
    void a_check_that_asks_for_a_number_can_never_fail_by_it(String check) {
        assertThat(findings(asked(check), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("healthy whatever the number is: this can never fail", "'metrics' of 'monitoring'");
        assertThat(findings(asked(check.replace("json", "expect_json")), Severity.ERROR))
                .hasSize(check.contains("json") ? 0 : 1);
    }

    private Preview asked(String check) {
        TestBuilder agent = aConsensus()
                .withPlanOf("\"health_checks\": [" + check + "]")
                .in(temporary.resolve(String.valueOf(check.hashCode())))
                .agent(shell);
        for (String name : List.of("log", "prometheus", "scrape", "http")) {
            agent.executor(name, request -> StepResult.success());
        }
        return agent.build().preview();
    }

    @Test
    void a_check_that_finds_the_shell_of_its_own_script_can_never_fail() {
        String directory = temporary.getFileName().toString();

        assertThat(findings(preview("\"health_checks\": [{\"run\": \"pgrep -f " + directory + "\"}]"), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("finds who executes it, '/bin/sh ", "can never fail", "pgrep -x");
        assertThat(findings(preview("\"health_checks\": [{\"run\": \"pgrep -f watchdog\"}]"), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("finds who executes it");
        assertThat(findings(
                        preview("\"health_checks\": [{\"run\": \"ps -ef | grep " + directory + " | grep -v grep\"}]"),
                        Severity.ERROR))
                .singleElement()
                .asString()
                .contains("finds who executes it");
        assertThat(findings(preview("\"health_checks\": [{\"run\": \"pgrep -f no-such-service\"}]"), Severity.ERROR))
                .isEmpty();
        // It reads what a daemon of a step writes: most deployments have none.
        assertThat(findings(preview("\"health_checks\": [{\"run\": \"pgrep -f devops-drain\"}]"), Severity.ERROR))
                .isEmpty();
        assertThat(findings(preview("\"backup\": [{\"run\": \"pkill -f " + directory + "\"}]"), Severity.ERROR))
                .isEmpty();
    }

    @Test
    void a_list_of_one_line_runs_under_set_e_so_that_its_end_is_not_all_that_counts() {
        assertThat(findings(preview("\"health_checks\": [{\"run\": [\"./check.sh; echo ok\"]}]"), Severity.ERROR))
                .isEmpty();
        assertThat(findings(preview("\"health_checks\": [{\"run\": \"./check.sh; echo ok\"}]"), Severity.ERROR))
                .singleElement()
                .asString()
                .contains("can never fail");
    }

    @Test
    void what_stands_in_the_way_of_every_command_makes_none_of_them_prose() {
        String why = "the environment variable app.version has a name that /bin/sh drops";
        for (String command : List.of(":", "./deploy.sh all", "undo", "check")) {
            shell.unableToRun(command, why);
        }
        Preview preview = deploying("\"./deploy.sh all\"");
        assertThat(preview.plan().orElseThrow().readings())
                .extracting(Preview.Reading::how)
                .containsOnly("command");
        assertThat(findings(preview, Severity.ERROR)).hasSize(3).allMatch(each -> each.contains(why));
    }
}
