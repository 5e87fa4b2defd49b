package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever's agent is killed before the gate opens has done nothing, whatever the shell has inherited. */
class StartGateTest {

    private static final String FUNCTION = "() { echo opened; }";

    @TempDir
    Path directory;

    /** What is printed by a script behind the gate. */
    private String printed(String shell, String line, Map<String, String> environment) throws IOException {
        Path script = Files.writeString(directory.resolve("script"), StartGate.LINE + "echo begun\n");
        ProcessBuilder builder = new ProcessBuilder(shell, script.toString()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().write(line.getBytes(UTF_8));
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void no_function_that_bash_inherits_opens_it() throws IOException {
        Map<String, String> functions = Map.of(
                "BASH_FUNC_read%%", FUNCTION,
                "BASH_FUNC_command%%", FUNCTION,
                "BASH_FUNC_exit%%", FUNCTION,
                "BASH_FUNC_exec%%", FUNCTION,
                "BASH_FUNC_unset%%", FUNCTION);
        for (String shell : List.of("/bin/sh", Bash.machine().shell())) {
            assertThat(printed(shell, "", functions)).as(shell).isEmpty();
            assertThat(printed(shell, "\n", functions)).as(shell).isEqualTo("begun\n");
        }
    }
}
