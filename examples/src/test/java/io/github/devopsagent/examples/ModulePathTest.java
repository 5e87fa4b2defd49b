package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.shell.ShellExecutors;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A host that is a module deploys, by the JDK's own runtime and by a linked one, as docs/hosts.md says. */
@MatricesOnly
class ModulePathTest {

    /** What the host's module needs beside this library's own. */
    private static final Pattern NEEDED = Pattern.compile(
            ".*[/\\\\](vavr|vavr-match|jackson-core|jackson-databind|jackson-annotations|slf4j-api|httpcore5)-[0-9].*\\.jar");

    @TempDir
    private Path directory;

    private Path host;

    @BeforeEach
    void aHostThatIsAModule() throws IOException {
        host = directory.resolve("host");
        Path module = Files.writeString(directory.resolve("module-info.java"), """
                module shop.deployer {
                    requires io.github.devopsagent;
                }
                """);
        Path main = Files.writeString(
                Files.createDirectories(directory.resolve("shop")).resolve("Main.java"), """
                package shop;

                import io.github.devopsagent.DevOpsAgent;
                import io.github.devopsagent.Outcome;
                import java.nio.file.Path;

                final class Main {
                    public static void main(String[] arguments) {
                        Outcome outcome = DevOpsAgent.builder()
                                .consensus(Path.of(arguments[0]))
                                .workingDirectory(Path.of(arguments[1]))
                                .run();
                        System.out.println(Main.class.getModule().isNamed() + " " + outcome);
                        System.exit(outcome.exitCode());
                    }
                }
                """);
        tool("javac", "-p", modules(), "-d", host.toString(), module.toString(), main.toString());
    }

    private static void tool(String name, String... arguments) {
        int code = ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments);
        assertThat(code).as(name + " " + String.join(" ", arguments)).isZero();
    }

    /** The jars, or directories of classes, of the library and of what it needs. */
    private static String modules() {
        Stream<String> own = Stream.of(DevOpsAgent.class, ExecutorProvider.class, ShellExecutors.class)
                .map(ModulePathTest::placeOf);
        Stream<String> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> NEEDED.matcher(entry).matches());
        return String.join(
                File.pathSeparator, Stream.concat(own, others).distinct().toList());
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private void deploysBy(Path java) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-p",
                        host + File.pathSeparator + modules(),
                        "-m",
                        "shop.deployer/shop.Main",
                        Shipped.copyOf("quickstart").toString(),
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        assertThat(log).content().contains("true DEPLOYED");
        assertThat(directory.resolve("target/site/hello.txt")).exists();
    }

    @Test
    void it_deploys_by_the_runtime_of_the_jdk() throws Exception {
        deploysBy(Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    @Test
    @EnabledIfSystemProperty(named = "matrix.every", matches = "1", disabledReason = "linked only with -Pmatrices")
    void it_deploys_by_a_runtime_that_is_linked_as_documented() throws Exception {
        assumeTrue(
                ToolProvider.findFirst("jlink").isPresent()
                        && Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods")),
                "NOT TRIED: this JDK has no jlink, or no jmods to link");
        Path runtime = directory.resolve("runtime");
        List<String> arguments = new ArrayList<>(documentedLink());
        arguments.addAll(List.of("--output", runtime.toString()));
        tool("jlink", arguments.toArray(String[]::new));
        deploysBy(runtime.resolve("bin/java"));
    }

    /** What docs/hosts.md has before the place of the runtime. */
    private static List<String> documentedLink() throws IOException {
        Path docs = Path.of("docs/hosts.md");
        String text = Files.readString(Files.exists(docs) ? docs : Path.of("..").resolve(docs));
        String line = text.lines()
                .filter(each -> each.startsWith("jlink "))
                .findFirst()
                .orElseThrow();
        return List.of(
                line.substring("jlink ".length(), line.indexOf(" --output")).split(" "));
    }
}
