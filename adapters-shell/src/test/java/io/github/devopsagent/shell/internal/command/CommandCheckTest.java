package io.github.devopsagent.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCheckTest {

    private static final String NO_EFFECT = "effect";

    @TempDir
    Path directory;

    @BeforeEach
    void some_files() throws Exception {
        write("deploy.sh", "rwxr-xr-x");
        write("plain.sh", "rw-r--r--");
        write("with blank.sh", "rwxr-xr-x");
        Files.createDirectory(directory.resolve("bin"));
        write("bin/own-tool", "rwxr-xr-x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "ls -l | sort > effect",
                "cd /nowhere && ls",
                "./deploy.sh production",
                "  ./deploy.sh",
                "# a comment\n./deploy.sh",
                "'./with blank.sh'",
                "./with\\ blank.sh",
                "\"./deploy.sh\"",
                "./dep\"loy\".sh",
                "./dep\\\nloy.sh",
                "STAGE=prod ./deploy.sh",
                "A='x y' B=\"$HOME\" C=$HOME ./deploy.sh",
                "A=$(touch effect) ./missing.sh",
                "A=1",
                "$HOME/missing",
                "${TOOL:-missing}",
                "$(touch effect)",
                "`touch effect`",
                "~/missing",
                "./missing*",
                "if true; then ./missing.sh; fi",
                "for each in 1 2; do missing; done",
                "while false; do missing; done",
                "case x in x) missing;; esac",
                "{ missing; }",
                "( missing )",
                "! false",
                "[ -e effect ]",
                "deploy() { ./missing.sh; }; deploy",
                ">effect",
                "2>effect missing",
                "touch effect",
                "PATH=$PWD/bin own-tool",
                "export PATH=bin; own-tool",
                "cat <<END\nmake sure\nEND",
                "'two\nlines' are a name that only the shell can judge",
                "echo gr\u00fc\u00df"
            })
    void what_could_run_is_no_finding_and_is_not_run(String command) {
        assertThat(check(command)).isEmpty();
        assertThat(directory.resolve(NO_EFFECT)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "echo \"open                | the shell cannot parse it",
                "if true                   | the shell cannot parse it",
                "echo )                    | the shell cannot parse it",
                "touch effect; fi          | the shell cannot parse it",
                "/tmp                      | /tmp: is a directory",
                "./bin                     | ./bin: is a directory",
                "./plain.sh                | is not executable. Run chmod +x ",
                "^ ^                       | the command is empty"
            })
    void what_cannot_run_is_named(String command, String message) {
        StepFinding finding = check(command).orElseThrow();

        assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
        assertThat(finding.message()).contains(message);
        assertThat(directory.resolve(NO_EFFECT)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Revert the commit         | Revert: not found          | on the PATH with which the agent was started",
                "A=1 B=2 no-such-command   | no-such-command: not found | on the PATH with which the agent was started",
                "'no such' command         | no such: not found         | on the PATH with which the agent was started",
                "gr\u00fc\u00df-gott          | gr\u00fc\u00df-gott: not found      | on the PATH with which the agent was started",
                "PATH=/nowhere ls          | ls: not found              | on the PATH that the command itself sets"
            })
    void what_is_not_installed_is_named_and_where_it_was_looked_for_is_a_note(
            String command, String message, String note) {
        StepFinding finding = check(command).orElseThrow();

        assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.NOT_INSTALLED);
        assertThat(finding.message()).isEqualTo(message);
        assertThat(finding.note().orElseThrow()).startsWith("commands were looked for " + note);
    }

    @Test
    void a_missing_absolute_path_would_have_to_be_brought() {
        assertThat(check("/no/such/command now"))
                .contains(StepFinding.notInstalled("/no/such/command: does not exist", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./missing.sh", "build/missing.sh now", "A=1 ./missing.sh", "'./missing.sh'"})
    void a_missing_relative_path_may_come_to_be(String command) {
        StepFinding finding = check(command).orElseThrow();

        assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.MISSING_NOW);
        assertThat(finding.message()).contains("missing.sh: does not exist in " + directory);
    }

    @Test
    void a_missing_working_directory_may_come_to_be() {
        Optional<StepFinding> finding = check(command("ls").in(directory.resolve("missing")));

        assertThat(finding)
                .contains(StepFinding.missingNow("the working directory " + directory + "/missing does not exist"));
    }

    @Test
    void words_that_are_no_command_are_found_out_even_without_the_working_directory() {
        Optional<StepFinding> finding = check(command("Revert commit").in(directory.resolve("missing")));

        assertThat(finding).map(StepFinding::certainty).contains(StepFinding.Certainty.NOT_INSTALLED);
    }

    @Test
    void a_working_directory_that_is_a_file_cannot_be_one() {
        Optional<StepFinding> finding = check(command("ls").in(directory.resolve("plain.sh")));

        assertThat(finding).map(StepFinding::certainty).contains(StepFinding.Certainty.CANNOT_RUN);
    }

    @Test
    void a_name_is_looked_up_on_the_steps_own_path() {
        assertThat(check(command("own-tool"))).isPresent();
        assertThat(check(command("own-tool").variable("PATH", directory + "/bin")))
                .isEmpty();
        assertThat(check(command("own-tool").variable("PATH", "bin"))).isEmpty();
        assertThat(check(command("ls").variable("PATH", directory + "/bin")))
                .flatMap(StepFinding::note)
                .contains("commands were looked for on the PATH that is declared, in a step's 'env' or with"
                        + " variable(\"PATH\", …)");
        assertThat(check(command("cd /").variable("PATH", "/nowhere"))).isEmpty();
    }

    @Test
    void a_long_command_is_parsed_whole() {
        assertThat(check("true\n".repeat(100_000))).isEmpty();
        assertThat(check("true\n".repeat(100_000) + "fi")).isPresent();
    }

    @Test
    void a_command_that_is_missing_is_named() {
        TestStep step = TestStep.aProbe(directory, new ShellExecutor(MachineTools.here(), TestStep.GRACE));

        assertThat(check(step)).map(StepFinding::message).contains("the command is empty: give one as 'run'");
    }

    @Test
    void a_machine_without_setsid_or_proc_has_warnings_and_this_one_has_none() {
        assertThat(new ShellExecutor(MachineTools.here(), TestStep.GRACE).warnings())
                .isEmpty();
        assertThat(new ShellExecutor(
                                new MachineTools(Optional.empty(), Optional.empty(), "/usr/bin:/bin"), TestStep.GRACE)
                        .warnings())
                .hasSize(2)
                .allMatch(warning -> warning.contains("best effort"));
    }

    private Optional<StepFinding> check(String command) {
        return check(command(command));
    }

    private static Optional<StepFinding> check(TestStep step) {
        return new ShellExecutor(MachineTools.here(), TestStep.GRACE).check(step.input(), step.context());
    }

    private TestStep command(String command) {
        return TestStep.aCommand(directory, command);
    }

    private void write(String name, String permissions) throws Exception {
        Path file = Files.writeString(directory.resolve(name), "touch " + directory.resolve(NO_EFFECT));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
