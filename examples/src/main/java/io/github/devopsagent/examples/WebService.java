package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * A web service in a process of its own, deployed as releases with a {@code current} link. Version 2 goes live; version
 * 3 starts, but is not healthy, so the agent puts version 2 back. Version 4 is healthy, but slow, and every fifth order fails: its
 * metrics put version 2 back.
 *
 * <p>The plan, the releases and the script that activates one are in {@code examples/web-service}.
 */
public final class WebService {

    private final LiveServer server;
    private final PrintStream out;

    private WebService(LiveServer server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    /**
     * Runs the example; exits with 0 if it went as expected, and with 1 otherwise.
     *
     * @param args none
     * @throws IOException if the service cannot be set up or asked
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        WebService service = inACopy(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(service::stop));
        Versions versions = service.deployAll();
        System.out.println("\n" + versions);
        System.exit(versions.isAsExpected() ? 0 : 1);
    }

    static WebService inACopy(PrintStream out) throws IOException {
        return new WebService(LiveServer.in(Shipped.copyOf("web-service"), out), out);
    }

    Versions deployAll() throws IOException, InterruptedException {
        heading("version 1 is live");
        server.script("./activate.sh", "releases/v1");
        String first = server.answer();

        heading("version 2 goes live");
        Outcome second = deploy("v2");
        String afterSecond = server.answer();

        heading("version 3 is broken");
        Outcome third = deploy("v3");
        String afterThird = server.answer();

        heading("version 4 is healthy, but worse");
        Outcome fourth = deploy("v4");
        String afterFourth = server.answer();

        return new Versions(first, second, afterSecond, third, afterThird, fourth, afterFourth);
    }

    /** Each version is an epic of its own, with its own consensus directory. */
    private Outcome deploy(String version) throws IOException {
        Map<String, String> words = Map.of("@VERSION@", version, "@PORT@", String.valueOf(server.port()));
        Path consensus = Shipped.copyOf("web-service/consensus", words);
        DevOpsAgent.Builder agent = DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(server.directory())
                .htmlReports()
                .listener(RunListener.printingTo(out));
        server.variables().forEach(agent::variable);
        Outcome outcome = agent.run();
        out.println("to look at: " + consensus.resolve("artifacts/deployments/DEP-001.html"));
        return outcome;
    }

    void stop() {
        server.stop();
    }

    private void heading(String text) {
        out.println("\n== " + text + " ==");
    }

    /** What happened, and what the service said about itself after each chapter. */
    record Versions(
            String first,
            Outcome second,
            String afterSecond,
            Outcome third,
            String afterThird,
            Outcome fourth,
            String afterFourth) {

        boolean isAsExpected() {
            return second instanceof Outcome.Deployed
                    && afterSecond.equals("Hello from v2")
                    && third instanceof Outcome.RolledBack
                    && afterThird.equals("Hello from v2")
                    && fourth instanceof Outcome.RolledBack
                    && afterFourth.equals("Hello from v2");
        }

        @Override
        public String toString() {
            return """
                    == in short ==
                    before:          %s
                    after version 2: %s (%s)
                    after version 3: %s (%s)
                    after version 4: %s (%s)
                    %s""".formatted(
                            first,
                            afterSecond,
                            second.getClass().getSimpleName(),
                            afterThird,
                            third.getClass().getSimpleName(),
                            afterFourth,
                            fourth.getClass().getSimpleName(),
                            isAsExpected() ? "as it should be" : "NOT as it should be");
        }
    }
}
