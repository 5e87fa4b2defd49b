package io.github.devopsagent.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.internal.process.StepFixture;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step finds around it: what a shell finds that nobody starts in a special way. */
@FewerCases(every = 4)
class StepSurroundingsTest extends StepFixture {

    private static final String EVERYTHING = "echo \"$? $# $- $_\"; set; export -p; alias; ulimit -a; umask; trap;"
            + " ls /proc/self/fd; readlink /proc/self/fd/0; pwd";

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void a_step_sees_what_a_script_sees_that_nobody_wraps() throws Exception {
        TestStep step = command(EVERYTHING).variable("grace", "period").variable("_", "/bin/sh");
        Path script = Files.writeString(directory.resolve("control.sh"), EVERYTHING + "\n");
        List<String> command = new ArrayList<>(restoring());
        command.addAll(List.of(machine().shell(), script.toString()));
        ProcessBuilder control = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true);
        control.environment().put(Attempt.VARIABLE, step.attempt().key());
        control.environment().put("grace", "period");
        // As any shell tells the one that it starts.
        control.environment().put("_", "/bin/sh");

        step.run();

        Process process = control.start();
        String seen = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(step.printed().replace(step.attempt().key() + ".sh", "control.sh"))
                .isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"script", "grace", "setsid", "ended", "job", "name", "one", "order", "IFS_", "HOME", "TERM"})
    void a_variable_arrives_whatever_its_name_is(String name) {
        TestStep step = command("env | grep '^" + name + "='").variable(name, "of the plan");

        step.run();

        assertThat(step.printed()).isEqualTo(name + "=of the plan\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IFS", "PPID", "OPTIND", "PWD"})
    void one_that_the_shell_sets_itself_is_refused_before_anything_starts(String name) {
        TestStep step = command("touch ran").variable(name, "7");

        assertThat(step.finding()).hasValueSatisfying(finding -> {
            assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
            assertThat(finding.message()).contains("variable " + name + " would not arrive", "env " + name + "=…");
        });
        assertThat(step.run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(step.file("ran")).doesNotExist();
    }

    @Test
    void more_than_the_machine_takes_is_told_with_what_helps() {
        TestStep step = command("true");
        for (int i = 0; i < 100; i++) {
            step = step.variable("LARGE_" + i, "x".repeat(120_000));
        }

        assertThat(step.run().reason()).contains("its environment is too large", "128 KiB a variable", "into files");
    }

    @Test
    void one_with_which_the_shell_does_not_even_begin_is_found_before() {
        TestStep step = command("true").variable("OPTIND", "no number");

        assertThat(step.finding().isPresent()).isEqualTo(!step.run().isSuccess());
    }

    @Test
    void one_that_the_shell_would_give_the_same_value_is_not_refused() {
        TestStep step = command("echo \"$PWD\"").variable("PWD", directory.toString());

        assertThat(step.finding()).isEmpty();
        assertThat(step.run().isSuccess()).isTrue();
        assertThat(step.printed().strip()).isEqualTo(directory.toString());
    }

    @Test
    void lines_have_the_numbers_that_the_author_gave_them() {
        TestStep step = command("true\n\nif then");

        step.run();

        assertThat(step.printed()).containsPattern("[^0-9]3: ");
    }

    @Test
    void a_first_line_may_be_of_any_kind() {
        for (String first :
                List.of("# a comment", "", "#!/bin/nothing", "cat <<END\nEND", "if true\nthen\n:\nfi", "\\\n")) {
            TestStep step = command(first + "\necho after");

            assertThat(step.run().isSuccess()).as(first).isTrue();
            assertThat(step.printed()).as(first).isEqualTo("after\n");
        }
    }

    @Test
    void a_command_that_cannot_be_parsed_fails_with_the_shells_own_code() {
        TestStep step = command("fi");

        assertThat(step.run().reason()).isEqualTo("exit code 2");
    }

    @ParameterizedTest
    @CsvSource({"HUP, 1", "INT, 2", "QUIT, 3"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void a_signal_that_asks_to_end_is_heard(String signal, int number) {
        TestStep trapping = command("trap 'echo heard; exit 0' " + signal + "; kill -s " + signal + " $$");
        // No shell: bash ignores SIGQUIT for itself, whatever it was given.
        TestStep child = command("grep -E '^Sig(Ign|Blk)' /proc/self/status");

        assertThat(trapping.run().isSuccess()).isTrue();
        child.run();

        assertThat(trapping.printed()).isEqualTo("heard\n");
        assertThat(child.printed().lines().map(line -> Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16)))
                .hasSize(2)
                .allMatch(mask -> (mask >> (number - 1) & 1) == 0);
    }
}
