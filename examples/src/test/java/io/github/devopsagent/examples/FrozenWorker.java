package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.plan.Monitoring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A worker that a test stops and lets go on. What it shares with others lives in its own process, and so does the one other
 * worker, which takes the lease as soon as a file is there: whatever the first asks next, it is too late.
 */
final class FrozenWorker {

    static final String TAKEN = "taken";
    static final String OUTCOME = "outcome";

    private FrozenWorker() {}

    public static void main(String[] arguments) throws Exception {
        Path consensus = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        MemoryCoordination shared =
                new MemoryCoordination(Duration.ofSeconds(Long.parseLong(arguments[2])), System::nanoTime);
        LeaseKey key = LeaseKey.directory(consensus.toRealPath().toString());
        AtomicBoolean isTaken = new AtomicBoolean();
        MemoryCoordination.Link link = new MemoryCoordination.Link() {
            @Override
            protected void before(String question) {
                if (Files.exists(work.resolve(TAKEN)) && isTaken.compareAndSet(false, true)) {
                    shared.expire(key);
                    shared.through(new MemoryCoordination.Link(), System::nanoTime)
                            .claim(key, key.name(), another())
                            .attempt();
                }
            }
        };
        Outcome outcome = DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(work)
                .monitoring(new Monitoring(Duration.ZERO, Duration.ofSeconds(1), 0))
                .coordination(shared.through(link, System::nanoTime))
                .run();
        Files.writeString(work.resolve(OUTCOME), outcome.toString());
        System.exit(outcome.exitCode());
    }

    private static Worker another() {
        return new Worker(
                "pod-2", "ci", Optional.empty(), Optional.empty(), new ProcessId("boot", 4711, Optional.empty()));
    }
}
