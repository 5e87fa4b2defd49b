package io.github.devopsagent.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL, started on a free port of this machine as an ordinary user, for all tests of a JVM. Its database is
 * {@code postgres}, its user {@code devops}, without a password. It ends with the JVM, however that ends.
 */
public final class PostgresServer {

    /** The role that may do everything. */
    public static final String USER = "devops";

    private static Optional<PostgresServer> running = Optional.empty();

    private final Path binaries;
    private final Path directory;
    private final List<String> asUser;
    private final int port;
    private Process process;

    private PostgresServer(Path binaries) throws IOException, InterruptedException {
        this.binaries = binaries;
        this.directory = Files.createTempDirectory("devops-postgres");
        this.asUser = ordinaryUser();
        this.port = freePort();
        if (!asUser.isEmpty()) {
            run(List.of("chown", asUser.get(1).replace("--reuid=", ""), directory.toString()));
        }
        run(as("initdb", "-D", data().toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        this.process = begin();
        await();
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    }

    /** The server; without PostgreSQL on this machine the test says that it did not run. */
    public static synchronized PostgresServer running() {
        if (running.isEmpty()) {
            Optional<Path> binaries = binaries();
            Assumptions.assumeTrue(
                    binaries.isPresent(), "PostgreSQL (initdb, postgres) is not installed: this test did not run");
            try {
                running = Optional.of(new PostgresServer(binaries.orElseThrow()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return running.orElseThrow();
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Where a driver finds it. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Ends it at once, as a broken machine does. */
    public void crash() throws IOException, InterruptedException {
        run(as("pg_ctl", "-D", data().toString(), "-w", "stop", "-m", "immediate"));
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the server does not end");
        }
    }

    /** Begins it again; what was committed is there. */
    public void restart() throws IOException, InterruptedException {
        process = begin();
        await();
    }

    /** Freezes all its processes: connections are accepted by the system, and nothing answers. */
    public void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets them go on. */
    public void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data().resolve("postmaster.pid")).get(0));
        // It begins no more processes then, and those that end meanwhile need no signal.
        run(List.of("kill", signal, Long.toString(postmaster)));
        List<String> others = new ArrayList<>(List.of("kill", signal));
        ProcessHandle.of(postmaster).orElseThrow().descendants().forEach(each -> others.add(Long.toString(each.pid())));
        int unused = exit(others);
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** A shell looks after it, and ends it when this JVM is gone, whose end of the pipe is closed then. */
    private Process begin() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "\"$@\" </dev/null >>\"$0\" 2>&1 & server=$!; (read _; kill -QUIT $server 2>/dev/null) <&3 & wait $server",
                directory.resolve("log").toString()));
        command.addAll(as(
                "postgres",
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "-k",
                directory.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "shared_buffers=16MB",
                "-c",
                "max_connections=200"));
        List<String> withPipe = new ArrayList<>(List.of("sh", "-c", "exec 3<&0; exec \"$@\"", "sh"));
        withPipe.addAll(command);
        return new ProcessBuilder(withPipe)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void await() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (exit(as("pg_isready", "-q", "-h", "127.0.0.1", "-p", Integer.toString(port))) != 0) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException(
                        "PostgreSQL does not start: " + Files.readString(directory.resolve("log")));
            }
        }
    }

    private void remove() {
        try {
            goOn();
            crash();
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroy();
        }
    }

    private List<String> as(String program, String... arguments) {
        List<String> command = new ArrayList<>(asUser);
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Of several versions the newest. */
    private static Optional<Path> binaries() {
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            List<Path> known = Stream.concat(
                            versions.map(each -> each.resolve("bin")).sorted(Comparator.reverseOrder()),
                            Stream.of(System.getenv("PATH").split(":")).map(Path::of))
                    .toList();
            return known.stream()
                    .filter(each -> Files.isExecutable(each.resolve("initdb"))
                            && Files.isExecutable(each.resolve("postgres"))
                            && Files.isExecutable(each.resolve("pg_isready")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It refuses to run as root. */
    private static List<String> ordinaryUser() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        String user = exit(List.of("id", "postgres")) == 0 ? "postgres" : "nobody";
        String group = output(List.of("id", "-g", user));
        return List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        output(command);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said.strip();
    }

    private static int exit(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
