package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.contract.MatricesOnly;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hosts have on their class path, and who looks for executors there. */
class HostClassPathTest {

    /** The jars that a host's dependency management puts in the place of this library's own. */
    enum Host {
        OLDEST("jackson-core-3.0.2 jackson-databind-3.0.2 httpcore5-5.1.5 slf4j-api-1.7.36"),
        SPRING_BOOT_3_2("jackson-annotations-2.15.4 httpcore5-5.2.5"),
        SPRING_BOOT_3_5("jackson-annotations-2.21 httpcore5-5.3.6"),
        SPRING_BOOT_4_0("jackson-annotations-2.20 jackson-core-3.0.2 jackson-databind-3.0.2 httpcore5-5.3.6"),
        MICRONAUT_4("jackson-annotations-2.15.4"),
        QUARKUS_3("jackson-annotations-2.22 httpcore5-5.4.3"),
        NEWEST("jackson-core-3.2.4 jackson-databind-3.2.4");

        private final List<String> jars;

        Host(String jars) {
            this.jars = List.of(jars.split(" "));
        }

        /** Without annotations unless the host has some: the agent needs none. */
        private String classPath() {
            Stream<String> own = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.contains("jackson-annotations") && !entry.contains("slf4j-simple"))
                    .filter(entry -> jars.stream().noneMatch(jar -> entry.contains(artifact(jar))));
            return Stream.concat(
                            jars.stream().map(jar -> Path.of("target/hosts", jar + ".jar")
                                    .toAbsolutePath()
                                    .toString()),
                            own)
                    .collect(joining(File.pathSeparator));
        }

        private static String artifact(String jar) {
            return File.separator + jar.replaceFirst("-[0-9.]+$", "-");
        }
    }

    @TempDir
    Path root = Path.of(".");

    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"queue\": 3}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private DeploymentSite site() throws IOException {
        String url = "http://localhost:" + server.getAddress().getPort() + "/";
        return DeploymentSite.of(root, """
                "deployment_steps": [ {"run": "true"} ],
                "rollback_plan": {"run": "true"},
                "monitoring": {"duration": "0s", "period": "1s", "metrics": [
                  {"name": "queue", "http": "%s", "json": "/queue", "at_most": 5, "timeout": "2m"} ]}
                """.formatted(url));
    }

    /** The first by default, all with {@code -Pmatrices}. */
    static Stream<Host> hosts() {
        return Stream.of(Host.values()).limit(Integer.getInteger("matrix.every", 1) == 1 ? Long.MAX_VALUE : 1);
    }

    @MatricesOnly
    @Tag("matrix")
    @ParameterizedTest
    @MethodSource("hosts")
    void it_deploys_with_the_jars_of(Host host) throws Exception {
        assertThat(deployedBy(host)).contains("outcome: Deployed");
    }

    private String deployedBy(Host host) throws Exception {
        DeploymentSite site = site();
        Path log = root.resolve("log");
        KillableRun.awaitEnd(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        host.classPath(),
                        ConfiguredAgent.class.getName(),
                        site.consensus().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        return Files.readString(log);
    }

    /** As a thread of a common pool has it, whose class loader does not see what lies in a fat jar. */
    @Test
    void the_executors_are_found_from_a_thread_whose_class_loader_does_not_see_them() throws IOException {
        assertThat(previewSeenBy(ClassLoader.getPlatformClassLoader())).startsWith("would deploy");
        assertThat(previewSeenBy(null)).startsWith("would deploy");
    }

    /** As in a container that has the library for all, and once more in the application. */
    @Test
    void another_copy_of_the_library_in_the_callers_class_loader_is_not_asked() throws IOException {
        URL[] all = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> url(Path.of(entry)))
                .toArray(URL[]::new);
        try (URLClassLoader copy = new URLClassLoader(all, ClassLoader.getPlatformClassLoader())) {
            assertThat(previewSeenBy(copy)).startsWith("would deploy");
        }
    }

    private String previewSeenBy(@Nullable ClassLoader loader) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return DevOpsAgent.builder()
                    .consensus(site().consensus())
                    .workingDirectory(root)
                    .build()
                    .preview()
                    .toString();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
