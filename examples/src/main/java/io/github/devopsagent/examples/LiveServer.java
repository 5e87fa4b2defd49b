package io.github.devopsagent.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/**
 * A {@link Server} in a process of its own, which scripts start and stop.
 *
 * @param directory has the scripts
 * @param port where it answers, on the loopback interface
 * @param out for people
 */
record LiveServer(Path directory, int port, PrintStream out) {

    static LiveServer in(Path directory, PrintStream out) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new LiveServer(directory, socket.getLocalPort(), out);
        }
    }

    /** What the scripts want to know. */
    Map<String, String> variables() {
        return Map.of(
                "JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASS_PATH",
                System.getProperty("java.class.path"),
                "PORT",
                String.valueOf(port));
    }

    String answer() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/");
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body()
                .strip();
        out.println("GET " + uri + " says: " + answer);
        return answer;
    }

    /** Ends the server, whichever version it is; it does no harm to do so twice. */
    void stop() {
        try {
            script("./stop.sh");
        } catch (IOException | InterruptedException e) {
            out.println("the server may still run, see " + directory + ": " + e);
        }
    }

    void script(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables());
        Process process = builder.start();
        try (var lines = process.inputReader()) {
            lines.lines().forEach(out::println);
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + process.exitValue());
        }
    }
}
