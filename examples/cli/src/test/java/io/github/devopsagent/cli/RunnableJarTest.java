package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatricesOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as it was built: what is in it, and that it runs as README and its page say: in a script, on a terminal. */
@FewerCases(every = 6)
class RunnableJarTest {

    private static final Path JAR = Path.of(System.getProperty("devops-agent.jar", "target/devops-agent.jar"))
            .toAbsolutePath();
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\R(.*?)^```");

    @TempDir
    Path root = Path.of(".");

    @BeforeAll
    static void it_was_built() {
        assertThat(JAR).as("mvn -q -o -pl examples/cli -am -DskipTests package").exists();
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), UTF_8);
        }
    }

    @Test
    void services_of_all_jars_are_in_it_and_no_signature() throws IOException {
        assertThat(text("META-INF/services/io.github.devopsagent.executor.ExecutorProvider")
                        .lines())
                .contains("io.github.devopsagent.shell.ShellExecutors", "io.github.devopsagent.git.GitExecutors");
        assertThat(text("META-INF/services/org.eclipse.jgit.lib.SignatureVerifierFactory")
                        .lines())
                .as("of SSH, and of OpenPGP")
                .hasSize(2);
        assertThat(entries())
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
                .noneMatch(name -> name.endsWith("module-info.class"));
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.isMultiRelease()).isTrue();
        }
    }

    @InEveryBuild
    @Test
    void each_class_is_of_somebody_whose_licence_is_in_it() throws IOException {
        List<String> packages = Pattern.compile("`([a-z0-9/]+/)`")
                .matcher(text("META-INF/THIRD-PARTY.md"))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> classes = entries().stream()
                .filter(name -> name.endsWith(".class"))
                .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                .toList();
        assertThat(classes).allMatch(name -> packages.stream().anyMatch(name::startsWith));
        assertThat(packages).allMatch(each -> classes.stream().anyMatch(name -> name.startsWith(each)));
        assertThat(text("META-INF/LICENSE"))
                .contains(Files.readString(PROJECT.resolve("LICENSE")).strip());
        assertThat(text("META-INF/LICENSE.txt")).contains("QOS.ch");
        assertThat(text("META-INF/LICENSE.md")).contains("Bouncy Castle");
        assertThat(text("META-INF/NOTICE")).contains("Jackson", "Apache HttpComponents Core", "Apache MINA SSHD");
        assertThat(text("about.html")).contains("Eclipse Foundation");
    }

    /** What a command line prints, of both streams, and its exit code at the end. */
    private String shell(Path directory, Map<String, String> variables, String script)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(root, "shell", ".log");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("NO_COLOR");
        builder.environment().put("TERM", "xterm");
        builder.environment()
                .merge("PATH", "", (path, none) -> Path.of(System.getProperty("java.home"), "bin") + ":" + path);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        Epic.awaitEnd(process);
        return Files.readString(log) + "exit code " + process.exitValue();
    }

    private static String program(String arguments) {
        List<String> words = new ArrayList<>(Epic.java("-jar", JAR.toString()));
        words.add(arguments);
        return String.join(" ", words);
    }

    @Test
    void a_script_reads_what_it_answers() throws Exception {
        Epic epic = Epic.of(root, "\"qa\"", Epic.step("veröffentlichen", "touch live", "rm -f live"));
        String said = shell(epic.work(), Map.of("LC_ALL", "C"), """
                for again in 1 2; do
                  %s 2>>log >answer-$again
                  echo "ended with $?: $(sed -n 's/.*"type":"outcome","result":"\\([a-z_]*\\)".*/\\1/p' answer-$again)"
                done
                LC_ALL=C %s
                """.formatted(
                program("run -C ../consensus --json --log=info"), program("preview -C ../consensus --variable=A=ä")));
        assertThat(said)
                .startsWith("ended with 0: deployed\nended with 10: refused\n'--variable=A=")
                .contains("has characters that were lost on the way", "set LC_ALL=C.UTF-8")
                .endsWith("exit code 2");
        assertThat(Answers.read(epic.read("work/answer-1")).toString())
                .as("UTF-8, whatever the locale")
                .contains("veröffentlichen");
        assertThat(epic.work().resolve("log"))
                .content()
                .contains("deploy step 1 of 1 'veröffentlichen'")
                .containsPattern("INFO (run|step) - ")
                .doesNotContain("\u001b");
    }

    @MatricesOnly
    @FewerCases(every = 4)
    @ParameterizedTest
    @CsvSource({"'', true", "1, false"})
    void a_terminal_has_colours(String noColor, boolean coloured) throws Exception {
        requireScript();
        String said = shell(
                Epic.vetoed(root).work(),
                Map.of("NO_COLOR", noColor),
                "script -qec '" + program("run -C ../consensus") + "' /dev/null");
        assertThat(said).contains("VETOED").endsWith("exit code 12");
        assertThat(said.contains("\u001b[33mVETOED")).isEqualTo(coloured);
        assertThat(said.contains("\u001b")).isEqualTo(coloured);
    }

    @Test
    void a_person_at_a_terminal_is_asked() throws Exception {
        requireScript();
        Epic epic = Epic.ready(root);
        // The answer comes when it is asked for, and the terminal stays until the end.
        String said = shell(epic.work(), Map.of(), """
                mkfifo keys
                script -qefc '%s' typed <keys &
                exec 3>keys
                until grep -q 'Deploy this' typed 2>/dev/null; do sleep 0.1; done
                echo y >&3
                wait $!
                """.formatted(program("run -C ../consensus --ask")));
        assertThat(said)
                .contains("would deploy", "Deploy this? [y/N]", "DEPLOYED")
                .endsWith("exit code 0");
    }

    private static void requireScript() {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "script")));
        Assumptions.assumeTrue(isThere, "script of util-linux is not there: what a terminal shows was not tried");
    }

    /** What a build in the background ignores, its processes do, unless env of the GNU coreutils has them heed it. */
    private static List<String> heeding(String signal, int number) throws IOException, InterruptedException {
        List<String> heeding = List.of("env", "--default-signal=" + signal);
        List<String> tried = new ArrayList<>(heeding);
        tried.add("true");
        boolean isKnown = new ProcessBuilder(tried)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        if (!isKnown) {
            requireHeeded(signal, number);
        }
        return isKnown ? heeding : List.of();
    }

    private static void requireHeeded(String signal, int number) throws IOException {
        Path status = Path.of("/proc/self/status");
        String ignored = !Files.isReadable(status)
                ? "0"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("0");
        boolean isIgnored = ((Long.parseUnsignedLong(ignored, 16) >>> (number - 1)) & 1) == 1;
        Assumptions.assumeFalse(isIgnored, "this build ignores SIG" + signal + ": what it ends was not tried");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_signal_ends_its_step_and_leaves_the_rest_to_the_next_run(String signal, int code) throws Exception {
        Epic epic = Epic.waiting(root);
        Path log = root.resolve("log");
        List<String> command = new ArrayList<>(heeding(signal, code - 128));
        command.addAll(Epic.java("-jar", JAR.toString()));
        command.addAll(epic.arguments("run"));
        Process agent = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Epic.await(() -> Files.exists(epic.work().resolve("begun")));
        new ProcessBuilder("kill", "-s", signal, Long.toString(agent.pid()))
                .start()
                .waitFor();
        Epic.awaitEnd(agent);

        assertThat(agent.exitValue()).as(Files.readString(log)).isEqualTo(code);
        assertThat(log).content().contains("STOPPED: the step that runs is ended, and nothing is undone now");
        assertThat(epic.work().resolve("undone")).doesNotExist();
        assertThat(epic.call("status").out()).contains("unfinished (dead): ");
        assertThat(epic.call("run").code()).isEqualTo(14);
        assertThat(epic.work().resolve("undone")).exists();
    }

    @InEveryBuild
    @Test
    void the_two_lines_of_the_readme_deploy_an_epic() throws Exception {
        List<String> lines = shown(PROJECT.resolve("README.md"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("mvn -q package -DskipTests -pl examples/cli -am");
        assertThat(lines.get(1)).contains("/tmp/epic");

        String elsewhere = lines.get(1)
                .replace("/tmp/epic", root.resolve("epic").toString())
                .replace("examples/", PROJECT.resolve("examples") + "/");
        String said = shell(root, Map.of(), elsewhere);
        assertThat(said).contains("DEPLOYED: DEP-001 of EP-HELLO-001").endsWith("exit code 0");
        assertThat(root.resolve("target/site/hello.txt")).exists();
    }

    @Test
    void an_epic_that_is_made_by_hand_as_the_page_shows_is_deployed() throws Exception {
        String script = String.join("\n", shown(PROJECT.resolve("docs/command-line.md")));

        String said = shell(root, Map.of(), script.replace("../devops-agent.jar", JAR.toString()));
        assertThat(said)
                .contains("would deploy", "DEPLOYED: DEP-001 of EP-SHOP-001")
                .endsWith("exit code 0");
    }

    /** The lines of the first block for a shell that starts the jar. */
    private static List<String> shown(Path page) throws IOException {
        Matcher block = SHELL.matcher(Files.readString(page));
        return block.results()
                .map(found -> found.group(1))
                .filter(text -> text.contains("devops-agent.jar "))
                .findFirst()
                .orElseThrow()
                .lines()
                .toList();
    }
}
