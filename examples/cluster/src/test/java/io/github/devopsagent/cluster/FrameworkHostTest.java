package io.github.devopsagent.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The services of {@code examples/hosts}: each is built as its framework's users build it, with the versions that the framework
 * manages, started from what that makes, and asked over HTTP.
 */
@Tag(MatrixCells.TAG)
@EnabledIfSystemProperty(
        named = "maven.home",
        matches = ".+",
        disabledReason = "frameworks are fetched in the profile matrices: none was tried")
class FrameworkHostTest {

    /** What a host's build gets of this library, in jars that are not of an earlier build. */
    private static final List<Class<?>> LIBRARY =
            List.of(StepExecutor.class, DevOpsAgent.class, ShellExecutors.class, GitAdapter.class);

    private static final String BUILT = "0.1.0-SNAPSHOT";

    /** Nobody else's, so that what is tried is not what another build has left in the local repository. */
    private static final String VERSION =
            "0.1.0-" + UUID.randomUUID().toString().substring(0, 8);

    private static final Pattern UNREACHABLE = Pattern.compile("Could not transfer artifact|in offline mode");
    private static final Pattern PORT = Pattern.compile("(?:started on port |http://127\\.0\\.0\\.1:)(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What starts it, and which port it is told to take: any that is free. */
    enum Framework {
        SPRING_BOOT_3("deployer.jar", "server.port=0"),
        MICRONAUT_4("deployer.jar", "micronaut.server.port=-1"),
        QUARKUS_3("quarkus-app/quarkus-run.jar", "quarkus.http.port=0");

        private final String jar;
        private final String port;

        Framework(String jar, String port) {
            this.jar = jar;
            this.port = port;
        }

        private Path source() {
            return Path.of("../hosts", name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private static final List<Path> INSTALLED = new ArrayList<>();

    @TempDir
    private Path temporary;

    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<Process> service = Optional.empty();

    @BeforeAll
    static void install() throws IOException {
        for (Class<?> each : LIBRARY) {
            Path jar = ModulesTest.home(each);
            assumeTrue(Files.isRegularFile(jar), "NO FRAMEWORK WAS TRIED: the build stopped before packaging");
            String artifact = String.valueOf(jar.getFileName()).replace("-" + BUILT + ".jar", "");
            Path place = Path.of(System.getProperty("localRepository"), "io/github/devopsagent", artifact, VERSION);
            INSTALLED.add(Files.createDirectories(place));
            Files.copy(jar, place.resolve(artifact + "-" + VERSION + ".jar"));
            String pom = Files.readString(jar.resolveSibling("../.flattened-pom.xml"));
            Files.writeString(place.resolve(artifact + "-" + VERSION + ".pom"), pom.replace(BUILT, VERSION));
        }
    }

    @AfterAll
    static void uninstall() throws IOException {
        for (Path place : INSTALLED) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(place);
        }
    }

    @AfterEach
    void stopService() {
        service.ifPresent(Process::destroyForcibly);
    }

    @ParameterizedTest
    @EnumSource
    void an_epic_is_deployed_and_the_next_one_rolled_back_by_a_service_of(Framework framework) throws Exception {
        Path jar = build(framework);
        Path shop = Files.createDirectory(temporary.resolve("shop"));
        try (Git git = Git.init().setDirectory(shop.toFile()).call()) {
            PersonIdent person = new PersonIdent("A Person", "person@example.org");
            git.commit()
                    .setMessage("a shop")
                    .setAuthor(person)
                    .setCommitter(person)
                    .setSign(false)
                    .call();
            start(framework, jar, shop);

            epic("EP-1", "live-1");
            assertThat(get("/preview")).startsWith("{\"type\":\"preview\",\"next\":\"deploy\",\"would_deploy\":true,");
            assertThat(post("/deployments"))
                    .startsWith("{\"type\":\"outcome\",\"result\":\"deployed\",\"exit_code\":0,")
                    .contains("\"version\":\"" + BUILT + "\"");
            assertThat(shop.resolve("live")).hasContent("live-1");

            epic("EP-2", "live-2");
            assertThat(post("/deployments"))
                    .startsWith("{\"type\":\"outcome\",\"result\":\"rolled_back\",\"exit_code\":14,");
            assertThat(shop.resolve("live")).hasContent("live-1");
            assertThat(git.tagList().call()).extracting(Ref::getName).containsExactly("refs/tags/live-1");
        }
        assertThat(get("/deployments"))
                .startsWith("{\"type\":\"history\",\"epic_id\":\"EP-2\",")
                .contains("\"deployment_id\":\"DEP-002\"", "\"status\":\"rolled_back\"");
        assertThat(Files.readString(log(), UTF_8)).contains("io.github.devopsagent.run", "DEP-002 of EP-2");
    }

    private Path build(Framework framework) throws IOException, InterruptedException {
        Path project = temporary.resolve("project");
        try (Stream<Path> files = Files.walk(framework.source())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        project.resolve(framework.source().relativize(file).toString()));
            }
        }
        ProcessBuilder maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-q",
                        "-Dstyle.color=never",
                        "-Dmaven.repo.local=" + System.getProperty("localRepository"),
                        "-Ddevops-agent.version=" + VERSION,
                        "package")
                .directory(project.toFile())
                .redirectErrorStream(true);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process build = maven.start();
        String said = new String(build.getInputStream().readAllBytes(), UTF_8);
        if (build.waitFor() != 0) {
            assumeFalse(UNREACHABLE.matcher(said).find(), framework + " WAS NOT TRIED: " + said);
        }
        assertThat(build.exitValue()).as(said).isZero();
        return project.resolve("target").resolve(framework.jar);
    }

    /** With a common pool of two threads, which do not see what is in a fat jar: of fewer processors none would be made. */
    private void start(Framework framework, Path jar, Path shop) throws IOException {
        service = Optional.of(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                        "-D" + framework.port,
                        "-Ddeployer.consensus=" + consensus(),
                        "-jar",
                        jar.toString())
                .directory(shop.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start());
    }

    /** Healthy is the first version alone, so that another one is rolled back. */
    private void epic(String id, String version) throws IOException {
        Path epic =
                ConsensusBuilder.ofPlan("""
                        {"epic_id": "%1$s",
                         "deployment_steps": [
                           {"name": "publish", "run": "printf %2$s > live", "rollback": {"run": "printf live-1 > live"}},
                           {"name": "tag", "uses": "git/tag", "with": {"name": "%2$s"}} ],
                         "health_checks": [
                           {"name": "service", "http": "%3$s/deployments", "timeout": "2m"},
                           {"name": "version", "run": "grep -qx live-1 live"} ],
                         "monitoring": {"duration": "0s"}}
                        """.formatted(id, version, address())).in(temporary.resolve(id));
        for (String file : List.of("artifacts/plan.json", "artifacts/test_results.json", "status.json")) {
            Path place = consensus().resolve(file);
            Files.createDirectories(place.resolveSibling(""));
            Files.copy(epic.resolve(file), place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path consensus() {
        return temporary.resolve("consensus");
    }

    private Path log() {
        return temporary.resolve("service.log");
    }

    private String address() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String said = Files.readString(log(), UTF_8);
            Matcher matcher = PORT.matcher(said);
            if (matcher.find()) {
                return "http://127.0.0.1:" + matcher.group(1);
            }
            assertThat(System.nanoTime() - end)
                    .as("the service does not start: " + said)
                    .isNegative();
            assertThat(service).as(said).get().matches(Process::isAlive, "is alive");
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(URI.create(address() + path)));
    }

    private String post(String path) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(URI.create(address() + path)).POST(BodyPublishers.noBody()));
    }

    private String json(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("application/json");
        return answer.body();
    }
}
