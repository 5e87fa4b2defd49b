package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The command that starts an agent in another Java process with the class path of this one. Its classes come from an
 * archive that the first such command makes, from which a process loads them in half of the time.
 */
final class JavaCommand {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> QUICK_TO_BEGIN =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable", "-Xmx64m");

    private JavaCommand() {}

    /** The command, to which more arguments may be added. */
    static List<String> of(Class<?> main, String... arguments) {
        return command(Archive.SHARED.classPath, "-XX:SharedArchiveFile=" + Archive.SHARED.file, main, arguments);
    }

    private static List<String> command(String classPath, String sharing, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(QUICK_TO_BEGIN);
        command.addAll(List.of(sharing, "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The classes that a deployment needs. A JVM archives none of a class path with directories: these become jars. */
    private static final class Archive {

        static final Archive SHARED = new Archive();

        final Path file;
        final String classPath;

        private Archive() {
            try {
                Path directory = Files.createTempDirectory("classes");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
                classPath = ofJars(directory);
                file = directory.resolve("classes.jsa");
                DeploymentSite site = DeploymentSite.of(
                        directory.resolve("site"),
                        "\"deployment_steps\": [ {\"run\": \"true\"} ]," + " \"rollback_plan\": {\"run\": \"true\"}");
                Path log = directory.resolve("log");
                KillableRun.awaitEnd(new ProcessBuilder(command(
                                classPath,
                                "-XX:ArchiveClassesAtExit=" + file,
                                ConfiguredAgent.class,
                                site.consensus().toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
                assertThat(Files.readString(log)).contains("outcome: Deployed");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static String ofJars(Path directory) throws IOException {
            List<String> jars = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (Files.isDirectory(Path.of(entry))) {
                    Path jar = directory.resolve(jars.size() + ".jar");
                    ToolProvider.findFirst("jar")
                            .orElseThrow()
                            .run(System.out, System.err, "-c0Mf", jar.toString(), "-C", entry, ".");
                    jars.add(jar.toString());
                } else {
                    jars.add(entry);
                }
            }
            return String.join(File.pathSeparator, jars);
        }

        private static void delete(Path directory) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
