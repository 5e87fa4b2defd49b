package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push whose thread is interrupted. */
class InterruptedPushTest {

    @TempDir
    Path directory;

    @Test
    void ends_with_the_hook_that_it_waits_for() throws Exception {
        RemoteAndClones clones = RemoteAndClones.in(directory);
        String before = clones.main();
        clones.app().write("a.txt", "two").commitAll("second");
        Path begun = directory.resolve("begun");
        clones.hook("pre-receive", "echo $$ > '" + begun + "'; exec sleep 600");
        DeploymentFixture deployment = DeploymentFixture.in(clones.app());
        CompletableFuture<StepResult> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(deployment.run("git/push", Map.of())));
        thread.start();
        await(() -> begun.toFile().length() > 1, "the hook");

        thread.interrupt();

        assertThat(result.get(5, TimeUnit.MINUTES).reason()).contains("interrupted");
        long hook = Long.parseLong(Files.readString(begun).strip());
        await(() -> ProcessHandle.of(hook).filter(ProcessHandle::isAlive).isEmpty(), "the end of the hook");
        assertThat(clones.main()).isEqualTo(before);
        assertThat(deployment.undo("git/push", Map.of()).reason()).contains("nothing to undo");
    }

    @Test
    void ends_with_the_local_hook_that_it_waits_for_and_what_that_has_started() throws Exception {
        RemoteAndClones clones = RemoteAndClones.in(directory);
        String before = clones.main();
        clones.app().write("a.txt", "two").commitAll("second");
        Path begun = directory.resolve("begun");
        RemoteAndClones.hook(
                clones.app().path().resolve(".git/hooks"), "pre-push", "sleep 600 & echo $! > '" + begun + "'; wait");
        DeploymentFixture deployment = DeploymentFixture.in(clones.app());
        CompletableFuture<StepResult> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(deployment.run("git/push", Map.of())));
        thread.start();
        await(() -> begun.toFile().length() > 1, "the hook");

        thread.interrupt();

        assertThat(result.get(5, TimeUnit.MINUTES).reason())
                .contains("interrupted")
                .doesNotContain("in doubt");
        long started = Long.parseLong(Files.readString(begun).strip());
        await(() -> ProcessHandle.of(started).filter(ProcessHandle::isAlive).isEmpty(), "the end of its process");
        assertThat(clones.main()).isEqualTo(before);
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
