package io.github.devopsagent.examples;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process costs that is started for one deployment of one step, beside one that starts what that step does with a bare
 * {@link ProcessBuilder}: pairs of whole processes, one after the other, so that a machine that is busy slows both. Arguments: a
 * directory, how many pairs, and options of the agent's JVM; {@code archive} is one that makes a class data archive (with JDK 25
 * and later an AOT cache) in a run before, and uses it.
 *
 * <p>{@code docs/performance.md} says how to start it.
 */
final class StartPrice {

    private static final String ARCHIVE = "archive";
    private static final int AOT_CACHE_SINCE = 25;

    private final StartedProgram programs;
    private final Path root;
    private int sites;

    private StartPrice(StartedProgram programs, Path root) {
        this.programs = programs;
        this.root = root;
    }

    /**
     * What was measured.
     *
     * @param bare milliseconds of each bare program
     * @param agent milliseconds of each agent
     */
    record Price(List<Double> bare, List<Double> agent) {

        List<Double> ratios() {
            List<Double> ratios = new ArrayList<>();
            for (int pair = 0; pair < bare.size(); pair++) {
                ratios.add(agent.get(pair) / bare.get(pair));
            }
            return ratios;
        }

        double median() {
            return ratios().stream().sorted().skip(bare.size() / 2).findFirst().orElseThrow();
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<String> options = Stream.of(arguments).skip(2).toList();
        Price price = of(Path.of(arguments[0]), Integer.parseInt(arguments[1]), options);
        System.out.println("pair  bare ms  agent ms  ratio");
        for (int pair = 0; pair < price.bare().size(); pair++) {
            System.out.printf(
                    Locale.ROOT,
                    "%4d  %7.0f  %8.0f  %5.2f%n",
                    pair + 1,
                    price.bare().get(pair),
                    price.agent().get(pair),
                    price.ratios().get(pair));
        }
        System.out.printf(Locale.ROOT, "median ratio %.2f%n", price.median());
    }

    /** Measures so many pairs, behind one that warms up what the machine keeps of files. */
    static Price of(Path root, int pairs, List<String> options)
            throws IOException, InterruptedException, URISyntaxException {
        Files.createDirectories(root);
        StartPrice measured = new StartPrice(StartedProgram.in(root), root);
        List<String> ready = measured.ready(options);
        measured.milliseconds(StartedProgram.Bare.class, List.of());
        measured.milliseconds(StartedProgram.Deploying.class, ready);
        List<Double> bare = new ArrayList<>();
        List<Double> agent = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            bare.add(measured.milliseconds(StartedProgram.Bare.class, List.of()));
            agent.add(measured.milliseconds(StartedProgram.Deploying.class, ready));
        }
        return new Price(bare, agent);
    }

    private List<String> ready(List<String> options) throws IOException, InterruptedException {
        List<String> ready = new ArrayList<>(options);
        if (ready.remove(ARCHIVE)) {
            boolean isCache = Runtime.version().feature() >= AOT_CACHE_SINCE;
            Path file = root.resolve(ARCHIVE);
            milliseconds(
                    StartedProgram.Deploying.class,
                    List.of((isCache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file));
            ready.add((isCache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file);
        }
        return ready;
    }

    private double milliseconds(Class<?> program, List<String> options) throws IOException, InterruptedException {
        Path site = root.resolve("site" + sites++);
        Path consensus = StartedProgram.site(site);
        long begun = System.nanoTime();
        programs.run(program, consensus, site.resolve("log"), options);
        return (System.nanoTime() - begun) / 1e6;
    }
}
