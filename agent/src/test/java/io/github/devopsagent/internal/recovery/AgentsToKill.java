package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Agents in a process of their own, each in a directory of its own, which is killed when each has written so much of its
 * journal: they die of the same kill, and share nothing but the time that it takes to start a process.
 */
public final class AgentsToKill {

    /** What a process tells that SIGKILL ended: 128 and the number of the signal. */
    private static final int KILLED = 128 + 9;

    private static final byte WRITTEN = 'w';
    private static final String JOURNALLED = "write .devops/journal";

    private AgentsToKill() {}

    /** Whether an operation puts something into the journal. */
    public static boolean isJournalled(String operation) {
        return operation.equals(JOURNALLED);
    }

    /** Whether an operation is the first after one that put something into the journal, be it synced or not. */
    public static Predicate<String> firstAfterJournalled() {
        AtomicBoolean journalled = new AtomicBoolean();
        return operation -> journalled.getAndSet(isJournalled(operation));
    }

    /** Runs one in each directory, and kills them when the journal there was written this often. */
    public static void runAndKill(UndisturbedRun course, Map<Integer, Path> directories)
            throws IOException, InterruptedException {
        runAndKill(course, "", directories);
    }

    /** Has each roll back on demand what succeeded there, and kills them likewise. */
    public static void rollBackAndKill(String deploymentId, Map<Integer, Path> directories)
            throws IOException, InterruptedException {
        runAndKill(UndisturbedRun.SUCCESS, deploymentId, directories);
    }

    private static void runAndKill(UndisturbedRun course, String rolledBack, Map<Integer, Path> directories)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(course.name(), rolledBack));
        directories.forEach((written, directory) -> {
            arguments.add(written.toString());
            arguments.add(directory.toString());
        });
        Process process = JavaProcess.of(AgentsToKill.class, arguments.toArray(String[]::new))
                .start();
        byte[] told = process.getInputStream().readNBytes(directories.size());
        // Process.destroyForcibly would close its output, too.
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(told).as(errors).hasSize(directories.size()).containsOnly(WRITTEN);
        assertThat(process.exitValue()).as(errors).isEqualTo(KILLED);
    }

    /** The other process. An agent that does not come to its record ends it, so that whoever waits for it hears of it. */
    public static void main(String[] arguments) {
        UndisturbedRun course = UndisturbedRun.valueOf(arguments[0]);
        for (int i = 2; i < arguments.length; i += 2) {
            int written = Integer.parseInt(arguments[i]);
            Path directory = Path.of(arguments[i + 1]);
            new Thread(() -> {
                        try {
                            run(course, arguments[1], directory, written);
                        } finally {
                            Runtime.getRuntime().halt(1);
                        }
                    })
                    .start();
        }
    }

    private static void run(UndisturbedRun course, String rolledBack, Path directory, int written) {
        ConsensusDirectory consensus = new ConsensusDirectory(directory.resolve("consensus"));
        CountDownLatch left = new CountDownLatch(written);
        CountDownLatch never = new CountDownLatch(1);
        Predicate<String> isThere = firstAfterJournalled();
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (isThere.test(operation)) {
                left.countDown();
            }
            if (left.getCount() == 0) {
                System.out.write(WRITTEN);
                System.out.flush();
                await(never);
            }
        });
        TestBuilder agent =
                consensus.agent(course.effects(directory)).disk(disk).workingDirectory(Path.of("/"));
        if (rolledBack.isEmpty()) {
            agent.run();
        } else {
            agent.rollBack(rolledBack);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
