package io.github.devopsagent.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.script.Runbook.ProposedStep.Found;
import io.github.devopsagent.script.Runbook.ProposedStep.Kept;
import io.github.devopsagent.script.Runbook.RunbookEntry;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookTest {

    private static Runbook read(String... texts) {
        return Runbook.of(
                Arrays.stream(texts).map(text -> new RunbookEntry(text, true)).toList(), false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "$ ./deploy.sh production                    | ^^ | ./deploy.sh production",
                "`./deploy.sh production`                    | ^^ | ./deploy.sh production",
                "`restart`                                   | ^^ | restart",
                "Then run the script `./deploy.sh all` to go live. | Then run the script to go live | ./deploy.sh all",
                "Database migration: `./migrate.sh up`       | Database migration | ./migrate.sh up",
                "Remove the old_link: `rm current`           | Remove the old_link | rm current",
                "Check the port via `curl -f http://a:80/`   | Check the port via | curl -f http://a:80/",
                "- [ ] `./deploy.sh`                         | ^^ | ./deploy.sh",
                "1. Stop it: `systemctl stop app`            | Stop it | systemctl stop app",
                "1) Run `systemctl stop app`.                | Run | systemctl stop app",
                "Step 2: **Migrate** with `./migrate.sh up`  | Migrate with | ./migrate.sh up",
                "- **Step 1:** `./deploy.sh all`             | ^^ | ./deploy.sh all",
                "* 3. ``git pull``                           | ^^ | git pull",
                "2. $ git pull                               | ^^ | git pull",
                "1. `cd app` and then `git pull`             | ^^ | ^cd app\ngit pull^",
                "Deploy: `git pull`, `make build` && `make deploy` | Deploy | ^git pull\nmake build\nmake deploy^",
                "user@host:~$ ./deploy.sh production         | ^^ | ./deploy.sh production",
                "3. Stop it: ```systemctl stop app```        | Stop it | systemctl stop app",
                "$ docker tag app app:`git rev-parse HEAD`   | ^^ | docker tag app app:`git rev-parse HEAD`"
            })
    void a_command_that_is_marked_as_one_is_proposed(String text, String name, String run) {
        assertThat(read(text).steps()).containsExactly(new Found(name, run));
        assertThat(read(text).leftOut()).isEmpty();
        assertThat(read(text).proposes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deploy the application",
                "1. Make sure the service is healthy on port 8080.",
                "git push origin main",
                "Edit `config.yml`",
                "`git pull` or `git fetch`",
                "Run `git pull` and check the log, then `make deploy`",
                "Run `git pull`, then `make deploy` if it is green",
                "user@web1:~$ ./deploy.sh",
                "root@host:~# ./deploy.sh",
                "If it fails, run `./undo.sh now`",
                "Do not run `rm -rf /srv/app`",
                "Run `./deploy.sh staging` or ask ops",
                "## Deploy",
                "```json\n{\"a\": 1}\n```",
                "```bash\n./deploy.sh",
                "$ `./deploy.sh production`",
                "```sh\n`./deploy.sh production`\n```",
                "```\nRun `./deploy.sh production` now\n```",
                "```\n```",
                "```console\nno prompt\n```",
                "# Rollback\n```\n./undo.sh\n```",
                "## Undo\n1. First:\n   `./undo.sh now`",
                "To roll back:\n$ ./undo.sh",
                "## Troubleshooting\n$ journalctl -u app",
                "Make sure nobody runs `./nobody.sh`",
                "Refrain from `./x.sh`",
                "`./x.sh` is broken",
                "`./y.sh` deletes all data",
                "Deprecated: `./x.sh`",
                "Old way: `./x.sh`",
                "Bob already ran `./x.sh`",
                "Bob ran: `./x.sh`",
                "Remove `./x.sh`",
                "Replace `./x.sh`",
                "Stop `./x.sh`",
                "Edit `./x.sh`",
                "Review `./x.sh`",
                "Wait until `./x.sh` has finished",
                "What `./x.sh` does is documented elsewhere",
                "TODO: `./x.sh`",
                "As a last resort: `./x.sh`",
                "After QA signs off, `./x.sh`",
                "After QA signs off:\n$ ./x.sh",
                "Old way:\n$ ./x.sh",
                "Expected output:\n```\n./x.sh\n```",
                "Ask DBA to run `./x.sh`",
                "The service is started by `./x.sh`",
                "Run `./x.sh` on prod-1, then on prod-2",
                "Run `./x.sh` as root",
                "Run `./x.sh` in /srv/app",
                "~~`./x.sh`~~",
                "Set `VERSION` to 2, then run `./x.sh`",
                "Stop the service and then run `./x.sh`",
                "~~Run `./x.sh`~~",
                "<!-- `./x.sh` -->",
                "<!--\n$ ./x.sh\n-->",
                "| 1 | `./x.sh now` |",
                "Never run these:\n- `./x.sh`\n- `./y.sh`",
                "On web-2:\n- `./x.sh`\n- `./y.sh`",
                "Deprecated:\n```\n./x.sh\n```",
                "# Abort\n$ ./x.sh",
                "# Known issues\n$ ./x.sh",
                "# Notes\n$ ./x.sh",
                "# Local development\n$ ./x.sh",
                "# Cleanup (optional)\n$ ./x.sh",
                "# Rollback\n## Step 1\n$ ./x.sh",
                "```\n# Rollback if needed\n./x.sh\n```",
                "```\n./x.sh # only on the standby\n```",
                "**Troubleshooting**\n$ ./x.sh\n$ ./y.sh",
                "```\nssh web1\nsudo systemctl stop app\n```",
                "1. `ssh -p 22 deploy@web1`\n2. `sudo systemctl stop app`",
                "$ sudo -i\n$ ./x.sh",
                "$ sudo -iu app\n$ ./x.sh",
                "Connect to prod-1 and restart:\n$ ./x.sh",
                "Skip this:\n$ ./x.sh",
                "$ sudo -u deploy -s\n$ ./x.sh",
                "$ bash\n$ ./x.sh",
                "$ ssh -vt web1 # log in\n$ ./x.sh",
                "$ docker run -i -t app\n$ ./x.sh",
                "$ sudo su - deploy\n$ ./x.sh",
                "$ kubectl exec -it pod -- bash\n$ ./x.sh",
                "$ psql -U app shop\n$ ./x.sh",
                "```console\nroot@web:~# ./x.sh\n$ ./y.sh\n```",
                "`cd /srv/app`",
                "` `",
                "---",
                ""
            })
    void anything_else_is_left_out(String text) {
        assertThat(read(text).steps()).isEmpty();
        assertThat(read(text).proposes()).isFalse();
    }

    @Test
    void a_whole_runbook_is_read_in_order_and_what_is_missing_is_said() {
        Runbook runbook = read("""
                # Deploying the shop

                Tell the team.

                1. Stop the service:

                   ```bash
                   sudo systemctl stop shop
                   ```

                2. Migrate

                ```console
                $ cd /srv/shop
                $ ./migrate.sh \\
                >   --all
                12 tables migrated
                ```
                ~~~yaml
                a: b
                ~~~
                3. Check the dashboard.

                ## Rollback
                ```
                ./undo.sh
                ```
                """);
        assertThat(runbook.steps())
                .containsExactly(
                        new Found("Stop the service", "sudo systemctl stop shop"),
                        new Found("Migrate", "cd /srv/shop\n./migrate.sh \\\n  --all"));
        assertThat(runbook.leftOut())
                .containsExactly(
                        "'Tell the team': no command is given with it",
                        "'a: b': it is yaml, which no step executes",
                        "'Check the dashboard': no command is given with it",
                        "'./undo.sh': it stands under 'Rollback', which no step of this list is for");
    }

    @Test
    void an_entry_without_a_command_is_not_what_the_next_one_does() {
        Runbook runbook = read("1. Stop the workers\n2. `./deploy.sh all`\n3. Check the load:\n   - `./load.sh now`");

        assertThat(runbook.steps())
                .containsExactly(new Found("", "./deploy.sh all"), new Found("Check the load", "./load.sh now"));
        assertThat(runbook.leftOut()).containsExactly("'Stop the workers': no command is given with it");
    }

    @Test
    void a_fence_may_reach_over_entries_and_others_stay() {
        Runbook runbook = Runbook.of(
                List.of(
                        new RunbookEntry("", false),
                        new RunbookEntry("1. Pull", true),
                        new RunbookEntry("```", true),
                        new RunbookEntry("git pull", false),
                        new RunbookEntry("```", true),
                        new RunbookEntry("./deploy.sh", false)),
                false);
        assertThat(runbook.steps()).containsExactly(new Kept(0), new Found("Pull", "git pull"), new Kept(5));
    }

    @Test
    void what_undoes_is_proposed_where_it_belongs() {
        Runbook runbook =
                Runbook.of(List.of(new RunbookEntry("## Rollback\n1. Revert: `git revert HEAD`", true)), true);
        assertThat(runbook.steps()).containsExactly(new Found("Revert", "git revert HEAD"));
    }

    @Test
    void what_changes_only_a_shell_is_said_in_each_that_follows() {
        Runbook runbook = read("1. `cd /srv/app`\n2. `export A=b`\n3. `npm ci`\n4. Build: `npm run build`");
        assertThat(runbook.steps())
                .containsExactly(
                        new Found("", "cd /srv/app\nexport A=b\nnpm ci"),
                        new Found("Build", "cd /srv/app\nexport A=b\nnpm run build"));
        assertThat(runbook.leftOut()).isEmpty();
        assertThat(read("`cd /srv/app`").leftOut()).singleElement().asString().contains("no command follows");
    }

    @Test
    void what_changes_the_shell_of_a_script_is_told_of_if_steps_follow() {
        assertThat(read("```\ncd app\ngit pull\n```\n$ npm ci\n$ npm test").leftOut())
                .containsExactly("'cd app': it holds for the step in which it stands, and not for those that follow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Release notes of v2",
                "# Deploying example.com",
                "# Deployment manual",
                "## After the deployment",
                "## Before you begin",
                "Restart the web server:",
                "Remove the old release:",
                "It takes 5 minutes."
            })
    void what_is_said_in_order_is_no_reason_against_a_step(String said) {
        assertThat(read(said + "\n```\n./x.sh\n```").steps()).hasSize(1);
    }

    @Test
    void a_section_ends_with_the_next_of_its_level() {
        assertThat(read("# Shop\n## Rollback\n### One\n$ ./undo.sh\n## Deploy\n$ ./deploy.sh")
                        .steps())
                .containsExactly(new Found("Deploy", "./deploy.sh"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh web1 sudo systemctl stop app",
                "ssh -i key deploy@web1 'cd app && ./x.sh'",
                "sudo -u deploy ./x.sh",
                "su - deploy -c ./x.sh",
                "psql -c 'select 1'",
                "mysql shop < a.sql",
                "bash deploy.sh",
                "docker run -d app",
                "kubectl exec pod -- ./x.sh",
                "kubectl exec -i pod -- psql < a.sql",
                ". ./deploy.sh",
                "export A=$(./next.sh)",
                "A=b ./x.sh",
                "sudo ./x.sh -i",
                "python3 manage.py migrate",
                "sh -c 'a b'",
                "sudo systemctl restart app"
            })
    void a_command_that_ends_by_itself_opens_no_session(String command) {
        assertThat(read("$ " + command).steps()).containsExactly(new Found("", command));
    }

    @Test
    void a_long_text_is_read_as_well() {
        assertThat(read("> ".repeat(200_000), "`".repeat(200_000), "` ".repeat(200_000))
                        .steps())
                .isEmpty();
        assertThat(read(
                                "$ ssh" + " -a".repeat(600) + " -",
                                "$ sudo" + " -is".repeat(400) + "!",
                                "with ".repeat(380) + "`a b`")
                        .steps())
                .hasSize(2);
        assertThat(read("- `./a b`\n".repeat(10_000)).steps()).hasSize(10_000);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "./a b",
                        "\n",
                        "`",
                        "```",
                        "$ ",
                        "- ",
                        "1. ",
                        "# ",
                        "> ",
                        "if ",
                        "x",
                        " ",
                        "Rollback",
                        "~~~",
                        "sh",
                        "\\")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Property
    void whatever_it_is_a_proposal_is_a_part_of_it(@ForAll("texts") String text) {
        Runbook runbook = read(text);
        runbook.steps().forEach(step -> ((Found) step).run().lines().forEach(line -> assertThat(text)
                .contains(line.strip())));
        assertThat(runbook.steps()).allMatch(step -> !((Found) step).run().isBlank());
    }
}
