package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An OpenSSH server on a free port of this machine, which lets in who has the key {@code client}. */
final class SshServer implements AutoCloseable {

    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/sshd"), Path.of("/usr/local/sbin/sshd"));

    private final Path directory;
    private final Process process;
    private final int port;

    private SshServer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** Why there can be none here; empty if there can. */
    static Optional<String> missing() {
        if (program().isEmpty()) {
            return Optional.of("no sshd is installed (openssh-server)");
        }
        boolean root = System.getProperty("user.name").equals("root");
        return root && !Files.isDirectory(Path.of("/run/sshd"))
                ? Optional.of("sshd needs the directory /run/sshd when root starts it")
                : Optional.empty();
    }

    private static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    static SshServer in(Path directory) throws IOException {
        Files.createDirectories(directory);
        key(directory.resolve("host"), "");
        key(directory.resolve("client"), "");
        Files.copy(directory.resolve("client.pub"), directory.resolve("authorized"));
        for (int tries = 0; ; tries++) {
            Optional<SshServer> started = start(directory, freePort());
            if (started.isPresent()) {
                return started.get();
            }
            if (tries == 5) {
                throw new IOException("sshd did not start");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Somebody else may have taken the port meanwhile. */
    private static Optional<SshServer> start(Path directory, int port) throws IOException {
        Path config = Files.writeString(
                directory.resolve("sshd_config"),
                String.join(
                        "\n",
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "HostKey " + directory.resolve("host"),
                        "PidFile none",
                        "AuthorizedKeysFile " + directory.resolve("authorized"),
                        "StrictModes no",
                        "PermitRootLogin yes",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        "UsePAM no",
                        "LogLevel ERROR",
                        "AcceptEnv GIT_PROTOCOL",
                        ""));
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "-D",
                        "-e",
                        "-o",
                        "LogLevel=VERBOSE",
                        "-f",
                        config.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains("Server listening")) {
                drain(log);
                return Optional.of(new SshServer(directory, process, port));
            }
        }
        return Optional.empty();
    }

    private static void drain(BufferedReader log) {
        Thread reader = new Thread(
                () -> {
                    try {
                        log.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // It has ended.
                    }
                },
                "log of sshd");
        reader.setDaemon(true);
        reader.start();
    }

    static void key(Path file, String passphrase) {
        run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", file.toString()));
    }

    static String run(List<String> command, String... environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            for (int i = 0; i < environment.length; i += 2) {
                builder.environment().put(environment[i], environment[i + 1]);
            }
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String url(TestRepository repository) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + repository.path();
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** What a client knows that knows this server. */
    String knownHosts(Path hostKey) throws IOException {
        return "[127.0.0.1]:" + port + " " + Files.readString(hostKey);
    }

    /** A configuration of ssh, as a user has it, but for where it lies. */
    Path client(String name, Path key, String knownHosts, String... more) throws IOException {
        Path known = Files.writeString(directory.resolve(name + "-known"), knownHosts);
        Path config = directory.resolve(name + "-config");
        Stream<String> lines = Stream.of(
                "UserKnownHostsFile " + known,
                "GlobalKnownHostsFile /dev/null",
                "IdentityFile " + key,
                "IdentitiesOnly yes");
        Files.writeString(
                config, String.join("\n", Stream.concat(lines, Stream.of(more)).toList()) + "\n");
        return config;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
