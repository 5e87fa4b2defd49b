package io.github.devopsagent.shell.internal.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.script.Interpreter;
import io.github.devopsagent.shell.internal.process.Bash;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellVariablesTest {

    private static final List<String> NAMES =
            List.of(("IFS PPID OPTIND OPTARG OPTERR PWD OLDPWD LINENO RANDOM SECONDS UID EUID SHLVL PS1 PS2 PS4 HISTCMD"
                            + " BASHPID GROUPS TERM COLUMNS")
                    .split(" "));

    @TempDir
    Path directory;

    private ExecutionContext context(Map<String, String> variables) {
        return new ExecutionContext("EP-1", "DEP-001", "test", directory, variables);
    }

    @Test
    void what_arrives_in_a_script_is_not_refused_and_all_else_is() throws Exception {
        assertTrueFor(MachineTools.here().shell());
    }

    @Test
    void so_it_is_where_bash_is_the_shell() throws Exception {
        assertTrueFor(Bash.machine().shell());
    }

    private void assertTrueFor(String shell) throws Exception {
        ShellVariables variables = new ShellVariables(shell);
        for (String name : NAMES) {
            ExecutionContext context = context(Map.of("A", "before", name, "7", "Z", "behind"));

            assertThat(variables.refusal(context, Optional.empty()).isPresent())
                    .as(name + " under " + shell)
                    .isEqualTo(!seen(shell, name).equals("7"));
        }
        assertThat(variables.refusal(context(Map.of("PPID", "7", "A", "a", "IFS", ",")), Optional.empty()))
                .hasValueSatisfying(text -> assertThat(text).contains("variable IFS "));
    }

    private String seen(String shell, String name) throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "printf '%s\\n' \"$" + name + "\"\n");
        ProcessBuilder builder = new ProcessBuilder(shell, script.toString()).directory(directory.toFile());
        builder.environment().put(name, "7");
        return new String(builder.start().getInputStream().readAllBytes(), UTF_8).strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/bash", "/bin/bash -eu", "/usr/bin/env bash", "/usr/bin/env -S bash -e"})
    void the_interpreter_of_a_script_is_asked_as_well(String shebang) {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "/bin/bash");
        ShellVariables variables = new ShellVariables(MachineTools.here().shell());
        Optional<Interpreter> interpreter = Optional.of(Interpreter.of(shebang));

        assertThat(variables.refusal(context(Map.of("RANDOM", "7")), interpreter))
                .isEqualTo(variables.knownRefusal(context(Map.of("RANDOM", "7")), interpreter))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("variable RANDOM ", shebang + " of this machine"));
        assertThat(variables.refusal(context(Map.of("A", "7")), interpreter)).isEmpty();
    }

    /** An earlier step may bring it; who looks for it is somebody else. */
    @ParameterizedTest
    @ValueSource(strings = {"/bin/nothing/bash", "/usr/bin/python3", "/usr/bin/env -S PATH=/nothing bash"})
    void an_interpreter_that_cannot_be_asked_or_is_no_shell_refuses_nothing(String shebang) {
        ShellVariables variables = new ShellVariables(MachineTools.here().shell());

        assertThat(variables.refusal(context(Map.of("RANDOM_", "7")), Optional.of(Interpreter.of(shebang))))
                .isEmpty();
    }

    @Test
    void a_value_of_any_kind_arrives() {
        ShellVariables variables = new ShellVariables(MachineTools.here().shell());
        for (String value : List.of(
                "",
                " ",
                "a\nb\n",
                "it's",
                "'",
                "\\",
                "\"$HOME\" `id` $(id)",
                "-n",
                "!",
                "=",
                "*",
                "\t\r",
                "x".repeat(100_000))) {
            assertThat(variables.refusal(context(Map.of("A_VALUE", value)), Optional.empty()))
                    .as(value)
                    .isEmpty();
        }
    }

    @Test
    void it_is_asked_once_and_again_when_a_value_is_another() throws IOException {
        ShellVariables variables = new ShellVariables(counting("exec /bin/sh \"$@\""));

        for (String value : List.of("1", "1", "2", "1")) {
            assertThat(variables.refusal(
                            context(Map.of("ONE", value, "DEVOPS_STEP", "step of " + System.nanoTime())),
                            Optional.empty()))
                    .isEmpty();
            assertThat(variables.refusal(context(Map.of("ONE", value, "PPID", "7")), Optional.empty()))
                    .isPresent();
        }
        assertThat(variables.refusal(context(Map.of()), Optional.empty())).isEmpty();

        // ONE, PPID, and the other ONE.
        assertThat(Files.readAllLines(directory.resolve("count"))).hasSize(3);
    }

    @Test
    void nothing_that_a_variable_names_is_executed_by_asking() throws IOException {
        Path startup = Files.writeString(directory.resolve("startup"), "echo ran >'" + directory + "/ran'\n");
        Map<String, String> given = Map.of(
                "BASH_ENV", startup.toString(), "ENV", startup.toString(), "SHELLOPTS", "noexec", "LD_PRELOAD", "x");

        assertThat(new ShellVariables(Bash.machine().shell()).refusal(context(given), Optional.empty()))
                .isEmpty();

        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void a_shell_that_does_not_answer_is_told_before_but_does_not_keep_a_step_from_its_turn() throws IOException {
        for (String silent : List.of(directory.resolve("none").toString(), counting("exit 0"), counting("echo no"))) {
            ShellVariables variables = new ShellVariables(silent);

            assertThat(variables.refusal(context(Map.of("ONE", "1")), Optional.empty()))
                    .hasValueSatisfying(text -> assertThat(text).contains("cannot be asked"));
            assertThat(variables.knownRefusal(context(Map.of("ONE", "1")), Optional.empty()))
                    .isEmpty();
        }
    }

    private String counting(String behaviour) throws IOException {
        Path shell = Files.createTempFile(directory, "shell", "");
        Files.writeString(shell, "#!/bin/sh\necho asked >>'" + directory + "/count'\n" + behaviour + "\n");
        Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwx------"));
        return shell.toString();
    }
}
