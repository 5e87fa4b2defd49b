package io.github.devopsagent.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.contract.FewerCases;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Searches for processes, each executed by every shell that is there, with the service and without it: what they then end with is
 * what is expected here. In the file NAME is that of the service, and HIDDEN the same with brackets around its first letter.
 */
class ProcessSearchInShellsTest {

    private static final List<List<String>> SHELLS = List.of(
            List.of("/bin/sh"),
            List.of("dash"),
            List.of("bash"),
            List.of("busybox", "sh"),
            List.of("mksh"),
            List.of("zsh"));

    /** A search may look before the shell has become what it searches for. */
    private static final int MOST_TRIES = 50;

    @TempDir
    private Path directory;

    static Stream<String> searches() throws IOException {
        try (InputStream stream =
                ProcessSearchInShellsTest.class.getResourceAsStream("/exit-codes/process-searches.txt")) {
            return new String(stream.readAllBytes(), UTF_8).lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    @FewerCases(every = 12)
    void a_search_is_refused_if_it_succeeds_without_the_service_and_let_if_it_tells(String search) throws Exception {
        judge(search, Files.createDirectories(directory.resolve("run")));
    }

    @ParameterizedTest
    @MethodSource("searches")
    @FewerCases(every = 25)
    void so_it_is_where_the_script_lies_below_a_directory_of_that_name(String search) throws Exception {
        judge(search, Files.createDirectories(directory.resolve("for").resolve(name())));
    }

    private final String name =
            "w" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    private String name() {
        return name;
    }

    private void judge(String search, Path place) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")) && !shells().isEmpty());
        String command = search.replace("NAME", name).replace("HIDDEN", "[w]" + name.substring(1));
        Path script = Files.writeString(place.resolve("DEP-1"), command + "\n");
        List<List<String>> healthyWithout = succeeding(script);
        List<List<String>> healthyWith = withService(() -> succeeding(script));
        boolean isRefused =
                VainCommand.asCheck(command, List.of("/bin/sh " + script)).isPresent();

        for (int i = 0; isRefused && healthyWithout.isEmpty() && i < MOST_TRIES; i++) {
            healthyWithout = succeeding(script);
        }

        if (!healthyWithout.isEmpty()) {
            assertThat(isRefused)
                    .as("%s succeeds without the service in %s", search, healthyWithout)
                    .isTrue();
        } else if (!healthyWith.isEmpty()) {
            assertThat(isRefused)
                    .as("%s succeeds with the service in %s, and in no shell without it", search, healthyWith)
                    .isFalse();
        }
    }

    /** The shells in which a script succeeds. */
    private static List<List<String>> succeeding(Path script) throws IOException, InterruptedException {
        List<List<String>> found = new ArrayList<>();
        for (List<String> shell : shells()) {
            List<String> words = new ArrayList<>(shell);
            words.add(script.toString());
            if (ended(words) == 0) {
                found.add(shell);
            }
        }
        return found;
    }

    private static List<List<String>> shells() {
        return SHELLS.stream()
                .filter(shell -> Stream.of("/bin", "/usr/bin")
                        .anyMatch(path -> Files.isExecutable(Path.of(path).resolve(shell.get(0)))))
                .toList();
    }

    private static int ended(List<String> words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** What runs as long as its input is open, under the name that is searched for. */
    private <T> T withService(java.util.concurrent.Callable<T> question) throws Exception {
        Path program = Files.copy(Path.of("/bin/cat").toRealPath(), directory.resolve(name));
        Process service = new ProcessBuilder(program.toString())
                .redirectOutput(Redirect.DISCARD)
                .start();
        try {
            service.outputWriter().write("\n");
            return question.call();
        } finally {
            service.outputWriter().close();
            service.waitFor();
        }
    }
}
