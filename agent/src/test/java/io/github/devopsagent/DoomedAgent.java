package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.directory.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own, which is killed when it has written so much of its journal. */
final class DoomedAgent {

    /** What a process tells that SIGKILL ended: 128 and the number of the signal. */
    private static final int KILLED = 128 + 9;

    private static final int WRITTEN = 'w';
    private static final String JOURNALLED = "sync .devops/journal";

    private DoomedAgent() {}

    /** Whether an operation is the last of those that put something into the journal. */
    static boolean isJournalled(String operation) {
        return operation.equals(JOURNALLED);
    }

    /** Runs one in this directory, and kills it when the journal was written this often. */
    static void runAndKill(Course course, Path directory, int written) throws IOException, InterruptedException {
        Process process = JavaProcess.of(
                        DoomedAgent.class, course.name(), directory.toString(), Integer.toString(written))
                .start();
        int told = process.getInputStream().read();
        // Process.destroyForcibly would close its output, too.
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(told).as(errors).isEqualTo(WRITTEN);
        assertThat(process.exitValue()).as(errors).isEqualTo(KILLED);
    }

    /** The other process. */
    public static void main(String[] arguments) {
        Course course = Course.valueOf(arguments[0]);
        Path directory = Path.of(arguments[1]);
        ConsensusDirectory consensus = new ConsensusDirectory(directory.resolve("consensus"));
        CountDownLatch left = new CountDownLatch(Integer.parseInt(arguments[2]));
        CountDownLatch never = new CountDownLatch(1);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (isJournalled(operation)) {
                left.countDown();
            }
            if (left.getCount() == 0) {
                System.out.write(WRITTEN);
                System.out.flush();
                await(never);
            }
        });
        consensus
                .agent(course.effects(directory))
                .disk(disk)
                .workingDirectory(Path.of("/"))
                .run();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
