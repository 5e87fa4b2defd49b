package io.github.devopsagent.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.shell.internal.process.Bash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the environment in which the agent was started does to the questions that a shell is asked. */
@FewerCases(every = 4)
class HostDisturbanceTest {

    private static final String DASH = "/bin/sh";

    @TempDir
    Path directory;

    @BeforeEach
    void a_start_file_of_shells() throws Exception {
        Files.writeString(directory.resolve("noisy"), "echo from the start file; exit 1\n");
    }

    @Test
    void variables_that_change_how_a_shell_behaves_change_no_answer() throws Exception {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("SHELLOPTS", "xtrace:verbose:nounset:errexit"),
                Map.entry("PS4", "found\n"),
                Map.entry("BASH_XTRACEFD", "1"),
                Map.entry("BASH_ENV", directory.resolve("noisy").toString()),
                Map.entry("ENV", directory.resolve("noisy").toString()),
                Map.entry("POSIXLY_CORRECT", "1"),
                Map.entry("IFS", "o"),
                Map.entry("CDPATH", "/"),
                Map.entry("LD_PRELOAD", directory.resolve("no-such-library.so").toString()),
                Map.entry("BASH_FUNC_read%%", "() { return 1; }"),
                Map.entry("BASH_FUNC_command%%", "() { echo mine; return 1; }"),
                Map.entry("BASH_FUNC_module%%", "() { :; }"));

        for (String shell : List.of(DASH, Bash.machine().shell())) {
            List<String> findings = CheckingJvm.check(
                    shell, directory, environment, List.of("ls -l", "no-such-command", "echo 'open", "cd / && ls"));

            assertThat(findings).as(shell).hasSize(4);
            assertThat(findings.get(0)).as(shell).isEqualTo(CheckingJvm.FINE);
            assertThat(findings.get(1)).as(shell).isEqualTo("no-such-command: not found");
            assertThat(findings.get(2))
                    .as(shell)
                    .startsWith("the shell cannot parse it")
                    .doesNotContain("found\n");
            assertThat(findings.get(3)).as(shell).isEqualTo(CheckingJvm.FINE);
        }
    }

    @Test
    void a_function_that_bash_inherits_is_a_command() throws Exception {
        List<String> findings = CheckingJvm.check(
                Bash.machine().shell(), directory, Map.of("BASH_FUNC_module%%", "() { :; }"), List.of("module load x"));

        assertThat(findings).containsExactly(CheckingJvm.FINE);
    }

    @Test
    void options_with_which_bash_does_nothing_and_succeeds_are_refused() throws Exception {
        for (String option : List.of("noexec", "onecmd")) {
            List<String> findings = CheckingJvm.check(
                    Bash.machine().shell(), directory, Map.of("SHELLOPTS", "xtrace:" + option), List.of("ls"));

            assertThat(findings)
                    .singleElement()
                    .asString()
                    .contains("SHELLOPTS contains " + option, "env -u SHELLOPTS");
        }
    }

    @Test
    void a_path_that_is_not_ascii_is_found_in_any_locale() throws Exception {
        script("gr\u00fc\u00df.sh", true);
        script("\u2713.sh", false);
        Files.createDirectory(directory.resolve("\u00fc"));

        List<String> findings = CheckingJvm.check(
                DASH,
                directory,
                Map.of("LC_ALL", "C"),
                List.of(
                        "./gr\u00fc\u00df.sh now",
                        "'" + directory + "/gr\u00fc\u00df.sh'",
                        "./\u2713.sh",
                        "./\u00fc",
                        "./\u00e4.sh",
                        "/no/such/\u00e4.sh",
                        "\u00fc\u00fc"));

        assertThat(findings).hasSize(7);
        assertThat(findings.subList(0, 2)).containsOnly(CheckingJvm.FINE);
        assertThat(findings.get(2))
                .endsWith("\u2713.sh: is not executable. Run chmod +x " + directory + "/./\u2713.sh");
        assertThat(findings.get(3)).isEqualTo("./\u00fc: is a directory");
        assertThat(findings.get(4)).isEqualTo("./\u00e4.sh: does not exist in " + directory);
        assertThat(findings.get(5)).isEqualTo("/no/such/\u00e4.sh: does not exist");
        assertThat(findings.get(6)).isEqualTo("\u00fc\u00fc: not found");
    }

    private void script(String name, boolean executable) throws Exception {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(executable)).isTrue();
    }
}
