package io.github.devopsagent.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.shell.internal.command.CheckingShell.Question;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.question.QuietEnvironment;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class CheckingShellLawsTest {

    private static final List<String> ARGUMENTS = List.of("dash", "bash", "bash --posix", "busybox sh");

    /** A shell of this machine, asked about all commands, beside {@code -n} for each of them. */
    private record Both(String path, CheckingShell shell) {}

    private static final List<Both> SHELLS = new ArrayList<>();

    private static Path directory = Path.of(".");

    @BeforeContainer
    static void the_shells_of_this_machine() throws IOException {
        directory = Files.createTempDirectory("laws");
        for (String each : ARGUMENTS) {
            String program = each.split(" ", -1)[0];
            if (MachineTools.find(program, MachineTools.here().path()).isPresent()) {
                Path path = directory.resolve(each.replace(' ', '-'));
                Files.writeString(path, "#!/bin/sh\nexec " + each + " \"$@\"\n");
                assertThat(path.toFile().setExecutable(true)).isTrue();
                SHELLS.add(new Both(path.toString(), new CheckingShell(path.toString())));
            }
        }
        assertThat(SHELLS).isNotEmpty();
    }

    @AfterContainer
    static void they_end() throws IOException {
        for (Both each : SHELLS) {
            each.shell().release();
            Files.delete(Path.of(each.path()));
        }
        SHELLS.clear();
        Files.delete(directory);
    }

    @Property(tries = 2000)
    @FewerTries
    void the_verdict_on_each_command_is_that_of_a_shell_that_parses_it_alone(@ForAll("commands") String command)
            throws IOException {
        for (Both each : SHELLS) {
            boolean accepted = each.shell()
                    .accepts(new Question(
                            Optional.of(directory), MachineTools.here().path(), Optional.empty(), command));

            boolean alone = isParsedAlone(each.path(), command);

            // With -n, bash names a fault in [[ …, and ends with 0: what is not accepted is judged alone anyway.
            if (accepted || !command.contains("[[")) {
                assertThat(accepted).as(each.path() + " of " + command).isEqualTo(alone);
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).as("nothing was executed").hasSize(SHELLS.size());
        }
    }

    private static boolean isParsedAlone(String path, String command) throws IOException {
        ProcessBuilder alone = new ProcessBuilder(path, "-n").directory(directory.toFile());
        QuietEnvironment.quieten(alone.environment());
        return ShellAnswer.to(alone, (command + "\n").getBytes(StandardCharsets.UTF_8))
                        .code()
                == 0;
    }

    @Provide
    Arbitrary<String> commands() {
        Arbitrary<String> words = Arbitraries.of(
                "echo",
                "touch effect",
                "a=1",
                "x",
                "in",
                "1",
                "$x",
                "${x:-y}",
                "${x",
                "*",
                "é€😀",
                "-n",
                "set +n",
                "exit 3",
                "END");
        Arbitrary<String> quotes =
                Arbitraries.of("'", "'", "\"", "\"", "`", "\\", "\\\\", "\\'", "$'", "$\"", "'\\''", "\\\n");
        Arbitrary<String> documents = Arbitraries.of(
                "cat <<END\n",
                "cat <<'END'\n",
                "cat <<-END\n",
                "cat <<E\\ND\n",
                "\nEND\n",
                "\n\tEND\n",
                "$(touch effect)\n",
                "<<",
                "<<<");
        Arbitrary<String> groups = Arbitraries.of(
                "{ ",
                " ;}",
                "; }",
                "}",
                "(",
                ")",
                "$(",
                "$((",
                "))",
                "${",
                "f() ",
                "[[",
                "]]",
                "case x in ",
                "a)",
                ";;",
                " esac");
        Arbitrary<String> reserved = Arbitraries.of(
                "if ",
                "; then ",
                "; else ",
                "; fi",
                "while ",
                "until ",
                "; do ",
                "; done",
                "for i in ",
                "! ",
                "function f ");
        Arbitrary<String> operators =
                Arbitraries.of(" ", "\n", ";", "&", "&&", "||", "|", ">effect", "2>&1", "<", "#", " # ", "\t", "\r");
        return Arbitraries.frequencyOf(
                        Tuple.of(4, words),
                        Tuple.of(2, quotes),
                        Tuple.of(1, documents),
                        Tuple.of(2, groups),
                        Tuple.of(2, reserved),
                        Tuple.of(4, operators))
                .list()
                .ofMinSize(1)
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }
}
