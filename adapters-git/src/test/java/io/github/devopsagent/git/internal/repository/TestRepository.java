package io.github.devopsagent.git.internal.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A real repository, made by the git command line, which sees nobody's configuration. */
public record TestRepository(Path path) {

    /** Made when it is asked for: other processes use this class, too. */
    private static final class FirstCommit {
        static final RepositoryTemplate TEMPLATE = new RepositoryTemplate(directory ->
                empty(directory).write("a.txt", "one").write("dir/b.txt", "one").commitAll("first"));
    }

    /** One commit on main with {@code a.txt} ("one") and {@code dir/b.txt} ("one"). */
    public static TestRepository in(Path directory) {
        FirstCommit.TEMPLATE.copyTo(directory);
        return new TestRepository(directory);
    }

    public static TestRepository empty(Path directory, String... options) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestRepository repo = new TestRepository(directory);
        List<String> init = new ArrayList<>(List.of("init", "-q", "-b", "main"));
        init.addAll(List.of(options));
        repo.git(init.toArray(String[]::new));
        return repo;
    }

    /** Standard output, trimmed at its end; a failing command fails the test. */
    public String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(path, command);
    }

    /** For a command that ends with an error on purpose, such as a merge with conflicts. */
    public void failingGit(String... arguments) {
        try {
            git(arguments);
        } catch (AssertionError expected) {
            return;
        }
        throw new AssertionError("git " + String.join(" ", arguments) + " did not fail");
    }

    /** What a person does who pastes the command into a shell that is somewhere else. */
    public static String paste(Path somewhere, String command) {
        return run(somewhere, List.of("sh", "-c", command));
    }

    private static String run(Path directory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "HOME", directory.toString(),
                        "GIT_AUTHOR_NAME", "Ann",
                        "GIT_AUTHOR_EMAIL", "ann@example.org",
                        "GIT_COMMITTER_NAME", "Ann",
                        "GIT_COMMITTER_EMAIL", "ann@example.org",
                        "GIT_EDITOR", "true"));
        // Tests need no crash safety of git's own, and it is most of their time. Nor is there anything to tidy up in
        // the
        // background, which goes on in a directory that the test has ended with.
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_COUNT", "3",
                        "GIT_CONFIG_KEY_0", "core.fsync",
                        "GIT_CONFIG_VALUE_0", "none",
                        "GIT_CONFIG_KEY_1", "maintenance.auto",
                        "GIT_CONFIG_VALUE_1", "false",
                        "GIT_CONFIG_KEY_2", "gc.auto",
                        "GIT_CONFIG_VALUE_2", "0"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + output);
            }
            return output.stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts another object under an id, as anybody can who writes files. */
    public void replaceObject(String id, String by) {
        try {
            Path to = object(id);
            Files.deleteIfExists(to);
            Files.copy(object(by), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a file, of which the index then says that it is unchanged, with its size and times. */
    public void hideInIndex(String file, String text) {
        write(file, text).git("add", file);
        git("update-index", "--refresh");
        try {
            Path index = path.resolve(".git/index");
            byte[] forged = new String(Files.readAllBytes(index), ISO_8859_1)
                    .replace(bytes(git("rev-parse", ":" + file)), bytes(git("rev-parse", "HEAD:" + file)))
                    .getBytes(ISO_8859_1);
            byte[] body = Arrays.copyOf(forged, forged.length - 20);
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(body);
            System.arraycopy(sum, 0, forged, body.length, 20);
            Files.write(index, forged);
            // Git looks into files that were changed when it wrote the index.
            Files.setLastModifiedTime(index, FileTime.from(Instant.now().plusSeconds(5)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String bytes(String id) {
        return new String(HexFormat.of().parseHex(id), ISO_8859_1);
    }

    private Path object(String id) {
        return path.resolve(".git/objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
    }

    public TestRepository write(String file, String text) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestRepository delete(String file) {
        try {
            Files.delete(path.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestRepository executable(String file, boolean executable) {
        if (!path.resolve(file).toFile().setExecutable(executable)) {
            throw new AssertionError("the mode of " + file + " did not change");
        }
        return this;
    }

    /** The file's content, or a word that no test writes if there is none. */
    public String read(String file) {
        try {
            Path target = path.resolve(file);
            return Files.exists(target) ? Files.readString(target) : "(missing)";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds another repository below this one, without a commit. */
    public TestRepository addSubmodule(TestRepository library, String name) {
        git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                library.path().toString(),
                name);
        return this;
    }

    /** The new commit's id. */
    public String commitAll(String message) {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return head();
    }

    /** As people are told of a commit. */
    public static String shortId(String commit) {
        return commit.substring(0, 10);
    }

    public String head() {
        return git("rev-parse", "HEAD");
    }

    public String branch() {
        return git("branch", "--show-current");
    }

    /** Of tracked and untracked files; empty if nothing differs from HEAD. */
    public String status() {
        return git("status", "--porcelain", "--untracked-files=all");
    }

    public static ExecutionContext deployment(String epic, String id) {
        return new ExecutionContext(epic, id, "production", Path.of("/"), Map.of());
    }

    public static ExecutionContext deployment() {
        return deployment("EP-1", "DEP-001");
    }

    /** Whose run remembers nothing. */
    public static StepRequest request(ExecutionContext context) {
        return request(context, new Forgetful());
    }

    /** Of a run that has its files there. */
    public static StepRequest request(ExecutionContext context, Scratch scratch) {
        return new StepRequest(
                "rollback point",
                Stage.BACKUP,
                Input.none(),
                context,
                Duration.ofMinutes(5),
                new Attempt("run-" + UUID.randomUUID(), 1, scratch),
                (bytes, offset, length) -> {});
    }

    public static StepRequest request() {
        return request(deployment());
    }

    private record Forgetful() implements Scratch {

        @Override
        public Path directory() {
            return Path.of("/nonexistent");
        }

        @Override
        public void create(String name, byte[] content) {}

        @Override
        public void delete(String name) {}
    }
}
