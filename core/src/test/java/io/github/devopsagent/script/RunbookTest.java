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
                "> ./deploy.sh, in `./deploy.sh production`  | ./deploy.sh, in | ./deploy.sh production",
                "- [ ] `./deploy.sh`                         | ^^ | ./deploy.sh",
                "1. Stop it: `systemctl stop app`            | Stop it | systemctl stop app",
                "1) Run `systemctl stop app` on `web-1`.     | Run on web-1 | systemctl stop app",
                "Step 2: **Migrate** with `./migrate.sh up`  | Migrate with | ./migrate.sh up",
                "* 3. ``git pull``                           | ^^ | git pull",
                "2. $ git pull                               | ^^ | git pull"
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
                "1. `cd app` and then `git pull`",
                "If it fails, run `./undo.sh now`",
                "Do not run `rm -rf /srv/app`",
                "Run `./deploy.sh staging` or ask ops",
                "## Deploy",
                "```json\n{\"a\": 1}\n```",
                "```bash\n./deploy.sh",
                "```\n```",
                "```console\nno prompt\n```",
                "# Rollback\n```\n./undo.sh\n```",
                "## Undo\n1. First:\n   `./undo.sh now`",
                "To roll back:\n$ ./undo.sh",
                "## Troubleshooting\n$ journalctl -u app",
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
    void a_long_text_is_read_as_well() {
        assertThat(read("> ".repeat(200_000), "`".repeat(200_000), "` ".repeat(200_000))
                        .steps())
                .isEmpty();
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
