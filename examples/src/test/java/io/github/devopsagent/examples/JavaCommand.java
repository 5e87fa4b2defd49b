package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The command that starts an agent in another Java process with the class path of this one. Its classes come from an
 * archive that the first such command of a build makes, from which a process loads them in half of the time.
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

    /**
     * The classes that a deployment needs. A JVM archives none of a class path with directories: these become jars. Of the
     * JVMs that test, the first makes it, and the others use it as long as no class is newer.
     */
    private static final class Archive {

        private static final Path PLACE = Path.of("target/class-archive").toAbsolutePath();

        static final Archive SHARED = new Archive();

        final Path file;
        final String classPath;

        private Archive() {
            try {
                Files.createDirectories(PLACE);
                try (FileChannel lock = FileChannel.open(
                                PLACE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = lock.lock()) {
                    assertThat(held.isValid()).isTrue();
                    Path made = PLACE.resolve("made");
                    if (!isUpToDate(made)) {
                        deleteEarlier();
                        Files.writeString(made, make(Files.createTempDirectory(PLACE, "classes")));
                    }
                    List<String> lines = Files.readAllLines(made);
                    file = Path.of(lines.get(0));
                    classPath = lines.get(1);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static boolean isUpToDate(Path made) throws IOException {
            if (!Files.exists(made) || !Files.readString(made).endsWith("\n" + ownClassPath() + "\n")) {
                return false;
            }
            FileTime since = Files.getLastModifiedTime(made);
            for (String entry : ownClassPath().split(File.pathSeparator, -1)) {
                if (Files.exists(Path.of(entry)) && isChanged(Path.of(entry), since)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isChanged(Path entry, FileTime since) throws IOException {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path each : files.toList()) {
                    if (Files.getLastModifiedTime(each).compareTo(since) > 0) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static String ownClassPath() {
            return System.getProperty("java.class.path");
        }

        private static void deleteEarlier() throws IOException {
            try (Stream<Path> all = Files.walk(PLACE)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    if (!each.equals(PLACE) && !each.equals(PLACE.resolve("lock"))) {
                        Files.delete(each);
                    }
                }
            }
        }

        /** Three lines: the archive, the class path for which it is, and that from which it was made. */
        private static String make(Path directory) throws IOException, InterruptedException {
            String classPath = ofJars(directory);
            Path file = directory.resolve("classes.jsa");
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
            return file + "\n" + classPath + "\n" + ownClassPath() + "\n";
        }

        private static String ofJars(Path directory) throws IOException {
            List<String> jars = new ArrayList<>();
            for (String entry : ownClassPath().split(File.pathSeparator, -1)) {
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
    }
}
