package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.shell.TestStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A process that has started the shell of a next step, and never takes it: for a test that kills it. */
final class AgentWithWaitingShell {

    private AgentWithWaitingShell() {}

    static Process start(Path directory, String key, String command) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentWithWaitingShell.class.getName(),
                        directory.toString(),
                        key,
                        command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[0]);
        new StepRunner(MachineTools.here(), TestStep.GRACE, Duration.ofMinutes(10))
                .prepare(
                        new StepCommand(arguments[2], Optional.empty()),
                        new Attempt(arguments[1], 1, new DirectoryScratch(directory)),
                        new ExecutionContext("EP-1", "DEP-001", "test", directory, Map.of()));
        Thread.sleep(Duration.ofMinutes(10).toMillis());
    }
}
