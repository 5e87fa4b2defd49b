package io.github.devopsagent.postgres;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.contract.PostgresServer;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** A worker as a process of its own, which a test kills or freezes. It runs one agent, or takes up what others left. */
final class ClusterWorker {

    /** What comes before the outcome in what it prints. */
    static final String OUTCOME = "outcome: ";

    static final String TARGET = "shop";

    private static final HealthCheck.Timing QUICK =
            new HealthCheck.Timing(Duration.ZERO, Duration.ZERO, Duration.ofMillis(20), Duration.ofSeconds(30), 1, 1);

    private ClusterWorker() {}

    /**
     * Runs once.
     *
     * @param arguments the database's port and schema, the lease in seconds, the consensus directory (or {@code recover}),
     *     and perhaps a {@link StoppingDataSource.Moment}
     */
    public static void main(String[] arguments) {
        DataSource real = TestDatabase.dataSource(PostgresServer.USER, Integer.parseInt(arguments[0]));
        DataSource source =
                arguments.length > 4 ? StoppingDataSource.at(StoppingDataSource.Moment.read(arguments[4]), real) : real;
        Cluster cluster = Cluster.postgres(source)
                .schema(arguments[1])
                .lease(Duration.ofSeconds(Long.parseLong(arguments[2])))
                .build();
        if (arguments[3].equals("recover")) {
            for (Recovered each : cluster.recover(ClusterWorker::agent)) {
                String told = each.result().fold(String::valueOf, outcome -> OUTCOME + name(outcome) + "\n" + outcome);
                System.out.println(told);
            }
        } else {
            Outcome outcome = agent(Path.of(arguments[3]))
                    .target(TARGET)
                    .coordination(cluster)
                    .lockWait(Duration.ofMinutes(5))
                    .listener(RunListener.printingTo(System.out))
                    .run();
            System.out.println(OUTCOME + name(outcome) + "\n" + outcome);
        }
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
