package io.github.devopsagent.shell.internal.command;

import static io.github.devopsagent.shell.TestStep.aCommand;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Exit;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.executor.StepResult.Succeeded;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.StepFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@FewerCases(every = 3)
class ShellExecutorTest extends StepFixture {

    @Test
    void exit_code_0_is_success() {
        StepResult result = command("true").run();

        assertThat(result).isEqualTo(new Succeeded("", new Exit(Optional.of(0), Optional.empty())));
    }

    @Test
    void any_other_exit_code_is_a_failure_that_names_it() {
        StepResult result = command("exit 3").run();

        assertThat(result).isEqualTo(new Failed("exit code 3", new Exit(Optional.of(3), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"KILL, 137", "TERM, 143", "SEGV, 139"})
    void a_signal_that_ended_the_command_is_named(String signal, int code) {
        StepResult result = command("kill -s " + signal + " $$").run();

        String name = "SIG" + signal;
        assertThat(result)
                .isEqualTo(new Failed(
                        "killed by " + name + " (exit code " + code + ")",
                        new Exit(Optional.of(code), Optional.of(name))));
    }

    @Test
    void stdout_and_stderr_are_merged_in_order() {
        TestStep step = command("echo 1; echo 2 >&2; echo 3; echo 4 >&2");

        step.run();

        assertThat(step.printed()).isEqualTo("1\n2\n3\n4\n");
    }

    @Test
    void output_is_handed_on_while_the_command_runs() {
        TestStep step = command("echo first; until [ -e go ]; do sleep 0.02; done; echo second");

        step.start().awaitPrinted("first");

        assertThat(step.printed()).doesNotContain("second");
        create("go");
        assertThat(step.result().isSuccess()).isTrue();
        assertThat(step.printed()).isEqualTo("first\nsecond\n");
    }

    @Test
    void much_output_arrives_whole() {
        AtomicLong bytes = new AtomicLong();
        TestStep step = command("head -c 67108864 /dev/zero").printingTo((chunk, offset, length) -> {
            assertThat(length).isBetween(1, 64 * 1024);
            bytes.addAndGet(length);
        });

        assertThat(step.run().isSuccess()).isTrue();
        assertThat(bytes).hasValue(64L << 20);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void stdin_is_empty() {
        TestStep step = command("cat; readlink /proc/self/fd/0");

        assertThat(step.run().isSuccess()).isTrue();
        assertThat(step.printed()).isEqualTo("/dev/null\n");
    }

    @Test
    void the_command_sees_its_variables_its_attempt_and_the_hosts_environment() {
        TestStep step = command("echo \"$GREETING\"; echo \"$" + Attempt.VARIABLE + "\"; echo \"$PATH\"")
                .variable("GREETING", "grüß dich");

        step.run();

        assertThat(step.printed())
                .isEqualTo("grüß dich\n" + step.attempt().key() + "\n" + System.getenv("PATH") + "\n");
    }

    @Test
    void a_path_of_the_steps_own_does_not_take_the_watchdogs_commands_away() {
        TestStep step = command("echo $PATH; echo ~; exit 4").variable("PATH", "/nowhere");

        assertThat(step.run().reason()).isEqualTo("exit code 4");
        assertThat(step.printed()).startsWith("/nowhere\n");
    }

    @Test
    void the_command_runs_in_its_working_directory() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("with blank and ü"));
        TestStep step = command("pwd").in(elsewhere);

        step.run();

        assertThat(step.printed()).isEqualTo(elsewhere.toRealPath() + "\n");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void the_command_leads_a_session_and_inherits_no_file_of_ours() {
        TestStep step = command("echo $(ps -o sid= -p $$) $$; ls /proc/self/fd | tr '\\n' ' '");

        step.run();

        // The fourth is the directory that ls itself reads.
        assertThat(step.printed()).matches("(\\d+) \\1\n0 1 2 3 ");
    }

    @Test
    void a_command_may_be_longer_than_an_argument_and_hold_any_text() {
        TestStep step = command("cat <<'END'\n" + "ü✓'\"$x`\\\n".repeat(40_000) + "END");

        assertThat(step.run().isSuccess()).isTrue();
        assertThat(step.printed()).isEqualTo("ü✓'\"$x`\\\n".repeat(40_000));
    }

    @Test
    void a_missing_working_directory_means_not_started() {
        StepResult result =
                command("touch ran").in(directory.resolve("missing")).run();

        assertThat(result).isEqualTo(new NotStarted("the working directory " + directory + "/missing does not exist"));
    }

    @Test
    void a_missing_scratch_directory_means_not_started() throws Exception {
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        TestStep step = aCommand(scratch, "touch ran").by(executor()).in(directory);
        Files.delete(scratch);

        assertThat(step.run()).isInstanceOf(NotStarted.class);
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"'echo a\0b', NUL", "'  ', empty", "'echo \uD800', surrogate"})
    void a_command_that_cannot_be_handed_over_is_not_started(String command, String why) {
        StepResult result = command(command).run();

        assertThat(result).isInstanceOf(NotStarted.class);
        assertThat(result.reason()).contains(why);
    }

    @Test
    void a_variable_that_cannot_be_handed_over_means_not_started_and_its_value_stays_secret() {
        StepResult result = command("true").variable("PASSWORD", "hunter2\0").run();

        assertThat(result).isEqualTo(new NotStarted("the environment variable PASSWORD contains a NUL character"));
    }

    @Test
    void an_environment_that_is_too_large_means_not_started() {
        TestStep step = command("true").variable("LARGE", "x".repeat(200_000));

        assertThat(step.run()).isInstanceOf(NotStarted.class);
        assertThat(step.file(step.attempt().key() + ".sh")).doesNotExist();
    }

    @Test
    void what_a_successful_command_left_running_lives_on_and_nothing_of_ours_does() {
        TestStep step = command("sleep 300 >/dev/null 2>&1 & echo $!");

        assertThat(step.run().isSuccess()).isTrue();

        assertThat(step.processes())
                .extracting(ProcessHandle::pid)
                .containsExactly(Long.valueOf(step.printed().strip()));
    }

    @Test
    void a_child_that_holds_the_output_open_does_not_hold_a_successful_step() {
        TestStep step = command("sleep 300 & echo done");

        assertThat(step.run().isSuccess()).isTrue();

        assertThat(step.printed()).isEqualTo("done\n");
        assertThat(step.processes()).hasSize(1);
    }

    @Test
    void what_a_failed_command_left_running_is_ended_with_it() {
        TestStep step = command("sleep 300 & setsid sh -c 'touch escaped; sleep 300' &"
                + " until [ -e escaped ]; do sleep 0.02; done; exit 5");

        assertThat(step.run().reason()).isEqualTo("exit code 5");

        step.leavesNothing();
    }

    @Test
    void an_attempt_is_executed_once() {
        TestStep step = command("echo once >>ran");
        StepExecutor executor = executor();
        step.run();

        assertThatThrownBy(() -> executor.execute(step.request()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was executed before");

        assertThat(step.file("ran")).hasContent("once");
    }

    @Test
    void a_listener_that_fails_ends_the_step() {
        TestStep step = command("echo x; sleep 300").printingTo((bytes, from, length) -> {
            throw new IllegalStateException("disk full");
        });

        assertThat(step.run().reason()).contains("disk full").contains("SIGTERM");
        step.leavesNothing();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void the_process_that_is_told_is_the_command_itself() throws Exception {
        Taking output = new Taking() {
            @Override
            public void startedAs(ProcessId process) {
                super.startedAs(process);
                create("told");
            }
        };
        TestStep step = command("until [ -e told ]; do sleep 0.02; done; echo $$; cat /proc/sys/kernel/random/boot_id")
                .printingTo(output);

        step.run();

        ProcessId told = output.told.get(0);
        assertThat(output.printed.toString(UTF_8)).isEqualTo(told.pid() + "\n" + told.bootId() + "\n");
        assertThat(told.startedAt()).isPresent();
    }

    @Test
    void a_process_that_cannot_be_recorded_does_not_begin() {
        TestStep step = command("touch ran; sleep 300").printingTo(new Taking() {
            @Override
            public void startedAs(ProcessId process) {
                throw new UncheckedIOException(new IOException("disk full"));
            }
        });

        StepResult result = step.run();

        assertThat(result).isInstanceOf(NotStarted.class);
        assertThat(result.reason()).contains("disk full");
        assertThat(step.file("ran")).doesNotExist();
        step.leavesNothing();
    }

    @Test
    void a_command_that_cannot_be_written_down_is_not_started() {
        TestStep step = command("touch ran").writingTo(new FailingScratch(directory, () -> {
            throw new UncheckedIOException(new IOException("disk full"));
        }));

        StepResult result = step.run();

        assertThat(result).isInstanceOf(NotStarted.class);
        assertThat(result.reason()).contains(".sh").contains("disk full");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void an_error_passes_wherever_it_is_thrown_and_leaves_nothing() {
        Error stopped = new Error("the disk has stopped");
        Runnable stopping = () -> {
            throw stopped;
        };
        TestStep inScratch = command("sleep 300").writingTo(new FailingScratch(directory, stopping));
        TestStep inRecord = command("sleep 300").printingTo(new Taking() {
            @Override
            public void startedAs(ProcessId process) {
                stopping.run();
            }
        });
        TestStep inOutput = command("echo x; sleep 300").printingTo((bytes, offset, length) -> stopping.run());

        assertThat(List.of(inScratch, inRecord, inOutput)).allSatisfy(step -> {
            StepExecutor executor = executor();
            assertThatThrownBy(() -> executor.execute(step.request())).isSameAs(stopped);
            step.leavesNothing();
        });
    }

    private void create(String name) {
        try {
            Files.createFile(directory.resolve(name));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static class Taking implements StepOutput {

        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final List<ProcessId> told = new CopyOnWriteArrayList<>();

        @Override
        public void write(byte[] bytes, int offset, int length) {
            printed.write(bytes, offset, length);
        }

        @Override
        public void startedAs(ProcessId process) {
            told.add(process);
        }
    }

    private record FailingScratch(Path directory, Runnable failure) implements Scratch {

        @Override
        public void create(String name, byte[] content) {
            failure.run();
        }

        @Override
        public void delete(String name) {
            failure.run();
        }
    }
}
