package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The service that {@link WebService} deploys, a process of its own: greets at {@code /}, and has a {@code /health} and {@code
 * /metrics}. A customer orders all the time.
 */
final class Server {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(20);

    private static final AtomicInteger ORDERS = new AtomicInteger();
    private static final AtomicInteger FAILED = new AtomicInteger();

    private Server() {}

    /** Serves the release in the directory {@code args[0]} at the port {@code args[1]}, with the pid file {@code args[2]}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Properties release = release(Path.of(args[0]).toRealPath());
        Path pidFile = Path.of(args[2]);
        String health = release.getProperty("health");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])), 0);
        answer(server, "/", 200, release.getProperty("greeting"));
        Duration slowness = Duration.ofMillis(Long.parseLong(release.getProperty("slow_ms", "0")));
        server.createContext("/health", exchange -> {
            LockSupport.parkNanos(slowness.toNanos());
            send(exchange, health.equals("UP") ? 200 : 500, health);
        });
        server.createContext("/metrics", exchange -> send(exchange, 200, metrics()));
        server.start();

        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop(0);
            delete(pidFile);
        }));
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");

        takeOrders(Integer.parseInt(release.getProperty("fails_every", "0")));
        // Only if nobody stops it, since an example should not outlive whoever killed it.
        System.exit(0);
    }

    private static void takeOrders(int failsEvery) throws InterruptedException {
        for (long left = LONGEST_LIFE.dividedBy(BETWEEN_ORDERS); left > 0; left--) {
            Thread.sleep(BETWEEN_ORDERS.toMillis());
            boolean fails = failsEvery > 0 && ORDERS.get() % failsEvery == 0;
            FAILED.addAndGet(fails ? 1 : 0);
            ORDERS.incrementAndGet();
        }
    }

    private static String metrics() {
        return String.format(Locale.ROOT, """
                # TYPE orders_total counter
                orders_total{code="200"} %d
                orders_total{code="500"} %d
                """, ORDERS.get() - FAILED.get(), FAILED.get());
    }

    private static Properties release(Path directory) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve("release.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private static void answer(HttpServer server, String path, int status, String text) {
        server.createContext(path, exchange -> send(exchange, status, text));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
