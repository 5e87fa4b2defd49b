package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Preview;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What it costs to judge many scenarios, beside a bare token scan and a SHA-256 of the same bytes, one after the other: pairs
 * of whole processes with a heap of 64 MiB, one after the other, so that a machine that is busy slows both. From each the time of
 * the same process over a single scenario is subtracted. Arguments: a directory, how many scenarios, how many pairs.
 *
 * <p>{@code docs/performance.md} says how to start it.
 */
final class EvidencePrice {

    private static final String HEAP = "-Xmx64m";
    private static final double TICKS_PER_SECOND = 100;

    private EvidencePrice() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("bare")) {
            bare(Path.of(arguments[1]));
        } else if (arguments[0].equals("agent")) {
            agent(Path.of(arguments[1]));
        } else {
            compare(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), System.out);
        }
    }

    static void compare(Path root, int scenarios, int pairs, PrintStream out) throws Exception {
        Path one = site(root.resolve("one"), 1);
        Path many = site(root.resolve("many"), scenarios);
        out.printf(
                Locale.ROOT,
                "%d scenarios, %d MiB%n",
                scenarios,
                Files.size(many.resolve("artifacts/test_results.json")) >> 20);
        out.println("pair  bare s (cpu)   agent s (cpu)   ratio (cpu)");
        double[] walls = new double[pairs];
        double[] cpus = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            Cost bare = Cost.of("bare", many).minus(Cost.of("bare", one));
            Cost agent = Cost.of("agent", many).minus(Cost.of("agent", one));
            walls[pair] = agent.wall() / bare.wall();
            cpus[pair] = agent.cpu() / bare.cpu();
            out.printf(
                    Locale.ROOT,
                    "%4d  %6.2f (%5.2f)  %6.2f (%5.2f)    %5.2f (%5.2f)%n",
                    pair + 1,
                    bare.wall(),
                    bare.cpu(),
                    agent.wall(),
                    agent.cpu(),
                    walls[pair],
                    cpus[pair]);
        }
        out.printf(Locale.ROOT, "median ratio %.2f (cpu %.2f)%n", median(walls), median(cpus));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A consensus directory whose test results have so many scenarios. */
    static Path site(Path site, int scenarios) throws IOException {
        Files.createDirectories(site.resolve("artifacts"));
        Files.writeString(site.resolve("status.json"), """
                {"epic_id": "EP-KILL-001", "tier": "standard", "phase": "deployment", "mode": "full", "iteration": 1,
                  "approvals": ["tech_lead", "developer", "qa"], "blockers": [], "updated_at": "2026-01-02T09:30:00Z",
                  "updated_by": "qa"}
                """);
        Files.writeString(site.resolve("artifacts/plan.json"), """
                {"epic_id": "EP-KILL-001", "deployment_steps": [{"name": "deploy", "run": "true"}],
                 "rollback_plan": [{"name": "back", "run": "true"}],
                 "health_checks": [{"name": "up", "run": "test -d /"}]}
                """);
        try (BufferedWriter file = Files.newBufferedWriter(site.resolve("artifacts/test_results.json"))) {
            file.write("{\"epic_id\": \"EP-KILL-001\", \"scenarios\": [\n");
            for (int i = 0; i < scenarios; i++) {
                file.write(String.format(
                        Locale.ROOT,
                        "%s{\"id\": \"TS-%07d\", \"type\": \"e2e\", \"description\": \"an order of customer %07d is shown as paid\","
                                + " \"status\": \"pass\", \"ms\": %d}%n",
                        i == 0 ? "" : ",",
                        i,
                        i * 7L % 10_000_000,
                        i % 1000));
            }
            file.write("]}");
        }
        return site;
    }

    private static void bare(Path site) throws Exception {
        Path file = site.resolve("artifacts/test_results.json");
        long tokens = 0;
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        System.out.println(tokens + " " + Arrays.hashCode(digest.digest()));
    }

    private static void agent(Path site) {
        Preview preview = DevOpsAgent.builder().consensus(site).preview();
        if (!preview.wouldDeploy()) {
            throw new IllegalStateException(preview.toString());
        }
    }

    /** Seconds of a whole process. */
    private record Cost(double wall, double cpu) {

        static Cost of(String what, Path site) throws IOException, InterruptedException {
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-cp",
                    System.getProperty("java.class.path"),
                    EvidencePrice.class.getName(),
                    what,
                    site.toString());
            double cpu = ofEndedChildren();
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("it failed: " + String.join(" ", command));
            }
            double wall = (System.nanoTime() - begun) / 1e9;
            return new Cost(wall, ofEndedChildren() - cpu);
        }

        private static double ofEndedChildren() throws IOException {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
        }

        Cost minus(Cost start) {
            return new Cost(wall - start.wall, cpu - start.cpu);
        }
    }
}
