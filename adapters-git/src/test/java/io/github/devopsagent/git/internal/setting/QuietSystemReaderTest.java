package io.github.devopsagent.git.internal.setting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.GitExecutors;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's home and the machine, seen from a JVM of its own: what it does at its start it does only once. */
@FewerCases(every = 8)
class QuietSystemReaderTest {

    @TempDir
    Path directory;

    @Test
    void is_read_but_stays_as_it_was_and_no_git_process_is_started() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path config = Files.writeString(home.resolve(".gitconfig"), "[core]\n\tautocrlf = true\n");
        Path trap = directory.resolve("git-was-started");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path git = Files.writeString(bin.resolve("git"), "#!/bin/sh\ntouch " + trap + "\n");
        assertThat(git.toFile().setExecutable(true)).isTrue();
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        repo.write("a.txt", "one\r\n").git("-c", "core.autocrlf=true", "commit", "-q", "-a", "-m", "second");

        String output =
                inJvm(home, bin, Map.of(), CreateAndRestore.class, repo.path().toString());

        assertThat(output).contains("recorded").contains("restored");
        assertThat(repo.read("a.txt")).isEqualTo("one\r\n");
        assertThat(filesIn(home)).containsExactly(config);
        assertThat(trap).doesNotExist();
    }

    @Test
    void may_be_missing() throws Exception {
        Path home = directory.resolve("missing");

        assertWorksQuietly(home);

        assertThat(home).doesNotExist();
    }

    @Test
    void may_be_where_nothing_can_be_written() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertWorksQuietly(file.resolve("home"));
    }

    @Test
    void may_be_read_only() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        assertThat(home.toFile().setReadOnly()).isTrue();

        assertWorksQuietly(home);

        assertThat(filesIn(home)).isEmpty();
    }

    @Test
    void is_not_asked_if_the_environment_names_other_files() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), "[core]\n\tautocrlf = false\n[user]\n\tname = Nobody\n");
        Path user = Files.writeString(directory.resolve("user"), "[core]\n\tautocrlf = true\n");
        Path system = Files.writeString(directory.resolve("system"), "[core]\n\tautocrlf = input\n");

        String output = inJvm(
                home,
                Files.createDirectory(directory.resolve("bin")),
                Map.of("GIT_CONFIG_GLOBAL", user.toString(), "GIT_CONFIG_SYSTEM", system.toString()),
                ShowConfiguration.class,
                TestRepository.in(directory.resolve("app")).path().toString());

        assertThat(output.lines()).containsExactly("core.autocrlf: input, true", "user.name: ");
    }

    @Test
    void times_of_files_are_not_measured() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path repository = TestRepository.in(directory.resolve("app")).path();
        Path bin = Files.createDirectory(directory.resolve("bin"));

        assertThat(inJvm(home, bin, Map.of(), ShowTimes.class, repository.toString()))
                .isEqualTo("PT2S PT2S\n");
    }

    @Test
    void nothing_is_logged_of_times_of_files_whichever_step_is_the_first() throws Exception {
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        repo.git("tag", "v1");
        repo.write("a.txt", "two").commitAll("second");
        Path bin = Files.createDirectory(directory.resolve("bin"));

        String output = inJvm(
                directory.resolve("missing"),
                bin,
                Map.of(),
                CheckOut.class,
                repo.path().toString(),
                directory.toString());

        assertThat(output.lines())
                .as("all that the class logs that measures them")
                .hasSize(1);
        assertThat(output).startsWith("checked out ");
    }

    private void assertWorksQuietly(Path home) throws Exception {
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        Path bin = Files.createDirectory(directory.resolve("bin"));

        String output =
                inJvm(home, bin, Map.of(), CreateAndRestore.class, repo.path().toString());

        assertThat(output.lines()).hasSize(2);
        assertThat(output).startsWith("recorded").contains("\nrestored");
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void is_seen_through_the_hosts_own_reader_if_it_has_set_one() {
        SystemReader before = SystemReader.getInstance();
        SystemReader own = new SystemReader.Delegate(before) {};
        try {
            SystemReader.setInstance(own);
            GitAdapter.of(directory).rollbackPoint();

            assertThat(SystemReader.getInstance()).isSameAs(own);
        } finally {
            SystemReader.setInstance(before);
        }
    }

    private static String inJvm(
            Path home, Path bin, Map<String, String> environment, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("XDG_"));
        builder.environment()
                .putAll(Map.of("HOME", home.toString(), "PATH", bin + File.pathSeparator + System.getenv("PATH")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static List<Path> filesIn(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> !file.equals(home)).toList();
        }
    }

    /** A host that creates a point, changes a file, and goes back. */
    static final class CreateAndRestore {

        private CreateAndRestore() {}

        public static void main(String[] arguments) throws Exception {
            Path repository = Path.of(arguments[0]);
            RollbackPoint point = GitAdapter.of(repository).rollbackPoint();
            StepResult created = point.create(TestRepository.request());
            Files.writeString(repository.resolve("a.txt"), "changed");
            StepResult restored = point.restore(TestRepository.request());
            System.out.println(created.reason() + "\n" + restored.reason());
        }
    }

    /** A host that checks out a tag, with executors that it has found, and logs all that JGit says of the file system. */
    static final class CheckOut {

        private CheckOut() {}

        public static void main(String[] arguments) throws Exception {
            System.setProperty("org.slf4j.simpleLogger.log." + FS.class.getName(), "trace");
            FS.FileStoreAttributes.setBackground(false);
            ExecutionContext context = TestRepository.deployment().withWorkingDirectory(Path.of(arguments[0]));
            StepExecutor checkout =
                    Objects.requireNonNull(new GitExecutors().executors().get("git/checkout"));
            Input input = Input.of("ref", "v1");
            checkout.check(input, context).ifPresent(System.out::println);
            StepRequest request = new StepRequest(
                    "the step",
                    Stage.DEPLOY,
                    input,
                    context,
                    Duration.ofMinutes(5),
                    new Attempt("run-" + UUID.randomUUID(), 1, new DirectoryScratch(Path.of(arguments[1]))),
                    (bytes, offset, length) -> {});
            System.out.println(checkout.execute(request).reason());
        }
    }

    /** A host that waits until JGit has found out how fine the times of files are. */
    static final class ShowTimes {

        private ShowTimes() {}

        public static void main(String[] arguments) {
            FS.FileStoreAttributes.setBackground(false);
            QuietSystemReader.install();
            FS.FileStoreAttributes times = FS.FileStoreAttributes.get(Path.of(arguments[0]));
            System.out.println(times.getFsTimestampResolution() + " " + times.getMinimalRacyInterval());
        }
    }

    /** A host that opens the repository, and prints what it reads of the configuration. */
    static final class ShowConfiguration {

        private ShowConfiguration() {}

        public static void main(String[] arguments) throws Exception {
            try (OpenWorkTree tree = OpenWorkTree.open(new WorkTreeLocation(Path.of(arguments[0]), List.of()))) {
                var config = tree.repository().getConfig();
                System.out.println(
                        "core.autocrlf: " + String.join(", ", config.getStringList("core", null, "autocrlf")));
                System.out.println("user.name: " + String.join(", ", config.getStringList("user", null, "name")));
            }
        }
    }
}
