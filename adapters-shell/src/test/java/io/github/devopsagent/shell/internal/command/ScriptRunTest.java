package io.github.devopsagent.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.script.Script;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.process.StepFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan's {@code run} does in real shells and interpreters. */
@FewerCases(every = 6)
class ScriptRunTest extends StepFixture {

    /** As {@code /bin/sh}, and as what a shebang names. */
    private static final List<String> SHELLS = List.of("dash", "bash", "busybox sh", "ksh93", "mksh", "zsh", "yash");

    static Stream<String> shells() {
        return SHELLS.stream();
    }

    /** By its name alone, as a shebang of env names it. */
    private static String env(String shell) {
        return "#!/usr/bin/env -S " + shell + "\n";
    }

    private TestStep script(String text) {
        Input input = Script.of(text).in(Action.shell(text)).input();
        TestStep step = command(input.text("run").orElseThrow());
        input.text(Script.INTERPRETER).ifPresent(name -> step.with(Script.INTERPRETER, name));
        return step;
    }

    private static Optional<StepFinding> check(TestStep step) {
        return new ShellExecutor(MachineTools.here(), TestStep.GRACE).check(step.input(), step.context());
    }

    private static String isThere(String command) {
        String program = command.split(" ")[0];
        assumeTrue(MachineTools.find(program, System.getenv("PATH")).isPresent(), program + " is missing");
        return command;
    }

    private static int code(TestStep step) {
        StepResult result = step.run();
        assertThat(result).isInstanceOfAny(StepResult.Succeeded.class, StepResult.Failed.class);
        StepResult.Exit exit =
                result instanceof StepResult.Failed failed ? failed.exit() : ((StepResult.Succeeded) result).exit();
        return exit.code().orElseThrow();
    }

    private TestStep ends(String text, int code, String... printed) {
        TestStep step = script(text);
        assertThat(code(step)).as(step.printed()).isEqualTo(code);
        assertThat(step.printed().lines()).containsExactly(printed);
        return step;
    }

    @InEveryBuild
    @ParameterizedTest
    @MethodSource("shells")
    void several_lines_end_at_the_first_that_fails(String shell) {
        String shebang = env(isThere(shell));
        ends(shebang + "echo 1\nfalse\necho 2", 1, "1");
        ends(shebang + "cd /nonexistent 2>/dev/null\necho went on", new ProbedCode(shell).ofCd());
        ends(shebang + "(exit 7)\necho went on", 7);
        ends(shebang + "f() {\n  (exit 5)\n  echo went on\n}\nf\necho went on", 5);
        ends(shebang + "x=$(exit 4)\necho went on", 4);
        ends(shebang + "true | (exit 6)\necho went on", 6);
    }

    @InEveryBuild
    @ParameterizedTest
    @MethodSource("shells")
    void what_set_e_passes_over_is_passed_over(String shell) {
        String shebang = env(isThere(shell));
        ends(shebang + "false || true\n! true\nif false; then :; fi\nfalse | cat\nfalse && true\necho 2", 0, "2");
        ends(shebang + "set +e\nfalse\necho 2", 0, "2");
        ends(shebang + "echo 1\nset +e\nfalse\nset -e\nfalse\necho 2", 1, "1");
        ends(shebang + "cat <<E\nset +e\nE\nfalse\necho 2", 1, "set +e");
        ends(shebang + "# set +e\necho 'set +e'\nfalse\necho 2", 1, "set +e");
        ends(shebang + "echo 1\nexit 0\nfalse", 0, "1");
        ends(shebang + "trap 'echo end' EXIT\nfalse\necho 2", 1, "end");
        ends(shebang + "echo 1\nfalse && true", 1, "1");
        ends(shebang + "exec echo 1\nfalse", 0, "1");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void one_line_stays_as_it_is(String shell) {
        String shebang = env(isThere(shell));
        ends(shebang + "false; echo 2\n", 0, "2");
        ends(shebang + "# why\n\nfalse; \\\n  echo 2\n# end", 0, "2");
        ends(shebang.strip() + "\n\nfalse; echo 2", 0, "2");
    }

    /** Of those that name lines in what they say. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh", "mksh"})
    void numbers_of_lines_are_those_of_the_author(String shell) {
        isThere(shell);
        TestStep step = script(env(shell) + "echo 1\n\n: # here\nnonexistent-command");
        assertThat(code(step)).isEqualTo(127);
        assertThat(step.printed()).matches("1\n.*\\b5\\b.*nonexistent-command.*\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_shell_is_asked_whether_it_can_parse(String shell) {
        isThere(shell);
        assertThat(check(script(env(shell) + "touch effect\nif true; then\n  touch effect\nfi")))
                .isEmpty();
        assertThat(check(script(env(shell) + "touch effect\nif true")))
                .map(StepFinding::message)
                .hasValueSatisfying(message -> assertThat(message).contains("its interpreter cannot parse it: "));
        assertThat(directory.resolve("effect")).doesNotExist();
    }

    @Test
    void without_a_shebang_it_is_the_shell_of_steps() {
        ends("echo 1\nfalse\necho 2", 1, "1");
        ends("false; echo 2", 0, "2");
        ends("echo 1\r\ncd \"$PWD\"\r\necho 2\r\n", 0, "1", "2");
        ends("if true; then\r\n  echo 2\r\nfi\r\n", 0, "2");
        TestStep step = script("echo 1\n\nnonexistent-command");
        assertThat(code(step)).isEqualTo(127);
        assertThat(step.printed()).startsWith("1\n").contains("3: nonexistent-command");
    }

    @Test
    void bash_runs_what_only_bash_can() {
        isThere("bash");
        ends("#!/usr/bin/env bash\nif [[ -e /etc/passwd ]]; then\n  echo migrate\nelse\n  echo none\nfi", 0, "migrate");
        ends("#!/bin/bash\r\nset -euo pipefail\r\na=(1 2)\r\necho \"${a[1]}\"\r\nfalse | cat\r\necho 3\r\n", 1, "2");
        ends("#!/bin/bash -eu\necho $-\nexec 2>&-; : $undefined", 1, "ehuB");
        ends("#! /usr/bin/env -S bash -o nounset -f\necho $-\nexec 2>&-; echo $undefined; echo 2", 1, "efhuB");
    }

    @Test
    void python_runs_what_it_is_given() {
        isThere("python3");
        ends(
                "#!/usr/bin/env python3\nimport os, sys\nprint(sys.argv[1:], sys.stdin.read(), os.getcwd())\n"
                        + "for each in (1,):\n    print(each)\nsys.exit(3)",
                3,
                "[]  " + directory,
                "1");
        ends("#!/usr/bin/env -S python3 -u\r\nprint('a')\r\nraise SystemExit(0)\r\n", 0, "a");
        assertThat(check(script("#!/usr/bin/env python3\nif True\n")))
                .as("is not parsed")
                .isEmpty();
    }

    @InEveryBuild
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!/nonexistent/python9            | the script's interpreter /nonexistent/python9: does not exist",
                "#!/nonexistent/env bash           | the script's interpreter /nonexistent/env: does not exist",
                "#!/usr/bin/env python9            | the script's interpreter python9: not found",
                "#!/usr/bin/env -S python9 -u      | the script's interpreter python9: not found",
                "#!/usr/bin/env -S FOO=b -i python9 | the script's interpreter python9: not found",
                "#!/etc/passwd                     | the script's interpreter /etc/passwd: is not executable",
                "#!/etc                            | the script's interpreter /etc: is a directory",
                "#!/opt/my tools/python            | the script's interpreter /opt/my: does not exist"
            })
    void an_interpreter_that_is_missing_is_found_before_anything_changes(String shebang, String message) {
        TestStep step = script(shebang + "\necho 1\n");

        assertThat(check(step)).hasValueSatisfying(found -> {
            assertThat(found.certainty()).isIn(StepFinding.Certainty.CANNOT_RUN, StepFinding.Certainty.NOT_INSTALLED);
            assertThat(found.message()).startsWith(message);
        });
        assertThat(step.run().isSuccess()).isFalse();
    }

    @Test
    void an_interpreter_is_looked_up_on_the_steps_own_path() throws Exception {
        Path own = Files.createDirectory(directory.resolve("own bin"));
        Path tool = Files.writeString(own.resolve("own-tool"), "#!/bin/sh\necho own \"$@\" | sed 's,/.*/,,'\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        String text = "#!/usr/bin/env own-tool\nanything )(\n";

        assertThat(check(script(text))).isPresent();
        TestStep step = script(text).variable("PATH", own + ":" + System.getenv("PATH"));
        assertThat(check(step)).isEmpty();
        assertThat(step.run().isSuccess()).isTrue();
        assertThat(step.printed()).isEqualTo("own " + step.attempt().key() + ".script\n");
        assertThat(check(script("#!/usr/bin/env -S PATH=" + own.toString().replace(" ", "?") + " own-tool\na")))
                .as("nobody here looks there")
                .isEmpty();
    }

    @Test
    void an_interpreter_may_have_a_quote_in_its_path() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("it's"));
        Path tool = Files.writeString(odd.resolve("bash"), "#!/bin/sh\nexec bash \"$@\"\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        ends("#!" + tool + " -u\necho $-\nfalse\necho 2", 1, "ehuB");
        assertThat(check(script("#!" + tool + " -u\nif"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n"})
    void the_file_is_what_the_author_wrote(String end) throws Exception {
        String text = "#!/bin/cat -u\nü ✓ \\ ' \" $x %s\n\tlast" + end;
        TestStep step = script(text);
        assertThat(step.run().isSuccess()).isTrue();
        assertThat(step.printed()).isEqualTo(end.isEmpty() ? text + "\n" : text);
    }

    @Test
    void a_script_may_be_longer_than_an_argument() {
        String body = "# " + "ü".repeat(70) + "\n";
        ends("#!/bin/bash\n" + body.repeat(2_000) + "false\necho 2", 1);
        ends("#!/bin/bash\necho 1\n" + body.repeat(2_000) + "echo $LINENO", 0, "1", "2003");
        isThere("python3");
        ends("#!/usr/bin/env python3\n" + body.repeat(2_000) + "print(1)", 0, "1");
    }

    @Test
    void it_is_one_process_with_an_empty_stdin_in_the_steps_session() {
        TestStep step = script("#!/bin/bash\necho $(ps -o sid= -p $$) $$ \"${DEVOPS_GATE-unset}\"\n"
                + "readlink /proc/self/fd/0\nread line || echo nothing to read");
        assertThat(step.run().isSuccess()).isTrue();
        assertThat(step.printed()).matches("(\\d+) \\1 unset\n/dev/null\nnothing to read\n");
    }

    @Test
    void what_an_earlier_version_has_pinned_is_run_as_it_was() {
        TestStep step = command("#!/usr/bin/env python3\nfalse\necho \"went on in $0\" | sed 's,/.*/.*\\.,,'");
        assertThat(check(step)).isEmpty();
        assertThat(step.run().isSuccess()).isTrue();
        assertThat(step.printed()).isEqualTo("went on in sh\n");
    }

    @Test
    void a_plan_does_not_name_an_interpreter_otherwise() {
        assertThat(check(command("a").with("shell", "bash")))
                .map(StepFinding::message)
                .hasValueSatisfying(message ->
                        assertThat(message).contains("allowed is 'run'").doesNotContain("'interpreter'"));
    }

    @Test
    void the_first_command_of_several_lines_is_looked_up() {
        assertThat(check(script("no-such-command\ntrue")))
                .map(StepFinding::message)
                .hasValueSatisfying(message -> assertThat(message).startsWith("no-such-command: not found"));
        assertThat(check(script("./missing\ntrue")))
                .map(StepFinding::certainty)
                .contains(StepFinding.Certainty.MISSING_NOW);
        assertThat(check(script("true\nls"))).isEmpty();
    }

    /** What a shell itself makes of a failure of its own. */
    private record ProbedCode(String shell) {

        int ofCd() {
            try {
                String[] words = Stream.concat(
                                Arrays.stream(shell.split(" ")), Stream.of("-c", "cd /nonexistent 2>/dev/null"))
                        .toArray(String[]::new);
                Process process = new ProcessBuilder(words).start();
                String text = new String(process.getInputStream().readAllBytes(), UTF_8);
                assertThat(text).isEmpty();
                return process.waitFor();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
