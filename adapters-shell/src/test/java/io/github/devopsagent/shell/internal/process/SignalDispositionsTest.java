package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which signals steps can be ended whose agent was itself started by nohup, or with {@code &} in a script. */
@FewerCases(every = 2)
class SignalDispositionsTest {

    private static final Map<String, Integer> BITS =
            Map.of("HUP", 0b001, "INT", 0b010, "QUIT", 0b100, "USR1", 0x200, "TERM", 0x4000);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "INT", "TERM", "HUP INT QUIT USR1"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void what_a_jvm_cannot_undo_it_says_and_what_it_undoes_it_does_not(String ignored) throws Exception {
        Map<String, String> told = told(ignored);
        for (String signal : ignored.isEmpty() ? List.<String>of() : List.of(ignored.split(" "))) {
            assertThat(signal.equals("QUIT") || (Long.parseLong(told.get("lost, proc")) & BITS.get(signal)) != 0)
                    .as("the test ignores " + signal)
                    .isTrue();
        }
        for (String where : List.of("proc", "no proc")) {
            String warning = told.get("without env, " + where);
            // What is handed on in truth, as a child sees it; with SIGQUIT, which some JVMs block, and some shells
            // unblock.
            long lost = Long.parseLong(told.get("lost, " + where));
            BITS.forEach((signal, bit) -> assertThat(warning.contains("SIG" + signal))
                    .as(where + ": " + warning)
                    .isEqualTo((lost & bit) != 0));
            assertThat(told.get("with env, " + where)).isEmpty();
        }
        assertThat(told.get("step")).as("what a step ignores or blocks").isEqualTo("0");
    }

    @Test
    void where_nobody_answers_it_is_said_that_it_is_not_known() {
        for (boolean hasProc : List.of(true, false)) {
            SignalDispositions dispositions =
                    SignalDispositions.find(hasProc, MachineTools.find("env"), directory.resolve("none") + "/sh");

            assertThat(dispositions.before()).isEmpty();
            assertThat(dispositions.first()).isEmpty();
            assertThat(dispositions.remark()).hasValueSatisfying(text -> assertThat(text)
                    .contains("SIGTERM, SIGHUP and other signals could not be found out"));
        }
    }

    @Test
    void people_are_told_of_it_with_the_other_shortcomings_of_the_machine() {
        assertThat(MachineTools.here().warnings())
                .containsAll(SignalDispositions.of(MachineTools.SHELL)
                        .remark()
                        .map(List::of)
                        .orElse(List.of()));
    }

    private Map<String, String> told(String ignored) throws Exception {
        Optional<String> env = MachineTools.find("env");
        assumeThat(env).isPresent();
        Path log = directory.resolve("log");
        List<String> command =
                new ArrayList<>(SignalDispositions.of(MachineTools.SHELL).before());
        command.addAll(
                List.of("/bin/sh", "-c", ignored.isEmpty() ? "exec \"$@\"" : "trap '' " + ignored + "; exec \"$@\""));
        command.addAll(List.of(
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SignalDispositionsTest.class.getName(),
                directory.toString()));
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(log)).isZero();
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(": "))
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (first, second) -> first));
    }

    public static void main(String[] arguments) throws Exception {
        Optional<String> env = MachineTools.find("env");
        for (boolean hasProc : List.of(true, false)) {
            String where = hasProc ? "proc" : "no proc";
            SignalDispositions found = SignalDispositions.find(hasProc, Optional.empty(), MachineTools.SHELL);
            System.out.println("lost, " + where + ": " + mask(run(found.first())));
            tell("without env, " + where, found);
            tell("with env, " + where, SignalDispositions.find(hasProc, env, MachineTools.SHELL));
        }
        ShellExecutor executor = new ShellExecutor(MachineTools.here(), TestStep.GRACE);
        TestStep step = TestStep.aCommand(Path.of(arguments[0]), "cat /proc/self/status; :")
                .by(executor);
        step.run();
        System.out.println("step: " + mask(step.printed()));
        executor.release();
    }

    private static void tell(String what, SignalDispositions found) {
        System.out.println(what + ": " + found.remark().orElse(""));
    }

    /** What a shell that this JVM starts has itself, and what it hands on. */
    private static String run(String first) throws IOException {
        Process child = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        first + "while read -r key mask; do case $key in SigBlk:) echo \"$key $mask\" ;; esac; done"
                                + " </proc/self/status; cat /proc/self/status; :")
                .start();
        return new String(child.getInputStream().readAllBytes(), US_ASCII);
    }

    /** All but those for real time, as far as they are ignored or blocked. */
    private static long mask(String status) {
        return status.lines()
                .filter(line -> line.startsWith("SigBlk:") || line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16) & 0x7FFF_FFFF)
                .reduce(0, (one, other) -> one | other);
    }
}
