package io.github.devopsagent.cluster;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.postgres.Cluster;
import io.github.devopsagent.postgres.ClusterRun;
import io.github.devopsagent.postgres.Recovered;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Three workers, each a process of its own, three epics, and two targets. The worker of {@code cart} is killed with SIGKILL
 * in its deploy step; {@code search}, which goes to the same target, waits in line behind that unfinished run; the worker of
 * {@code bills} is through with its own, finds what the dead one left, and brings it to its end: it undoes the half-done
 * deployment. Then {@code search} has its turn.
 *
 * <p>The plan is {@code examples/cluster/consensus/artifacts/plan.json}.
 */
public final class ThreeWorkers implements AutoCloseable {

    private static final Map<String, String> TARGETS =
            Map.of("cart", "shop-prod", "search", "shop-prod", "bills", "bank-prod");

    private static final Path MODULE =
            Files.isDirectory(Path.of("examples/cluster")) ? Path.of("examples/cluster") : Path.of("");

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final String database;
    private final Path volume;
    private final PrintStream out;
    private final Cluster cluster;
    private final List<Process> workers = new ArrayList<>();

    private ThreeWorkers(String database, Path volume, PrintStream out) {
        this.database = database;
        this.volume = volume;
        this.out = out;
        this.cluster = cluster(database);
    }

    /**
     * Runs the example; exits with 0 if it went as expected, and with 1 otherwise.
     *
     * @param args none; the variable {@code CLUSTER_DATABASE} says where a database of PostgreSQL is, such as {@code
     *     jdbc:postgresql://127.0.0.1:5432/postgres?user=ci&password=secret}, of a user who may make a schema
     * @throws IOException if the volume or the workers cannot be made
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        String database = Optional.ofNullable(System.getenv("CLUSTER_DATABASE"))
                .orElseThrow(() -> new IllegalStateException("set CLUSTER_DATABASE to the JDBC URL of a PostgreSQL"));
        System.exit(isAsExpected(database) ? 0 : 1);
    }

    private static boolean isAsExpected(String database) throws IOException, InterruptedException {
        PrintStream out = System.out;
        try (ThreeWorkers example = over(database, out)) {
            Ending ending = example.run();
            out.println("\n" + ending);
            return ending.isAsExpected();
        }
    }

    /** Three epics on a volume, and the tables in the database. */
    static ThreeWorkers over(String database, PrintStream out) throws IOException {
        Path runs = Files.createDirectories(MODULE.resolve("target/runs").toAbsolutePath());
        ThreeWorkers example = new ThreeWorkers(database, Files.createTempDirectory(runs, "cluster-"), out);
        example.cluster.migrate();
        for (Map.Entry<String, String> epic : TARGETS.entrySet()) {
            copyShipped(epic.getKey(), epic.getValue(), example.consensus(epic.getKey()));
        }
        return example;
    }

    /** A run changes its directory, so that each epic has a copy of the one that ships with the example. */
    private static void copyShipped(String epic, String target, Path to) throws IOException {
        Path shipped = MODULE.resolve("consensus");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(shipped.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy, Files.readString(file).replace("@EPIC@", epic).replace("@TARGET@", target));
            }
        }
    }

    private Path consensus(String epic) {
        return volume.resolve(epic);
    }

    private static Cluster cluster(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database);
        return Cluster.postgres(source).lease(LEASE).build();
    }

    Ending run() throws IOException, InterruptedException {
        Files.createFile(volume.resolve("cart.wait"));
        Process cart = worker("cart");
        await(cart, () -> log("shop-prod").contains("deploy cart"));

        Process search = worker("search");
        Process bills = worker("bills");
        await(search, () -> cluster.runs().stream()
                .anyMatch(run -> run.waiting().isPresent()));
        show();

        out.println("\n== the worker of 'cart' is killed ==");
        cart.destroyForcibly().waitFor();
        for (Process each : List.of(search, bills)) {
            each.waitFor();
        }
        show();
        Map<String, String> results = new TreeMap<>();
        for (String epic : TARGETS.keySet()) {
            DeploymentHistory history = DevOpsAgent.history(consensus(epic));
            results.put(epic, history.deployments().get(0).result().label());
        }
        return new Ending(results, log("shop-prod"), log("bank-prod"));
    }

    /** Who works on what, and who waits for whom. */
    private void show() {
        out.println("\n== the cluster ==");
        for (ClusterRun run : cluster.runs()) {
            out.println(Path.of(run.directory()).getFileName() + ": " + run.state()
                    + run.run().map(" "::concat).orElse("")
                    + ", has " + run.targets()
                    + run.waiting()
                            .map(waiting -> ", waits for " + waiting.target() + " with " + waiting.ahead() + " ahead")
                            .orElse(""));
        }
    }

    private Process worker(String epic) throws IOException {
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        database,
                        consensus(epic).toString(),
                        TARGETS.get(epic))
                .redirectErrorStream(true)
                .redirectOutput(volume.resolve(epic + ".out").toFile())
                .start();
        workers.add(worker);
        out.println("process " + worker.pid() + " works on '" + epic + "', which goes to " + TARGETS.get(epic));
        return worker;
    }

    /** Waits for what a worker does, as long as it lives. */
    private void await(Process worker, BooleanSupplier condition) throws IOException, InterruptedException {
        while (!condition.getAsBoolean()) {
            if (!worker.isAlive() && !condition.getAsBoolean()) {
                throw new IllegalStateException("a worker has ended before its time:\n" + printed());
            }
            Thread.sleep(50);
        }
    }

    private List<String> log(String target) {
        try {
            File log = volume.resolve(target + ".log").toFile();
            return log.exists() ? Files.readAllLines(log.toPath()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the workers have printed. */
    String printed() throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String epic : TARGETS.keySet()) {
            Path file = volume.resolve(epic + ".out");
            printed.append("== ").append(epic).append(" ==\n").append(Files.exists(file) ? Files.readString(file) : "");
        }
        return printed.toString();
    }

    /** Ends the workers. */
    @Override
    public void close() {
        workers.forEach(Process::destroyForcibly);
    }

    /**
     * What came of it.
     *
     * @param results of each epic
     * @param shop what was done to its target
     * @param bank what was done to its target
     */
    record Ending(Map<String, String> results, List<String> shop, List<String> bank) {

        boolean isAsExpected() {
            return results.equals(Map.of("cart", "rolled_back", "search", "success", "bills", "success"))
                    && shop.equals(List.of("deploy cart", "undo cart", "deploy search", "done search"))
                    && bank.equals(List.of("deploy bills", "done bills"));
        }

        @Override
        public String toString() {
            return "== in short ==\n" + results + "\nshop-prod: " + shop + "\nbank-prod: " + bank + "\n"
                    + (isAsExpected() ? "as it should be" : "NOT as it should be");
        }
    }

    /** A worker: it runs the agent for its epic, and then takes up what others left, until nothing is left. */
    static final class Worker {

        private Worker() {}

        /** The arguments: the database, the consensus directory, and the target. */
        public static void main(String[] args) throws InterruptedException {
            Cluster cluster = cluster(args[0]);
            agent(Path.of(args[1]))
                    .target(args[2])
                    .coordination(cluster)
                    .lockWait(Duration.ofMinutes(10))
                    .run();
            while (!cluster.runs().isEmpty()) {
                for (Recovered each : cluster.recover(Worker::agent)) {
                    System.out.println(each.left().directory() + " was left: " + each.result());
                }
                Thread.sleep(200);
            }
        }

        private static DevOpsAgent.Builder agent(Path consensus) {
            return DevOpsAgent.builder()
                    .consensus(consensus)
                    .workingDirectory(consensus.resolveSibling(""))
                    .listener(RunListener.printingTo(System.out));
        }
    }
}
