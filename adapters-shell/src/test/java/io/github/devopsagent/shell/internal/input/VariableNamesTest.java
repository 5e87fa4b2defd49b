package io.github.devopsagent.shell.internal.input;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariableNamesTest {

    private static final List<String> OTHERS = List.of("spring.profiles.active", "my-var", "1st", "größe");

    @TempDir
    Path temporary;

    /** A shell that answers a question like the real one does, and counts how often it was asked. */
    private VariableNames shell(String behaviour) throws IOException {
        Path shell = temporary.resolve("shell");
        Files.writeString(shell, "#!/bin/sh\necho asked >> '" + temporary + "/count'\n" + behaviour + "\n");
        Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwx------"));
        return new VariableNames(shell);
    }

    private List<String> asked() throws IOException {
        Path count = temporary.resolve("count");
        return Files.exists(count) ? Files.readAllLines(count) : List.of();
    }

    @Test
    void what_the_shell_of_this_machine_drops_is_refused_and_nothing_else() throws IOException {
        for (String name : OTHERS.subList(0, 3)) {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec env");
            builder.environment().put(name, "here");
            String got = new String(builder.start().getInputStream().readAllBytes(), US_ASCII);
            assertThat(VariableNames.OF_THE_SHELL.refusal(Set.of(name)).isEmpty())
                    .as(name)
                    .isEqualTo(got.contains(name + "=here"));
        }
    }

    @Test
    void a_name_that_is_dropped_is_named_with_the_way_out() throws IOException {
        VariableNames dropping = shell("exit 0");
        assertThat(OTHERS).allSatisfy(name -> assertThat(dropping.refusal(Set.of("FINE", name)))
                .hasValueSatisfying(refusal ->
                        assertThat(refusal).contains("variable " + name + " has", "drops", "env '" + name + "=…'")));
        assertThat(dropping.warnings(Set.of("FINE", "my-var", "BASH_FUNC_x%%")))
                .singleElement()
                .asString()
                .contains("do not get my-var: ")
                .doesNotContain("FINE", "BASH_FUNC");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void a_shell_that_passes_on_what_it_is_given_passes_on_all_names() throws IOException {
        VariableNames passing = shell("echo a.b-c=passed");
        assertThat(passing.refusal(OTHERS)).isEmpty();
        assertThat(passing.warnings(OTHERS)).isEmpty();
    }

    @Test
    void nobody_asks_for_names_that_each_shell_passes_on() throws IOException {
        VariableNames unasked = shell("exit 0");
        assertThat(unasked.refusal(Set.of("PATH", "_x", "a1", "Groesse"))).isEmpty();
        assertThat(unasked.warnings(Set.of())).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void a_shell_that_cannot_be_asked_passes_nothing_on() {
        VariableNames none = new VariableNames(temporary.resolve("none"));
        assertThat(none.refusal(Set.of("a.b"))).isPresent();
    }
}
