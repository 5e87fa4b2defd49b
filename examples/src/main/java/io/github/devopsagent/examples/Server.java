package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** The service that {@link WebService} deploys, a process of its own: greets at {@code /}, and has a {@code /health}. */
final class Server {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private Server() {}

    /** Serves the release in the directory {@code args[0]} at the port {@code args[1]}, with the pid file {@code args[2]}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Properties release = release(Path.of(args[0]).toRealPath());
        Path pidFile = Path.of(args[2]);
        String health = release.getProperty("health");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])), 0);
        answer(server, "/", 200, release.getProperty("greeting"));
        answer(server, "/health", health.equals("UP") ? 200 : 500, health);
        server.start();

        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop(0);
            delete(pidFile);
        }));
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");

        // Only if nobody stops it, since an example should not outlive whoever killed it.
        Thread.sleep(LONGEST_LIFE.toMillis());
        System.exit(0);
    }

    private static Properties release(Path directory) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve("release.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private static void answer(HttpServer server, String path, int status, String text) {
        byte[] body = (text + "\n").getBytes(UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
