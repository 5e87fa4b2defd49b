package io.github.devopsagent.barestring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.barestring.BareString.Interpretation;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.plan.BareStringPolicy;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and prose as language models write them where the protocol's schema has a plain string. */
class BareStringTest {

    private static final Set<String> EXECUTORS = Set.of("shell", "load-balancer", "Flip the switch.");

    private static Interpretation read(String text) {
        return BareString.read(text, EXECUTORS, BareStringPolicy.COMMANDS, FakeShell::check);
    }

    private static String kind(Interpretation reading) {
        return reading.fold(command -> "command", executor -> "executor", prose -> "prose");
    }

    private static String whyProse(String text) {
        return read(text).fold(command -> "a command", executor -> "an executor", Interpretation.Prose::why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./deploy.sh production # DO NOT RUN",
                "./deploy.sh production # not yet",
                "./deploy.sh production # only after sign-off by ops",
                "./deploy.sh production # TODO: not yet",
                "./rollback.sh # only if it fails",
                "kubectl delete ns old-shop # manual approval required",
                "make deploy # nicht ausführen"
            })
    void a_comment_that_says_whether_or_when_makes_it_prose(String text) {
        assertThat(whyProse(text)).endsWith("says rather whether or when to do it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gunzip -c shop.sql.gz | docker compose -f compose.prod.yml exec -T db psql -U shop shop",
                "git ls-files | rsync -az --files-from=- . web1:/srv/app",
                "cd Infrastructure && terraform apply -auto-approve",
                "celery -A shop worker -l info",
                "sf project deploy start --target-org Prod --test-level RunLocalTests",
                "sudo freebsd-update install",
                "pg_upgradecluster 14 main",
                "calicoctl node status",
                "keydb-cli shutdown -h db1"
            })
    void what_a_platform_has_is_a_command(String text) {
        assertThat(kind(LabelledString.read(text))).isEqualTo("command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make build | docker compose -f compose.prod.yml up -d",
                "cd Infrastructure",
                "cd Infrastructure then apply",
                "ceph status green",
                "heroku maintenance:on green",
                "nodetool drain green",
                "ansible-playbook site.yml --ask-become-pass forbidden",
                "azd deploy pipeline",
                "crictl snapshot policy",
                "celery worker info",
                "pg_upgradecluster dry run",
                "calicoctl status page",
                "shop-cli promotion",
                "systemctl restart nginx module",
                "docker compose restart web forge"
            })
    void what_is_said_of_a_platform_is_prose(String text) {
        assertThat(kind(LabelledString.read(text))).isEqualTo("prose");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./deploy.sh production",
                "./deploy.sh",
                "/usr/local/bin/deploy --env production",
                "scripts/deploy.sh",
                "kubectl apply -f k8s/",
                "kubectl rollout undo deployment/api",
                "kubectl rollout status deployment/api --timeout=120s",
                "docker compose up -d",
                "docker compose pull && docker compose up -d",
                "docker build -t app:1.4.2 .",
                "docker stop app || true",
                "npm run deploy",
                "npm ci",
                "git revert abc123 && ./deploy.sh",
                "git checkout v1.3.0; make install",
                "FOO=bar make install",
                "ENV=production TAG=1.4.2 ./deploy.sh",
                "make",
                "make deploy",
                "make deploy # takes 5 min",
                "./deploy.sh production # restarts the web servers",
                "./deploy.sh --note '# not yet'",
                "sudo gitlab-ctl reconfigure",
                "gitlab-rake gitlab:check SANITIZE=true",
                "pg_ctlcluster 15 main restart",
                "qm snapshot 101 predeploy",
                "passenger-config restart-app /srv/app",
                "sudo chef-client",
                "sudo -u www-data php occ maintenance:mode --on",
                "borg create /backup::{now} /srv/shop",
                "make -C infra deploy",
                "systemctl restart app",
                "sudo systemctl restart app.service",
                "helm rollback app 3",
                "helm upgrade --install app ./chart",
                "terraform apply -auto-approve",
                "aws s3 sync build/ s3://bucket --delete",
                "curl -fsS localhost:8080/health",
                "psql -f migrations/0042_down.sql",
                "pg_dump app > backup.sql",
                "java -jar target/app.jar migrate",
                "ssh deploy@host ./restart.sh",
                "rsync -a build/ host:/srv/app/",
                "if test -f old.jar; then mv old.jar app.jar; fi",
                "for f in *.sql; do psql -f $f; done",
                "(cd infra && make deploy)",
                "cd .. && make",
                "cp app.jar ..",
                "echo done",
                "touch maintenance.flag",
                "test -w /srv/app",
                "find . -name '*.tmp' -delete",
                "  make deploy  "
            })
    void reads_a_command(String text) {
        assertThat(kind(read(text))).isEqualTo("command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Revert commit and redeploy previous version",
                "Revert commit and redeploy",
                "make sure the old version is back",
                "make sure that nobody is logged in",
                "Deploy the new version.",
                "Deploy the new version",
                "Deploy v1.4.2 to production",
                "Notify the team",
                "Notify the team on Slack (#deployments)",
                "find out who is on call",
                "find the failing pod and restart it",
                "test the application in staging thoroughly",
                "test everything!",
                "watch the dashboards for a while",
                "watch the error rate for 10 minutes.",
                "time the migration and tell the team",
                "git is used to revert the commit",
                "Run database migrations",
                "run ./deploy.sh on the server",
                "Restart the API server",
                "Stop traffic; switch the load balancer",
                "Is the database up?",
                "make it so.",
                "echo the result to the team please",
                "Run the following:",
                "Don't deploy on Fridays",
                "1. Build the image",
                "- restart nginx",
                "Roll back using the previous Docker image",
                "N/A",
                "TBD",
                "none",
                "Rollback: redeploy v1.3.0",
                "Backup DB",
                "Blue/green switch",
                "git revert the commit, then redeploy everything.",
                "",
                "   "
            })
    void reads_prose(String text) {
        assertThat(kind(read(text))).isEqualTo("prose");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git push origin main",
                "sudo systemctl restart app",
                "kubectl rollout undo deployment api",
                "docker service update app",
                "docker compose pull web worker",
                "scp app.jar host:",
                "ssh deploy@host 'sudo systemctl restart app'",
                "git commit -m \"Fix the bug and deploy\"",
                "psql -c 'select the from is'",
                "echo done and dusted",
                "make all the-things"
            })
    void reads_a_command_of_plain_words(String text) {
        assertThat(kind(read(text))).isEqualTo("command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make sure version 1.3 is back",
                "test the rollback",
                "test endpoints",
                "find out more",
                "curl /health returns 200",
                "make sure the service is healthy on port 8080",
                "rm -rf old releases",
                "git push to main",
                "docker images are built",
                "cat is fed"
            })
    void reads_prose_that_begins_with_a_tool(String text) {
        assertThat(kind(read(text))).isEqualTo("prose");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl", "systemctl", "git"})
    void reads_any_number_of_options_before_what_is_done(String tool) {
        assertThat(kind(read("! " + tool + " -a".repeat(500) + " x"))).isEqualTo("prose");
    }

    @Test
    void says_why_it_reads_prose() {
        assertThat(whyProse("")).isEqualTo("it is empty");
        assertThat(whyProse("make it so.")).isEqualTo("it ends like a sentence");
        assertThat(whyProse("make sure it works")).isEqualTo("it has the word 'it', as sentences do");
        assertThat(whyProse("Notify team")).isEqualTo("'Notify' is no tool that is known, and is not found");
        assertThat(whyProse("npm test passes")).isEqualTo("what follows 'npm' is not what this tool is usually given");
        assertThat(whyProse("reboot")).isEqualTo("'reboot' alone may be a word as well");
        assertThat(whyProse("uptime > 99.9%")).isEqualTo("'> 99.9%' would read or write a file of that name");
        assertThat(whyProse("./deploy.sh <version>"))
                .isEqualTo("it has the placeholder <version>, in whose place belongs a value");
        assertThat(whyProse("make deploy \"now")).isEqualTo("it has a quote that is not closed");
        assertThat(whyProse("make deploy \\")).isEqualTo("it ends with a backslash");
        assertThat(whyProse("make deploy (now)")).isEqualTo("it has a bracket behind a word");
        assertThat(whyProse("make\u200b deploy")).isEqualTo("it has an invisible character");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "> ./deploy.sh production  | ./deploy.sh production",
                ">./deploy.sh              | ./deploy.sh",
                "* make deploy             | make deploy",
                "- make deploy             | make deploy",
                "+ make deploy             | make deploy",
                "$ make deploy             | make deploy",
                "# make deploy             | make deploy",
                "1. make deploy            | make deploy",
                "2) make deploy            | make deploy",
                "- [ ] `make deploy`       | make deploy",
                "`make deploy`             | make deploy",
                "``make deploy``           | make deploy",
                "**make deploy**           | make deploy",
                "~~make deploy~~           | make deploy",
                "==make deploy==           | make deploy",
                "'make deploy'             | make deploy",
                "\"make deploy\"           | make deploy",
                "\"\"make deploy\"\"       | make deploy",
                "Step 3: make deploy       | make deploy"
            })
    void what_a_document_puts_around_a_command_is_not_executed_and_what_it_means_is_told(String text, String meant) {
        assertThat(read(text)).isEqualTo(new Interpretation.Prose("it is wrapped as in a document", meant));
    }

    @Test
    void a_fence_is_taken_off() {
        assertThat(read("```sh\nmake build\nmake deploy\n```"))
                .isEqualTo(new Interpretation.Prose("it is wrapped as in a document", "make build\nmake deploy"));
    }

    @Test
    void each_of_several_commands_must_be_one() {
        assertThat(kind(read("make build && npm ci | tee ci.log; ./deploy.sh\ndocker ps")))
                .isEqualTo("command");
        assertThat(kind(read("make build && check the logs"))).isEqualTo("prose");
        assertThat(kind(read("make build; notify everybody"))).isEqualTo("prose");
        assertThat(kind(read("make build\nnow wait"))).isEqualTo("prose");
        assertThat(kind(read("echo $(tell the team)"))).isEqualTo("prose");
        assertThat(kind(read("echo \"$(git rev-parse HEAD)\""))).isEqualTo("command");
    }

    @Test
    void a_tool_that_is_not_installed_is_missing_rather_than_prose() {
        assertThat(read("terragrunt apply --auto-approve"))
                .isEqualTo(new Interpretation.Command(
                        Optional.of(StepFinding.notInstalled("terragrunt: not found", Optional.empty()))));
    }

    @Test
    void exactly_the_name_of_an_executor_is_that_executor() {
        assertThat(read("load-balancer")).isEqualTo(new Interpretation.Executor("load-balancer"));
        assertThat(read("Flip the switch.")).isEqualTo(new Interpretation.Executor("Flip the switch."));
        assertThat(kind(read("load-balancer"))).isEqualTo("executor");
        assertThat(kind(read("load-balancer now"))).isEqualTo("prose");
    }

    @Test
    void a_missing_relative_path_does_not_make_it_prose() {
        assertThat(read("./later.sh"))
                .isEqualTo(
                        new Interpretation.Command(Optional.of(StepFinding.missingNow("./later.sh: not there yet"))));
        assertThat(read("make")).isEqualTo(new Interpretation.Command(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"make", "./deploy.sh", "load-balancer", "Deploy it."})
    void nothing_is_executed_when_bare_strings_are_switched_off(String text) {
        assertThat(BareString.read(text, EXECUTORS, BareStringPolicy.NEVER, FakeShell::check))
                .isEqualTo(new Interpretation.Prose("bare strings are switched off", text));
    }
}
