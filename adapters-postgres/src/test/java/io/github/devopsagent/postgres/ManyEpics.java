package io.github.devopsagent.postgres;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What a worker does that goes through all epics below a directory, in an order of its own, until none is left to do. */
final class ManyEpics {

    /** Epics are called by their number; each third one goes to the same target. */
    static final int TARGETS = 3;

    private final Cluster cluster;
    private final Path directory;

    ManyEpics(Cluster cluster, Path directory) {
        this.cluster = cluster;
        this.directory = directory;
    }

    void work() throws IOException {
        List<Path> epics;
        try (Stream<Path> found = Files.list(directory)) {
            epics = new ArrayList<>(found.filter(each -> Files.isDirectory(each.resolve("consensus")))
                    .toList());
        }
        Collections.shuffle(epics);
        while (!epics.isEmpty()) {
            try {
                for (Recovered each : cluster.recover(ClusterWorker::agent)) {
                    System.out.println("recovered " + each.left().directory() + ": "
                            + each.result().fold(Throwable::toString, ClusterWorker::name));
                }
                epics.removeIf(this::isThrough);
            } catch (CoordinationUnavailableException e) {
                System.out.println("later: " + e.getMessage());
            }
        }
    }

    /** Another worker may have it now: then it is looked at again. */
    private boolean isThrough(Path epic) {
        Outcome outcome = ClusterWorker.agent(epic.resolve("consensus"))
                .target(target(epic))
                .coordination(cluster)
                .lockWait(Duration.ofMinutes(5))
                .run();
        System.out.println(epic.getFileName() + " " + outcome);
        return !(outcome instanceof Outcome.Refused refused) || !isWaitedFor(refused);
    }

    private static boolean isWaitedFor(Outcome.Refused refused) {
        return refused.refusals().stream().anyMatch(each -> List.of("lock_held", "target_held", "unfinished_run")
                .contains(each.code()));
    }

    static String target(Path epic) {
        return "target-" + Integer.parseInt(epic.getFileName().toString()) % TARGETS;
    }
}
