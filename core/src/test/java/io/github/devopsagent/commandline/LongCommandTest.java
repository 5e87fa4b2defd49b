package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan may have commands of any length, with anything nested in them: each is judged, or given up. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongCommandTest {

    private static final List<String> RUNNING = List.of("/bin/sh -c agent", "/usr/bin/java -jar agent.jar");

    static Stream<String> longCommands() {
        return Stream.of(
                "case " + "a".repeat(40) + " in " + "*a".repeat(14) + "*b) exit 1;; esac",
                "p=$(pgrep java); kill -0 $p; ".repeat(120),
                numbered(1, 120, "p%1$d=$(pgrep java); kill -0 $p%1$d; "),
                numbered(1, 2000, "v%d=1; "),
                "sudo ".repeat(3000) + "pgrep java",
                "env ".repeat(5000) + "pgrep java",
                "ps aux " + "| grep nginx ".repeat(2000),
                "sudo ".repeat(5000) + "curl localhost",
                numbered(1, 3000, "p%d=$(pgrep java); "),
                "python3 -c '" + "except ".repeat(20_000) + "'",
                "node -e '" + "execSync ".repeat(20_000) + "'",
                "exec ".repeat(5000) + "pgrep java",
                "timeout 5 ".repeat(3000) + "curl -f localhost; [ $? -ne 0 ]",
                "A=b ".repeat(3000),
                "xargs ".repeat(3000) + "pgrep java",
                "eval ".repeat(1500) + "true",
                "a=$(".repeat(1500) + "true" + ")".repeat(1500),
                "ssh web ".repeat(1500) + "true",
                numbered(1, 13, "for i%d in 1 2; do ") + "curl -f localhost; " + "done; ".repeat(13),
                "while true; do ".repeat(40) + "curl -f localhost; " + "done; ".repeat(40));
    }

    private static String numbered(int first, int last, String format) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> String.format(format, i))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("longCommands")
    void a_check_is_judged_or_given_up(String command) {
        assertThat(Stream.of(
                        VainCommand.asCheck(command, RUNNING),
                        VainCommand.asListing(command),
                        VainCommand.lostAnswer(command),
                        BlindRequest.of(command)))
                .hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("longCommands")
    void a_step_is_judged_or_given_up(String command) {
        assertThat(Stream.of(
                        VainCommand.asStep(command),
                        VainCommand.asPreflight(command),
                        VainCommand.lostFailure(command),
                        DaemonOutput.unredirected(command)))
                .hasSize(4);
    }

    @Test
    void nothing_is_known_of_loops_that_are_nested_too_deep() {
        String open = "for i in 1 2; do ";

        assertThat(VainCommand.asCheck(open.repeat(3) + "curl localhost || true; " + "done; ".repeat(3)))
                .isPresent();
        assertThat(VainCommand.asCheck(open.repeat(9) + "curl localhost || true; " + "done; ".repeat(9)))
                .isEmpty();
    }

    @Test
    void nothing_is_put_in_the_place_of_too_many_variables() {
        String asked = "[ $v1 -lt 3 ]";

        assertThat(VainCommand.asCheck(numbered(1, 20, "v%d=1; ") + asked)).isPresent();
        assertThat(VainCommand.asCheck(numbered(1, 40, "v%d=1; ") + asked)).isEmpty();
    }

    @Test
    void nothing_is_known_behind_too_many_wrappers() {
        assertThat(VainCommand.asCheck("sudo ".repeat(3) + "pgrep java", RUNNING))
                .isPresent();
        assertThat(VainCommand.asCheck("sudo ".repeat(30) + "pgrep java", RUNNING))
                .isEmpty();
    }
}
