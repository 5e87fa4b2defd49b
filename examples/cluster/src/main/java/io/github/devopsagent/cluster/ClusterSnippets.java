package io.github.devopsagent.cluster;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.coordination.Coordination.Fate;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.postgres.Cluster;
import io.github.devopsagent.postgres.ClusterRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** The snippets of the page about a cluster: what stands between {@code tag::name} and {@code end::name}. */
final class ClusterSnippets {

    private ClusterSnippets() {}

    static Outcome run(DataSource dataSource, Path epic) {
        // tag::cluster
        Cluster cluster =
                Cluster.postgres(dataSource).lease(Duration.ofMinutes(2)).build();
        Outcome outcome = DevOpsAgent.builder()
                .consensus(epic)
                .target("shop-prod")
                .coordination(cluster)
                .lockWait(Duration.ofHours(1))
                .run();
        // end::cluster
        return outcome;
    }

    static List<ClusterRun> recover(Cluster cluster, String password) {
        // tag::recover
        cluster.recover(epic -> DevOpsAgent.builder().consensus(epic).secret("DB_PASSWORD", password))
                .forEach(each -> System.out.println(each.left().directory() + ": " + each.result()));
        List<ClusterRun> runs = cluster.runs();
        // end::recover
        return runs;
    }

    static Cluster withFate(DataSource dataSource, Function<Worker, Fate> podFate) {
        // tag::fate
        Cluster cluster = Cluster.postgres(dataSource)
                .lease(Duration.ofMinutes(2))
                .fate(podFate)
                .grace(Duration.ofMinutes(10))
                .build();
        // end::fate
        return cluster;
    }

    // tag::activity
    /** An activity: Temporal calls it on any worker, and again on another one if this one does not answer. */
    static final class DeployActivity {

        private final Cluster cluster;
        private final Consumer<String> heartbeat; // Activity.getExecutionContext()::heartbeat

        DeployActivity(Cluster cluster, Consumer<String> heartbeat) {
            this.cluster = cluster;
            this.heartbeat = heartbeat;
        }

        public String deploy(String epic, String target) {
            Outcome outcome = DevOpsAgent.builder()
                    .consensus(Path.of(epic))
                    .target(target)
                    .coordination(cluster)
                    .listener(RunListener.ofEvents(event -> heartbeat.accept(event.toJson())))
                    .run();
            return outcome.toJson();
        }
    }
    // end::activity
}
