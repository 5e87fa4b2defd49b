package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
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
 * A web service in a process of its own, deployed as releases with a {@code current} link. Version 2 goes live; version
 * 3 starts, but is not healthy, so the agent puts version 2 back.
 *
 * <p>The plan, the releases and the script that activates one are in {@code examples/web-service}.
 */
public final class WebService {

    private final Path directory;
    private final int port;
    private final PrintStream out;

    private WebService(Path directory, int port, PrintStream out) {
        this.directory = directory;
        this.port = port;
        this.out = out;
    }

    /**
     * Tells the story; exits with 0 if it went as expected, and with 1 otherwise.
     *
     * @param args none
     * @throws IOException if the service cannot be set up or asked
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        WebService service = inACopy(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(service::stop));
        Story story = service.story();
        System.out.println("\n" + story);
        System.exit(story.isAsExpected() ? 0 : 1);
    }

    static WebService inACopy(PrintStream out) throws IOException {
        return new WebService(Shipped.copyOf("web-service"), freePort(), out);
    }

    Story story() throws IOException, InterruptedException {
        heading("version 1 is live");
        script("./activate.sh", "releases/v1");
        String first = answer();

        heading("version 2 goes live");
        Outcome second = deploy("v2");
        String afterSecond = answer();

        heading("version 3 is broken");
        Outcome third = deploy("v3");
        String afterThird = answer();

        return new Story(first, second, afterSecond, third, afterThird);
    }

    /** Each version is an epic of its own, with its own consensus directory. */
    private Outcome deploy(String version) throws IOException {
        Map<String, String> words = Map.of("@VERSION@", version, "@PORT@", String.valueOf(port));
        DevOpsAgent.Builder agent = DevOpsAgent.builder()
                .consensus(Shipped.copyOf("web-service/consensus", words))
                .workingDirectory(directory)
                .listener(RunListener.printingTo(out));
        variables().forEach(agent::variable);
        return agent.run();
    }

    private Map<String, String> variables() {
        return Map.of(
                "JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASS_PATH",
                System.getProperty("java.class.path"),
                "PORT",
                String.valueOf(port));
    }

    private String answer() throws IOException, InterruptedException {
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

    private void script(String... command) throws IOException, InterruptedException {
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

    private void heading(String text) {
        out.println("\n== " + text + " ==");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What happened, and what the service said about itself after each chapter. */
    record Story(String first, Outcome second, String afterSecond, Outcome third, String afterThird) {

        boolean isAsExpected() {
            return second instanceof Outcome.Deployed
                    && afterSecond.equals("Hello from v2")
                    && third instanceof Outcome.RolledBack
                    && afterThird.equals("Hello from v2");
        }

        @Override
        public String toString() {
            return """
                    == in short ==
                    before:          %s
                    after version 2: %s (%s)
                    after version 3: %s (%s)
                    %s""".formatted(
                            first,
                            afterSecond,
                            second.getClass().getSimpleName(),
                            afterThird,
                            third.getClass().getSimpleName(),
                            isAsExpected() ? "as it should be" : "NOT as it should be");
        }
    }
}
