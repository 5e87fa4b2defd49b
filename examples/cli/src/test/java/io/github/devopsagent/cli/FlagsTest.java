package io.github.devopsagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What flags do, and what is wrong use. */
@FewerCases(every = 4)
class FlagsTest {

    private static final String SECRET = "correct-horse-battery";

    @TempDir
    Path root = Path.of(".");

    @ParameterizedTest
    @ValueSource(strings = {"preview", "run", "status", "history", "report", "rollback", "give-up", "hold", "release"})
    void each_sub_command_has_help(String command) {
        Epic.Result help = Epic.execute(Map.of(), null, command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("Usage: devops-agent " + command + " ")
                .contains("--consensus", "--config", "--json", "--log");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                            | name a command",
                "rum                                           | Did you mean: devops-agent run",
                "run                                           | name the consensus directory",
                "run -C x --step-timout=3s                     | --step-timeout",
                "run -C x --secrt=TOKEN=s3cr3t-value           | unknown: '--secrt=…'",
                "run -C x --secrt TOKEN s3cr3t-value           | unknown: '--secrt'",
                "run -C x --secret=s3cr3t-value                | must be given as --secret=NAME=env:VARIABLE",
                "run -C x --git-credentials=s3cr3t-value       | must be given as --git-credentials=USER=env:VARIABLE",
                "run -C x --step-timeout=3                     | '3' is no duration",
                "run -C x --step-timeout=0s                    | stepTimeout must be positive",
                "run -C x --ask                                | --ask needs a terminal",
                "run -C x --variable=DEVOPS_RUN=1              | DEVOPS_",
                "run -C x --secret=TOKEN=s3cr3t-value          | must be given as env:VARIABLE or file:PATH, on the command line and in the settings",
                "run -C x --secret=TOKEN=env:NOT_SET           | 'NOT_SET', which is not set",
                "run -C x --health-check=a=ftp://x             | is no health check",
                "run -C x --inherit=PATH --inherit-nothing     | exclude each other",
                "run -C x --allow-command=eval                 | eval",
                "run -C x --on-interrupted=hope                | standard, roll-back, resume, ask",
                "run -C x --git-fresh-approvals                | --git=DIR",
                "run -C x --git=. --git-approver=boss=x        | 'boss' is no role",
                "run -C x --git=. --git-approver=developer=x   | qa",
                "run -C x @arguments                           | @arguments",
                "status --consensus=                           | --consensus is blank",
                "run --consensus=                              | --consensus is blank",
                "run -C x --working-directory=                 | --working-directory is blank",
                "run -C x --git=                               | --git is blank",
                "run -C x --config=                            | --config is blank",
                "run -C x --variable=A=1 --variable=A=2        | --variable=A is given twice",
                "run -C x --secret=A=env:P --secret=A=file:q   | --secret=A is given twice",
                "rollback -C x                                 | DEPLOYMENT",
                "give-up -C x                                  | REASON",
            })
    void wrong_use_is_told_before_anything_is_looked_at(String line, String said) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
        Epic.Result result = Epic.execute(Map.of(), null, arguments);
        assertThat(result.code()).as(result.toString()).isEqualTo(ProgramExit.USAGE);
        assertThat(result.err()).contains(said).doesNotContain("s3cr3t-value").contains("--help");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void a_reason_says_something() {
        Epic.Result result = Epic.execute(Map.of(), null, "give-up", "-C", "x", " ");
        assertThat(result.code()).isEqualTo(ProgramExit.USAGE);
        assertThat(result.err()).contains("the reason is blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "history", "report", "hold", "release"})
    void a_directory_that_is_none_of_an_epic_is_told(String command) {
        Epic epic = new Epic(root);
        Epic.Result result = epic.call(command);
        assertThat(result.code()).isEqualTo(ProgramExit.FAILURE);
        assertThat(result.err()).contains(root.resolve("consensus") + " is no consensus directory");
        assertThat(root.resolve("consensus")).doesNotExist();

        epic.write("consensus/readme.txt", "not here");
        assertThat(epic.call(command).code()).isEqualTo(ProgramExit.FAILURE);
        assertThat(root.resolve("consensus/HOLD")).doesNotExist();
    }

    @Test
    void secrets_come_from_the_environment_or_a_file_and_are_masked() {
        Epic epic = Epic.of(
                root,
                "\"qa\"",
                Epic.step(
                        "print",
                        "echo \\\"$A and $B\\\"; test \\\"$A$B\\\" = " + SECRET + "-1" + SECRET + "-2 &&"
                                + " touch live",
                        "rm -f live"));
        Path file = epic.write("secret", SECRET + "-2\n");
        Epic.Result run = epic.call(
                Map.of("VAULT", SECRET + "-1"), null, "run", "--secret=A=env:VAULT", "--secret=B=file:" + file);
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).contains("| *** and ***").doesNotContain(SECRET);
    }

    @Test
    void plans_use_only_what_is_allowed() {
        Epic epic = Epic.ready(root);
        assertThat(epic.call("preview", "--allow-command=touch live").code()).isEqualTo(13);
        assertThat(epic.call("preview", "--allow-command=touch live", "--allow-command=rm", "--allow-command=true")
                        .code())
                .isZero();
        assertThat(epic.call("preview", "--allow-executor=http").code()).isEqualTo(13);
        assertThat(epic.call("run", "--allow-executor=http").code())
                .as("as the preview said")
                .isEqualTo(13);
        assertThat(Epic.ready(root.resolve("other"))
                        .call("preview", "--allow-executor=shell")
                        .code())
                .isZero();
    }

    @Test
    void the_host_can_hold() {
        Epic.Result run = Epic.ready(root).call("run", "--hold=no changes until Monday");
        assertThat(run.code()).isEqualTo(11);
        assertThat(run.out()).contains("on_hold", "no changes until Monday");
    }

    @Test
    void the_host_can_check_health() {
        Epic.Result run = Epic.ready(root).call("run", "--health-check=live=run:test -e live", "--quiet");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out().lines()).as("only the outcome is told").hasSize(1);
        assertThat(new Epic(root).call("report").out()).contains("check 'live':", "after the deployment passed");
    }

    @Test
    void what_was_previewed_is_run_or_nothing() {
        Epic epic = Epic.ready(root);
        String digest = Answers.read(epic.call("preview", "--json").out())
                .path("digest")
                .asString();
        assertThat(epic.call("preview").out()).endsWith("digest: " + digest + "\n");

        Epic.Result outdated = epic.call("run", "--previewed=" + digest, "--environment=staging");
        assertThat(outdated.code()).isEqualTo(11);
        assertThat(outdated.out()).contains("preview_outdated");
        assertThat(epic.work().resolve("live")).doesNotExist();

        assertThat(epic.call("run", "--previewed=" + digest).code()).isZero();
    }

    @InEveryBuild
    @ParameterizedTest
    @CsvSource({"y, 0", "YES, 0", "n, 11", "'', 11", "yesterday, 11"})
    void a_person_is_asked_and_only_a_yes_deploys(String answer, int code) {
        Epic epic = Epic.ready(root);
        Epic.Result run = epic.answering(answer + "\n", "run", "--ask", "--json");
        assertThat(run.code()).as(run.toString()).isEqualTo(code);
        assertThat(run.err()).contains("would deploy", "Deploy this? [y/N]");
        assertThat(Answers.read(run.out()).path("type").asString()).isEqualTo("outcome");
        assertThat(epic.work().resolve("live").toFile().exists()).isEqualTo(code == 0);
    }

    @Test
    void events_are_lines_of_json_and_the_outcome_is_the_last() {
        Epic.Result run = Epic.ready(root).call("run", "--json", "--events", "--quiet");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSizeGreaterThan(5).allSatisfy(Answers::read);
        assertThat(Answers.read(lines.get(lines.size() - 1)).path("result").asString())
                .isEqualTo("deployed");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_release_names_what_else_holds() {
        Epic epic = Epic.ready(root);
        assertThat(epic.call("hold", "no changes until Monday").code()).isZero();
        assertThat(epic.read("consensus/HOLD")).isEqualTo("no changes until Monday\n");
        assertThat(epic.call("hold", "another reason").out()).contains("was on hold already");
        assertThat(epic.read("consensus/HOLD")).isEqualTo("no changes until Monday\n");
        assertThat(epic.call("run").out()).contains("no changes until Monday");
        epic.write("consensus/hold.md", "ask Ada");

        Epic.Result release = epic.call("release");
        assertThat(release.code()).isEqualTo(11);
        assertThat(release.out()).contains("released, but still ON HOLD by hold.md");
        assertThat(epic.consensus().resolve("hold.md")).exists();
        assertThat(epic.consensus().resolve("HOLD")).doesNotExist();
    }

    @Test
    void a_broken_world_is_no_outcome() {
        Epic epic = Epic.ready(root);
        epic.write("consensus/artifacts/deployments", "no directory");
        Epic.Result history = epic.call("history", "--json");
        assertThat(history.code()).as(history.toString()).isEqualTo(ProgramExit.FAILURE);
        assertThat(Answers.read(history.out()).path("type").asString()).isEqualTo("error");
    }

    @Test
    void a_record_cannot_steer_the_terminal() {
        Epic epic = Epic.ready(root);
        assertThat(epic.call("run").code()).isZero();
        String record = "consensus/artifacts/deployments/DEP-001.json";
        epic.write(record, epic.read(record).replace("\"publish\"", "\"\\u001b[2Jpublish\\u202e\""));
        assertThat(epic.call("report").out())
                .contains("'\\u001b[2Jpublish\\u202e'")
                .doesNotContain("\u001b");
    }
}
