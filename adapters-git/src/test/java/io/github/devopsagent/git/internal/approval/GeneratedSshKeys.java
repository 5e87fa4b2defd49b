package io.github.devopsagent.git.internal.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** Real keys, made by ssh-keygen, and commits that git signs with them. */
record GeneratedSshKeys(Path directory) {

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    /** The test says that it did not run where there is no ssh-keygen. */
    static GeneratedSshKeys in(Path directory) throws IOException {
        requireInstalled("ssh-keygen", "signatures of SSH");
        return new GeneratedSshKeys(Files.createDirectories(directory));
    }

    /** Says once, where people see it, what was not tried. */
    static void requireInstalled(String program, String what) {
        if (!isInstalled(program) && TOLD.add(program)) {
            System.err.println("The tests of " + what + " did not run: " + program + " is not installed");
        }
        Assumptions.assumeTrue(isInstalled(program), program + " is not installed");
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    GeneratedSshKeys make(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-f", name, "-C", name));
        command.addAll(options.length == 0 ? List.of("-t", "ed25519") : List.of(options));
        run(directory, Map.of(), command);
        return this;
    }

    /** Makes {@code <name>-cert.pub}. */
    GeneratedSshKeys certify(String authority, String name, String principal, String... options) {
        List<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority, "-I", name, "-n", principal));
        command.addAll(List.of(options));
        command.add(name + ".pub");
        run(directory, Map.of(), command);
        return this;
    }

    /** As a line of allowed signers, without principals. */
    String line(String name) {
        return new TestRepository(directory).read(name + ".pub").strip();
    }

    String fingerprint(String name) {
        return run(directory, Map.of(), List.of("ssh-keygen", "-l", "-f", name + ".pub"))
                .split(" ")[1];
    }

    String commit(TestRepository repo, String name, String message) {
        repo.git("add", "-A");
        repo.git(
                "-c",
                "gpg.format=ssh",
                "-c",
                "user.signingkey=" + directory.resolve(name + ".pub"),
                "commit",
                "-q",
                "-S",
                "--allow-empty",
                "-m",
                message);
        return repo.head();
    }

    /** What git itself says, by this file of allowed signers. */
    boolean gitVerifies(TestRepository repo, String commit, String allowed) throws IOException {
        Path file = Files.writeString(directory.resolve("git.signers"), allowed + "\n");
        try {
            repo.git("-c", "gpg.ssh.allowedSignersFile=" + file, "verify-commit", commit);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    static String run(Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
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
}
