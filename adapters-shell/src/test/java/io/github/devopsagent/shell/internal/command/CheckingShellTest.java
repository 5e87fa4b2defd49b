package io.github.devopsagent.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.shell.internal.command.CheckingShell.Question;
import io.github.devopsagent.shell.internal.process.Bash;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@FewerCases(every = 2)
class CheckingShellTest {

    private static final String PATH = MachineTools.here().path();

    @TempDir
    Path directory;

    private CheckingShell shell = new CheckingShell("/bin/sh");

    @AfterEach
    void it_ends() {
        shell.release();
    }

    static Stream<String> shells() {
        return Stream.of("/bin/sh", Bash.machine().shell());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void it_accepts_what_can_be_parsed_and_found(String path) {
        shell = new CheckingShell(path);

        assertThat(shell.accepts(question("ls", "ls -l | sort"))).isTrue();
        assertThat(shell.accepts(question("no-such-command", "no-such-command")))
                .isFalse();
        assertThat(shell.accepts(question("echo", "echo 'open"))).isFalse();
        assertThat(shell.accepts(question("ls", "ls; fi"))).isFalse();
        assertThat(shell.accepts(new Question(Optional.empty(), "/nowhere", Optional.of("ls"), "ls")))
                .isFalse();
        assertThat(shell.accepts(new Question(Optional.of(directory.resolve("gone")), PATH, Optional.of("ls"), "ls")))
                .isFalse();
        assertThat(shell.accepts(question("it's", "it\\'s"))).isFalse();
        assertThat(shell.accepts(question("ls", "ls"))).as("after all that").isTrue();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_is_plain_words_is_judged_as_in_a_fork(String path) throws IOException {
        shell = new CheckingShell(path);
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path tool = Files.writeString(bin.resolve("tool"), "");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        Files.writeString(bin.resolve("text"), "");
        Files.createDirectory(bin.resolve("folder"));
        String words = "if fi done then in time true cd ls none -x . tool text folder";
        for (String word : words.split(" ", -1)) {
            for (String search : List.of(PATH, bin.toString(), "bin", "/nowhere", "/nowhere::" + bin, "bin:" + bin)) {
                for (String rest : List.of("", " x=1 -y ../z", " %1 @a,b+c:d ")) {
                    Optional<Path> place = Optional.of(directory);
                    boolean plain = shell.accepts(new Question(place, search, Optional.of(word), word + rest));
                    // A comment makes it more than plain words.
                    boolean forked =
                            shell.accepts(new Question(place, search, Optional.of(word), word + rest + " # x"));
                    assertThat(plain).as(word + rest + " on " + search).isEqualTo(forked);
                }
            }
        }
        assertThat(shell.accepts(new Question(Optional.of(directory), "/nowhere", Optional.empty(), "./x y")))
                .isTrue();
        Files.delete(tool);
        assertThat(shell.accepts(new Question(Optional.of(directory), bin.toString(), Optional.of("tool"), "tool")))
                .as("what is gone")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_it_is_asked_about_is_not_executed_and_leaves_nothing_for_the_next_question(String path) throws Exception {
        shell = new CheckingShell(path);
        List<String> commands = List.of(
                "touch effect",
                "$(touch effect)",
                "set +n; touch effect",
                "trap 'touch effect' EXIT",
                "ls() { touch effect; }; ls",
                "exit 1",
                "exec touch effect",
                "PATH=/nowhere",
                "cd /",
                "\n\n\ntouch effect",
                "cat <<END\n$(touch effect)\nEND",
                "') ; touch effect; ('",
                "# '; touch effect",
                "yes\n1\n/\n/bin\n\ntouch effect",
                "\"\ntouch effect\n\"");
        for (String command : commands) {
            assertThat(shell.accepts(question("ls", command))).as(command).isTrue();
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void one_that_executes_what_it_should_only_parse_is_asked_nothing() throws IOException {
        shell = new CheckingShell(fake("exec /bin/sh -c \"$(printf %s \"$2\" | sed 's/set -n/set -u/')\""));

        assertThat(shell.accepts(question("ls", "touch effect; true"))).isFalse();

        assertThat(directory.resolve("effect")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_thousand_commands_are_one_process_and_its_forks(String path) throws IOException {
        Path starts = directory.resolve("starts");
        shell = new CheckingShell(fake("echo x >>" + starts + "; exec " + path + " \"$@\""));

        for (int i = 0; i < 1000; i++) {
            assertThat(shell.accepts(question("echo", "echo \"$HOME/" + i + "\" | { cat; }")))
                    .isTrue();
        }

        assertThat(starts).hasContent("x");
    }

    @Test
    void a_program_with_plain_words_is_looked_for_without_a_shell() throws IOException {
        shell = new CheckingShell(fake("echo x >>" + directory.resolve("starts") + "; exec /bin/sh \"$@\""));

        assertThat(shell.accepts(question("ls", "ls -l"))).isTrue();
        assertThat(directory.resolve("starts")).doesNotExist();
        assertThat(shell.accepts(question("cd", "cd /"))).as("what is built in").isTrue();
        assertThat(directory.resolve("starts")).exists();
    }

    @Test
    void what_is_too_long_to_be_read_by_the_line_or_has_a_place_of_several_is_not_asked_about() {
        String line = "echo 'a b'; ";

        assertThat(shell.accepts(question("echo", line.repeat(100)))).isTrue();
        assertThat(shell.accepts(question("echo", line.repeat(10_000)))).isFalse();
        assertThat(shell.accepts(question("echo", (line + "\n").repeat(100)))).isTrue();
        assertThat(shell.accepts(question("echo", (line + "\n").repeat(300)))).isFalse();
        assertThat(shell.accepts(question("echo\n/\n/bin\n", "echo 'a b'"))).isFalse();
        assertThat(shell.accepts(question("echo", "echo 'a b'")))
                .as("after all that")
                .isTrue();
    }

    @Test
    void one_that_ends_accepts_nothing_and_another_is_asked_after_its_release() throws IOException {
        Path broken = Files.createFile(directory.resolve("broken"));
        shell = new CheckingShell(fake("[ ! -e " + broken + " ] || exit 0; exec /bin/sh \"$@\""));

        assertThat(shell.accepts(question("ls", "ls 'x'"))).isFalse();
        Files.delete(broken);
        assertThat(shell.accepts(question("ls", "ls 'x'"))).isFalse();
        shell.release();

        assertThat(shell.accepts(question("ls", "ls 'x'"))).isTrue();
    }

    @Test
    void one_that_is_not_there_accepts_nothing() {
        shell = new CheckingShell(directory.resolve("none").toString());

        assertThat(shell.accepts(question("ls", "ls"))).isFalse();
    }

    private Question question(String name, String command) {
        return new Question(Optional.of(directory), PATH, Optional.of(name), command);
    }

    private String fake(String script) throws IOException {
        Path file = Files.writeString(directory.resolve("sh"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
