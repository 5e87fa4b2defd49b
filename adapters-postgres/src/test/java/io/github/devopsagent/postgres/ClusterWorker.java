package io.github.devopsagent.postgres;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.contract.PostgresServer;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** A worker as a process of its own, which a test kills or freezes. It runs one agent, or takes up what others left. */
final class ClusterWorker {

    /** What comes before the outcome in what it prints. */
    static final String OUTCOME = "outcome: ";

    static final String TARGET = "shop";

    /** On a busy machine the first answer of the database may take longer than it is waited for, and is asked for again. */
    private static final Duration WHILE_BUSY = Duration.ofMinutes(5);

    private static final HealthCheck.Timing QUICK =
            new HealthCheck.Timing(Duration.ZERO, Duration.ZERO, Duration.ofMillis(20), Duration.ofSeconds(30), 1, 1);

    private ClusterWorker() {}

    /**
     * Runs once, takes up what was left, or works until all epics below a directory are through. The properties {@code
     * fate} and {@code grace} (in seconds) are what its host says of other workers.
     *
     * @param arguments the database's port and schema, the lease in seconds, {@code run}, {@code rollBack}, {@code recover} or {@code all}, a
     *     directory, and perhaps a {@link StoppingDataSource.Moment}
     */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        DataSource real = arguments[3].equals("all")
                ? TestDatabase.pool(port)
                : TestDatabase.dataSource(PostgresServer.USER, port);
        Cluster.Builder builder = Cluster.postgres(
                        arguments.length > 5
                                ? StoppingDataSource.at(StoppingDataSource.Moment.read(arguments[5]), real)
                                : real)
                .schema(arguments[1])
                .lease(Duration.ofSeconds(Long.parseLong(arguments[2])))
                .fate(worker -> Coordination.Fate.valueOf(System.getProperty("fate", "UNKNOWN")));
        Optional.ofNullable(Long.getLong("grace")).map(Duration::ofSeconds).ifPresent(builder::grace);
        Cluster cluster = builder.build();
        Path directory = Path.of(arguments[4]);
        switch (arguments[3]) {
            case "run" ->
                print(agent(directory)
                        .target(TARGET)
                        .coordination(cluster)
                        .lockWait(WHILE_BUSY)
                        .listener(RunListener.printingTo(System.out))
                        .run());
            case "rollBack" ->
                print(agent(directory)
                        .target(TARGET)
                        .coordination(cluster)
                        .lockWait(WHILE_BUSY)
                        .build()
                        .rollBack("DEP-001"));
            case "recover" ->
                cluster.recover(ClusterWorker::agent)
                        .forEach(each -> print(each.result().getOrElseThrow(thrown -> thrown)));
            default -> new ManyEpics(cluster, directory).work();
        }
    }

    private static void print(Outcome outcome) {
        System.out.println(OUTCOME + name(outcome) + "\n" + outcome);
    }

    static String name(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }

    /** An agent that works beside its consensus directory. */
    static DevOpsAgent.Builder agent(Path consensus) {
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(consensus.getParent())
                .healthCheckTiming(QUICK)
                .monitoring(new Monitoring(Duration.ofMillis(60), Duration.ofMillis(30), 0));
    }
}
