package io.github.devopsagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.cli.Epic.Result;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatricesOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The definition of the container image: what it says, and its entry point, run as process 1 of a namespace. */
@MatricesOnly
class ContainerJarTest {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path FILE = PROJECT.resolve("examples/container/Containerfile");
    private static final String JAR_IN_IMAGE = "/opt/devops-agent.jar";
    private static final Path JAR = Path.of(System.getProperty("devops-agent.jar", "target/devops-agent.jar"))
            .toAbsolutePath();
    private static final List<String> CONTAINER = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    Path root = Path.of(".");

    private record Instruction(String name, String arguments) {}

    private static List<Instruction> instructions() throws IOException {
        String joined = Files.readString(FILE).replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
        return joined.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" ", 2))
                .map(parts -> new Instruction(parts[0], parts[1].strip()))
                .toList();
    }

    private static List<String> of(String name) throws IOException {
        return instructions().stream()
                .filter(each -> each.name().equals(name))
                .map(Instruction::arguments)
                .toList();
    }

    /** In the exec form, which is JSON, and starts no shell. */
    private static List<String> words(String name) throws IOException {
        assertThat(of(name)).hasSize(1).allMatch(form -> form.matches("\\[(\"[^\"]*\"(, )?)+]"));
        return WORD.matcher(of(name).get(0))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @InEveryBuild
    @Test
    void its_images_have_versions_and_its_files_are_there() throws IOException {
        assertThat(instructions())
                .extracting(Instruction::name)
                .startsWith("FROM")
                .endsWith("CMD")
                .isSubsetOf("FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "ENTRYPOINT", "CMD");
        assertThat(of("FROM")).allMatch(image -> image.matches("[a-z.]+(/[a-z-]+)+:[0-9][a-z0-9.-]*( AS [a-z]+)?"));
        String build = of("RUN").get(0);
        assertThat(build).contains("-pl examples/cli ");
        assertThat(PROJECT.resolve("examples/cli/pom.xml")).content().contains("/devops-agent.jar</outputFile>");
        assertThat(of("COPY"))
                .containsExactly(". .", "--from=build /src/examples/cli/target/devops-agent.jar " + JAR_IN_IMAGE);
    }

    @Test
    void it_runs_as_a_user_of_its_own_over_a_volume() throws IOException {
        assertThat(of("USER")).containsExactly("10001");
        assertThat(words("VOLUME")).containsExactly("/consensus");
        assertThat(of("RUN").get(1))
                .contains("--uid 10001 deployer", "install -d -o deployer -g deployer /consensus /work", " tini ");
        assertThat(words("CMD")).containsExactly("--help");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces of processes are Linux's")
    void its_entry_point_deploys_and_reaps_what_steps_leave() throws Exception {
        // An orphan that has ended is a zombie until process 1 asks how; then its directory is gone.
        Epic epic = Epic.ready(root);
        epic.write("work/orphan.sh", """
                sh -c 'sh -c "until [ -e left ]; do sleep 0.05; done" & echo $! >orphan'
                touch left live
                while [ -e "/proc/$(cat orphan)" ]; do sleep 0.05; done
                """);
        epic.plan(
                "\"deployment_steps\": [{\"name\": \"orphan\", \"run\": \"sh orphan.sh\", \"rollback\": \"rm -f live\","
                        + " \"timeout\": \"2m\"}], \"health_checks\": [{\"name\": \"up\", \"run\": \"test -e .\"}]");

        Result result = inContainer(epic.arguments("run"));

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(epic.work().resolve("live")).exists();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces of processes are Linux's")
    void without_a_command_it_says_what_it_can_do() throws Exception {
        Result result = inContainer(words("CMD"));

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("run", "preview", "rollback");
    }

    private Result inContainer(List<String> arguments) throws IOException, InterruptedException {
        List<String> entryPoint = words("ENTRYPOINT");
        assertThat(entryPoint).startsWith("/usr/bin/tini", "-s", "--", "java").endsWith("-jar", JAR_IN_IMAGE);
        assumeTrue(Files.isExecutable(Path.of(entryPoint.get(0))), "NOT TRIED: tini is not installed");
        assumeTrue(
                run(Stream.concat(CONTAINER.stream(), Stream.of("true")).toList())
                                .code()
                        == 0,
                "NOT TRIED: this user may not make a PID namespace");
        List<String> command = new ArrayList<>(CONTAINER);
        entryPoint.stream()
                .map(word -> word.equals(JAR_IN_IMAGE) ? JAR.toString() : word)
                .map(word -> word.equals("java") ? Epic.java().get(0) : word)
                .forEach(command::add);
        command.addAll(arguments);
        return run(command);
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        Path out = root.resolve("out");
        Path err = root.resolve("err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            Epic.awaitEnd(process);
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            return new Result(-1, "", e.toString());
        }
    }
}
