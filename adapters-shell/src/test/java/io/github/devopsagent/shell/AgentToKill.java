package io.github.devopsagent.shell;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A process that runs one command and then never ends: for tests that kill it. */
@SuppressWarnings("exports") // Nobody but the tests of this module sees it.
public final class AgentToKill {

    public static final String ABOUT_TO_EXECUTE = "about to execute";

    /** The record of the start: a line that is whole, or none. */
    public static final String STARTED = "started";

    private static final String SHELL = "test.shell";

    private AgentToKill() {}

    /** Behind this the result is printed. */
    public static final String ENDED = "the step has ended: ";

    /** An argument: the record of the start takes for ever. */
    public static final String HELD_AT_GATE = "held at gate";

    public static Process start(Path directory, String key, String... more) throws IOException {
        return start(MachineTools.here(), directory, key, more);
    }

    public static Process start(MachineTools machine, Path directory, String key, String... more) throws IOException {
        return new ProcessBuilder(command(machine, directory, key, more))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
    }

    static List<String> command(MachineTools machine, Path directory, String key, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + SHELL + "=" + machine.shell(),
                "-cp",
                System.getProperty("java.class.path"),
                AgentToKill.class.getName(),
                directory.toString(),
                key));
        command.addAll(List.of(more));
        return command;
    }

    private record Recording(Path file, boolean isHeld) implements StepOutput {

        @Override
        public void write(byte[] bytes, int offset, int length) {
            System.out.write(bytes, offset, length);
        }

        @Override
        public void startedAs(ProcessId process) {
            String record = process.bootId() + " " + process.pid() + " "
                    + process.startedAt().orElseThrow() + "\n";
            try {
                Files.writeString(file, record);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            while (isHeld) {
                LockSupport.park();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        System.out.println(ABOUT_TO_EXECUTE);
        MachineTools here = MachineTools.here();
        StepResult result = new ShellExecutor(
                        new MachineTools(here.setsid(), here.proc(), here.path(), System.getProperty(SHELL)),
                        TestStep.GRACE)
                .execute(new StepRequest(
                        "step",
                        Stage.DEPLOY,
                        Input.of(ShellExecutor.COMMAND, arguments[2]),
                        new ExecutionContext("EP-1", "DEP-001", "test", directory, Map.of()),
                        Duration.ofMinutes(5),
                        new Attempt(arguments[1], 1, new DirectoryScratch(directory)),
                        new Recording(
                                directory.resolve(STARTED), List.of(arguments).contains(HELD_AT_GATE))));
        System.out.println(ENDED + result);
        Thread.sleep(Duration.ofMinutes(5).toMillis());
        throw new AssertionError(Action.SHELL + " test was not killed");
    }

    /** What looks after its steps. */
    public static List<ProcessHandle> watchdogsOf(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(each -> commandLine(each).endsWith("\0devops-watchdog:" + directory + "\0"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
