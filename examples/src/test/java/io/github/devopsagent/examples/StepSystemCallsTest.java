package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.contract.MatricesOnly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step costs, counted where no noise can blur it: two runs differ by what their further steps do. */
class StepSystemCallsTest {

    private static final int FEW = 2;
    private static final int MORE = 8;
    private static final int MOST_COUNTS = 4;
    private static final Map<String, Double> COST =
            Map.of("exec jspawnhelper", 1.0, "exec setsid", 1.0, "exec sh", 1.0, "sync", 2.0, "process", 1.0);

    // Where a call begins: its end may stand in another line.
    private static final Pattern EXEC = Pattern.compile("^\\d+ +execve\\(\"([^\"]*)\"");
    private static final Pattern SYNC = Pattern.compile("^\\d+ +(?:fsync|fdatasync)\\(");
    private static final Pattern PROCESS = Pattern.compile("^\\d+ +(?:clone3?|v?fork)\\(");

    @TempDir
    Path directory;

    @MatricesOnly
    @Test
    void a_step_is_three_execs_two_waits_for_the_disk_and_no_fork_with_the_check_of_plain_words() throws Exception {
        Map<String, Double> each = perStep();
        // On a busy machine a shell may have waited too long for its step, so that another one was started.
        for (int again = 1; again < MOST_COUNTS && !each.equals(COST); again++) {
            each = perStep();
        }
        assertThat(each).isEqualTo(COST);
    }

    private Map<String, Double> perStep() throws Exception {
        Path place = Files.createTempDirectory(directory, "count");
        Map<String, Integer> few = calls(place, FEW);
        Map<String, Integer> more = calls(place, MORE);

        Map<String, Double> each = new TreeMap<>();
        more.forEach((call, times) ->
                each.put(call, Math.rint((times - few.getOrDefault(call, 0)) / (double) (MORE - FEW))));
        each.values().removeIf(times -> times == 0);
        // Where the JVM hands on ignored or blocked signals, as JDK 17 does: env, or what dash cannot execute.
        double env = Optional.ofNullable(each.remove("exec env")).orElse(0.0);
        double nothing = Optional.ofNullable(each.remove("exec null")).orElse(0.0);
        if (env + nothing > 1) {
            each.put("exec env", env + nothing);
        }
        each.computeIfPresent("process", (call, times) -> times - nothing);
        return each;
    }

    private Map<String, Integer> calls(Path place, int steps) throws Exception {
        Path trace = place.resolve("trace" + steps);
        List<String> command = new ArrayList<>(List.of(
                // By the filter of the kernel, the many calls that are not counted cost nothing.
                "strace",
                "-f",
                "--seccomp-bpf",
                "-o",
                trace.toString(),
                "-e",
                "trace=execve,fsync,fdatasync,clone,clone3,fork,vfork"));
        command.addAll(
                JavaCommand.of(StepPrice.class, place.resolve("site" + steps).toString(), Integer.toString(steps)));
        Path log = place.resolve("log" + steps);
        Process traced = start(command, log);
        assertThat(traced.waitFor(10, TimeUnit.MINUTES)).isTrue();
        String told = Files.readString(log);
        assumeFalse(told.contains("unrecognized option"), () -> "NOT COUNTED: strace is older than 5.3: " + told);
        assertThat(traced.exitValue()).as(told).isZero();
        Map<String, Integer> calls = new TreeMap<>();
        for (String line : Files.readAllLines(trace)) {
            Matcher exec = EXEC.matcher(line);
            if (exec.find()) {
                calls.merge("exec " + Path.of(exec.group(1)).getFileName(), 1, Integer::sum);
            } else if (SYNC.matcher(line).find()) {
                calls.merge("sync", 1, Integer::sum);
            } else if (PROCESS.matcher(line).find() && !line.contains("CLONE_THREAD")) {
                calls.merge("process", 1, Integer::sum);
            }
        }
        return calls;
    }

    private static Process start(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (java.io.IOException e) {
            assumeTrue(false, "NOT COUNTED: there is no strace on this machine (" + e.getMessage() + ")");
            throw new AssertionError(e);
        }
    }
}
