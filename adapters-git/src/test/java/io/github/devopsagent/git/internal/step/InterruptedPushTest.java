package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

    @MatricesOnly
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

    /** It never ends by itself: each line that it says begins the time anew in which it may be silent. */
    @MatricesOnly
    @Test
    void does_not_wait_for_a_remote_that_goes_on_saying_nothing_of_use() throws Exception {
        RemoteAndClones clones = RemoteAndClones.in(directory);
        CompletableFuture<StepResult> result = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "git://127.0.0.1:" + server.getLocalPort() + "/remote.git";
            clones.app().git("remote", "set-url", "origin", url);
            DeploymentFixture deployment = DeploymentFixture.in(clones.app());
            Thread thread = new Thread(() -> result.complete(deployment.run("git/push", Map.of())));
            thread.start();
            try (Socket connection = server.accept()) {
                Thread talker = new Thread(() -> talk(connection, result));
                talker.start();

                thread.interrupt();

                assertThat(result.get(5, TimeUnit.MINUTES).reason()).contains("interrupted");
                talker.join();
            }
        }
    }

    private static void talk(Socket connection, CompletableFuture<StepResult> until) {
        try {
            for (int i = 0; !until.isDone(); i++) {
                String line = String.format("%040x refs/heads/b%d%n", i + 1, i);
                connection
                        .getOutputStream()
                        .write(String.format("%04x%s", line.length() + 4, line).getBytes(StandardCharsets.US_ASCII));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        } catch (IOException hungUp) {
            // Then it has nobody to talk to.
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
