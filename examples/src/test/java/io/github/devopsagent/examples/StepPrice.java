package io.github.devopsagent.examples;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a step costs beside a bare {@link ProcessBuilder} that does the same: pairs in one process, one after the other,
 * so that a machine that is busy slows both. Arguments: a directory, how many steps a run has, how many pairs (without: one run of
 * the agent, and nothing is printed). Prints
 * wall-clock and processor time (its own and its children's) for a step, and the ratio of each pair.
 *
 * <p>{@code docs/performance.md} says how to start it.
 */
final class StepPrice {

    private static final long NANOS_PER_TICK = 10_000_000;

    private StepPrice() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int steps = Integer.parseInt(arguments[1]);
        if (arguments.length == 2) {
            agent(root, steps);
            return;
        }
        int pairs = Integer.parseInt(arguments[2]);
        System.out.println("pair  bare ms (cpu)   agent ms (cpu)   ratio (cpu)");
        double[] walls = new double[pairs];
        double[] cpus = new double[pairs];
        for (int pair = -1; pair < pairs; pair++) {
            Path site = Files.createDirectories(root.resolve("pair" + pair));
            Cost bare = Cost.of(() -> bare(site, steps), steps);
            Cost agent = Cost.of(() -> agent(site, steps), steps);
            System.out.printf(
                    Locale.ROOT,
                    "%4s  %6.2f (%5.2f)  %6.2f (%5.2f)    %5.2f (%5.2f)%n",
                    pair < 0 ? "warm" : Integer.toString(pair + 1),
                    bare.wall(),
                    bare.cpu(),
                    agent.wall(),
                    agent.cpu(),
                    agent.wall() / bare.wall(),
                    agent.cpu() / bare.cpu());
            if (pair >= 0) {
                walls[pair] = agent.wall() / bare.wall();
                cpus[pair] = agent.cpu() / bare.cpu();
            }
        }
        System.out.printf(Locale.ROOT, "median ratio %.2f (cpu %.2f)%n", median(walls), median(cpus));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void bare(Path site, int steps) throws IOException, InterruptedException {
        byte[] buffer = new byte[8192];
        for (int i = 0; i < steps; i++) {
            Process process = new ProcessBuilder("/bin/sh", "-c", "true")
                    .directory(site.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            while (process.getInputStream().read(buffer) >= 0) {}
            if (process.waitFor() != 0) {
                throw new IllegalStateException("it failed");
            }
        }
    }

    private static void agent(Path site, int steps) throws IOException {
        List<String> planned = IntStream.range(0, steps)
                .mapToObj(i -> "{\"name\": \"step " + i + "\", \"run\": \"true\", \"irreversible\": true}")
                .toList();
        PricedDeployment.run(site, planned, builder -> builder);
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Milliseconds for a step. */
    private record Cost(double wall, double cpu) {

        static Cost of(Work work, int steps) throws Exception {
            long cpu = ticks();
            long begun = System.nanoTime();
            work.run();
            double wall = (System.nanoTime() - begun) / 1e6 / steps;
            return new Cost(wall, (ticks() - cpu) * NANOS_PER_TICK / 1e6 / steps);
        }

        /** Of this process and of all children that have ended. */
        private static long ticks() throws IOException {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return IntStream.of(11, 12, 13, 14)
                    .mapToLong(i -> Long.parseLong(fields[i]))
                    .sum();
        }
    }
}
