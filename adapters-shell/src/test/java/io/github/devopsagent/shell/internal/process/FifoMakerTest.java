package io.github.devopsagent.shell.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where the unmasked output of a step goes through: it may be read by nobody else, and misled by nobody. */
class FifoMakerTest extends StepFixture {

    private static final String SECRET = "content of a file that is not ours to change";

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void it_has_no_name_while_a_step_runs_and_nobody_is_told_one() {
        ShellExecutor executor = executor();
        TestStep step = command("readlink /proc/self/fd/1; sh -c 'echo again >/dev/stdout'")
                .by(executor);

        assertThat(step.run().isSuccess()).isTrue();

        assertThat(step.printed()).contains(" (deleted)\n").endsWith("again\n");
        Path fifo = Path.of(step.printed().lines().findFirst().orElseThrow().replace(" (deleted)", ""));
        assertThat(fifo.getParent()).doesNotExist();
        assertThat(ProcessHandle.current().children().map(FifoMakerTest::commandLine))
                .noneMatch(line -> line.contains("devops-agent-"));
        executor.release();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void where_it_keeps_its_name_it_is_closed_to_others_and_goes_with_the_run() throws IOException {
        ShellExecutor executor = new ShellExecutor(withoutProc(machine().path()), TestStep.GRACE);
        TestStep step = command("readlink /proc/self/fd/1").by(executor);
        step.run();
        Path fifo = Path.of(step.printed().strip());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo.getParent())))
                .isEqualTo("rwx------");
        executor.release();
        assertThat(fifo.getParent()).doesNotExist();
    }

    @Test
    void nothing_else_is_opened_or_changed_under_its_name() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), SECRET);
        List<String> attacks = List.of(
                "ln -s " + victim + " \"$3\"",
                "ln " + victim + " \"$3\"",
                ": >\"$3\"; chmod 600 \"$3\"",
                "mkfifo -m 666 \"$3\"",
                "mkfifo -m 600 \"$3.other\"; ln -s \"$3.other\" \"$3\"",
                "mkdir \"$3\"",
                "exit 0");
        for (String attack : attacks) {
            for (MachineTools machine : List.of(withProc(mkfifo(attack)), withoutProc(mkfifo(attack)))) {
                TestStep step = command("echo printed >>ran").by(new ShellExecutor(machine, TestStep.GRACE));

                StepResult result = step.run();

                assertThat(result).as(attack).isInstanceOf(NotStarted.class);
                assertThat(result.reason()).as(attack).contains("FIFO", "java.io.tmpdir");
                assertThat(directory.resolve("ran")).doesNotExist();
                assertThat(victim).hasContent(SECRET);
            }
        }
    }

    @Test
    void a_step_whose_fifo_cannot_be_made_does_not_start_and_says_why() throws IOException {
        MachineTools machine = withProc(mkfifo("echo 'Operation not permitted' >&2; exit 1"));

        StepResult result = command("nohup sleep 300 &")
                .by(new ShellExecutor(machine, TestStep.GRACE))
                .run();

        assertThat(result).isInstanceOf(NotStarted.class);
        assertThat(result.reason()).contains("Operation not permitted");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void what_makes_it_may_take_its_time_but_not_for_ever() throws IOException {
        String slow = mkfifo("until [ -e '" + directory.resolve("go") + "' ]; do :; done; mkfifo \"$@\"");
        FifoMaker maker = maker(slow, directory.resolve("tmp"), Duration.ofMillis(50));
        assertThatThrownBy(maker::make).isInstanceOf(IOException.class).hasMessageContaining("had not ended after");

        TestStep step = command("echo printed")
                .by(new ShellExecutor(withProc(slow), TestStep.GRACE))
                .start();
        TestStep.await(
                () -> ProcessHandle.current().children().anyMatch(each -> commandLine(each)
                        .contains(directory + "/")),
                "what makes it");
        Files.createFile(directory.resolve("go"));

        assertThat(step.result().isSuccess()).isTrue();
        assertThat(step.printed()).isEqualTo("printed\n");
    }

    @Test
    void whoever_may_rename_it_gets_none() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        String mkfifo = machine().mkfifo().orElseThrow();

        PrintedToFifo fifo = maker(mkfifo, open, FifoMaker.LIMIT).make();

        assertThat(fifo.way()).startsWith(directory.resolve("scratch"));
        fifo.close();
        assertThat(files(open)).isEmpty();
        assertThat(files(directory.resolve("scratch"))).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void one_that_was_removed_or_replaced_between_two_steps_is_made_anew() throws IOException {
        ShellExecutor executor = new ShellExecutor(withoutProc(machine().path()), TestStep.GRACE);
        for (String then : List.of("rm -f \"$f\"", "rm -f \"$f\"; : >\"$f\"; chmod 600 \"$f\"", "rm -rf \"${f%/*}\"")) {
            TestStep first =
                    command("f=$(readlink /proc/$$/fd/1); echo \"$f\"; " + then).by(executor);
            TestStep second = command("echo secret").by(executor);
            first.run();

            second.run();

            assertThat(second.printed()).as(then).isEqualTo("secret\n");
            assertThat(Path.of(first.printed().strip())).as(then).doesNotExist();
        }
        executor.release();
    }

    private FifoMaker maker(String mkfifo, Path temporary, Duration limit) throws IOException {
        Files.createDirectories(directory.resolve("scratch"));
        Path command = Path.of(mkfifo);
        return new FifoMaker(
                Files.isDirectory(command) ? command.resolve("mkfifo").toString() : mkfifo,
                withoutProc(machine().path()),
                temporary.toString(),
                directory.resolve("scratch"),
                limit);
    }

    /** A directory with a command of this name. */
    private String mkfifo(String text) throws IOException {
        Path tools = Files.createTempDirectory(directory, "tools");
        Path command = Files.writeString(
                tools.resolve("mkfifo"), "#!/bin/sh\nPATH='" + machine().path() + "'\n" + text + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return tools.toString();
    }

    private MachineTools withProc(String path) {
        return new MachineTools(
                machine().setsid(), machine().proc(), path, machine().shell());
    }

    private MachineTools withoutProc(String path) {
        return new MachineTools(
                machine().setsid(), Optional.empty(), path, machine().shell());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
