package io.github.devopsagent.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checks commands in a JVM that is started with another environment. */
final class CheckingJvm {

    static final String FINE = "fine";

    private CheckingJvm() {}

    /** The finding of each command. */
    static List<String> check(String shell, Path directory, Map<String, String> environment, List<String> commands)
            throws IOException, InterruptedException {
        Path questions = Files.write(directory.resolve("questions"), commands);
        Path answers = directory.resolve("answers");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckingJvm.class.getName(),
                        shell,
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor())
                .as(() -> directory.resolve("log").toString())
                .isZero();
        assertThat(questions).exists();
        return Files.readAllLines(answers);
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        MachineTools here = MachineTools.here();
        ShellExecutor executor = new ShellExecutor(
                new MachineTools(here.setsid(), here.proc(), here.path(), arguments[0]), TestStep.GRACE);
        List<String> answers = Files.readAllLines(directory.resolve("questions")).stream()
                .map(command -> TestStep.aCommand(directory, command))
                .map(step -> executor.check(step.input(), step.context())
                        .map(StepFinding::message)
                        .orElse(FINE))
                .toList();
        Files.write(directory.resolve("answers"), answers, UTF_8);
        executor.release();
    }
}
