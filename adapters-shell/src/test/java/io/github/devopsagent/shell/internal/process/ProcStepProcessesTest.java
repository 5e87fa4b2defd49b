package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.shell.internal.process.StepProcesses.View;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real process, of which a directory tells what the kernel would tell only for a moment or elsewhere. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
class ProcStepProcessesTest {

    private static final String OURS = "PATH=/bin\0" + Attempt.VARIABLE + "=key\0LANG=C\0";
    private static final String OF_ANOTHER = "PATH=/bin\0";
    private static final long ORDINARY = 0x0040_0000;
    private static final long OF_THE_KERNEL = 0x0020_8040;
    private static final long NO_SESSION = 0;
    private static final long NOT_SET_UP = 0;

    @TempDir
    Path proc;

    private final List<ProcessHandle> found = new ArrayList<>();
    private Process process;
    private ProcStepProcesses processes;

    @BeforeEach
    void a_process() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(proc.resolve("self/environ"), OF_ANOTHER);
        Files.writeString(
                proc.resolve("loadavg"),
                "0.00 0.01 0.05 1/200 " + ProcessHandle.current().pid() + "\n");
        process = new ProcessBuilder("sleep", "300").start();
        Files.createDirectory(proc.resolve(Long.toString(process.pid())));
        processes = new ProcStepProcesses(proc, "key", OptionalLong.empty(), true);
        tell("cmdline", "sleep\000300\0");
    }

    @AfterEach
    void ends() {
        process.destroyForcibly();
    }

    @Test
    void a_process_whose_session_is_outside_the_container_is_no_thread_of_the_kernel() throws IOException {
        tellStat(NO_SESSION, ORDINARY, 4711);
        tell("environ", OURS);

        assertThat(look()).isEqualTo(View.COMPLETE);

        assertThat(found).containsExactly(process.toHandle());
    }

    @Test
    void what_an_agent_began_that_the_step_runs_is_the_steps_and_what_has_a_key_like_it_is_not() throws IOException {
        tellStat(17, ORDINARY, 4711);
        String inner = Attempt.VARIABLE + "=inner\0DEVOPS_OUTER_ATTEMPTS=";
        for (String other : List.of("", "keys", "a-key my.key", "KEY")) {
            tell("environ", inner + other + "\0LANG=C\0");
            processes = new ProcStepProcesses(proc, "key", OptionalLong.empty(), true);

            assertThat(look()).isEqualTo(View.COMPLETE);

            assertThat(found).as(other).isEmpty();
        }
        for (String keys : List.of("key", "outermost key", "key other", "a key b")) {
            for (String rest : List.of("\0LANG=C\0", "\0", "")) {
                tell("environ", inner + keys + rest);
                processes = new ProcStepProcesses(proc, "key", OptionalLong.empty(), true);
                found.clear();

                assertThat(look()).isEqualTo(View.COMPLETE);

                assertThat(found).as(keys).containsExactly(process.toHandle());
            }
        }
    }

    @Test
    void a_thread_of_the_kernel_has_no_environment_and_is_not_ours() throws IOException {
        tellStat(NO_SESSION, OF_THE_KERNEL, NOT_SET_UP);
        tell("environ", "");
        tell("cmdline", "");

        assertThat(look()).isEqualTo(View.COMPLETE);

        assertThat(found).isEmpty();
    }

    @Test
    void a_process_without_an_environment_is_not_ours() throws IOException {
        tellStat(17, ORDINARY, 4711);
        tell("environ", "");

        assertThat(look()).isEqualTo(View.COMPLETE);

        assertThat(found).isEmpty();
    }

    @Test
    void a_program_whose_environment_is_not_set_up_yet_may_be_ours() throws IOException {
        tellStat(17, ORDINARY, NOT_SET_UP);
        tell("environ", "");

        assertThat(look()).isEqualTo(View.SOME_HIDDEN);
        assertThat(look()).isEqualTo(View.SOME_HIDDEN);

        tellStat(17, ORDINARY, 4711);
        tell("environ", OURS);

        assertThat(look()).isEqualTo(View.COMPLETE);
        assertThat(found).containsExactly(process.toHandle());
    }

    @Test
    void an_environment_of_which_the_rest_went_with_its_program_may_be_ours() throws Exception {
        tellStat(17, ORDINARY, 4711);
        CompletableFuture<Void> exec = whileTheEnvironmentIsRead(() -> tellStat(17, ORDINARY, 4712));

        assertThat(look()).isEqualTo(View.SOME_HIDDEN);
        exec.get(10, TimeUnit.MINUTES);
        assertThat(found).isEmpty();

        tell("environ", OURS);

        assertThat(look()).isEqualTo(View.COMPLETE);
        assertThat(found).containsExactly(process.toHandle());
    }

    @Test
    void a_process_that_ends_while_its_environment_is_read_may_have_left_another_behind() throws Exception {
        tellStat(17, ORDINARY, 4711);
        CompletableFuture<Void> end = whileTheEnvironmentIsRead(() -> Files.delete(file("stat")));

        assertThat(look()).isEqualTo(View.SOME_ENDED);

        end.get(10, TimeUnit.MINUTES);
    }

    @Test
    void who_has_just_ended_may_have_left_another_behind_but_not_in_a_session_of_others() throws IOException {
        Process dead = new ProcessBuilder("sleep", "300").start();
        try {
            Path directory = Files.createDirectory(proc.resolve(Long.toString(dead.pid())));
            tellStat(17, ORDINARY, 4711);
            tell("environ", OF_ANOTHER);
            for (long session : List.of(18L, NO_SESSION)) {
                Files.writeString(directory.resolve("stat"), stat(dead, "Z", session, ORDINARY, 0));
                processes = new ProcStepProcesses(proc, "key", OptionalLong.empty(), true);
                assertThat(look()).isEqualTo(View.SOME_ENDED);
                assertThat(look()).as("when it was dead already").isEqualTo(View.COMPLETE);
            }
            Files.writeString(directory.resolve("stat"), stat(dead, "Z", 17, ORDINARY, 0));
            processes = new ProcStepProcesses(proc, "key", OptionalLong.empty(), false);
            assertThat(look()).as("without setsid").isEqualTo(View.SOME_ENDED);
            processes = new ProcStepProcesses(proc, "key", OptionalLong.empty(), true);
            assertThat(look()).isEqualTo(View.COMPLETE);
            tell("environ", OURS);
            processes = new ProcStepProcesses(proc, "key", OptionalLong.empty(), true);
            assertThat(look()).isEqualTo(View.SOME_ENDED);
        } finally {
            dead.destroyForcibly();
        }
    }

    /** The kernel calls such a process a zombie, with an empty environment. */
    @Test
    void a_process_whose_first_thread_has_ended_is_known_by_another_one() throws IOException {
        long pid = process.pid();
        tell("stat", stat(process, "Z", 17, ORDINARY, 0).replace(" 20 0 1 0 ", " 20 0 2 0 "));
        tell("environ", "");
        Path ended = Files.createDirectories(file("task").resolve(Long.toString(pid)));
        Files.writeString(ended.resolve("stat"), stat(process, "Z", 17, ORDINARY, 0));
        Files.writeString(ended.resolve("environ"), "");
        Path other = Files.createDirectory(file("task").resolve(Long.toString(pid + 1)));
        Files.writeString(other.resolve("stat"), stat(process, "S", 17, ORDINARY, 4711));
        Files.writeString(other.resolve("environ"), OURS);

        assertThat(look()).isEqualTo(View.COMPLETE);
        assertThat(found).containsExactly(process.toHandle());

        Files.writeString(other.resolve("stat"), stat(process, "Z", 17, ORDINARY, 0));

        assertThat(look()).as("when that has ended, too").isEqualTo(View.SOME_ENDED);
        assertThat(found).isEmpty();
    }

    private View look() {
        found.clear();
        return processes.look(found::add);
    }

    /** Reading a pipe waits for its writer, so that something can happen in the middle of a look. */
    private CompletableFuture<Void> whileTheEnvironmentIsRead(Happening happening) throws Exception {
        Path pipe = file("environ");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return CompletableFuture.runAsync(() -> {
            try (OutputStream environment = Files.newOutputStream(pipe)) {
                environment.write(OF_ANOTHER.getBytes(UTF_8));
                happening.happen();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void tellStat(long session, long flags, long codeStart) throws IOException {
        tell("stat", stat(process, "S", session, flags, codeStart));
    }

    private static String stat(Process of, String state, long session, long flags, long codeStart) {
        return of.pid() + " (sleep) " + state + " 1 " + of.pid() + " " + session + " 0 -1 " + flags
                + " 0 0 0 0 0 0 0 0 20 0 1 0 100 1000 10 18446744073709551615 " + codeStart + " 0 0\n";
    }

    private void tell(String name, String text) throws IOException {
        Path written = Files.writeString(proc.resolve("written"), text);
        Files.move(written, file(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String name) {
        return proc.resolve(Long.toString(process.pid())).resolve(name);
    }

    private interface Happening {
        void happen() throws IOException;
    }
}
